"""What somebody types to search: words, and filters such as `theme:sso` or `depuis:30j`, in both languages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.kit.words import fold, stems
from rituals.signals.kinds import Kind
from rituals.signals.reading.letters import legible
from rituals.signals.reading.marks import KIND_OF
from storage.releases import KIND as RELEASE
from storage.roadmap import KIND as ITEM
from storage.signals import KIND as SIGNAL

LONGEST = 1500  # characters: a page button carries the query, and Slack gives it 2,000

THEME, ACCOUNT, OF_KIND, FROM, SINCE = "theme", "account", "kind", "from", "since"
_LABELS = {
    **dict.fromkeys(("theme", "themes"), THEME),
    **dict.fromkeys(("account", "compte", "for", "pour"), ACCOUNT),
    **dict.fromkeys(("kind", "type"), OF_KIND),
    **dict.fromkeys(("from", "de", "by", "par"), FROM),
    **dict.fromkeys(("since", "depuis"), SINCE),
}
_SORTS = {
    **dict.fromkeys(("signal", "signals", "signaux"), SIGNAL),
    **dict.fromkeys(("item", "items", "roadmap", "sujet", "sujets"), ITEM),
    **dict.fromkeys(("release", "releases", "version", "versions"), RELEASE),
}
_UNITS = {"d": 1, "j": 1, "w": 7, "s": 7, "m": 30, "y": 365, "a": 365}
_DAYS = {"today": 0, "aujourd'hui": 0, "yesterday": 1, "hier": 1}

_FILTER = re.compile(r'(?<!\S)(?P<label>\w{2,10}): ?(?:"(?P<quoted>[^"]*)"|(?P<bare><[^<>]*>|\S+))')
_CHANNEL = re.compile(r"<#[A-Z0-9]+\|([^<>]*)>")
_AGO = re.compile(r"(\d{1,4}) ?([a-z])[a-z]*")


@dataclass(frozen=True)
class Query:
    """What was typed, read. `puzzling`: filters whose value says nothing to us, as (filter, value)."""

    typed: str
    words: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()  # labels
    account: str | None = None
    kind: Kind | None = None
    only: str | None = None  # signal, item or release
    person: str | None = None  # as typed: a mention, a name, or me
    since: date | None = None
    puzzling: tuple[tuple[str, str], ...] = ()

    @property
    def empty(self) -> bool:
        filters = (self.themes, self.account, self.kind, self.only, self.person, self.since, self.puzzling)
        return not self.words and not any(filters)


def read(typed: str, today: date) -> Query:
    """Read a search. What is no filter of ours is words; of a filter that is given twice the last counts, but themes add up."""
    typed = legible(typed)[:LONGEST].strip()
    found: dict[str, str] = {}
    themes: list[str] = []
    words: list[str] = []
    end = 0
    for match in _FILTER.finditer(typed):
        label = _LABELS.get(fold(match["label"]))
        value = (match["bare"] if match["quoted"] is None else match["quoted"]).strip()
        if label is None or not value:
            continue
        words.append(typed[end : match.start()])
        end = match.end()
        if label == THEME:
            themes.append(_CHANNEL.sub(r"\1", value).strip("#"))
        else:
            found[label] = value
    words.append(typed[end:])
    return _understood(typed, stems(" ".join(words)), tuple(themes), found, today)


def _understood(
    typed: str, words: tuple[str, ...], themes: tuple[str, ...], found: Mapping[str, str], today: date
) -> Query:
    puzzling = []
    kind = only = since = None
    if value := found.get(OF_KIND):
        word = re.sub(r"[\W_]", "", fold(value))
        kind, only = KIND_OF.get(word), _SORTS.get(word)
        if kind is None and only is None:
            puzzling.append((OF_KIND, value))
    if value := found.get(SINCE):
        since = _day(value, today)
        if since is None:
            puzzling.append((SINCE, value))
    return Query(
        typed, words, themes, found.get(ACCOUNT), kind, only, found.get(FROM), since, tuple(puzzling)
    )


def _day(typed: str, today: date) -> date | None:
    """`2026-11-01`, `30d`, `2 weeks`, `3 mois`, `hier`; None for anything else."""
    word = fold(typed)
    if word in _DAYS:
        return today - timedelta(_DAYS[word])
    ago = _AGO.fullmatch(word)
    try:
        if ago and ago[2] in _UNITS:
            return today - timedelta(int(ago[1]) * _UNITS[ago[2]])
        return date.fromisoformat(word)
    except (ValueError, OverflowError):
        return None
