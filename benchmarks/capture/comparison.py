"""Stored `/signal` against bots that only acknowledge, over real HTTP on the loopback."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial

from benchmarks.capture.requests import Client, signed_requests
from benchmarks.places import postgres_database, sqlite_file
from benchmarks.report import Ratio, milliseconds
from benchmarks.rounds import Rounds, interleave

ROUNDS = 30
REQUESTS = 40
WARM_UP = 300  # requests: SQLite's log has its full length, caches are filled

SQLITE, POSTGRES = "ours, SQLite", "ours, PostgreSQL"
ACKS, LATER = "acks", "acks-later"


def ratios() -> list[Ratio]:
    rounds = measured()
    found = []
    for name, aims in ((SQLITE, (2.2, 0.08)), (POSTGRES, (None, None))):
        for floor, words, aim in (
            (ACKS, "process_before_response on", aims[0]),
            (LATER, "process_before_response off", aims[1]),
        ):
            detail = f"{milliseconds(rounds.median(name))} to {milliseconds(rounds.median(floor))}"
            found.append(
                Ratio(f"/signal, {name}, to an ack with {words}", rounds.ratio(name, floor), aim, detail)
            )
    return found


def measured() -> Rounds:
    """The median seconds of a request in each round, by bot."""
    with ExitStack() as opened:
        arguments: Mapping[str, list[str]] = {
            SQLITE: ["ours", opened.enter_context(sqlite_file())],
            POSTGRES: ["ours", opened.enter_context(postgres_database())],
            ACKS: ["acks"],
            LATER: ["acks-later"],
        }
        clients = {name: opened.enter_context(_bot(*given)) for name, given in arguments.items()}
        for client in clients.values():
            for request in signed_requests(WARM_UP):
                client.send(request)
        return interleave({name: partial(_median, client) for name, client in clients.items()}, ROUNDS)


@contextmanager
def _bot(*arguments: str) -> Iterator[Client]:
    command = [sys.executable, "-m", "benchmarks.capture.bots", *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        client = Client(int(process.stdout.readline()))
        try:
            yield client
        finally:
            client.close()
            process.stdin.close()  # it stops at the end of its input


def _median(client: Client) -> float:
    seconds = []
    for request in signed_requests(REQUESTS):
        start = time.perf_counter()
        client.send(request)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)
