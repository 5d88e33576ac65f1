"""Spelling a line as mrkdwn (https://docs.slack.dev/messaging/formatting-message-text).

Slack formats `*bold*` only between word boundaries, and has no escape for `*`, `_`, `~` and backticks. Two
characters without width help, and the difference between them matters:

- U+200B ZERO WIDTH SPACE is a boundary for Slack: outside our own delimiters it lets half a word be bold. For
  the same reason it can't disarm a literal one (observed by jsx-slack, docs/about-escape-and-exact-mode.md).
- U+2060 WORD JOINER is neither space nor punctuation: between a literal delimiter and the boundary beside it,
  it takes that boundary away.

A literal delimiter is disarmed only where the line has another one to pair it with, so that a lone `~/path`,
`2*3*4` and `snake_case` can be copied. Backticks may pair without boundaries: there `ˋ` (U+02CB) stands in.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from bot.kit.blocks import Mrkdwn, escape
from bot.kit.markdown.lines import CODE, GRAVE, Atom, Style, common, trimmed

BOUNDARY = "\u200b"
JOINER = "\u2060"
_DELIMITER = re.compile("[*_~`＊＿｀]")  # Slack takes the full-width ones too
_HALF_WIDTH = str.maketrans("＊＿｀", "*_`")
_STARTS_QUOTE = (">", "＞")
_BEFORE_OPENING = frozenset(' ("[\u00a0')
_AFTER_CLOSING = frozenset(' )"].,;:!?\u00a0')


def write(atoms: Sequence[Atom]) -> Mrkdwn:
    """One line of mrkdwn, safe wherever Slack reads mrkdwn; spaces at its ends are dropped."""
    return _spelled(_pieces(trimmed(atoms)))


class _Kind(Enum):
    TEXT = auto()  # from outside
    CODE = auto()  # from outside, not read as mrkdwn
    OPENS = auto()  # our delimiter
    CLOSES = auto()  # our delimiter
    FRAME = auto()  # of our link


class _Piece(NamedTuple):
    kind: _Kind
    text: str


class _Literal(NamedTuple):
    """A delimiter that somebody wrote: where, between which boundaries, and what Slack could take it for."""

    at: int
    after_boundary: bool
    before_boundary: bool
    opens: bool
    closes: bool


def _pieces(atoms: Sequence[Atom]) -> list[_Piece]:
    pieces: list[_Piece] = []
    style: Style = ()
    for atom, around in zip(atoms, _styles(atoms), strict=True):
        pieces.extend(_restyled(style, around))
        style = around
        if atom.address:
            pieces.extend(_link(atom))
        else:
            in_code = bool(style) and style[-1].delimiter == CODE
            pieces.append(_Piece(_Kind.CODE if in_code else _Kind.TEXT, atom.text))
    return [*pieces, *_restyled(style, ())]


def _styles(atoms: Sequence[Atom]) -> list[Style]:
    """Each atom's style; a space has what both sides share, since delimiters may not stand beside spaces."""
    before = _carried(atoms)
    after = _carried(atoms[::-1])[::-1]
    return [common(left, right) for left, right in zip(before, after, strict=True)]


def _carried(atoms: Sequence[Atom]) -> list[Style]:
    """Each atom's style, where a space has that of the word before it."""
    styles: list[Style] = []
    for atom in atoms:
        styles.append(styles[-1] if atom.is_space and styles else atom.style)
    return styles


def _restyled(old: Style, new: Style) -> Iterator[_Piece]:
    shared = len(common(old, new))
    for mark in reversed(old[shared:]):
        yield _Piece(_Kind.CLOSES, mark.delimiter)
    for mark in new[shared:]:
        yield _Piece(_Kind.OPENS, mark.delimiter)


def _link(atom: Atom) -> Iterator[_Piece]:
    label = atom.text.replace("|", "¦")
    yield _Piece(_Kind.FRAME, f"<{escape(atom.address)}" + ("|" if label else ""))
    if label:
        yield _Piece(_Kind.TEXT, label)
    yield _Piece(_Kind.FRAME, ">")


def _spelled(pieces: Sequence[_Piece]) -> Mrkdwn:
    literals = [_literals(pieces, index) for index in range(len(pieces))]
    paired = _paired(pieces, literals)
    out: list[str] = []
    for index, piece in enumerate(pieces):
        before = pieces[index - 1] if index else None
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        match piece.kind:
            case _Kind.OPENS:
                if before and before.kind is not _Kind.OPENS and before.text[-1] not in _BEFORE_OPENING:
                    out.append(BOUNDARY)
                out.append(piece.text)
            case _Kind.CLOSES:
                out.append(piece.text)
                if after and after.kind in (_Kind.TEXT, _Kind.FRAME) and after.text[0] not in _AFTER_CLOSING:
                    out.append(BOUNDARY)
            case _Kind.FRAME:
                out.append(piece.text)
            case _Kind.TEXT | _Kind.CODE:
                out.append(_disarmed(piece.text, literals[index], paired))
    first = pieces[0] if pieces else None
    if first and first.kind is _Kind.TEXT and first.text.startswith(_STARTS_QUOTE):
        out.insert(0, JOINER)
    return Mrkdwn("".join(out))


def _literals(pieces: Sequence[_Piece], index: int) -> list[_Literal]:
    """The delimiters that stand in a piece of text, where they could open or close emphasis."""
    piece = pieces[index]
    if piece.kind is not _Kind.TEXT or not _DELIMITER.search(piece.text):
        return []
    left = pieces[index - 1].text[-1] if index else ""
    right = pieces[index + 1].text[0] if index + 1 < len(pieces) else ""
    found = []
    for match in _DELIMITER.finditer(piece.text):
        before = piece.text[match.start() - 1] if match.start() else left
        after = piece.text[match.end()] if match.end() < len(piece.text) else right
        starts, ends = not before.isalnum(), not after.isalnum()
        backtick = _kind(match[0]) == CODE
        opens = backtick or (starts and bool(after) and not after.isspace())
        closes = backtick or (ends and bool(before) and not before.isspace())
        found.append(_Literal(match.start(), starts, ends, opens, closes))
    return found


def _kind(delimiter: str) -> str:
    return delimiter.translate(_HALF_WIDTH)


def _paired(pieces: Sequence[_Piece], literals: Sequence[Sequence[_Literal]]) -> frozenset[str]:
    """The delimiters of which one may open before another closes, ours included."""
    first_opening: dict[str, int] = {}
    last_closing: dict[str, int] = {}
    place = 0
    for piece, found in zip(pieces, literals, strict=True):
        for literal in found:
            place += 1
            kind = _kind(piece.text[literal.at])
            if literal.opens:
                first_opening.setdefault(kind, place)
            if literal.closes:
                last_closing[kind] = place
        place += 1
        if piece.kind is _Kind.OPENS:
            first_opening.setdefault(piece.text, place)
        elif piece.kind is _Kind.CLOSES:
            last_closing[piece.text] = place
    return frozenset(kind for kind, place in first_opening.items() if place < last_closing.get(kind, 0))


def _disarmed(text: str, literals: Sequence[_Literal], paired: frozenset[str]) -> str:
    if not literals:
        return escape(text)
    out: list[str] = []
    start = 0
    for literal in literals:
        at = literal.at
        kind = _kind(text[at])
        if kind in paired and (literal.opens or literal.closes):
            # On both sides: a joiner after a closing delimiter would make it an opening one, and the reverse.
            joined = JOINER * literal.after_boundary + text[at] + JOINER * literal.before_boundary
            out += escape(text[start:at]), GRAVE if kind == CODE else joined
            start = at + 1
    return "".join((*out, escape(text[start:]))).replace(JOINER * 2, JOINER)
