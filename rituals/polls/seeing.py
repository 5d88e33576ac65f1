"""Seeing polls: what all may see, and what one person may see and do beside that."""

from collections.abc import Sequence
from dataclasses import replace

from rituals.messages.polls import Counted, Outcome, Page, Seen
from rituals.permissions import Act, demand, enter, may
from rituals.polls.counting import Tally
from rituals.refusals import NotFound
from rituals.services import Person, Services
from storage import ballots, people, polls, roadmap
from storage.database import Transaction
from storage.polls import Poll, State
from storage.workspaces import Workspace

LISTED = 15  # of each state


def open_page(services: Services, by: Person, poll_id: str) -> Page:
    """A poll with what this person can do. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        return page_of(tx, home, by, poll_in(tx, home, by, poll_id))


def by_number(services: Services, by: Person, number: int) -> Page | None:
    """The poll P-<number>; None where there is none, or it is somebody else's draft. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        poll = polls.by_number(tx, home.id, number)
        if poll is None or not _shown(poll, by, home):
            return None
        return page_of(tx, home, by, poll)


def listing(services: Services, by: Person) -> tuple[list[Poll], bool]:
    """The newest polls of each state that somebody may see, and whether they may ask polls. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        found = [
            poll
            for states in ((State.OPEN,), (State.DRAFT, State.OPENING), (State.CLOSED,))
            for poll in polls.listed(tx, home.id, states, LISTED)
            if _shown(poll, by, home)
        ]
        return found, may(by, Act.ASK_POLL, home)


def poll_in(tx: Transaction, home: Workspace, by: Person, poll_id: str) -> Poll:
    """A poll that somebody may see. Raises NotFound, or NotAllowed for somebody else's draft."""
    poll = polls.get(tx, home.id, poll_id)
    if poll is None:
        raise NotFound
    if not _shown(poll, by, home):
        demand(by, Act.STEER_POLL, home, poll)
    return poll


def page_of(tx: Transaction, home: Workspace, by: Person, poll: Poll) -> Page:
    return Page(
        seen(tx, home, poll),
        voted=ballots.has_voted(tx, home.id, poll.id, by.id),
        own=None if poll.anonymous else polls.own_vote(tx, home.id, poll.id, by.id),
        steers=may(by, Act.STEER_POLL, home, poll),
        asks=may(by, Act.ASK_POLL, home),
    )


def seen(tx: Transaction, home: Workspace, poll: Poll) -> Seen:
    options = polls.options(tx, home.id, poll.id)
    items = roadmap.several(tx, home.id, [option.item_id for option in options if option.item_id])
    who = [person for person in (poll.owner, poll.decided_by) if person]
    bare = Seen(
        poll,
        options,
        Counted.read(poll.result) if poll.result else None,
        items,
        ballots.turnout(tx, home.id, poll.id),
        before=None,
        names=people.names(tx, home.id, who),
        currency=home.currency,
    )
    return replace(bare, before=_before(tx, home, bare)) if poll.ritual_id and poll.result else bare


def about_item(tx: Transaction, home: Workspace, item_id: str, limit: int) -> list[Seen]:
    """The newest polls that ask about a roadmap item."""
    return [seen(tx, home, poll) for poll in polls.about_items(tx, home.id, [item_id], limit)]


def outcomes(tx: Transaction, home: Workspace, found: Sequence[Poll]) -> list[Outcome]:
    """What came of closed polls, as far as it is told in a few words; by one query."""
    options = polls.options_of(tx, home.id, [poll.id for poll in found])
    return [
        Outcome(poll, options[poll.id], Counted.read(poll.result) if poll.result else None) for poll in found
    ]


def _before(tx: Transaction, home: Workspace, now: Seen) -> tuple[Poll, Tally] | None:
    """The last round of a poll that is asked again and again, its options under the names of ours that are the same item."""
    assert now.poll.ritual_id
    before = polls.last_of_ritual(tx, home.id, now.poll.ritual_id, now.poll.number)
    counted = Counted.read(before.result) if before and before.result else None
    if before is None or counted is None or counted.tally is None:
        return None
    ours = {option.item_id: option.id for option in now.options if option.item_id}
    then = {
        option.id: ours[option.item_id]
        for option in polls.options(tx, home.id, before.id)
        if option.item_id in ours
    }
    lines = tuple(replace(line, option=then.get(line.option, line.option)) for line in counted.tally.lines)
    return before, replace(counted.tally, lines=lines)


def _shown(poll: Poll, by: Person, home: Workspace) -> bool:
    """A draft is seen by those who steer it."""
    return poll.state in (State.OPEN, State.CLOSED) or may(by, Act.STEER_POLL, home, poll)
