"""Capture: what the field says is kept at once, whatever is missing, and answered with what was understood."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.kit.money import Money
from rituals.refusals import NotFound
from rituals.services import Person, Services, person_id
from rituals.signals.cards import show_card
from rituals.signals.kinds import Importance, Kind
from rituals.signals.reading import Certainty, Reading, read
from storage import accounts, counters, requests, signals, themes, workspaces
from storage.database import Transaction
from storage.workspaces import Workspace

REPEATED_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class Interpretation:
    """What a person says about a signal in a form; what they leave empty is read from the text."""

    kind: Kind | None = None
    importance: Importance | None = None
    account: str | None = None
    amount: Money | None = None
    themes: tuple[str, ...] = ()
    competitor: str | None = None
    link: str | None = None
    visibility: str = signals.TEAM


@dataclass(frozen=True)
class Heard:
    """Something that somebody captures: the text to the letter (`bot.kit.frontdoor.plain` made it), who, and how it came."""

    text: str
    by: Person
    source: str
    request_key: str
    said_by: str | None = None
    permalink: str | None = None
    interpretation: Interpretation = field(default_factory=Interpretation)


@dataclass(frozen=True)
class Captured:
    """What became of it. `repeated`: the same text was saved a moment ago as `signal`, and nothing was added."""

    signal: signals.Signal
    workspace: Workspace
    repeated: bool = False


def capture(services: Services, heard: Heard, *, again: bool = False) -> Captured:
    """Keep a signal. The same request twice makes one; the same text within ten minutes is asked about unless `again`."""
    now = services.now()
    signal_id = counters.new_id()
    with services.write() as tx:
        home = workspace_of(tx, heard.by.workspace)
        answered = requests.claim(tx, home.id, heard.request_key, {"signal": signal_id}, datetime.now(UTC))
        if answered is not None:
            return Captured(_known(tx, home, answered["signal"]), home)
        if not again and (
            said := signals.said_lately(tx, home.id, heard.by.id, heard.text, now, REPEATED_WITHIN)
        ):
            return Captured(_known(tx, home, said[0]), home, repeated=True)
        reading = read(heard.text, services.account_names.known(tx, home.id))
        signals.add(tx, home.id, signal_id, _row(tx, home, heard, reading, now))
        labels = heard.interpretation.themes or reading.themes
        themes.attach(tx, home.id, signal_id, theme_ids(tx, home.id, labels, now))
        signals.mention(tx, home.id, signal_id, [person_id(home.id, user) for user in reading.mentions])
        signal = _known(tx, home, signal_id)
        if signal.visibility == signals.TEAM:
            show_card(tx, home, signal, now)
        return Captured(signal, home)


def capture_again(services: Services, by: Person, signal_id: str, request_key: str) -> Captured:
    """*Save again*: the text of a signal, once more, as one of its own.

    Raises NotFound for a signal that the person did not capture.
    """
    with services.read() as tx:
        signal = signals.get(tx, by.workspace, signal_id)
    if signal is None or signal.captured_by != by.id:
        raise NotFound
    heard = Heard(
        text=signal.verbatim,
        by=by,
        source=signal.source,
        request_key=request_key,
        said_by=signal.said_by,
        permalink=signal.permalink,
        interpretation=Interpretation(visibility=signal.visibility),
    )
    return capture(services, heard, again=True)


def home(services: Services, person: Person) -> Workspace:
    """The workspace somebody acts in."""
    with services.read() as tx:
        return workspace_of(tx, person.workspace)


def workspace_of(tx: Transaction, workspace: str) -> Workspace:
    """The workspace; `bot.wiring` made its row before the first request.

    Raises NotFound for one that never was connected.
    """
    home = workspaces.get(tx, workspace)
    if home is None:
        raise NotFound
    return home


def theme_ids(tx: Transaction, workspace: str, labels: tuple[str, ...], now: datetime) -> list[str]:
    return list(dict.fromkeys(themes.ensure(tx, workspace, label, now) for label in labels))


def _row(tx: Transaction, home: Workspace, heard: Heard, reading: Reading, now: datetime) -> dict[str, Any]:
    said = heard.interpretation
    guess = reading.account
    name = said.account or (guess.name if guess else None)
    amount = said.amount or reading.amount
    return {
        "verbatim": heard.text,
        "said_by": heard.said_by,
        "said_at": now,
        "captured_by": heard.by.id,
        "captured_at": now,
        "source": heard.source,
        "permalink": heard.permalink,
        "kind": said.kind or reading.kind or Kind.FEEDBACK,
        "importance": said.importance or reading.importance,
        "account_id": accounts.ensure(tx, home.id, name, now) if name else None,
        "account_certain": bool(said.account) or guess is None or guess.certainty is not Certainty.OFFERED,
        "amount_minor": amount.minor if amount else None,
        "amount_currency": amount.currency if amount else None,
        "competitor": said.competitor or reading.competitor,
        "link": said.link,
        "visibility": said.visibility,
    }


def _known(tx: Transaction, home: Workspace, signal_id: str) -> signals.Signal:
    signal = signals.get(tx, home.id, signal_id)
    if signal is None:
        raise NotFound
    return signal
