"""Reading a CHANGELOG.md: a heading names each version, what stands below belongs to it.

As written by hand (https://keepachangelog.com: `## [1.2.0] - 2026-11-20`) and by release-please
(https://github.com/googleapis/release-please: `## [1.2.0](https://…) (2026-11-20)`).
"""

import re
from dataclasses import dataclass
from datetime import date

VERSION = re.compile(
    r"[\W_]*(?:(?:version|release)\s+)?v?(\d+(?:\.\d+)+(?:[-+][0-9A-Za-z.+-]*[0-9A-Za-z])?)(?![\w])",
    re.IGNORECASE,
)
DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
UNRELEASED = "unreleased"
DEEPEST = 3  # level of a heading that names a version
LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?")


@dataclass(frozen=True)
class Entry:
    """One version: its heading in plain words, its day where one stands there, and what changed, in Markdown."""

    version: str
    title: str
    day: date | None
    changes: str


def entries(text: str) -> list[Entry]:
    """The versions of a changelog, in its order; what is unreleased or has no number is left out."""
    lines = text.replace("\r\n", "\n").split("\n")
    heads = _heads(text)
    found: list[Entry] = []
    for index, (_, stop, level, title) in enumerate(heads):
        if (version := _version(title)) is None:
            continue
        # It ends where the next one begins, whatever its level: patches often stand a level below.
        following = (
            start for start, _, depth, words in heads[index + 1 :] if depth <= level or _version(words)
        )
        changes = "\n".join(lines[stop : next(following, len(lines))]).strip("\n").rstrip()
        found.append(Entry(version, _title(title, version), _day(title), changes))
    return found


def _heads(text: str) -> list[tuple[int, int, int, str]]:
    """(first line, line after it, level, words) of each heading outside of lists and quotes."""
    from markdown_it import MarkdownIt  # here: a start need not wait for it

    tokens = MarkdownIt("commonmark").parse(text.replace("\r\n", "\n"))
    return [
        (token.map[0], token.map[1], int(token.tag[1:]), tokens[index + 1].content)
        for index, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0 and token.map and int(token.tag[1:]) <= DEEPEST
    ]


def _version(title: str) -> str | None:
    """The number that a heading begins with; other headings speak about something."""
    words = _plain(title)
    found = VERSION.match(words)
    return found[1] if found and UNRELEASED not in words.casefold() else None


def _plain(title: str) -> str:
    """A heading without its links' addresses and its day, in which numbers stand too."""
    return " ".join(DAY.sub(" ", LINK.sub(r"\1", title)).split())


def _title(title: str, version: str) -> str:
    """The heading's own words where it has some, else the version."""
    words = " ".join(re.sub(r"[()\[\]]", " ", _plain(title)).split()).strip(" -–—:")
    return words if words not in (f"v{version}", "") else version


def _day(title: str) -> date | None:
    found = DAY.search(LINK.sub(r"\1", title))
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
