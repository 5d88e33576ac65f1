"""Opening a poll: who is asked is found out as work, then it stands in its channel and, asked by name, in private messages."""

from datetime import datetime, timedelta

from rituals.asking.audience import LISTED, RETRY_SECONDS, CantAsk, come_in, may_be_asked, users_of
from rituals.asking.privacy import FEWEST
from rituals.home.fresh import freshen
from rituals.messages.polls import Page
from rituals.permissions import Act, enter, workspace_of
from rituals.polls.cards import ASKED, NOT_OPENED, history, show_card, tell
from rituals.polls.drafting import steered
from rituals.polls.seeing import page_of, poll_in
from rituals.refusals import NotThere
from rituals.registry import Again, JobKind
from rituals.services import CantRead, Facts, Person, Services, SlackUnavailable
from storage import ballots, jobs, polls
from storage.database import Transaction
from storage.polls import Poll, State
from storage.workspaces import Workspace

OPEN = "open_poll"
REMINDED_BEFORE = timedelta(hours=24)


def post(services: Services, by: Person, poll_id: str, revision: int) -> Page:
    """Have a draft posted as this person saw it. Raises NotFound, NotAllowed, or NotThere where it changed meanwhile."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        poll = steered(tx, home, by, poll_id)
        if poll.revision != revision:
            raise NotThere
        start(tx, home, poll, now)
        history(tx, home, poll_id, "posted", by, now)
        return page_of(tx, home, by, poll_in(tx, home, by, poll_id))


def start(tx: Transaction, home: Workspace, poll: Poll, now: datetime) -> None:
    """Have a draft opened. Raises NotThere for what is none any more."""
    if not polls.turn(tx, home.id, poll.id, State.DRAFT, State.OPENING, revision=poll.revision + 1):
        raise NotThere
    # The revision tells one attempt from the next, after one that came to nothing.
    key = f"{OPEN}:{poll.id}:{poll.revision}"
    jobs.put(tx, home.id, kind=OPEN, facts={"poll": poll.id}, unique_key=key, now=now)


def remind_at(opened_at: datetime, closes_at: datetime) -> datetime:
    """A day before the end, but never before half of the time is over."""
    return max(closes_at - REMINDED_BEFORE, opened_at + (closes_at - opened_at) / 2)


def _open(services: Services, workspace: str, facts: Facts) -> None:
    with services.read() as tx:
        home = workspace_of(tx, workspace)
        poll = polls.get(tx, workspace, facts["poll"])
    if poll is None or poll.state != State.OPENING:
        return
    try:
        asked, large = _audience(services, home, poll)
        _begin(services, home, poll, asked, large=large)
    except SlackUnavailable as error:
        raise Again(error.seconds or RETRY_SECONDS, str(error)) from error
    except CantAsk as problem:
        _give_back(services, home, poll, problem.why)


def _begin(services: Services, home: Workspace, poll: Poll, asked: list[str], *, large: bool) -> None:
    now = services.now()
    closes_at = poll.closes_at or now + timedelta(hours=poll.open_hours or 0)
    if closes_at <= now:
        raise CantAsk("past")
    with services.write() as tx:
        times = {"opened_at": now, "closes_at": closes_at, "remind_at": None}
        if not large:
            times["remind_at"] = remind_at(now, closes_at)
        if not polls.turn(tx, home.id, poll.id, State.OPENING, State.OPEN, large=large, **times):
            return
        ballots.ask(tx, home.id, poll.id, asked)
        history(tx, home, poll.id, "opened", None, now)
        show_card(tx, home, poll, now)
        freshen(tx, home.id, poll.owner, *asked)
        if not poll.audience.is_channel:
            for person in asked:
                tell(tx, home, ASKED, poll, person, now)


def _audience(services: Services, home: Workspace, poll: Poll) -> tuple[list[str], bool]:
    """Who is asked, and whether they are too many to be listed. Raises SlackUnavailable, or CantAsk."""
    come_in(services, poll.channel_id)
    try:
        users = users_of(services, poll.channel_id, poll.audience.group, poll.audience.people)
    except CantRead as problem:
        raise CantAsk("group" if poll.audience.group else "channel") from problem
    if poll.audience.is_channel and len(users) > LISTED:
        return [], True
    found = (services.directory.somebody(home.id, user) for user in users)
    asked = [str(person.id) for person in found if may_be_asked(person, home, others=poll.others)]
    if not asked:
        raise CantAsk("nobody")
    if poll.anonymous and len(asked) < FEWEST:
        raise CantAsk("few")
    return asked, False


def _give_back(services: Services, home: Workspace, poll: Poll, why: str) -> None:
    """It is a draft again, and its owner hears why."""
    with services.write() as tx:
        if polls.turn(tx, home.id, poll.id, State.OPENING, State.DRAFT):
            tell(tx, home, NOT_OPENED, poll, poll.owner, services.now(), once=f":{poll.revision}", why=why)


JOBS = (JobKind(OPEN, _open),)
