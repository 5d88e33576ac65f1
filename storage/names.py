"""Names that people give: when two spellings are one name."""

import unicodedata


def key_of(name: str) -> str:
    """Two spellings of one name have the same key: case, width and runs of spaces do not matter."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
