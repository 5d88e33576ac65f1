"""How a survey's own page looks, with what one person can do there; and the list of surveys."""

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    button,
    confirm,
    context,
    divider,
    header,
    section,
)
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.asking.privacy import FEWEST, shown_progress
from rituals.messages.history import history_button
from rituals.messages.surveys.asking import name_of, never_button, rehearsed
from rituals.messages.surveys.records import (
    DELETE,
    EDIT,
    END,
    LIST,
    NEW,
    OPEN,
    PAGE,
    SEND,
    STEP_BACK,
    STOP,
    Listed,
    Page,
    Seen,
)
from rituals.messages.surveys.results import head, result_blocks
from storage.surveys import State, Survey, Timing

WAITING = (State.DRAFT, State.PLANNED, State.OPENING)


def page(texts: Texts, found: Page) -> View:
    """A survey, whatever its state."""
    survey = found.seen.survey
    blocks: list[Block] = [section(head(survey))]
    match survey.state:
        case State.DRAFT:
            blocks += _draft(texts, found.seen)
        case State.PLANNED:
            blocks += [section(_when_planned(texts, survey)), section(_plan(texts, found.seen))]
        case State.OPENING:
            blocks.append(section(texts.mrkdwn("surveys.opening")))
        case State.OPEN:
            blocks += [section(_progress(texts, found.seen)), context(_closes(texts, survey))]
        case _:
            blocks += result_blocks(texts, found.seen)
    if found.again:
        blocks.append(context(texts.mrkdwn("surveys.is_asked_again")))
    if found.ambassadors:
        names = texts.listing(found.ambassadors)
        blocks.append(section(texts.mrkdwn("surveys.ambassadors", names=names)))
    blocks.append(actions(*_buttons(texts, found)))
    return View(PAGE, survey.ref, tuple(blocks), texts.plain("forms.close"))


def listing(texts: Texts, found: Listed) -> View:
    """Surveys by state, the newest first; and what this person said of being asked."""
    blocks: list[Block] = []
    for name, states in (("open", (State.OPEN,)), ("waiting", WAITING), ("closed", (State.CLOSED,))):
        here = [survey for survey in found.surveys if survey.state in states]
        if here:
            blocks.append(header(texts.plain(f"surveys.list_{name}")))
        blocks += [_listed(texts, survey) for survey in here]
    if not blocks:
        blocks.append(section(texts.mrkdwn("surveys.list_none")))
    if found.asks:
        blocks.append(actions(button(texts.plain("surveys.new"), NEW, style="primary")))
    blocks += [divider(), *_own(texts, found)]
    return View(PAGE, texts.plain("surveys.list_title"), tuple(blocks), texts.plain("forms.close"))


def deleted(texts: Texts, survey: Survey) -> View:
    words = texts.mrkdwn("surveys.deleted", survey=survey.ref)
    return View(PAGE, survey.ref, (section(words),), texts.plain("forms.close"))


def no_such(texts: Texts, *, ref: str, command: str) -> Message:
    words = texts.mrkdwn("surveys.no_such", ref=ref, command=command)
    return Message(words, (section(words),))


def not_sent(texts: Texts, seen: Seen, why: str, left: int) -> Message:
    """To its owner: nobody was asked, and it is a draft again; `left` could be asked."""
    survey = seen.survey
    words = texts.mrkdwn(
        f"surveys.not_sent_{why}", survey=f"{survey.ref} · {name_of(survey)}", number=left, few=FEWEST
    )
    return Message(words, (section(words), actions(open_button(texts, survey))))


def open_button(texts: Texts, survey: Survey) -> Block:
    return button(texts.plain("surveys.about"), OPEN, survey.id, describe=survey.ref)


def _listed(texts: Texts, survey: Survey) -> Block:
    words = Mrkdwn.join_all(" · ", [survey.ref, name_of(survey)])
    if survey.opened_at:
        words = Mrkdwn.join_all("\n", [words, _closes(texts, survey)])
    elif survey.state == State.PLANNED:
        words = Mrkdwn.join_all("\n", [words, _when_planned(texts, survey)])
    return section(words, accessory=open_button(texts, survey))


def _own(texts: Texts, found: Listed) -> list[Block]:
    """Being asked and being an ambassador are each person's own to turn."""
    key = "surveys.you_are_never_asked" if found.never else "surveys.you_are_asked"
    blocks: list[Block] = [section(texts.mrkdwn(key), accessory=never_button(texts, on=found.never))]
    for one in found.ambassador_of:
        words = texts.mrkdwn("surveys.is_ambassador", name=one.name)
        turn = button(texts.plain("surveys.no_ambassador"), STEP_BACK, one.topic, describe=one.name)
        blocks.append(section(words, accessory=turn))
    return blocks


def _draft(texts: Texts, seen: Seen) -> list[Block]:
    """As people will see it, and who they are."""
    return [
        section(_plan(texts, seen)),
        context(texts.mrkdwn("surveys.draft_means", few=FEWEST)),
        divider(),
        context(texts.mrkdwn("surveys.as_they_see")),
        *rehearsed(texts, seen),
    ]


def _plan(texts: Texts, seen: Seen) -> Mrkdwn:
    """Who is asked, when, for how long, and where it is told."""
    survey, audience = seen.survey, seen.survey.audience
    if survey.before_id:
        who = texts.mrkdwn("surveys.asks_same")
    elif audience.group:
        who = texts.mrkdwn("surveys.asks_group", group=Mrkdwn(f"<!subteam^{audience.group}>"))
    elif audience.people:
        who = texts.mrkdwn("surveys.asks_people", count=len(audience.people))
    else:
        who = texts.mrkdwn("surveys.asks_members", channel=Mrkdwn(f"<#{audience.channel}>"))
    lines = [who]
    if survey.timing != Timing.NOW and survey.state == State.DRAFT:
        lines.append(texts.mrkdwn(f"surveys.plan_{survey.timing}", count=survey.after_days))
    lines.append(texts.mrkdwn("surveys.open_for", count=survey.open_days))
    if survey.every_months:
        lines.append(texts.mrkdwn("surveys.plan_every", count=survey.every_months))
    lines.append(texts.mrkdwn("surveys.told_in", channel=Mrkdwn(f"<#{survey.channel_id}>")))
    return Mrkdwn.join_all("\n", lines)


def _when_planned(texts: Texts, survey: Survey) -> Mrkdwn:
    return texts.mrkdwn("surveys.plan_after", count=survey.after_days)


def _progress(texts: Texts, seen: Seen) -> Mrkdwn:
    """How many have answered, from five on and in steps of five, since each step is then five people's."""
    steps = shown_progress(seen.voted)
    if steps is None:
        return texts.mrkdwn("surveys.progress_few", asked=seen.asked, few=FEWEST)
    return texts.mrkdwn("surveys.progress", number=steps, asked=seen.asked)


def _closes(texts: Texts, survey: Survey) -> Mrkdwn:
    if survey.closed_at:
        return texts.mrkdwn("surveys.closed_on", when=texts.slack_moment(survey.closed_at))
    assert survey.closes_at  # it is open
    return texts.mrkdwn("surveys.until", when=texts.slack_moment(survey.closes_at))


def _buttons(texts: Texts, found: Page) -> list[Block]:
    """What this person can do, by the survey's state."""
    survey = found.seen.survey

    def sure(key: str, action: str, style: str | None = None, value: str = survey.id) -> Block:
        """Asks again before what can't be taken back."""
        asks = confirm(
            texts.plain(f"surveys.{key}_title"),
            texts.plain(f"surveys.{key}_text"),
            texts.plain(f"surveys.{key}"),
            texts.plain("forms.cancel"),
        )
        return button(texts.plain(f"surveys.{key}"), action, value, style=style, confirm=asks)

    buttons: list[Block] = []
    if found.steers and survey.state == State.DRAFT:
        buttons.append(sure("send", SEND, "primary", f"{survey.id} {survey.revision}"))
        if not survey.before_id:
            buttons.append(button(texts.plain("surveys.edit"), EDIT, survey.id))
    if found.steers and survey.state in (State.DRAFT, State.PLANNED):
        buttons.append(sure("delete", DELETE))
    if found.steers and survey.state == State.OPEN:
        buttons.append(sure("stop", STOP))
    if found.steers and found.again:
        buttons.append(sure("end", END))
    if survey.opened_at:
        buttons.append(history_button(texts, survey.ref))
    return [*buttons, button(texts.plain("surveys.all"), LIST)]
