"""The forms of demos: a session planned or changed, called off, a topic, a question, an answer, links, feedback."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.kit.blocks import (
    OPTION_LIMIT,
    Block,
    Mrkdwn,
    Option,
    channel_select,
    context,
    external_select,
    input_block,
    isolated,
    moment_input,
    radio,
    section,
    select,
    shorten,
    text_input,
    user_select,
)
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.messages.demos.card import agenda, head, named, title_of, when_and_where
from rituals.messages.demos.page import question_words
from rituals.messages.demos.records import (
    ANSWER_FORM,
    ASK_FORM,
    CANCEL_FORM,
    FEEDBACK_FORM,
    FORM,
    LINKS_FORM,
    PRESENT_FORM,
    Meeting,
    Seen,
)
from rituals.messages.demos.settings import MINUTES, Settings, audience_inputs, length_select, place_inputs
from rituals.messages.opened import Opened
from storage.demos import Demo, Question

# Names of the inputs: block and action carry the same, and errors come back by it.
KIND = "demos.kind"
TITLE = "demos.title"
WHEN = "demos.when"
CHANNEL = "demos.channel"
HOSTED = "demos.hosted"
WHY = "demos.why"
SESSION = "demos.session"
TOPIC = "demos.topic"
RELEASE = "demos.release"
ITEM = "demos.item"
PRESENTER = "demos.presenter"
LASTS = "demos.lasts"
ABOUT = "demos.about_topic"
WORDS = "demos.words"
RECORDING = "demos.recording"
NOTES = "demos.notes"
MARK = "demos.mark"
BETTER = "demos.better"

TITLE_LIMIT = 150
WORDS_LIMIT = 1000
LINK_LIMIT = 2000
LAST = (5, 10, 15, 20, 30, 45)
MARKS = (5, 4, 3, 2, 1)


@dataclass(frozen=True)
class Draft:
    """What the form of a session begins with: one there is, or what is usual. `host` and `people` are Slack's user ids."""

    demo: Demo | None
    settings: Settings
    host: str | None
    channel: str | None
    group: Option | None
    people: Sequence[str]


def form(texts: Texts, draft: Draft) -> View:
    """A new session, or one that is changed."""
    demo, settings = draft.demo, draft.settings
    choose = texts.plain("forms.choose")
    blocks: list[Block] = []
    if demo is None:
        kinds = [Option(texts.plain(f"rituals.{kind}"), kind) for kind in Meeting]
        blocks.append(
            _input(texts, KIND, select(KIND, kinds, placeholder=choose, chosen=Meeting.DEMO), needed=True)
        )
    title = text_input(TITLE, limit=TITLE_LIMIT, value=demo.title if demo else None)
    when = moment_input(WHEN, value=int(demo.starts_at.timestamp()) if demo else None)
    blocks += [
        _input(texts, TITLE, title, hint="demos.title_hint"),
        _input(texts, WHEN, when, needed=True, hint="demos.when_hint"),
        _input(texts, MINUTES, length_select(texts, settings.minutes), needed=True),
        *place_inputs(texts, settings.place, settings.link),
        _input(texts, HOSTED, user_select(HOSTED, placeholder=choose, chosen=draft.host)),
    ]
    if demo is None:  # what stands in a channel stays there
        channel = channel_select(CHANNEL, placeholder=choose, chosen=draft.channel)
        blocks.append(_input(texts, CHANNEL, channel, needed=True))
    blocks += audience_inputs(texts, draft.group, draft.people)
    if demo is not None:
        blocks.append(context(texts.mrkdwn("demos.edit_tells")))
    opened = Opened(demo.id, demo.sequence) if demo else Opened()
    key = "demos.new" if demo is None else "demos.edit_title"
    submit = "demos.plan" if demo is None else "forms.save"
    return _view(texts, FORM, texts.plain(key), blocks, submit, opened.written())


def cancel_form(texts: Texts, demo: Demo) -> View:
    blocks: list[Block] = [
        section(Mrkdwn.join_all("\n", [head(texts, demo), when_and_where(texts, demo)])),
        _input(texts, WHY, text_input(WHY, multiline=True, limit=WORDS_LIMIT)),
        context(texts.mrkdwn("demos.cancel_tells")),
    ]
    return _view(texts, CANCEL_FORM, demo.ref, blocks, "demos.cancel", demo.id)


def present_form(texts: Texts, seen: Seen, coming: Sequence[Demo], person: str) -> View:
    """What somebody shows, for how long. `person` is Slack's user id."""
    lasts = [Option(texts.plain("demos.long", count=minutes), str(minutes)) for minutes in LAST]
    suggest = texts.plain("demos.suggest")
    presenter = user_select(PRESENTER, placeholder=texts.plain("forms.choose"), chosen=person)
    usual = "10" if seen.left >= 10 else "5"
    blocks: list[Block] = [
        _session(texts, coming, seen.demo),
        section(Mrkdwn.join_all("\n", agenda(texts, seen))),
        _input(texts, TOPIC, text_input(TOPIC, limit=TITLE_LIMIT), hint="demos.topic_hint"),
        _input(texts, RELEASE, external_select(RELEASE, placeholder=suggest)),
        _input(texts, ITEM, external_select(ITEM, placeholder=suggest)),
        _input(texts, LASTS, select(LASTS, lasts, placeholder=suggest, chosen=usual), needed=True),
        _input(texts, PRESENTER, presenter, needed=True),
    ]
    return _view(texts, PRESENT_FORM, texts.plain("demos.present"), blocks, "demos.offer", seen.demo.id)


def ask_form(texts: Texts, seen: Seen, coming: Sequence[Demo]) -> View:
    """What somebody wants to know."""
    blocks: list[Block] = [_session(texts, coming, seen.demo)]
    topics = [Option(shorten(isolated(topic.title), OPTION_LIMIT), topic.id) for topic in seen.topics]
    if topics:
        menu = select(ABOUT, topics, placeholder=texts.plain("demos.about_any"))
        blocks.append(_input(texts, ABOUT, menu))
    blocks.append(
        _input(
            texts,
            WORDS,
            text_input(WORDS, multiline=True, limit=WORDS_LIMIT),
            needed=True,
            hint="demos.words_hint",
        )
    )
    return _view(texts, ASK_FORM, texts.plain("demos.ask"), blocks, "demos.send", seen.demo.id)


def answer_form(texts: Texts, seen: Seen, question: Question) -> View:
    words = text_input(WORDS, multiline=True, limit=WORDS_LIMIT)
    blocks = [
        section(question_words(texts, seen, question)),
        input_block(
            WORDS,
            texts.plain("demos.your_answer"),
            words,
            hint=texts.plain("demos.answer_hint"),
            optional=False,
        ),
    ]
    return _view(texts, ANSWER_FORM, seen.demo.ref, blocks, "demos.send", question.id)


def links_form(texts: Texts, demo: Demo) -> View:
    """Where the recording and the notes are."""
    blocks: list[Block] = [section(head(texts, demo))]
    for name, value in ((RECORDING, demo.recording), (NOTES, demo.notes)):
        blocks.append(
            _input(texts, name, text_input(name, limit=LINK_LIMIT, value=value, placeholder="https://"))
        )
    return _view(texts, LINKS_FORM, demo.ref, blocks, "forms.save", demo.id)


def feedback_form(texts: Texts, demo: Demo) -> View:
    """Two questions."""
    marks = [Option(texts.plain(f"demos.mark_{mark}"), str(mark)) for mark in MARKS]
    blocks: list[Block] = [
        section(head(texts, demo)),
        _input(texts, MARK, radio(MARK, marks), needed=True),
        _input(texts, BETTER, text_input(BETTER, multiline=True, limit=WORDS_LIMIT)),
        context(texts.mrkdwn("demos.feedback_means")),
    ]
    return _view(texts, FEEDBACK_FORM, title_of(texts, demo), blocks, "demos.send", demo.id)


def _session(texts: Texts, coming: Sequence[Demo], chosen: Demo) -> Block:
    """Which session, the one that they came from first."""
    options = [
        Option(
            shorten(
                f"{texts.short_day(texts.local_day(demo.starts_at))} · {named(texts, demo)}", OPTION_LIMIT
            ),
            demo.id,
        )
        for demo in coming
    ]
    menu = select(SESSION, options, placeholder=texts.plain("forms.choose"), chosen=chosen.id)
    return _input(texts, SESSION, menu, needed=True)


def _input(
    texts: Texts, name: str, element: Block, *, needed: bool = False, hint: str | None = None
) -> Block:
    """An input whose label is the text of its own name."""
    words = texts.plain(hint) if hint else None
    return input_block(name, texts.plain(name), element, hint=words, optional=not needed)


def _view(texts: Texts, form_id: str, title: str, blocks: Sequence[Block], submit: str, memory: str) -> View:
    cancel = texts.plain("forms.cancel")
    return View(form_id, title, tuple(blocks), cancel, submit=texts.plain(submit), memory=memory)
