"""The account names that reading looks for, kept ready between captures."""

from threading import Lock

from rituals.signals.reading import KnownAccounts
from storage import accounts
from storage.database import Transaction


class AccountNames:
    """Account names by workspace, read again only when their list has changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[str, tuple[int, KnownAccounts]] = {}

    def known(self, tx: Transaction, workspace: str) -> KnownAccounts:
        version = accounts.version(tx, workspace)
        with self._lock:
            kept = self._kept.get(workspace)
        if kept is None or kept[0] != version:
            kept = (
                version,
                KnownAccounts.of(accounts.names(tx, workspace), accounts.other_names(tx, workspace)),
            )
            with self._lock:
                self._kept[workspace] = kept
        return kept[1]
