"""The forms of polls: a new one or a draft changed, a later end, the decision."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.kit.blocks import (
    OPTION_LIMIT,
    Block,
    Option,
    channel_select,
    checkboxes,
    external_select,
    input_block,
    moment_input,
    multi_external_select,
    multi_select,
    multi_users_select,
    radio,
    section,
    select,
    shorten,
    text_input,
)
from bot.kit.message import View
from bot.kit.texts import LANGUAGES, Texts
from rituals.asking.privacy import FEWEST
from rituals.messages.inputs import labelled
from rituals.messages.opened import Opened
from rituals.messages.polls.card import head
from rituals.messages.polls.records import DECIDE_FORM, EXTEND_FORM, FORM, Seen
from rituals.messages.polls.results import option_results, winners
from rituals.polls.counting import Kind
from storage.polls import Option as PollOption
from storage.polls import Poll

# Names of the inputs: block and action carry the same, and errors come back by it.
QUESTION = "polls.question"
KIND = "polls.kind"
ITEMS = "polls.items"
FREE = "polls.free"
MOST = "polls.most"
CHANNEL = "polls.channel"
GROUP = "polls.group"
PEOPLE = "polls.people"
OPEN_FOR = "polls.open_for"
UNTIL = "polls.until"
LANGUAGE = "polls.language"
NAMED = "polls.named"
MORE = "polls.more"
LATER = "polls.later"
DECISION = "polls.decision"
WHY = "polls.why"
ABOUT = "polls.decided_about"

QUESTION_LIMIT = 200
LABEL_LIMIT = 150
WORDS_LIMIT = 1000
HOURS = (24, 72, 168, 336)
USUAL_HOURS = 168
MORES = ("comments", "by_side", "others")
ANONYMOUS = "anonymous"


@dataclass(frozen=True)
class Draft:
    """What a form begins with: a poll, or nothing yet but the items it was asked from."""

    poll: Poll | None
    options: Sequence[PollOption]
    items: Sequence[Option]  # of the roadmap, as menus show them
    group: Option | None
    people: Sequence[str]  # Slack's user ids
    channel: str | None


def form(texts: Texts, draft: Draft) -> View:
    """A new poll, or a draft to be changed."""
    poll = draft.poll
    opened = Opened.of(poll)
    return View(
        FORM,
        texts.plain("polls.new" if poll is None else "polls.edit_title"),
        (*_what(texts, draft), *_who(texts, draft), *_how(texts, draft)),
        texts.plain("forms.cancel"),
        submit=texts.plain("polls.keep_draft"),
        memory=opened.written(),
    )


def extend_form(texts: Texts, seen: Seen) -> View:
    """A later end."""
    closes = int(seen.poll.closes_at.timestamp()) if seen.poll.closes_at else None
    return View(
        EXTEND_FORM,
        seen.poll.ref,
        (
            section(head(texts, seen)),
            input_block(
                LATER, texts.plain("polls.form_later"), moment_input(LATER, value=closes), optional=False
            ),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("polls.extend"),
        memory=seen.poll.id,
    )


def decide_form(texts: Texts, seen: Seen) -> View:
    """What is decided, why, and which roadmap items it is about."""
    tally = seen.counted.tally if seen.counted else None
    blocks: list[Block] = [section(head(texts, seen))]
    if tally:
        blocks += [section(line) for line in option_results(texts, seen, tally)[:3]]
    blocks += [
        _words(texts, DECISION, "polls.form_decision"),
        _words(texts, WHY, "polls.form_why", hint="polls.form_why_hint"),
    ]
    items = [
        Option(shorten(f"{item.ref} · {item.title}", OPTION_LIMIT), item.id) for item in seen.items.values()
    ]
    if items:
        first = [option.item_id for option in winners(seen) if option.item_id]
        menu = multi_select(ABOUT, items, placeholder=texts.plain("forms.choose"), chosen=first)
        blocks.append(input_block(ABOUT, texts.plain("polls.form_about"), menu))
    return View(
        DECIDE_FORM,
        seen.poll.ref,
        tuple(blocks),
        texts.plain("forms.cancel"),
        submit=texts.plain("polls.decide"),
        memory=seen.poll.id,
    )


def _what(texts: Texts, draft: Draft) -> list[Block]:
    poll = draft.poll
    kinds = [Option(texts.plain(f"polls.kind_{kind}"), kind) for kind in Kind]
    free = "\n".join(option.label for option in draft.options if option.item_id is None)
    suggest = texts.plain("polls.form_items_example")
    items = multi_external_select(ITEMS, placeholder=suggest, chosen=draft.items)
    most = text_input(MOST, limit=2, value=str(poll.most) if poll and poll.most else None)
    question = text_input(QUESTION, limit=QUESTION_LIMIT, value=poll.question if poll else None)
    kind = select(
        KIND, kinds, placeholder=texts.plain("forms.choose"), chosen=poll.kind if poll else Kind.ONE
    )
    return [
        labelled(texts, QUESTION, question, needed=True),
        labelled(texts, KIND, kind, needed=True),
        labelled(texts, ITEMS, items),
        labelled(texts, FREE, text_input(FREE, multiline=True, value=free), hint=True),
        labelled(texts, MOST, most, hint=True),
    ]


def _who(texts: Texts, draft: Draft) -> list[Block]:
    choose = texts.plain("forms.choose")
    channel = channel_select(CHANNEL, placeholder=choose, chosen=draft.channel)
    group = external_select(GROUP, placeholder=choose, chosen=draft.group)
    people = multi_users_select(PEOPLE, placeholder=choose, chosen=draft.people)
    return [
        labelled(texts, CHANNEL, channel, needed=True, hint=True),
        labelled(texts, GROUP, group, hint=True),
        labelled(texts, PEOPLE, people, hint=True),
    ]


def _how(texts: Texts, draft: Draft) -> list[Block]:
    poll = draft.poll
    hours = [Option(texts.plain(f"polls.hours_{number}"), str(number)) for number in HOURS]
    closes = int(poll.closes_at.timestamp()) if poll and poll.closes_at else None
    chosen = str(poll.open_hours if poll and poll.open_hours else USUAL_HOURS)
    named = [
        Option(texts.plain("polls.form_is_named"), "named"),
        Option(texts.plain("polls.form_is_anonymous"), ANONYMOUS),
    ]
    languages = [Option(texts.plain(f"setup.in_{one}"), one) for one in LANGUAGES]
    more = [Option(texts.plain(f"polls.form_{one}"), one) for one in MORES]
    ticked = [one for one in MORES if poll and getattr(poll, one)]
    choose = texts.plain("polls.form_channel_language")
    return [
        labelled(texts, OPEN_FOR, select(OPEN_FOR, hours, placeholder=choose, chosen=chosen), needed=True),
        labelled(texts, UNTIL, moment_input(UNTIL, value=closes), hint=True),
        input_block(
            NAMED,
            texts.plain(NAMED),
            radio(NAMED, named, chosen=ANONYMOUS if poll and poll.anonymous else "named"),
            hint=texts.plain("polls.named_hint", few=FEWEST),
            optional=False,
        ),
        labelled(texts, MORE, checkboxes(MORE, more, chosen=ticked)),
        labelled(
            texts,
            LANGUAGE,
            select(LANGUAGE, languages, placeholder=choose, chosen=poll.language if poll else None),
        ),
    ]


def _words(texts: Texts, name: str, label: str, *, hint: str | None = None) -> Block:
    field = text_input(name, multiline=True, limit=WORDS_LIMIT)
    said = texts.plain(hint) if hint else None
    return input_block(name, texts.plain(label), field, hint=said, optional=False)
