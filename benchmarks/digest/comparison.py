"""The weekly digest over many signals against the same numbers by raw SQL, and whether its memory stays flat."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import make_url

from benchmarks.digest import raw
from benchmarks.digest.field import TEAM, fill
from benchmarks.digest.ours import digest_of, last_weeks, services_on
from benchmarks.places import sqlite_file
from benchmarks.report import Ratio, milliseconds
from benchmarks.rounds import interleave
from rituals.registry import Window
from rituals.services import Facts
from storage.database import Database

SIZES = (100_000, 1_000_000)
WEEKS = {1: "a week of a year", 52: "all in the window"}
ROUNDS = {1: 15, 52: 3}


def ratios() -> tuple[list[Ratio], list[str]]:
    """The ratios, and a line on memory for each case."""
    found: list[Ratio] = []
    memory: list[str] = []
    for size in SIZES:
        with sqlite_file() as url:
            database = Database(url)
            fill(database, size)
            database.close()
            for weeks, words in WEEKS.items():
                found.append(_ratio(url, f"digest over {size:,}, {words}", last_weeks(weeks), ROUNDS[weeks]))
                grown = subprocess.check_output(
                    [sys.executable, "-m", "benchmarks.digest.ours", url, str(weeks)], text=True
                )
                memory.append(f"digest over {size:,}, {words}: {int(grown) / 1024:.1f} MiB more")
    return found, memory


def _ratio(url: str, what: str, window: Window, rounds: int) -> Ratio:
    services = services_on(url)
    texts = services.catalogs.texts("en", "UTC")
    connection = sqlite3.connect(str(make_url(url).database))
    before = window.start - (window.end - window.start)
    by_hand = partial(raw.numbers, connection, TEAM, before, window.start, window.end)
    ours = partial(digest_of, services, texts, window)
    _same(ours()[0], by_hand())
    measured = interleave({"ours": partial(_seconds, ours), "raw": partial(_seconds, by_hand)}, rounds)
    connection.close()
    services.database.close()
    detail = f"{milliseconds(measured.median('ours'))} to {milliseconds(measured.median('raw'))}"
    return Ratio(f"{what}, to raw SQL", measured.ratio("ours", "raw"), 1.2, detail)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _same(facts: Facts, numbers: dict[str, Any]) -> None:
    """Both counted the same. Raises ValueError else."""
    told = {name: facts[name] for name in numbers} | {
        "kinds": {kind["kind"]: (kind["now"], kind["before"]) for kind in facts["kinds"]},
        "themes": {
            theme["theme_id"]: (theme["now"], theme["before"], theme["accounts"]) for theme in facts["themes"]
        },
    }
    for name in ("amounts", "at_risk"):
        told[name] = {amount["currency"]: amount["minor"] for amount in facts[name]}
    different = [name for name, number in numbers.items() if told[name] != number]
    if different:
        raise ValueError(f"the digest and raw SQL differ about {', '.join(different)}")
