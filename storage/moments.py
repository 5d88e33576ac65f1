"""When a thing happened, for those who count by time: what is dated before an instant must be there when it is counted.

A transaction that dates what it writes calls `date_it` first and reads the clock after; whoever counts up to an instant calls
`wait_for_earlier` after that instant. Then no row dated before it can appear later, and be left out of every window.
"""

from sqlalchemy import text

from storage.database import Transaction

_LOCK = 0x4D4F4D  # any number of ours, for PostgreSQL's advisory locks


def date_it(tx: Transaction) -> None:
    """From here to its end, this transaction is waited for by `wait_for_earlier`."""
    if tx.dialect.name != "sqlite":  # on SQLite writers go one after another anyway
        tx.execute(text("SELECT pg_advisory_xact_lock_shared(:lock)"), {"lock": _LOCK})


def wait_for_earlier(tx: Transaction) -> None:
    """Returns when all that called `date_it` before are at their end; `tx` is a writing transaction of its own, and short."""
    if tx.dialect.name != "sqlite":
        tx.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
