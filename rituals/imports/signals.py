"""Signals out of a file. A row's text is its signal's, to the letter; what its columns don't say stays empty.

They are no news, so that nothing is announced: no cards (one comes when somebody acts on the signal), no promised
answers, no place in the inbox of what is new. They are found by search, stand among the likes and behind roadmap items.
"""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.kit.frontdoor import plain
from bot.kit.money import Money
from rituals.imports import cells, dates
from rituals.imports.columns import Columns
from rituals.imports.files import Row
from rituals.imports.problems import RowRefused
from rituals.imports.running import Importer, Kept, Setting
from rituals.search.indexing import index_signals
from rituals.signals.capture import THEME_LIMIT
from rituals.signals.kinds import Importance, Kind
from storage import accounts, audit, counters, imports, signals, themes
from storage.accounts import Account
from storage.database import Transaction
from storage.names import key_of
from storage.signals import Signal

NAMES = {
    "text": "texte verbatim message body content contenu comment commentaire feedback retour signal avis words",
    "said_by": "author auteur dit_par from contact respondent répondant",
    "said_at": "date dit_le created_at créé_le when quand timestamp submitted_at",
    "captured_by": "saisi_par recueilli_par collected_by reported_by",
    "captured_at": "saisi_le recueilli_le",
    "account": "compte customer client company société entreprise organisation organization account_name nom_du_compte",
    "themes": "theme thème thèmes tag tags étiquettes labels topic topics sujet category catégorie categories",
    "kind": "type nature",
    "importance": "priority priorité severity gravité",
    "competitor": "concurrent",
    "amount": "montant value valeur",
    "currency": "devise amount_currency",
    "amount_minor": "",
    "link": "lien url",
    "permalink": "",
    "visibility": "visibilité",
    "id": "identifiant external_id identifier uuid",
    "undone_at": "",
}
LONGEST_ID = 180
AHEAD = timedelta(days=1)  # zones and clocks differ


@dataclass(frozen=True)
class SignalRow:
    row: Row
    key: str
    external: str  # its id in the file
    text: str
    said_by: str | None
    said_at: datetime
    captured_by: str
    captured_at: datetime
    account: str | None
    labels: tuple[str, ...]
    kind: Kind
    importance: Importance | None
    competitor: str | None
    amount: Money | None
    link: str | None
    permalink: str | None
    visibility: str


def read(setting: Setting, columns: Columns, row: Row) -> SignalRow:
    """A row as a signal. Raises RowRefused."""

    def cell(name: str) -> str:
        return columns.cell(row.cells, name)

    text = plain(cell("text"), escaped=False)
    if not text.strip():
        raise RowRefused("it has no text")
    if cell("undone_at").strip():
        raise RowRefused("it was taken back")
    captured_by = setting.team.person(cell("captured_by"), "captured_by") or setting.captured_by
    assert captured_by is not None  # made sure before the first row
    competitor = cells.name(cell("competitor"), "competitor")
    said_at = moment(setting, cell("said_at"), "said_at")
    captured_at = moment(setting, cell("captured_at"), "captured_at") or said_at or setting.now
    currency = cell("currency")
    return SignalRow(
        row=row,
        key=key_for(setting, cell("id"), row),
        external=cell("id").strip(),
        text=text,
        said_by=cells.name(cell("said_by"), "said_by"),
        said_at=said_at or captured_at,
        captured_by=captured_by,
        captured_at=captured_at,
        account=cells.name(cell("account"), "account"),
        labels=cells.labels(cell("themes"), THEME_LIMIT),
        kind=setting.choices.kind(cell("kind")) or (Kind.COMPETITOR if competitor else Kind.FEEDBACK),
        importance=setting.choices.importance(cell("importance")),
        competitor=competitor,
        amount=cells.minor(cell("amount_minor"), currency, "amount")
        or cells.money(cell("amount"), currency, setting.home.currency, "amount"),
        link=cells.address(cell("link"), "link"),
        permalink=cells.address(cell("permalink"), "permalink"),
        visibility=cells.visibility(cell("visibility")) or setting.visibility,
    )


def moment(setting: Setting, cell: str, what: str) -> datetime | None:
    """When something was said or captured: not in the future."""
    if not cell.strip():
        return None
    try:
        found = dates.read_moment(cell, setting.home.zone, setting.order)
    except (ValueError, OverflowError):
        order = "the day" if setting.order is dates.Order.DAY_FIRST else "the month"
        raise RowRefused(
            f"the {what} {cells.shown(cell)} is no date that we can read: "
            f"write it as 2026-11-30, or in numbers with {order} first"
        ) from None
    if found > setting.now + AHEAD:
        raise RowRefused(f"the {what} {cells.shown(cell)} is in the future")
    return found


def key_for(setting: Setting, external: str, row: Row) -> str:
    """By what a row is known again: its id in the tool that it is from, else a digest of all its cells."""
    external = external.strip()
    if len(external) > LONGEST_ID:
        raise RowRefused(f"the id has {len(external)} characters, more than {LONGEST_ID}")
    if external:
        return f"id:{setting.origin}:{external}"
    whole = "\x1f".join(row.cells).rstrip("\x1f ")
    return f"row:{hashlib.sha256(whole.encode('utf-8', 'replace')).hexdigest()}"


def keep(tx: Transaction, setting: Setting, rows: Sequence[SignalRow]) -> Kept:
    """Keep the signals that are not there yet."""
    kept = Kept()
    fresh = _fresh(tx, setting, rows, kept)
    ids = {key: counters.new_id() for key in fresh}
    ours = imports.claim(tx, setting.home.id, signals.KIND, ids, setting.now)
    kept.known += len(fresh) - len(ours)
    new = [(ids[key], row) for key, row in fresh.items() if key in ours]
    _add(tx, setting, new)
    kept.added += len(new)
    return kept


def _fresh(tx: Transaction, setting: Setting, rows: Sequence[SignalRow], kept: Kept) -> dict[str, SignalRow]:
    """By key, the rows that nobody brought in yet. An id that is known with another text is told, not dropped.

    The ids of our own signals are known too, so that our own export adds nothing to where it came from.
    """
    home = setting.home.id
    known = imports.known(tx, home, signals.KIND, {row.key for row in rows})
    texts = signals.texts(tx, home, {*known.values(), *(row.external for row in rows if row.external)})
    fresh: dict[str, SignalRow] = {}
    for row in rows:
        earlier = fresh.get(row.key)
        there = earlier.text if earlier else texts.get(known.get(row.key, row.external))
        if there is None and row.key not in known:
            fresh[row.key] = row
        elif row.external and there is not None and there != row.text:
            kept.refused.append(
                (
                    row.row,
                    f"the id {row.external} is known with another text: from another tool? Give it a name with --origin",
                )
            )
        else:
            kept.known += 1
    return fresh


def _add(tx: Transaction, setting: Setting, new: Sequence[tuple[str, SignalRow]]) -> None:
    home = setting.home.id
    if not new:
        return
    named = _accounts(tx, setting, [row.account for _, row in new if row.account])
    labels = [label for _, row in new for label in row.labels]
    about = themes.ensure_each(tx, home, labels, setting.now)
    numbers = signals.next_numbers(tx, home, len(new))
    made: list[Signal] = []
    pairs: list[tuple[str, str]] = []
    for number, (signal_id, row) in zip(numbers, new, strict=True):
        theirs = {theme.id: theme.label for label in row.labels for theme in (about[key_of(label)],)}
        account = named[key_of(row.account)] if row.account else None
        made.append(_signal(signal_id, number, row, account, tuple(theirs.values())))
        pairs += [(signal_id, theme) for theme in theirs]
    signals.add_all(tx, home, made)
    themes.attach_all(tx, home, pairs)
    index_signals(tx, home, made)
    _note(tx, setting, made, pairs)


def _note(
    tx: Transaction, setting: Setting, made: Sequence[Signal], pairs: Sequence[tuple[str, str]]
) -> None:
    """The history of each begins here."""
    about: dict[str, list[str]] = defaultdict(list)
    for signal_id, theme in pairs:
        about[signal_id].append(theme)
    changes = [
        {
            "object_kind": signals.KIND,
            "object_id": signal.id,
            "before": {},
            "after": {"source": signal.source, "kind": signal.kind, "visibility": signal.visibility}
            | {"account_id": signal.account_id, "themes": sorted(about[signal.id])},
        }
        for signal in made
    ]
    audit.note_all(tx, setting.home.id, changes, act="import", by=None, now=setting.now)


def _accounts(tx: Transaction, setting: Setting, names: Sequence[str]) -> dict[str, Account]:
    """By the key of the name, the accounts that rows name; new where nobody named one before."""
    known = accounts.with_names(tx, setting.home.id, names)
    missing = {key_of(name): name for name in reversed(names) if key_of(name) not in known}
    if not missing:
        return known
    new = [Account(counters.new_id(), name) for name in missing.values()]
    accounts.add_all(tx, setting.home.id, new, setting.now)
    return known | accounts.with_names(tx, setting.home.id, missing.values())


def _signal(
    signal_id: str, number: int, row: SignalRow, account: Account | None, labels: tuple[str, ...]
) -> Signal:
    return Signal(
        id=signal_id,
        number=number,
        verbatim=row.text,
        said_by=row.said_by,
        said_at=row.said_at,
        captured_by=row.captured_by,
        captured_at=row.captured_at,
        source=signals.IMPORT,
        permalink=row.permalink,
        kind=row.kind,
        importance=row.importance,
        account_id=account.id if account else None,
        account_certain=True,
        amount_minor=row.amount.minor if row.amount else None,
        amount_currency=row.amount.currency if row.amount else None,
        competitor=row.competitor,
        link=row.link,
        visibility=row.visibility,
        undone_at=None,
        revision=1,
        account=account.name if account else None,
        themes=labels,
    )


IMPORTER = Importer(
    kind=signals.KIND,
    names=NAMES,
    required="text",
    dated=("said_at", "captured_at"),
    read=read,
    keep=keep,
)
