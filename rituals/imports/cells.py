"""What stands in a cell, read. A cell that says something which we can't read refuses its row: nothing is guessed or dropped."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.kit.frontdoor import plain
from bot.kit.money import Money
from bot.kit.texts import LANGUAGES, Catalogs
from bot.kit.words import fold
from rituals.imports.columns import key
from rituals.imports.problems import RowRefused
from rituals.signals.kinds import Importance, Kind
from rituals.signals.reading.amounts import first_amount
from rituals.signals.reading.letters import legible
from rituals.signals.reading.marks import IMPORTANCE_OF, KIND_OF
from storage.people import Named
from storage.signals import RESTRICTED, TEAM

LONGEST_NAME = 200  # characters, of a person, an account, a competitor
LONGEST_LABEL = 80  # of a theme
LONGEST_ADDRESS = 3000
SHOWN = 60

_VISIBILITIES = {
    **dict.fromkeys(("team", "equipe", "public", "publique", "everybody", "tous"), TEAM),
    **dict.fromkeys(("restricted", "restreint", "restreinte", "private", "prive", "privee"), RESTRICTED),
}
_ADDRESS = re.compile(r"https?://[^\s<>|]+")
_CURRENCY = re.compile(r"[A-Za-z]{3}")
_BARE_NUMBER = re.compile(r"[0-9][0-9 .,']*")


def name(cell: str, what: str) -> str | None:
    """A name in one line."""
    written = " ".join(plain(cell, escaped=False).split())
    if len(written) > LONGEST_NAME:
        raise RowRefused(f"the {what} has {len(written)} characters, more than {LONGEST_NAME}")
    return written or None


def names(cell: str, what: str) -> tuple[str, ...]:
    """Names, apart as themes are."""
    parts = (name(part, what) for part in _parts(plain(cell, escaped=False)))
    return tuple(dict.fromkeys(filter(None, parts)))


def address(cell: str, what: str) -> str | None:
    written = cell.strip()
    if written and (len(written) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(written)):
        raise RowRefused(f"the {what} {shown(written)} is no web address: it begins with https://")
    return written or None


def labels(cell: str, most: int) -> tuple[str, ...]:
    """Themes: apart by semicolons, new lines or bars where there are any, else by commas."""
    parts = _parts(plain(cell, escaped=False))
    found = tuple(dict.fromkeys(label for part in parts if (label := " ".join(part.split()).lstrip("#"))))
    if len(found) > most:
        raise RowRefused(f"it has {len(found)} themes, more than {most}")
    if long := [label for label in found if len(label) > LONGEST_LABEL]:
        raise RowRefused(f"the theme {shown(long[0])} has more than {LONGEST_LABEL} characters")
    return found


def _parts(written: str) -> list[str]:
    return re.split(r"[;\n|]" if re.search(r"[;\n|]", written) else ",", written)


def visibility(cell: str) -> str | None:
    """Who reads it; None where nothing is said."""
    if not (wanted := key(cell)):
        return None
    if wanted not in _VISIBILITIES:
        raise RowRefused(f"the visibility {shown(cell)} is neither team nor restricted")
    return _VISIBILITIES[wanted]


def money(cell: str, currency: str, home: str, what: str) -> Money | None:
    """An amount as people write it. A bare number is in the currency of its own column, else in the workspace's."""
    written = legible(cell).strip()
    if not written:
        return None
    told = currency.strip()
    if told and not _CURRENCY.fullmatch(told):
        read = first_amount(f"1 {legible(told)}")  # such as € or euros
        if read is None:
            raise RowRefused(f"the currency {shown(told)} is unknown: write it as EUR, USD …")
        told = read.currency
    bare = _BARE_NUMBER.fullmatch(written)
    found = first_amount(f"{written} {(told or home).upper()}" if bare else written)
    if found is None:
        raise RowRefused(f"the {what} {shown(cell)} is no amount: write it as 45000, 45 000 € or 45k€")
    return found


def minor(cell: str, currency: str, what: str) -> Money | None:
    """An amount in minor units, as our own export writes it."""
    if not cell.strip():
        return None
    try:
        return Money(int(cell), currency.strip().upper())
    except ValueError:
        raise RowRefused(
            f"the {what} {shown(cell)} is no whole number of minor units with a currency"
        ) from None


def shown(cell: str) -> str:
    """A cell, for an error's words."""
    written = " ".join(cell.split())
    return f"“{written[:SHOWN]}…”" if len(written) > SHOWN else f"“{written}”"


@dataclass(frozen=True)
class Choices:
    """Kinds and importances by all their words: as people mark them, and as the bot shows them in each language."""

    kinds: Mapping[str, Kind]
    importances: Mapping[str, Importance]

    @classmethod
    def of(cls, catalogs: Catalogs) -> "Choices":
        spoken = [catalogs.texts(language) for language in LANGUAGES]
        kinds = {key(texts.plain(f"kinds.{kind}")): kind for texts in spoken for kind in Kind}
        weights = {
            key(texts.plain(f"importance.{weight}")): weight for texts in spoken for weight in Importance
        }
        return cls(
            kinds | KIND_OF | {key(kind): kind for kind in Kind},
            weights | IMPORTANCE_OF | {key(weight): weight for weight in Importance},
        )

    def kind(self, cell: str) -> Kind | None:
        if not (wanted := key(cell)):
            return None
        if wanted not in self.kinds:
            raise RowRefused(f"there is no kind {shown(cell)}: it is one of {', '.join(Kind)}")
        return self.kinds[wanted]

    def importance(self, cell: str) -> Importance | None:
        if not (wanted := key(cell)):
            return None
        if wanted not in self.importances:
            raise RowRefused(f"there is no importance {shown(cell)}: it is one of {', '.join(Importance)}")
        return self.importances[wanted]


@dataclass(frozen=True)
class Team:
    """The people whom we know, to be found by what a file calls them."""

    by_user: Mapping[str, str] = field(default_factory=dict)
    by_name: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Iterable[Named]) -> "Team":
        by_user: dict[str, str] = {}
        by_name: dict[str, tuple[str, ...]] = {}
        for one in people:
            by_user[one.person.casefold()] = one.person
            by_user.setdefault(one.person.partition(":")[2].casefold(), one.person)
            folded = " ".join(fold(one.name).split())
            by_name[folded] = (*by_name.get(folded, ()), one.person)
        return cls(by_user, by_name)

    def person(self, cell: str, what: str) -> str | None:
        """By Slack id (`U012AB3CD`, `<@U012AB3CD>`, `team:user`) or by the name that they have in Slack."""
        wanted = cell.strip().strip("<>").lstrip("@").partition("|")[0].strip()
        if not wanted:
            return None
        if found := self.by_user.get(wanted.casefold()):
            return found
        named = self.by_name.get(" ".join(fold(wanted).split()), ())
        if len(named) == 1:
            return named[0]
        why = "two people here have that name" if named else "we know nobody of that name"
        raise RowRefused(
            f"the {what} {shown(cell)}: {why}; give the Slack id (or leave the column out: --map 'COLUMN=-')"
        )
