"""Who is invited to a session: found out as work, since Slack is asked; a group and people get a private message each."""

from rituals.asking.audience import LISTED, RETRY_SECONDS, CantAsk, come_in, users_of
from rituals.demos.cards import INVITE, card_key, invitation_key, put_invitation
from rituals.permissions import Act, may, workspace_of
from rituals.registry import Again, JobKind
from rituals.services import CantRead, Facts, Services, SlackUnavailable
from storage import demos, outbox
from storage.demos import Demo
from storage.workspaces import Workspace


def _invite(services: Services, workspace: str, facts: Facts) -> None:
    with services.read() as tx:
        home, demo = workspace_of(tx, workspace), demos.get(tx, workspace, facts["demo"])
    if demo is None or not _is_as_asked(demo, facts):
        return
    try:
        persons = _persons(services, home, demo)
    except SlackUnavailable as error:
        raise Again(error.seconds or RETRY_SECONDS, str(error)) from error
    now = services.now()
    with services.write() as tx:
        demo = demos.hold(tx, home.id, demo.id)
        if demo is None or not _is_as_asked(demo, facts):
            return
        before = demos.invited(tx, home.id, demo.id)
        demos.invite(tx, home.id, demo.id, persons)
        outdated = [invitation_key(demo.id, person) for person in before - set(persons)]
        outbox.want_each(tx, home.id, [card_key(demo.id), *outdated])
        if not demo.audience.is_channel:
            for person in persons:
                put_invitation(tx, home, demo, person, now)


def _is_as_asked(demo: Demo, facts: Facts) -> bool:
    """Not changed since, nor over: then others are asked, or nobody."""
    return demo.is_planned and demo.sequence == facts["sequence"]


def _persons(services: Services, home: Workspace, demo: Demo) -> list[str]:
    """Those who may answer; nobody of a channel that can't be read or is too large. Raises SlackUnavailable, or CantRead."""
    try:
        if demo.audience.is_channel:
            come_in(services, demo.channel_id)
        users = users_of(services, demo.channel_id, demo.audience.group, demo.audience.people)
    except (CantAsk, CantRead):
        if demo.audience.is_channel:
            return []
        raise  # tried again, then shown to the admin
    if demo.audience.is_channel and len(users) > LISTED:
        return []
    found = (services.directory.somebody(home.id, user) for user in users)
    return sorted(str(person.id) for person in found if may(person, Act.READ, home))


JOBS = (JobKind(INVITE, _invite),)
