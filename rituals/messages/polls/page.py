"""How a poll's own page looks, with what one person can do there; and the list of polls."""

from collections.abc import Sequence

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    button,
    context,
    divider,
    header,
    section,
    shorten,
)
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.asking.privacy import FEWEST
from rituals.messages.history import history_button
from rituals.messages.polls.card import (
    head,
    named,
    opening,
    sure,
    vote_button,
)
from rituals.messages.polls.records import (
    DECIDE,
    DELETE,
    DUPLICATE,
    EDIT,
    EXPORT,
    EXTEND,
    LIST,
    NEW,
    OPEN,
    PAGE,
    POST,
    STOP,
    Page,
)
from rituals.messages.polls.results import result_blocks
from rituals.messages.polls.voting import own_lines
from storage.polls import Poll, State

QUESTION_SHOWN = 150


def page(texts: Texts, found: Page) -> View:
    """A poll, whatever its state."""
    poll = found.seen.poll
    match poll.state:
        case State.DRAFT:
            blocks = _draft(texts, found)
        case State.OPENING:
            blocks = [*opening(texts, found.seen, live=False), context(texts.mrkdwn("polls.opening"))]
        case State.OPEN:
            blocks = _open(texts, found)
        case _:
            blocks = [section(head(texts, found.seen)), *result_blocks(texts, found.seen)]
    buttons = _buttons(texts, found)
    return View(PAGE, poll.ref, (*blocks, actions(*buttons)), texts.plain("forms.close"))


def listing(texts: Texts, polls: Sequence[Poll], *, asks: bool) -> View:
    """Polls by state, the newest first."""
    blocks: list[Block] = []
    for state in (State.OPEN, State.DRAFT, State.CLOSED):
        here = [poll for poll in polls if poll.state == state or (poll.state, state) == ("opening", "draft")]
        if here:
            blocks.append(header(texts.plain(f"polls.list_{state}")))
        blocks += [_listed(texts, poll) for poll in here]
    if not blocks:
        blocks.append(section(texts.mrkdwn("polls.list_none")))
    if asks:
        new = button(texts.plain("polls.new"), NEW, style="primary")
        blocks += [divider(), actions(new)]
    return View(PAGE, texts.plain("polls.list_title"), tuple(blocks), texts.plain("forms.close"))


def deleted(texts: Texts, poll: Poll) -> View:
    words = texts.mrkdwn("polls.deleted", poll=poll.ref)
    return View(PAGE, poll.ref, (section(words),), texts.plain("forms.close"))


def file_coming(texts: Texts) -> View:
    words = texts.mrkdwn("export.coming")
    return View(PAGE, texts.plain("polls.list_title"), (section(words),), texts.plain("forms.close"))


def no_such(texts: Texts, *, ref: str, command: str) -> Message:
    words = texts.mrkdwn("polls.no_such", ref=ref, command=command)
    return Message(words, (section(words),))


def _listed(texts: Texts, poll: Poll) -> Block:
    words = Mrkdwn.join_all(" · ", [poll.ref, shorten(poll.question, QUESTION_SHOWN)])
    when = poll.closed_at or poll.closes_at
    if when and poll.state != State.DRAFT:
        key = "polls.closed_on" if poll.closed_at else "polls.closes"
        words = Mrkdwn.join_all("\n", [words, texts.mrkdwn(key, when=texts.slack_moment(when))])
    return section(words, accessory=button(texts.plain("roadmap.open"), OPEN, poll.id, describe=poll.ref))


def _draft(texts: Texts, found: Page) -> list[Block]:
    """As others will see it, and who they are."""
    poll = found.seen.poll
    return [
        context(texts.mrkdwn("polls.draft_intro")),
        *opening(texts, found.seen, live=False),
        divider(),
        section(Mrkdwn.join_all("\n", _plan(texts, poll))),
    ]


def _plan(texts: Texts, poll: Poll) -> list[Mrkdwn]:
    """Where it goes, who is asked, how long it is open."""
    channel = Mrkdwn(f"<#{poll.channel_id}>")
    if poll.audience.group:
        who = texts.mrkdwn("polls.asks_group", group=Mrkdwn(f"<!subteam^{poll.audience.group}>"))
    elif poll.audience.people:
        who = texts.mrkdwn("polls.asks_people", count=len(poll.audience.people))
    else:
        who = texts.mrkdwn("polls.asks_channel")
    lines = [texts.mrkdwn("polls.goes_to", channel=channel), who]
    if poll.closes_at:
        lines.append(texts.mrkdwn("polls.closes", when=texts.slack_moment(poll.closes_at)))
    elif poll.open_hours:
        lines.append(texts.mrkdwn(f"polls.open_for_{poll.open_hours}"))
    for field in ("comments", "by_side", "others"):
        if getattr(poll, field):
            lines.append(texts.mrkdwn(f"polls.with_{field}"))
    return lines


def _open(texts: Texts, found: Page) -> list[Block]:
    blocks = opening(texts, found.seen, live=False)
    if found.own:
        lines = own_lines(texts, found.seen, found.own.choices)
        blocks.append(section(Mrkdwn.join_all("\n", [texts.mrkdwn("polls.you_chose"), *lines])))
    elif found.voted:
        blocks.append(context(texts.mrkdwn("polls.voted_anonymously", poll=named(found.seen))))
    key = "polls.anonymous_means" if found.seen.poll.anonymous else "polls.named_means"
    return [*blocks, context(texts.mrkdwn(key, few=FEWEST))]


def _buttons(texts: Texts, found: Page) -> list[Block]:
    """What this person can do, by the poll's state."""
    poll = found.seen.poll

    def one(key: str, action: str, *, asks_first: bool = False, style: str | None = None) -> Block:
        sure_of = sure(texts, key) if asks_first else None
        return button(texts.plain(f"polls.{key}"), action, poll.id, confirm=sure_of, style=style)

    buttons: list[Block] = []
    if poll.is_open and (not found.voted or found.own):
        buttons.append(vote_button(texts, found.seen, again=found.own is not None))
    if found.steers and poll.state == State.DRAFT:
        post = button(texts.plain("polls.post"), POST, f"{poll.id} {poll.revision}", style="primary")
        buttons += [post, one("edit", EDIT)]
    if found.steers and poll.is_open:
        buttons.append(one("stop", STOP, asks_first=True))
        if not poll.anonymous:
            buttons.append(one("extend", EXTEND))
    if found.steers and poll.state == State.CLOSED:
        if not poll.decided_at:
            buttons.append(one("decide", DECIDE, style="primary"))
        buttons.append(one("export", EXPORT))
    if found.asks and poll.state != State.OPENING:
        buttons.append(one("duplicate", DUPLICATE))
    if found.steers and poll.state != State.OPENING:
        buttons.append(one("delete", DELETE, asks_first=True))
    if poll.state != State.DRAFT:
        buttons.append(history_button(texts, poll.ref))
    return [*buttons, button(texts.plain("polls.all"), LIST)]
