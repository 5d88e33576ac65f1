"""Members of user groups: our own copy, fetched when a role is given, when Slack tells of a change, and once a day.

Nobody who acts waits for Slack to say who is in a group.
"""

from datetime import datetime

from rituals.home.fresh import freshen_all
from rituals.registry import Again, JobKind
from rituals.services import CantRead, Facts, Services, SlackUnavailable, person_id
from storage import jobs, roles, workspaces
from storage.database import Transaction

FETCH_GROUP = "fetch_group"
RETRY_SECONDS = 60
MISSING_SECONDS = 3600.0  # a right that the app lacks is given by a person


def fetch(tx: Transaction, workspace: str, group: str, round_: str, now: datetime) -> None:
    """Have a group's members fetched; the same round twice is one."""
    jobs.put(
        tx,
        workspace,
        kind=FETCH_GROUP,
        facts={"group": group},
        unique_key=f"{FETCH_GROUP}:{group}:{round_}",
        now=now,
    )


def changed(services: Services, workspace: str, group: str, event: str) -> None:
    """Slack tells that a group changed: fetch it, if it has a role. Its news may come out of order, so they only say that."""
    with services.write() as tx:
        if group in roles.groups(tx, workspace):
            fetch(tx, workspace, group, event, services.now())


def refresh(services: Services) -> None:
    """Fetch every group that has a role, once a day: news may get lost."""
    today = services.now().date().isoformat()
    with services.read() as tx:
        found = [(home, group) for home in workspaces.ids(tx) for group in roles.groups(tx, home)]
    if found:
        with services.write() as tx:
            for home, group in found:
                fetch(tx, home, group, today, services.now())


def _fetch(services: Services, workspace: str, facts: Facts) -> None:
    try:
        users = services.directory.members(facts["group"])
    except SlackUnavailable as error:
        raise Again(error.seconds or RETRY_SECONDS, str(error)) from error
    except CantRead as error:
        raise Again(MISSING_SECONDS, error.code) from error
    with services.write() as tx:
        members = [person_id(workspace, user) for user in users]
        if roles.know_members(tx, workspace, facts["group"], members, services.now()):
            freshen_all(tx, workspace)


JOBS = (JobKind(FETCH_GROUP, _fetch),)
