"""Voting: once where votes are anonymous, and anew until the end where they have names."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from rituals.asking.audience import may_be_asked
from rituals.asking.privacy import shown_progress
from rituals.asking.sides import sides_of
from rituals.home.fresh import freshen
from rituals.messages.polls import Page
from rituals.permissions import Act, enter, workspace_of
from rituals.polls.cards import show_each, show_progress
from rituals.polls.closing import close
from rituals.polls.filling import fill
from rituals.polls.seeing import page_of
from rituals.refusals import NotFound, Refusal
from rituals.services import CantRead, Person, Services, SlackUnavailable, user_of
from storage import ballots, polls
from storage.database import Transaction
from storage.polls import Closing, Option, Poll, Vote
from storage.workspaces import Workspace


class PollClosed(Refusal):
    """A vote after the end: `ref`."""

    key = "refusals.poll_closed"


class NotInPoll(Refusal):
    """A vote by somebody who is not asked: `ref`."""

    key = "refusals.not_in_poll"


class VotedAlready(Refusal):
    """A second vote where votes are anonymous: nobody knows which was theirs. `ref`."""

    key = "refusals.voted_already"


def open_form(services: Services, by: Person, poll_id: str) -> Page:
    """A poll that somebody is about to vote in.

    Raises NotFound, NotAllowed, NotInPoll, PollClosed, or VotedAlready.
    """
    with services.read() as tx:
        home, poll = _asked_in(tx, by, poll_id)
        page = page_of(tx, home, by, poll)
    _may_vote(services, by, poll, page.voted)
    return page


def vote(
    services: Services, by: Person, poll_id: str, values: Mapping[str, str], chosen: Sequence[str]
) -> Page:
    """Vote by the form. Raises what `open_form` does, and FieldErrors."""
    poll, options = _open_for(services, by, poll_id)
    return _cast(services, by, poll_id, fill(poll, options, values, chosen, by.id))


def choose(services: Services, by: Person, poll_id: str, option_id: str) -> Page:
    """Vote for one option by a click on it; a comment that was written stays. Raises what `open_form` does."""
    poll, options = _open_for(services, by, poll_id)
    if poll.anonymous or option_id not in {option.id for option in options}:
        raise NotFound
    with services.read() as tx:
        own = polls.own_vote(tx, by.workspace, poll_id, by.id)
    return _cast(services, by, poll_id, Vote(by.id, {option_id: 1}, {}, own.comment if own else None))


def _cast(services: Services, by: Person, poll_id: str, cast: Vote) -> Page:
    """One transaction: the poll is held, so that it counts this vote or has refused it."""
    now = services.now()
    with services.write() as tx:
        home = workspace_of(tx, by.workspace)
        poll = polls.hold(tx, home.id, poll_id, now)
        if poll is None:
            _, known = _asked_in(tx, by, poll_id)
            raise PollClosed(ref=known.ref)
        if poll.anonymous:
            _drop_in(tx, home, poll, by, cast)
        else:
            ballots.mark(tx, home.id, poll_id, by.id)
            polls.cast(tx, home.id, poll_id, cast)
        return page_of(tx, home, by, _go_on(tx, services, home, poll, by, now))


def _drop_in(tx: Transaction, home: Workspace, poll: Poll, by: Person, cast: Vote) -> None:
    """Whose vote is in, and the ballot: two rows that share nothing but this transaction."""
    if not ballots.mark(tx, home.id, poll.id, by.id):
        raise VotedAlready(ref=poll.ref)
    side = sides_of(tx, home, [by.id]).get(by.id) if poll.by_side else None
    ballots.drop_in(tx, home.id, poll.id, cast.choices, side, cast.remarks())


def _go_on(
    tx: Transaction, services: Services, home: Workspace, poll: Poll, by: Person, now: datetime
) -> Poll:
    """Close it where everybody has voted, else show how far it is. Returns it as it is then."""
    turnout = ballots.turnout(tx, home.id, poll.id)
    if not poll.large and turnout.voted >= turnout.asked:
        close(tx, home, poll.id, Closing.EVERYBODY, now)
        return polls.get(tx, home.id, poll.id) or poll
    step = shown_progress(turnout.voted)
    if not poll.anonymous or step == turnout.voted:
        show_progress(tx, home, poll, datetime.now(UTC), services.burst_gap)
    if not poll.anonymous:  # what is shown to one person alone is not edited there: it would be kept when
        show_each(tx, home, poll, [by.id])
        freshen(tx, home.id, by.id)
    return poll


def _open_for(services: Services, by: Person, poll_id: str) -> tuple[Poll, list[Option]]:
    """A poll in which somebody may vote now, and its options. Raises what `open_form` does."""
    with services.read() as tx:
        home, poll = _asked_in(tx, by, poll_id)
        options = polls.options(tx, home.id, poll_id)
        voted = ballots.has_voted(tx, home.id, poll_id, by.id)
    _may_vote(services, by, poll, voted)
    return poll, options


def _asked_in(tx: Transaction, by: Person, poll_id: str) -> tuple[Workspace, Poll]:
    """A poll that is out, for one of ours, or for others whom it asks. Raises NotFound or NotAllowed."""
    poll = polls.get(tx, by.workspace, poll_id)
    home = workspace_of(tx, by.workspace) if poll and poll.others else enter(tx, by, Act.READ)
    if poll is None or poll.opened_at is None:
        raise NotFound
    return home, poll


def _may_vote(services: Services, by: Person, poll: Poll, voted: bool | None) -> None:
    """`voted`: whether their vote is in, None for who is not on the list. Raises PollClosed, NotInPoll or VotedAlready."""
    if not poll.is_open or (poll.closes_at and poll.closes_at <= services.now()):
        raise PollClosed(ref=poll.ref)
    if voted is None:
        _let_in(services, by, poll)
    if poll.anonymous and voted:
        raise VotedAlready(ref=poll.ref)


def _let_in(services: Services, by: Person, poll: Poll) -> None:
    """Who came into the channel later, or is one of too many to be listed, may vote too. Raises NotInPoll."""
    with services.read() as tx:
        home = workspace_of(tx, by.workspace)
    if not poll.audience.is_channel or not may_be_asked(by, home, others=poll.others):
        raise NotInPoll(ref=poll.ref)
    try:
        if not services.conversations.is_member(poll.channel_id, user_of(by.id), quick=True):
            raise NotInPoll(ref=poll.ref)
    except CantRead as problem:
        raise SlackUnavailable(problem.code) from problem
