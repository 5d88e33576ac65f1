"""What the people who are asked see: the private message, the form, the thanks."""

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    Option,
    actions,
    bold,
    button,
    context,
    divider,
    escape,
    input_block,
    isolated,
    section,
    select,
    shorten,
    text_input,
)
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.asking.privacy import FEWEST
from rituals.messages.surveys.records import (
    ANSWER,
    ANSWER_FORM,
    ASK_AGAIN,
    BE_AMBASSADOR,
    NEVER,
    NO_AMBASSADOR,
    Asked,
    Seen,
)
from rituals.surveys.scoring import ANSWERS
from storage.surveys import Survey

MARK = "surveys.mark"
WHY = "surveys.why"
NAME_SHOWN = 150


def name_of(survey: Survey) -> str:
    return isolated(shorten(survey.name, NAME_SHOWN))


def question(texts: Texts, survey: Survey) -> str:
    return texts.plain(f"surveys.question_{survey.kind}", name=name_of(survey))


def asked(texts: Texts, seen: Seen, *, again: bool) -> Message:
    """To one who is asked: the same words for all, whoever has answered."""
    survey = seen.survey
    if survey.closed_at:
        channel = Mrkdwn(f"<#{survey.channel_id}>")
        words = texts.mrkdwn("surveys.over", name=name_of(survey), channel=channel)
        return Message(words, (section(words),))
    blocks = _asking(texts, seen, again=again)
    answer = button(
        texts.plain("surveys.answer"),
        ANSWER,
        survey.id,
        style="primary",
        describe=f"{texts.plain('surveys.answer')} · {survey.ref}",
    )
    blocks.append(actions(answer, button(texts.plain("surveys.never"), NEVER)))
    return Message(_hello(texts, seen, again=again), tuple(blocks))


def rehearsed(texts: Texts, seen: Seen) -> list[Block]:
    """What people will be asked, for who is about to ask it."""
    return _asking(texts, seen, again=False)


def summary(texts: Texts, survey: Survey) -> Message:
    """What it asks, in a line."""
    words = escape(question(texts, survey))
    return Message(words, (section(words),))


def form(texts: Texts, survey: Survey) -> View:
    """From 0 to 10, and why."""
    options = [Option(_mark(texts, mark), str(mark)) for mark in reversed(range(ANSWERS))]
    return View(
        ANSWER_FORM,
        texts.plain("surveys.form_title"),
        (
            input_block(
                MARK,
                question(texts, survey),
                select(MARK, options, placeholder=texts.plain("surveys.mark_choose")),
                optional=False,
            ),
            input_block(
                WHY,
                texts.plain("surveys.why"),
                text_input(WHY, multiline=True),
                hint=texts.plain("surveys.why_hint"),
            ),
            context(texts.mrkdwn("surveys.anonymous_means", few=FEWEST)),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("surveys.send_answer"),
        memory=survey.id,
    )


def thanks(texts: Texts, found: Asked, *, now: bool) -> View:
    """After an answer, whatever it was: the question if they would be an ambassador. `now`: it has just been given."""
    survey = found.seen.survey
    key = "surveys.thanks" if now else "surveys.answered_already"
    blocks: list[Block] = [section(texts.mrkdwn(key)), divider()]
    if found.ambassador:
        words = texts.mrkdwn("surveys.is_ambassador", name=name_of(survey))
        turn = button(texts.plain("surveys.no_ambassador"), NO_AMBASSADOR, survey.id)
    else:
        words = texts.mrkdwn("surveys.would_you", name=name_of(survey))
        turn = button(texts.plain("surveys.be_ambassador"), BE_AMBASSADOR, survey.id)
    blocks += [section(words), actions(turn), context(texts.mrkdwn("surveys.ambassador_means"))]
    return View(ANSWER_FORM, texts.plain("surveys.form_title"), tuple(blocks), texts.plain("forms.close"))


def never(texts: Texts, *, on: bool) -> Message:
    """Nobody asks them any more, or again; and the way back."""
    words = texts.mrkdwn("surveys.never_asked" if on else "surveys.asked_again")
    return Message(words, (section(words), actions(never_button(texts, on=on))))


def never_button(texts: Texts, *, on: bool) -> Block:
    """Turns what is so."""
    return (
        button(texts.plain("surveys.ask_again"), ASK_AGAIN)
        if on
        else button(texts.plain("surveys.never"), NEVER)
    )


def _asking(texts: Texts, seen: Seen, *, again: bool) -> list[Block]:
    return [
        section(_hello(texts, seen, again=again)),
        section(bold(question(texts, seen.survey))),
        context(_until(texts, seen), texts.mrkdwn("surveys.is_anonymous", few=FEWEST)),
    ]


def _hello(texts: Texts, seen: Seen, *, again: bool) -> Mrkdwn:
    key = "surveys.hello_again" if again else "surveys.hello"
    return texts.mrkdwn(key, who=seen.owner, name=name_of(seen.survey))


def _until(texts: Texts, seen: Seen) -> Mrkdwn:
    if seen.survey.closes_at is None:
        return texts.mrkdwn("surveys.open_for", count=seen.survey.open_days)
    return texts.mrkdwn("surveys.until", when=texts.slack_moment(seen.survey.closes_at))


def _mark(texts: Texts, mark: int) -> str:
    if mark in (0, ANSWERS - 1):
        return texts.plain("surveys.mark_least" if mark == 0 else "surveys.mark_most", number=mark)
    return texts.number(mark)
