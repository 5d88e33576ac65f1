"""`python -m benchmarks [capture] [digest] [start] [search] [votes] [likes]`: speed, as ratios in one run; and recall."""

import os
import platform
import sqlite3
import sys

from sqlalchemy import __version__ as sqlalchemy_version

from benchmarks import likes, search, start, votes
from benchmarks.capture import comparison as capture
from benchmarks.capture.parts import parts
from benchmarks.digest import comparison as digest
from benchmarks.report import aligned, milliseconds, table

NAMES = ("capture", "digest", "start", "search", "votes", "likes")


def main(*wanted: str) -> None:
    print(
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"SQLAlchemy {sqlalchemy_version}, SQLite {sqlite3.sqlite_version}"
    )
    for name in wanted or NAMES:
        print(f"\n{name}\n")
        _SHOW[name]()


def _capture() -> None:
    print(table(capture.ratios()), "\n\nParts of a request on SQLite, inside the process, without HTTP:\n")
    print(
        aligned([("part", "median"), *((name, milliseconds(seconds)) for name, seconds in parts().items())])
    )


def _digest() -> None:
    ratios, memory = digest.ratios()
    print(table(ratios), "\n\nMemory (largest size of the process) while the digest is made:\n")
    print("\n".join(f"- {line}" for line in memory))


def _start() -> None:
    print(table(start.ratios()))


def _search() -> None:
    print(table(search.ratios()))


def _votes() -> None:
    print(table(votes.ratios()))


def _likes() -> None:
    print(likes.report())


_SHOW = {
    "capture": _capture,
    "digest": _digest,
    "start": _start,
    "search": _search,
    "votes": _votes,
    "likes": _likes,
}


if __name__ == "__main__":
    main(*sys.argv[1:])
