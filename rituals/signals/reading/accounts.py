"""Accounts named in a text: whole words, in the name's own capitals."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path

from rituals.signals.reading.letters import fold, legible

_WORD = re.compile(r"[^\W_]++")
# A name stands alone when no letter or digit touches it, not even through the - _ . that hold one word
# together (Saint-Gobain, acme_api, acme.com). Apostrophes part words: d'Acme, Acme's.
_STARTS_ALONE = re.compile(r"(?<![^\W_])(?<![^\W_][-_.])")
_ENDS_ALONE = re.compile(r"(?![^\W_])(?![-_.][^\W_])")


class Certainty(StrEnum):
    """How sure the reading of an account is."""

    CERTAIN = "certain"  # written as such: for:Acme
    TAKEN = "taken"  # a known account's name
    OFFERED = "offered"  # a known account's name that is also an ordinary word: to confirm


@dataclass(frozen=True, slots=True)
class AccountGuess:
    """The account a text is about: by its own name if it is known, else as typed."""

    name: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class KnownAccounts:
    """The names of a workspace's accounts, made ready for looking them up in texts.

    A text's word is looked up as the first word of names; for each length such names have, the stretch of
    text of that length is looked up whole. So the cost does not grow with the number of accounts.
    """

    _by_name: dict[str, str]  # legible spelling -> name
    _by_folded_name: dict[str, str]
    _shapes: dict[
        str, tuple[tuple[int, int], ...]
    ]  # first word, folded -> (characters before it, length), longest first

    @classmethod
    def of(cls, names: Iterable[str], others: Mapping[str, str] | None = None) -> "KnownAccounts":
        """Index the names: some hundredths of a second for 10,000, so build it once and keep it.

        `others` are names under which an account is known besides its own, which each gives.
        """
        by_name: dict[str, str] = {}
        by_folded_name: dict[str, str] = {}
        shapes: dict[str, set[tuple[int, int]]] = {}
        known = chain(((name, name) for name in names), (others or {}).items())  # the first one counts
        for written, name in known:
            spelling = legible(written)
            first = _WORD.search(spelling)
            if first is None:
                continue
            by_name.setdefault(spelling, name)
            by_folded_name.setdefault(fold(spelling), name)
            shapes.setdefault(fold(first[0]), set()).add((first.start(), len(spelling)))
        ordered = {word: tuple(sorted(found, key=lambda shape: -shape[1])) for word, found in shapes.items()}
        return cls(by_name, by_folded_name, ordered)

    def spelled(self, text: str) -> str | None:
        """The known name that is this text, whatever its capitals and accents, or None."""
        return self._by_folded_name.get(fold(text))

    def beginning(self, line: str, start: int, end: int) -> str | None:
        """The longest known name, in any capitals, that begins at `start` and goes to `end` or further."""
        first = _WORD.match(line, start)
        if first is None:
            return None
        for before, length in self._shapes.get(fold(first[0]), ()):
            stop = start + length
            if before == 0 and stop >= end and _ENDS_ALONE.match(line, stop):
                name = self.spelled(line[start:stop])
                if name is not None:
                    return name
        return None

    def named_in(self, line: str) -> AccountGuess | None:
        """The earliest name taken in a legible line, else the earliest offered, else None."""
        offered: AccountGuess | None = None
        for word in _WORD.finditer(line):
            shapes = self._shapes.get(fold(word[0]))
            written = self._standing(line, word.start(), shapes) if shapes else None
            if written is None:
                continue
            name = self._by_name[written]
            if not is_ordinary(written):
                return AccountGuess(name, Certainty.TAKEN)
            offered = offered or AccountGuess(name, Certainty.OFFERED)
        return offered

    def _standing(self, line: str, at: int, shapes: tuple[tuple[int, int], ...]) -> str | None:
        for before, length in shapes:
            start, stop = at - before, at - before + length
            known = start >= 0 and line[start:stop] in self._by_name
            if known and _STARTS_ALONE.match(line, start) and _ENDS_ALONE.match(line, stop):
                return line[start:stop]
        return None


def is_ordinary(name: str) -> bool:
    """Whether a text may well say this without meaning the account.

    True for a single common word of French or English (Orange, Total), a single letter, a number, and for
    several common words without any capital ("la poste").
    """
    words = _WORD.findall(legible(name))
    if len(words) == 1:
        word = fold(words[0])
        return len(word) == 1 or word.isdigit() or _is_common(word)
    return name == name.lower() and all(_is_common(fold(word)) for word in words)


def _is_common(word: str) -> bool:
    return word in common_words() or (word.endswith("s") and word[:-1] in common_words())


@cache
def common_words() -> frozenset[str]:
    """The words of `common_words.txt`, folded: words companies are named after, of both languages."""
    path = Path(__file__).parent.parent / "common_words.txt"
    return frozenset(fold(word) for word in path.read_text(encoding="utf-8").split())
