"""Processes for tests: forked from one server that has imported everything, so that each starts in milliseconds.

There is one such server in a process, whoever asks for it: what it imports is listed in one place.
"""

import multiprocessing

forking = multiprocessing.get_context("forkserver")
forking.set_forkserver_preload(
    [
        f"tests.concurrency.{name}"
        for name in ("demoing", "launching", "mornings", "polling", "process", "telling")
    ]
)
