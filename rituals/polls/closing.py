"""Closing a poll: it is counted once, in the transaction that closes it; anonymous ballots go in the same moment."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, time

from bot.kit.times import due_instant
from rituals.asking.emptying import forget
from rituals.asking.privacy import may_show, visible_groups
from rituals.asking.sides import sides_of
from rituals.home.fresh import freshen
from rituals.messages.polls import Counted, Page
from rituals.permissions import Act, enter
from rituals.polls.cards import (
    COMMENTS,
    PERSONAL,
    TO_DECIDE,
    history,
    said_beside,
    show_card,
    show_each,
    tell,
    tell_thread,
)
from rituals.polls.counting import Ballot, Kind, Tally, count
from rituals.polls.drafting import steered
from rituals.polls.opening import remind_at
from rituals.polls.seeing import page_of, poll_in
from rituals.refusals import FieldErrors, NotThere
from rituals.services import Person, Services
from rituals.working_days import today, working_days
from storage import accounts, ballots, people, polls
from storage.database import Transaction
from storage.polls import Closing, Poll, State
from storage.workspaces import Workspace

DECIDED_WITHIN = 3  # working days after the close, then its owner is asked again
AT = time(10)


def close(
    tx: Transaction, home: Workspace, poll_id: str, how: Closing, now: datetime, by: Person | None = None
) -> bool:
    """Close a poll and count it. False, with nothing changed, where it is closed already."""
    # Held first: a vote that is being cast is counted, and one that comes later is refused.
    poll = polls.hold(tx, home.id, poll_id)
    if poll is None:
        return False
    asked = ballots.asked(tx, home.id, poll.id)  # some of whom the count forgets
    counted = _count_anonymous(tx, home, poll) if poll.anonymous else _count_named(tx, home, poll)
    closed = {
        "closed_at": now,
        "closed_how": how,
        "remind_at": None,
        "result": counted.written(),
        "nudge_at": nudge_at(home, now),
    }
    polls.turn(tx, home.id, poll.id, State.OPEN, State.CLOSED, **closed)
    history(tx, home, poll.id, "closed", by, now)
    show_card(tx, home, poll, now)
    if said_beside(tx, home, poll):
        tell_thread(tx, home, COMMENTS, poll, now)
    tell(tx, home, TO_DECIDE, poll, decider(tx, home, poll), now)
    show_each(tx, home, poll, asked)
    # By now an anonymous poll knows its list alone: no Home tells who voted without being on it.
    freshen(tx, home.id, poll.owner, *([] if poll.large else ballots.asked(tx, home.id, poll.id)))
    if poll.anonymous:
        forget(tx, home.id, poll.id, PERSONAL, now)
    return True


def stop(services: Services, by: Person, poll_id: str) -> Page:
    """Close a poll by hand. Raises NotFound, NotAllowed, or NotThere where it is closed."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        steered(tx, home, by, poll_id)
        if not close(tx, home, poll_id, Closing.HAND, now, by):
            raise NotThere
        return page_of(tx, home, by, poll_in(tx, home, by, poll_id))


def open_extending(services: Services, by: Person, poll_id: str) -> Page:
    """An open poll that may be closed later. Raises NotFound, NotAllowed, or NotThere for an anonymous or closed one."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        poll = steered(tx, home, by, poll_id)
        if poll.anonymous or not poll.is_open:
            raise NotThere
        return page_of(tx, home, by, poll)


def extend(services: Services, by: Person, poll_id: str, closes_at: datetime | None, field: str) -> Page:
    """Close a poll later than was said; not where votes are anonymous, since who sees the progress could wait for somebody.

    Raises NotFound, NotAllowed, NotThere, or FieldErrors about `field` for a time that is not later.
    """
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        poll = steered(tx, home, by, poll_id)
        if poll.anonymous or poll.opened_at is None or poll.closes_at is None:
            raise NotThere
        if closes_at is None or closes_at <= max(now, poll.closes_at):
            raise FieldErrors({field: "polls.error_later"})
        reminds = None if poll.large or poll.remind_at is None else remind_at(poll.opened_at, closes_at)
        times = {"closes_at": closes_at, "remind_at": reminds}
        if not polls.turn(tx, home.id, poll_id, State.OPEN, State.OPEN, **times):
            raise NotThere
        history(tx, home, poll_id, "extended", by, now, {"at": closes_at.isoformat()})
        show_card(tx, home, poll, now)
        return page_of(tx, home, by, poll_in(tx, home, by, poll_id))


def decider(tx: Transaction, home: Workspace, poll: Poll) -> str:
    """Who is asked for the decision: its owner, or who answers for everything else once they have left."""
    left = home.default_owner is not None and people.has_left(tx, home.id, poll.owner)
    return home.default_owner if left and home.default_owner else poll.owner


def nudge_at(home: Workspace, now: datetime) -> datetime:
    """When somebody who owes a decision is asked again."""
    day = working_days(home).add_working_days(today(home, now), DECIDED_WITHIN)
    return due_instant(day, AT, home.zone)


def _count_named(tx: Transaction, home: Workspace, poll: Poll) -> Counted:
    """By votes, by the revenue behind the voters' accounts, and by side of the house."""
    kind, options = Kind(poll.kind), _option_ids(tx, home, poll)
    votes = polls.votes(tx, home.id, poll.id)
    cast = [vote.choices for vote in votes]
    voters = [vote.person for vote in votes]
    behind = accounts.revenue_by_owner(tx, home.id, voters, home.currency)
    money = count(kind, options, cast, [behind.get(person, 0) for person in voters]) if behind else None
    sides = sides_of(tx, home, voters) if poll.by_side else {}
    by_side: dict[str, list[Ballot]] = defaultdict(list)
    for vote in votes:
        if vote.person in sides:
            by_side[sides[vote.person]].append(vote.choices)
    tally = count(kind, options, cast)
    asked = None if poll.large else ballots.turnout(tx, home.id, poll.id).asked
    return Counted(len(votes), asked, tally, money, _tallies(kind, options, by_side))


def _count_anonymous(tx: Transaction, home: Workspace, poll: Poll) -> Counted:
    """Ballots and who has voted are gone with the count; with too few to hide among, so are the words."""
    kind, options = Kind(poll.kind), _option_ids(tx, home, poll)
    found = ballots.in_box(tx, home.id, poll.id)
    asked = None if poll.large else ballots.turnout(tx, home.id, poll.id).asked
    shown = may_show(len(found))
    ballots.empty(tx, home.id, poll.id, keep_words=shown)
    if not shown:
        return Counted(len(found), asked, None)
    by_side: dict[str, list[Ballot]] = defaultdict(list)
    for ballot in found:
        by_side[ballot.side or ""].append(ballot.choices)
    visible = visible_groups({side: len(cast) for side, cast in by_side.items()})
    told = {side: cast for side, cast in by_side.items() if side in visible}
    tally = count(kind, options, [ballot.choices for ballot in found])
    return Counted(len(found), asked, tally, sides=_tallies(kind, options, told))


def _tallies(kind: Kind, options: Sequence[str], by_side: Mapping[str, Sequence[Ballot]]) -> dict[str, Tally]:
    return {side: count(kind, options, cast) for side, cast in by_side.items() if side}


def _option_ids(tx: Transaction, home: Workspace, poll: Poll) -> list[str]:
    return [option.id for option in polls.options(tx, home.id, poll.id)]
