"""Packing lines into sections: cut between blocks, else lines, else words, else characters."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.kit.blocks import Mrkdwn, escape
from bot.kit.markdown.lines import Atom, Block, Line, runs, trimmed
from bot.kit.markdown.writing import JOINER, write

_OPEN, _CLOSE = "```\n", "\n```"


def pack(blocks: Iterable[Block], limit: int) -> tuple[Mrkdwn, ...]:
    """The blocks as sections of 1 to `limit` characters."""
    sections: list[str] = []
    for block in blocks:
        gap = "\n\n" if block.spaced else "\n"
        for part in _parts(block, limit):
            if sections and len(sections[-1]) + len(gap) + len(part) <= limit:
                sections[-1] += gap + part
            else:
                sections.append(part)
            gap = "\n"
    return tuple(map(Mrkdwn, sections))


@dataclass(slots=True)
class _Part:
    """What a section holds so far of one block; inside code, `fence` is the number of the code block."""

    text: str = ""
    fence: int | None = None
    shows: bool = False  # more than empty lines

    def with_line(self, text: str, fence: int | None, *, shows: bool) -> "_Part":
        before = self.closed if fence != self.fence else self.text
        gap = "\n" if before else ""
        opening = _OPEN if fence is not None and fence != self.fence else ""
        return _Part(f"{before}{gap}{opening}{text}", fence, self.shows or shows)

    @property
    def closed(self) -> str:
        return self.text if self.fence is None else self.text + _CLOSE


def _parts(block: Block, limit: int) -> Iterator[str]:
    """The block in as few texts as hold it; each closes the code it opens, none is empty."""
    part = _Part()
    for line in block.lines:
        for text in _texts(line, limit):
            longer = part.with_line(text, line.fence, shows=line.shows)
            if len(longer.closed) > limit:
                if part.shows:
                    yield part.closed
                longer = _Part().with_line(text, line.fence, shows=line.shows)
            part = longer
    if part.shows:
        yield part.closed


def _texts(line: Line, limit: int) -> Iterator[str]:
    """The line in as few texts as hold it."""
    if line.fence is not None:
        room = limit - len(_OPEN) - len(_CLOSE)
        text = _code([Atom(line.code)])
        yield from [text] if len(text) <= room else _cut(list(runs(line.code)), room, _code)
        return
    room = limit - max(len(line.first), len(line.rest))
    text = write(line.atoms)
    start = line.first
    for piece in [text] if len(text) <= room else _cut(line.atoms, room, write):
        yield (start + piece).rstrip()
        start = line.rest


def _code(atoms: Sequence[Atom]) -> Mrkdwn:
    """Text in a code block; three backticks in it would end it."""
    text = "".join(atom.text for atom in atoms)
    return escape(text.replace("``", f"`{JOINER}`") if "```" in text else text)


def _cut(atoms: Iterable[Atom], room: int, spell: Callable[[Sequence[Atom]], Mrkdwn]) -> Iterator[Mrkdwn]:
    """Pieces of a line of at most `room` characters each, spelled; a link longer than that becomes words."""
    left = [piece for atom in atoms for piece in _openable(atom, room)]
    while left := trimmed(left):
        head, left = _divided(left, _place(left, room, spell))
        yield spell(head)


def _place(atoms: Sequence[Atom], room: int, spell: Callable[[Sequence[Atom]], Mrkdwn]) -> int:
    """Where to cut a line so that its start fits into `room` characters, marks included."""
    end = sum(map(_size, atoms))
    most, step = 1, 1 << room.bit_length() - 1  # a place is spelled with one character at least
    while step:
        if most + step <= end and len(spell(_divided(atoms, most + step)[0])) <= room:
            most += step
        step //= 2
    return most if most == end else _last_space(atoms, most) or most


def _openable(atom: Atom, room: int) -> Iterable[Atom]:
    if not atom.address or len(write([atom])) <= room:
        return [atom]
    return runs(f"{atom.text} ({atom.address})" if atom.text else atom.address, atom.style)


def _size(atom: Atom) -> int:
    """How many places for a cut an atom has: a link none but its end."""
    return 1 if atom.address else len(atom.text)


def _divided(atoms: Sequence[Atom], count: int) -> tuple[list[Atom], list[Atom]]:
    """The atoms up to a place, without spaces before it, and those after it."""
    head: list[Atom] = []
    for index, atom in enumerate(atoms):
        size = _size(atom)
        if count < size:
            head.extend(runs(atom.text[:count], atom.style))
            return trimmed(head), [*runs(atom.text[count:], atom.style), *atoms[index + 1 :]]
        head.append(atom)
        count -= size
    return trimmed(head), []


def _last_space(atoms: Sequence[Atom], end: int) -> int:
    """The last place up to `end` where a line may be broken, 0 if there is none."""
    found = start = 0
    for atom in atoms:
        if start > end:
            break
        if not atom.address and (place := atom.text.rfind(" ", 0, end - start + 1)) >= 0:
            found = start + place
        start += _size(atom)
    return found
