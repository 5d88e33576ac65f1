"""Seeing demos: what all may see of a session, and what one person may see and do beside that."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from rituals.asking.sides import ROLES, sides
from rituals.messages.demos import Coming, Listing, Page, Programme, Seen
from rituals.permissions import Act, demand, enter, may
from rituals.refusals import NotFound, NotThere
from rituals.services import Person, Services
from storage import demos, people
from storage.database import Transaction
from storage.demos import Demo, Rsvp
from storage.workspaces import Workspace

COMING = 10
PAST = 10


def next_page(services: Services, by: Person) -> Page | None:
    """The next session; None where nothing is planned. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        found = demos.coming(tx, home.id, services.now(), 1)
        return page_of(tx, home, by, found[0]) if found else None


def open_page(services: Services, by: Person, demo_id: str) -> Page:
    """A session with what this person can do. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        return page_of(tx, home, by, demo_in(tx, home, demo_id))


def by_number(services: Services, by: Person, number: int) -> Page | None:
    """The session D-<number>. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        demo = demos.by_number(tx, home.id, number)
        return page_of(tx, home, by, demo) if demo else None


def listing(services: Services, by: Person) -> Listing:
    """The sessions to come and the last ones. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        return Listing(
            coming(tx, home, services.now()),
            demos.past(tx, home.id, PAST),
            plans=may(by, Act.PLAN_DEMO, home),
            steers=may(by, Act.STEER_RITUALS, home),
            feed=services.public_url is not None,
        )


def coming(tx: Transaction, home: Workspace, now: datetime) -> list[Demo]:
    return demos.coming(tx, home.id, now, COMING)


def demo_in(tx: Transaction, home: Workspace, demo_id: str) -> Demo:
    """Raises NotFound."""
    demo = demos.get(tx, home.id, demo_id)
    if demo is None:
        raise NotFound
    return demo


def held(tx: Transaction, home: Workspace, demo_id: str) -> Demo:
    """A session to come, with others who change it waiting until this transaction ends. Raises NotFound or NotThere."""
    demo = demos.hold(tx, home.id, demo_in(tx, home, demo_id).id)
    if demo is None:
        raise NotThere
    return demo


def steered(tx: Transaction, by: Person, demo_id: str) -> tuple[Workspace, Demo]:
    """A session that somebody steers. Raises NotFound or NotAllowed."""
    home = enter(tx, by, Act.READ)
    demo = demo_in(tx, home, demo_id)
    demand(by, Act.STEER_DEMO, home, demo)
    return home, demo


def page_of(tx: Transaction, home: Workspace, by: Person, demo: Demo) -> Page:
    found = seen(tx, home, demo)
    steers = may(by, Act.STEER_DEMO, home, demo)
    return Page(
        found,
        by.id,
        own=demos.answer_of(tx, home.id, demo.id, by.id),
        wanted=demos.votes_of(tx, home.id, by.id, [question.id for question in found.questions]),
        steers=steers,
        rated=demos.rated(tx, home.id, demo.id),
        remarks=demos.remarks(tx, home.id, demo.id) if steers else (),
    )


def programmes(tx: Transaction, home: Workspace, found: Sequence[Demo]) -> list[Programme]:
    """These sessions with what is shown in each, by two queries however many they are."""
    topics = demos.topics_of(tx, home.id, [demo.id for demo in found])
    named = {demo.host for demo in found} | {topic.person for of in topics.values() for topic in of}
    names = people.names(tx, home.id, sorted(who for who in named if who))
    return [Programme(demo, topics[demo.id], names) for demo in found]


def seen(tx: Transaction, home: Workspace, demo: Demo) -> Seen:
    topics, questions = demos.topics(tx, home.id, demo.id), demos.questions(tx, home.id, demo.id)
    acting = {demo.host, *(topic.person for topic in topics)}
    named = acting | {who for question in questions for who in (question.by, question.answered_by)}
    names = people.names(tx, home.id, sorted(who for who in named if who))
    return Seen(demo, topics, names, questions, _coming(tx, home, demo, acting))


def _coming(tx: Transaction, home: Workspace, demo: Demo, acting: Collection[str | None]) -> Coming:
    """Counts alone: of each side of the house how many come, of how many who are invited.

    Who hosts or presents comes, once anybody has answered, unless they said otherwise. Of a channel that is too large to
    be listed, everybody of a side is invited.
    """
    said, asked = demos.answers(tx, home.id, demo.id), demos.invited(tx, home.id, demo.id)
    if said:
        said = dict.fromkeys(filter(None, acting), str(Rsvp.YES)) | said
    counts = Counter(said.values())
    everybody = sides(tx, home)
    teams: dict[str, list[str]] = {side: [] for side in ROLES}
    for person in everybody.keys() - people.left(tx, home.id, everybody.keys()):
        if not asked or person in asked or person in said:
            teams[everybody[person]].append(person)
    return Coming(
        counts[Rsvp.YES],
        counts[Rsvp.NO],
        counts[Rsvp.LATER],
        None if demo.audience.is_channel else len(asked),
        {
            side: (sum(said.get(person) == Rsvp.YES for person in team), len(team))
            for side, team in teams.items()
        },
    )
