"""The stages of a release: a draft, scheduled, announced, withdrawn. Each step is one conditional statement.

A draft may lack parts. Announcing takes the roadmap items that it ships off the board and has the channel told; withdrawing
puts them back and says so in the same message, in place.
"""

from collections.abc import Collection
from datetime import datetime

import structlog

from rituals.digest.telling import tell_release_anew
from rituals.home.fresh import freshen
from rituals.launches import gate
from rituals.launches.gate import Gate, GateClosed
from rituals.messages.releases import parts
from rituals.permissions import Act, demand, workspace_of
from rituals.refusals import NotFound, NotReady, NotThere
from rituals.releases.audiences import show_variants
from rituals.releases.cards import show_card
from rituals.releases.content import Wish
from rituals.releases.finding import Found, find_in
from rituals.releases.reviewing import show_drafts
from rituals.roadmap.acting import ship
from rituals.search.indexing import index_release
from rituals.services import Person, PersonId, Services
from storage import audit, moments, outbox, releases, search
from storage.database import Transaction
from storage.releases import UNANNOUNCED, Release, State
from storage.workspaces import Workspace
from storage.workspaces import get as get_workspace

log = structlog.get_logger()

HELD_BACK = "release_held_back"


def settle(tx: Transaction, home: Workspace, by: Person, release_id: str, wish: Wish, now: datetime) -> None:
    """Have a release that is not announced yet go where a form says. Raises NotAllowed or NotReady."""
    match wish.state:
        case State.ANNOUNCED:
            demand(by, Act.ANNOUNCE_RELEASE, home)
            if gate.closed(tx, home, release_id) is None:
                publish(tx, home, by, release_id, now)
            else:  # kept, and asked about: what was typed is not lost
                _turn(tx, home, by, release_id, (State.SCHEDULED,), State.DRAFT, now, scheduled_at=None)
        case State.SCHEDULED:
            demand(by, Act.ANNOUNCE_RELEASE, home)
            _ready(_get(tx, home, release_id))
            _turn(tx, home, by, release_id, UNANNOUNCED, State.SCHEDULED, now, scheduled_at=wish.at)
        case _:
            _turn(tx, home, by, release_id, (State.SCHEDULED,), State.DRAFT, now, scheduled_at=None)


def publish(
    tx: Transaction,
    home: Workspace,
    by: Person,
    release_id: str,
    now: datetime,
    *,
    due_by: datetime | None = None,
) -> bool:
    """Announce a release in its channel, for somebody who may. False, with nothing done, where that is over.

    `due_by`: only if it is scheduled for then or before. Raises NotReady for a draft that does not say what changed.
    """
    _ready(_get(tx, home, release_id))
    if not _turn(
        tx,
        home,
        by,
        release_id,
        (State.SCHEDULED,) if due_by else UNANNOUNCED,
        State.ANNOUNCED,
        now,
        due_by=due_by,
        scheduled_at=None,
        announced_by=by.id,
        announced_at=now,
        withdrawn_at=None,
        withdrawn_why=None,
    ):
        return False
    ship(tx, home, by, release_id, releases.planned_items(tx, home.id, release_id), now)
    release = _get(tx, home, release_id)
    index_release(tx, home.id, release)
    show_card(tx, home, release, now)
    show_variants(tx, home, release, now)
    show_drafts(tx, home, release_id)
    return True


def announce_now(services: Services, by: Person, release_id: str, *, despite: str | None = None) -> Found:
    """Announce a draft, or what is scheduled, at once. `despite`: why, although its launch lacks something.

    Raises NotFound, NotAllowed, NotReady, GateClosed without a reason, or NotThere if it is neither.
    """
    with services.write() as tx:
        moments.date_it(tx)
        home = workspace_of(tx, by.workspace)
        demand(by, Act.EDIT_RELEASE, home, _get(tx, home, release_id))
        demand(by, Act.ANNOUNCE_RELEASE, home)
        if despite:
            gate.pass_despite(tx, home, by, release_id, despite, services.now())
        if missing := gate.closed(tx, home, release_id):
            raise GateClosed(ref=missing.launch.ref)
        if not publish(tx, home, by, release_id, services.now()):
            raise NotThere
        return find_in(tx, by, home, release_id)


def withdraw(services: Services, by: Person, release_id: str, why: str | None) -> Found:
    """Take an announcement back, or give up a draft; what it shipped stands on the board again.

    Raises NotFound, NotAllowed, or NotThere where it is withdrawn already.
    """
    now = services.now()
    with services.write() as tx:
        home = workspace_of(tx, by.workspace)
        releases.hold(tx, home.id, release_id)  # it may be announced at this moment
        release = _get(tx, home, release_id)
        demand(by, Act.EDIT_RELEASE, home, release)
        if not _turn(
            tx,
            home,
            by,
            release_id,
            (*UNANNOUNCED, State.ANNOUNCED),
            State.WITHDRAWN,
            now,
            scheduled_at=None,
            withdrawn_at=now,
            withdrawn_why=why,
        ):
            raise NotThere
        if release.is_announced:
            ship(tx, home, by, release_id, (), now)
            search.remove(tx, home.id, releases.KIND, release_id)
            withdrawn = _get(tx, home, release_id)
            show_card(tx, home, withdrawn, now, parts_before=len(parts(release)))
            show_variants(tx, home, withdrawn, now)
            tell_release_anew(tx, home.id, release_id)
        show_drafts(tx, home, release_id)
        return find_in(tx, by, home, release_id)


def take_up_again(services: Services, by: Person, release_id: str) -> Found:
    """Make a draft of what was withdrawn. Raises NotFound, NotAllowed, or NotThere where it is not withdrawn."""
    with services.write() as tx:
        home = workspace_of(tx, by.workspace)
        demand(by, Act.EDIT_RELEASE, home, _get(tx, home, release_id))
        if not _turn(tx, home, by, release_id, (State.WITHDRAWN,), State.DRAFT, services.now()):
            raise NotThere
        return find_in(tx, by, home, release_id)


def announce_due(services: Services) -> bool:
    """Announce what is scheduled and due. True if something was; one that fails does not keep others from going out."""
    with services.read() as tx:
        waiting = releases.due(tx, services.now())
    announced = [_announce_on_time(services, workspace, release_id) for workspace, release_id in waiting]
    return any(announced)


def _announce_on_time(services: Services, workspace: str, release_id: str) -> bool:
    with services.read() as tx:
        home = get_workspace(tx, workspace)
        release = releases.get(tx, workspace, release_id)
    if home is None or release is None:
        return False
    owner = services.directory.person(workspace, PersonId(release.owner))
    try:
        with services.write() as tx:
            moments.date_it(tx)
            now = services.now()
            if missing := gate.closed(tx, home, release_id):
                _hold_back(tx, home, owner, missing, now)
                return True
            return publish(tx, home, owner, release_id, now, due_by=now)
    except Exception:  # whatever it is, the others go out, and this one is tried at the next look
        log.exception("scheduled_release_failed", release=release.ref)
        return False


def _hold_back(tx: Transaction, home: Workspace, owner: Person, missing: Gate, now: datetime) -> None:
    """What is due but lacks something is a draft again; its owner is asked at once."""
    release = missing.release
    if _turn(
        tx, home, owner, release.id, (State.SCHEDULED,), State.DRAFT, now, due_by=now, scheduled_at=None
    ):
        outbox.put(
            tx,
            home.id,
            kind=HELD_BACK,
            recipient=release.owner,
            facts={"release": release.id},
            unique_key=f"{HELD_BACK}:{release.id}:{now.isoformat()}",
            now=now,
        )


def _get(tx: Transaction, home: Workspace, release_id: str) -> Release:
    release = releases.get(tx, home.id, release_id)
    if release is None:
        raise NotFound
    return release


def _ready(release: Release) -> None:
    if not release.changes.strip():
        raise NotReady(ref=release.ref)


def _turn(
    tx: Transaction,
    home: Workspace,
    by: Person,
    release_id: str,
    of: Collection[State],
    to: State,
    now: datetime,
    *,
    due_by: datetime | None = None,
    **values: object,
) -> bool:
    """To another state, noted in the history."""
    before = _get(tx, home, release_id)
    if not releases.turn(tx, home.id, release_id, of=of, to=to, values=values, due_by=due_by):
        return False
    audit.note(
        tx,
        home.id,
        object_kind=releases.KIND,
        object_id=release_id,
        act=to,
        by=by.id,
        now=now,
        before={"state": before.state, "scheduled_at": _iso(before.scheduled_at)},
        after={"state": to, "scheduled_at": _iso(values.get("scheduled_at"))},
    )
    freshen(tx, home.id, by.id)
    return True


def _iso(instant: object) -> str | None:
    return instant.isoformat() if isinstance(instant, datetime) else None
