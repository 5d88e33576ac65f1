"""How a session's own page looks, with what one person can do there; its questions; the list of sessions."""

from collections.abc import Sequence

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    bold,
    button,
    divider,
    escape,
    header,
    isolated,
    section,
    shorten,
)
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.messages.demos.card import (
    acting_buttons,
    body,
    cancelled,
    head,
    named,
    open_button,
    over,
    rsvp_buttons,
    when_and_where,
)
from rituals.messages.demos.records import (
    ANSWER,
    AS_SIGNAL,
    CANCEL,
    EDIT,
    FEEDBACK,
    LINKS,
    LIST,
    MEETINGS,
    NEW,
    OPEN,
    PAGE,
    QUESTIONS,
    STEP_BACK,
    WANT,
    Listing,
    Page,
    Seen,
)
from rituals.messages.feeds import What, subscribe_button
from rituals.messages.history import history_button
from storage.demos import Asked, Demo, Question, State

QUESTION_SHOWN = 600
QUESTIONS_SHOWN = 40
REMARKS_SHOWN = 20


def page(texts: Texts, found: Page) -> View:
    """A session, whatever its state."""
    seen = found.seen
    demo = seen.demo
    match demo.state:
        case State.PLANNED:
            blocks = [
                *body(texts, seen, _taken_back(texts, found)),
                actions(*rsvp_buttons(texts, demo, found.own)),
                actions(*acting_buttons(texts, seen)),
            ]
        case State.CANCELLED:
            blocks = [cancelled(texts, seen).blocks[0]]
        case _:
            blocks = [*over(texts, seen).blocks[:-1], *_feedback(texts, found)]
    last = (divider(), actions(*_buttons(texts, found)))
    return View(PAGE, demo.ref, (*blocks, *last), texts.plain("forms.close"))


def questions(texts: Texts, found: Page) -> View:
    """What is asked, with what one person can do with each question."""
    seen = found.seen
    blocks: list[Block] = [section(head(texts, seen.demo))]
    for question in seen.questions[:QUESTIONS_SHOWN]:
        blocks += [section(question_words(texts, seen, question))]
        buttons = _question_buttons(texts, found, question)
        if buttons:
            blocks.append(actions(*buttons))
    if not seen.questions:
        blocks.append(section(texts.mrkdwn("demos.no_questions")))
    back = button(texts.plain("demos.back"), OPEN, seen.demo.id)
    return View(PAGE, seen.demo.ref, (*blocks, divider(), actions(back)), texts.plain("forms.close"))


def question_words(texts: Texts, seen: Seen, question: Question) -> Mrkdwn:
    """What is asked, by whom, about what, and what became of it."""
    about = next((topic.title for topic in seen.topics if topic.id == question.topic_id), None)
    parts = [seen.name(question.by), *([isolated(shorten(about, 80))] if about else [])]
    if question.votes:
        parts.append(texts.plain("demos.wanted", count=question.votes))
    lines = [
        bold(isolated(shorten(question.words, QUESTION_SHOWN))),
        Mrkdwn.join_all(" · ", parts),
    ]
    if question.state == Asked.ANSWERED:
        words = escape(isolated(shorten(question.answer or "", QUESTION_SHOWN)))
        lines.append(texts.mrkdwn("demos.answered", who=seen.name(question.answered_by), words=words))
    if question.state == Asked.SIGNAL:
        lines.append(texts.mrkdwn("demos.became_signal", ref=question.signal_ref or ""))
    return Mrkdwn.join_all("\n", lines)


def listing(texts: Texts, found: Listing) -> View:
    """The sessions to come, then the last ones."""
    blocks: list[Block] = []
    for key, demos in (("demos.list_coming", found.coming), ("demos.list_past", found.past)):
        if demos:
            blocks.append(header(texts.plain(key)))
        blocks += [_listed(texts, demo) for demo in demos]
    if not blocks:
        blocks.append(section(texts.mrkdwn("demos.list_none")))
    buttons: list[Block] = []
    if found.plans:
        buttons.append(button(texts.plain("demos.new"), NEW, style="primary"))
    if found.steers:
        buttons.append(button(texts.plain("demos.meetings"), MEETINGS))
    if found.feed:
        buttons.append(subscribe_button(texts, What.DEMOS))
    last = [divider(), actions(*buttons)] if buttons else []
    return View(PAGE, texts.plain("demos.list_title"), (*blocks, *last), texts.plain("forms.close"))


def no_such(texts: Texts, *, ref: str, command: str) -> Message:
    words = texts.mrkdwn("demos.no_such", ref=ref, command=command)
    return Message(words, (section(words),))


def unknown(texts: Texts, *, typed: str, command: str) -> Message:
    words = texts.mrkdwn("demos.unknown", typed=shorten(typed, 80), command=command)
    return Message(words, (section(words),))


def none_coming(texts: Texts, *, command: str) -> Message:
    """To who wants to present or ask, where nothing is planned."""
    words = texts.mrkdwn("demos.none_coming", command=command)
    return Message(words, (section(words),))


def thanks(texts: Texts, found: Page) -> View:
    """After somebody's two answers."""
    words = section(texts.mrkdwn("demos.feedback_thanks"))
    return View(PAGE, found.seen.demo.ref, (words,), texts.plain("forms.close"))


def _listed(texts: Texts, demo: Demo) -> Block:
    words = Mrkdwn.join_all("\n", [bold(named(texts, demo)), when_and_where(texts, demo)])
    return section(words, accessory=open_button(texts, demo))


def _taken_back(texts: Texts, found: Page) -> dict[str, Block]:
    """What somebody shows they can take back; who steers, anything."""
    words, demo = texts.plain("demos.step_back"), found.seen.demo
    return {
        topic.id: button(words, STEP_BACK, f"{demo.id} {topic.id}", describe=f"{words} · {topic.title}")
        for topic in found.seen.topics
        if found.steers or topic.person == found.person
    }


def _feedback(texts: Texts, found: Page) -> list[Block]:
    """How good it was, by how many; what was written, for who steers it."""
    count, mean = found.rated
    if mean is None:
        return []
    lines = [texts.mrkdwn("demos.rated", mean=texts.decimal(mean), count=count)]
    remarks = list(found.remarks[:REMARKS_SHOWN]) if found.steers else []
    lines += [Mrkdwn("• ") + escape(isolated(shorten(words, QUESTION_SHOWN))) for words in remarks]
    return [divider(), section(Mrkdwn.join_all("\n", lines))]


def _buttons(texts: Texts, found: Page) -> Sequence[Block]:
    demo = found.seen.demo
    buttons: list[Block] = []
    if found.seen.questions:
        words = texts.plain("demos.questions", count=len(found.seen.questions))
        buttons.append(button(words, QUESTIONS, demo.id))
    if found.steers and demo.is_planned:
        buttons += [
            button(texts.plain("demos.edit"), EDIT, demo.id),
            button(texts.plain("demos.cancel"), CANCEL, demo.id),
        ]
    if demo.state == State.OVER:
        buttons.append(button(texts.plain("demos.feedback"), FEEDBACK, demo.id))
        if found.steers:
            links = "demos.change_links" if demo.recording or demo.notes else "demos.links"
            buttons.append(button(texts.plain(links), LINKS, demo.id))
    return [*buttons, history_button(texts, demo.ref), button(texts.plain("demos.all"), LIST)]


def _question_buttons(texts: Texts, found: Page, question: Question) -> list[Block]:
    if question.state != Asked.OPEN:
        return []
    mark = "✓ " if question.id in found.wanted else ""
    buttons = [button(mark + texts.plain("demos.want"), WANT, question.id)]
    if found.seen.demo.state != State.CANCELLED:
        buttons.append(button(texts.plain("demos.answer"), ANSWER, question.id))
        if found.steers:
            buttons.append(button(texts.plain("demos.as_signal"), AS_SIGNAL, question.id))
    return buttons
