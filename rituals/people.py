"""People: our copy of what Slack says of them, filled at set-up and kept fresh by its events."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rituals.home.fresh import freshen
from rituals.registry import Again, JobKind
from rituals.services import Facts, Person, PersonId, Roles, Services, SlackUnavailable, person_id
from storage import jobs, people, roles, workspaces
from storage.database import Transaction
from storage.workspaces import Workspace

FETCH_PEOPLE = "fetch_people"
RETRY_SECONDS = 60

SlackUser = Mapping[str, Any]
"""A user as Slack tells it: https://docs.slack.dev/reference/objects/user-object"""


def note(services: Services, workspace: str, user: SlackUser) -> None:
    """Keep what Slack just said of somebody."""
    with services.write() as tx:
        _keep(tx, workspace, user, services.now())
        # Their language or their rights may be others now.
        freshen(tx, workspace, person_id(user.get("team_id") or workspace, user["id"]))


def _keep(tx: Transaction, workspace: str, user: SlackUser, now: datetime) -> None:
    """What Slack tells by itself. Of those who have left and whom we do not know, who were removed perhaps, nothing is kept."""
    person = person_id(user.get("team_id") or workspace, user["id"])
    if user.get("deleted") and people.get(tx, workspace, person) is None:
        return
    remember(tx, workspace, user, now)


def remember(tx: Transaction, workspace: str, user: SlackUser, now: datetime) -> PersonId:
    """Keep what Slack says of somebody, in place of what it said before. Returns who it is.

    A locale is told only where it was asked for (`include_locale`): a missing one wipes nothing.
    """
    team = user.get("team_id") or workspace
    is_ours = (
        team == workspace
    )  # somebody met in a shared channel is an admin of their workspace, not of ours
    person = person_id(team, user["id"])
    known = people.get(tx, workspace, person)
    people.remember(
        tx,
        workspace,
        person,
        name=_name(user),
        locale=user.get("locale") or (known.locale if known else None),
        zone=user.get("tz"),
        is_admin=is_ours and bool(user.get("is_admin") or user.get("is_owner")),
        is_bot=bool(user.get("is_bot")),
        deactivated=bool(user.get("deleted")),
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        now=now,
    )
    return person


def as_known(tx: Transaction, home: Workspace, person: str) -> Person:
    """Somebody who is not acting, by our copy: for what they may read of that which they are told."""
    known = people.get(tx, home.id, person)
    standing = Roles(*roles.standing(tx, home.id, person))
    return Person(
        PersonId(person),
        home.id,
        name=known.name if known else "",
        language=home.language,
        zone=home.zone,
        is_admin=bool(known and known.is_admin) or people.ADMIN in standing.held,
        is_bot=bool(known and known.is_bot),
        deactivated=bool(known and known.deactivated),
        guest=bool(known and known.guest),
        roles=standing,
    )


def _name(user: SlackUser) -> str:
    """The name that others see in Slack: the display name, else the real one."""
    profile = user.get("profile") or {}
    found = (
        profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name")
    )
    return str(found or "")


def fetch(tx: Transaction, workspace: str, round_: str, now: datetime, cursor: str = "") -> None:
    """Have everybody fetched from Slack, a page a job, from `cursor` on; the same round twice is one."""
    jobs.put(
        tx,
        workspace,
        kind=FETCH_PEOPLE,
        facts={"round": round_, "cursor": cursor},
        unique_key=f"{FETCH_PEOPLE}:{round_}:{cursor}",
        now=now,
    )


def refresh(services: Services) -> None:
    """Have everybody fetched once a day: Slack's news may get lost, and what we keep of people grows with us."""
    now = services.now()
    with services.read() as tx:
        homes = workspaces.ids(tx)
    with services.write() as tx:
        for home in homes:
            fetch(tx, home, now.date().isoformat(), now)


def _fetch(services: Services, workspace: str, facts: Facts) -> None:
    """Keep one page of people; the next is a job of its own, so that thousands get done and a stop ends soon."""
    try:
        page, cursor = services.directory.everybody(facts.get("cursor", ""))
    except SlackUnavailable as error:
        raise Again(error.seconds or RETRY_SECONDS, str(error)) from error
    with services.write() as tx:
        for user in page:
            _keep(tx, workspace, user, services.now())
        if cursor:
            fetch(tx, workspace, facts["round"], services.now(), cursor)


JOBS = (JobKind(FETCH_PEOPLE, _fetch),)
