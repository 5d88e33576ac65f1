"""Asking for a file in Slack: what to put into it is kept, and it is made when it is sent.

So the file holds what its reader may read at that moment, and no copy of it stays here.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rituals.permissions import Act, enter, reader
from rituals.search.asking import wanted_of
from rituals.search.query import OF_KIND, Query, read
from rituals.services import Person, Services
from storage import audit, counters, outbox, requests, search
from storage.database import Transaction
from storage.search import Wanted
from storage.signals import KIND as SIGNAL
from storage.workspaces import Workspace

SIGNALS_FILE = "signals_file"
AUDIT_FILE = "audit_file"


@dataclass(frozen=True)
class Answer:
    """What became of a wish: `coming`, or nothing was found, or the query has filters that say nothing to us."""

    query: Query
    coming: bool = False


def ask_for_signals(services: Services, by: Person, typed: str, request_key: str) -> Answer:
    """Have the signals that somebody may see, or those of them that a search finds, sent to them. Raises NotAllowed."""
    query = read(typed, services.now().astimezone(ZoneInfo(by.zone)).date())
    if query.only not in (None, SIGNAL):
        query = Query(query.typed, puzzling=((OF_KIND, query.only or ""),))
    with services.write() as tx:
        home = enter(tx, by, Act.EXPORT)
        if query.puzzling:
            return Answer(query)
        wanted = Wanted() if query.empty else wanted_of(tx, home, by, query)
        if wanted is None or not _finds(tx, services, home, by, wanted):
            return Answer(query)
        _send(tx, services, home, by, SIGNALS_FILE, {"wanted": written(wanted)}, request_key)
    return Answer(query, coming=True)


def ask_for_audit(services: Services, by: Person, request_key: str) -> None:
    """Have the audit log sent to an admin. Raises NotAllowed."""
    with services.write() as tx:
        home = enter(tx, by, Act.EXPORT_AUDIT)
        _send(tx, services, home, by, AUDIT_FILE, {}, request_key)


def written(wanted: Wanted) -> dict[str, Any]:
    """A search as an outbox row holds it: ids, and the stems of what its own reader typed."""
    return asdict(wanted) | {"since": wanted.since.isoformat() if wanted.since else None}


def read_back(facts: dict[str, Any]) -> Wanted:
    """What `written` was given; of signals alone."""
    since = facts["since"]
    listed = {name: tuple(facts[name]) for name in ("words", "themes", "persons")}
    return Wanted(
        only=SIGNAL,
        account=facts["account"],
        kind=facts["kind"],
        since=datetime.fromisoformat(since) if since else None,
        **listed,
    )


def _finds(tx: Transaction, services: Services, home: Workspace, by: Person, wanted: Wanted) -> bool:
    which = read_back(written(wanted))
    return bool(search.newest(tx, home.id, reader(by, home), which, services.common_words, limit=1))


def _send(
    tx: Transaction,
    services: Services,
    home: Workspace,
    by: Person,
    kind: str,
    facts: dict[str, Any],
    request_key: str,
) -> None:
    """The same request again sends nothing more. Who took what with them is written down."""
    now = services.now()
    if requests.claim(tx, home.id, request_key, {}, datetime.now(UTC)) is not None:
        return
    export_id = counters.new_id()
    audit.note(tx, home.id, object_kind="export", object_id=export_id, act=kind, by=by.id, now=now)
    outbox.put(
        tx, home.id, kind=kind, recipient=by.id, facts=facts, unique_key=f"export:{export_id}", now=now
    )
