"""From the command to listening, on a migrated database, against the bare imports of the libraries that it stands on."""

import os
import subprocess
import sys
import time
from functools import partial

from benchmarks.places import sqlite_file
from benchmarks.report import Ratio, milliseconds
from benchmarks.rounds import interleave

ROUNDS = 12
LIBRARIES = "slack_bolt, sqlalchemy.orm, apscheduler, flask, waitress, pydantic_settings"


def ratios() -> list[Ratio]:
    with sqlite_file() as url:
        settings = {
            "SLACK_BOT_TOKEN": "xoxb-benchmark",
            "SLACK_SIGNING_SECRET": "benchmark",
            "SLACK_MODE": "http",
            "SLACK_API_URL": "http://127.0.0.1:9/api/",  # nobody answers: the bot starts without
            "DATABASE_URL": url,
            "HOST": "127.0.0.1",
            "PORT": "0",
        }
        ours = [sys.executable, "-m", "bot", "run"]
        bare = [sys.executable, "-c", f"import {LIBRARIES}; print('started', flush=True)"]
        measures = {
            "ours": partial(_until_started, ours, settings),
            "bare": partial(_until_started, bare, {}),
        }
        for measure in measures.values():
            measure()  # compiled files are written and read once
        rounds = interleave(measures, ROUNDS)
    detail = f"{milliseconds(rounds.median('ours'))} to {milliseconds(rounds.median('bare'))}"
    return [Ratio("start until listening, to bare imports", rounds.ratio("ours", "bare"), 1.3, detail)]


def _until_started(command: list[str], settings: dict[str, str]) -> float:
    """Seconds from the command to its line that says so."""
    environment = os.environ | settings
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # or our modules alone would be compiled at each start
    start = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout
        if not any("started" in line for line in process.stdout):
            raise RuntimeError("it never started")
        seconds = time.perf_counter() - start
        process.terminate()
        process.communicate()
    return seconds
