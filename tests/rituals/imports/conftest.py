"""A team that brings files in, on each database."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from rituals.imports import accounts, signals
from rituals.imports.files import Row
from rituals.imports.running import Asked, Importer, Outcome, bring_in, prepare
from rituals.services import Services
from storage import accounts as kept_accounts
from storage import signals as kept_signals
from storage import tables
from storage.accounts import Account
from storage.database import Database
from storage.signals import Signal
from tests.team import HOME, Clock, add_person, add_workspace, services_of


@dataclass
class Files:
    """Writes files, brings them in, and shows what is kept. Ann captures what names nobody."""

    database: Database
    folder: Path
    services: Services
    refused: list[tuple[int, str]] = field(default_factory=list)

    def write(self, text: str | bytes, name: str = "file.csv") -> Path:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def signals(self, text: str | bytes | Path, *, dry_run: bool = False, **asked: Any) -> Outcome:
        return self._bring(signals.IMPORTER, text, dry_run, {"captured_by": "Ann"} | asked)

    def accounts(self, text: str | bytes | Path, *, dry_run: bool = False, **asked: Any) -> Outcome:
        return self._bring(accounts.IMPORTER, text, dry_run, asked)

    def _bring(
        self, importer: Importer[Any], text: str | bytes | Path, dry_run: bool, asked: dict[str, Any]
    ) -> Outcome:
        path = text if isinstance(text, Path) else self.write(text)
        self.refused = []
        prepared = prepare(
            self.database, self.services.catalogs, importer, path, Asked(**asked), self.services.now()
        )

        def note(row: Row, why: str) -> None:
            self.refused.append((row.line, why))

        return bring_in(
            self.database, importer, prepared, dry_run=dry_run, refused=note, done=lambda rows: None
        )

    def kept(self) -> list[Signal]:
        """The signals that are kept, in the order of their numbers."""
        with self.database.read() as tx:
            ids = tx.scalars(select(tables.signals.c.id).order_by(tables.signals.c.number)).all()
            return [found for one in ids if (found := kept_signals.get(tx, HOME, one))]

    def texts(self) -> list[str]:
        return [signal.verbatim for signal in self.kept()]

    def account(self, name: str) -> Account:
        with self.database.read() as tx:
            [found] = kept_accounts.with_names(tx, HOME, [name]).values()
        return found

    def count(self, table: str) -> int:
        with self.database.read() as tx:
            return tx.scalar(select(func.count()).select_from(tables.metadata.tables[table])) or 0


@pytest.fixture
def files(database: Database, tmp_path: Path) -> Files:
    services = services_of(database, Clock())
    add_workspace(services)
    add_person(services, "Ann")
    add_person(services, "Zoé")
    return Files(database, tmp_path, services)


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
