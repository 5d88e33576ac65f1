"""A text longer than one input of a form holds: spread over several inputs, and put together again."""

from collections.abc import Iterable, Iterator

from bot.kit.blocks import INPUT_LIMIT


def spread(text: str, room: int = INPUT_LIMIT) -> tuple[str, ...]:
    """The text in as few pieces as hold it, `room` characters each, cut between lines.

    `gather(spread(text))` is the text again, unless a line alone is longer than `room`: that one is cut between words.
    Characters are counted as browsers count them (UTF-16), so that no client finds a piece too long.
    """
    pieces: list[str] = []
    for line in _lines(text, room):
        if pieces and _size(pieces[-1]) + 1 + _size(line) <= room:
            pieces[-1] += "\n" + line
        else:
            pieces.append(line)
    return tuple(pieces)


def gather(pieces: Iterable[str]) -> str:
    """What somebody typed into several inputs as one text: each goes on in a new line; empty lines around it are dropped."""
    return "\n".join(piece.replace("\r\n", "\n") for piece in pieces).strip("\n").rstrip()


def _lines(text: str, room: int) -> Iterator[str]:
    for line in text.split("\n"):
        while _size(line) > room:
            head = line.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")
            space = head.rfind(" ")
            cut = space if space > 0 else len(head)
            yield line[:cut]
            line = line[cut:].removeprefix(" ")
        yield line


def _size(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
