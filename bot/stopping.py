"""Being told to stop, by Ctrl-C or SIGTERM.

The signals are kept by the system until somebody waits for them. A handler that sets an event would be simpler, and deaf at
times: one that comes in the moment in which the main thread falls asleep is handled when that wakes, which may be never.
"""

import signal

STOP = frozenset({signal.SIGINT, signal.SIGTERM})


def keep() -> None:
    """Keep them from now on. Comes before any thread is started: threads inherit it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP)


def wait() -> None:
    """Returns when one of them came, also one that came since `keep`."""
    signal.sigwait(STOP)
