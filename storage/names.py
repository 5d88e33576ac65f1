"""Names that people give: when two spellings are one name."""

import unicodedata
from collections.abc import Iterable


def key_of(name: str) -> str:
    """Two spellings of one name have the same key: case, width and runs of spaces do not matter."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def changed(was: Iterable[str], has: Iterable[str]) -> tuple[list[str], list[str]]:
    """Which names are gone and which are new, of those before and now; ways to write one name are one."""
    before, now = ({key_of(name): name for name in names} for names in (was, has))
    gone = [name for key, name in before.items() if key not in now]
    return gone, [name for key, name in now.items() if key not in before]
