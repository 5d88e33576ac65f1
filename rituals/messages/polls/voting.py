"""How voting looks: the form of each kind of poll, and the private answer to a vote."""

from collections.abc import Mapping, Sequence

from bot.kit.blocks import (
    OPTION_LIMIT,
    Block,
    Mrkdwn,
    Option,
    actions,
    checkboxes,
    context,
    input_block,
    isolated,
    multi_select,
    radio,
    section,
    select,
    stacked,
    text_input,
)
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.asking.privacy import FEWEST
from rituals.messages.polls.card import head, how, label, named, option_lines, vote_button
from rituals.messages.polls.records import VOTE_FORM, Page, Seen
from rituals.polls.counting import HUNDRED, Kind
from storage.polls import Option as PollOption

CHOICE = "polls.choice"
COMMENT = "polls.comment"
WORDS_LIMIT = 1000
LISTED = 10
"""Up to so many are shown with a box each, more in a menu."""


def points_input(option: str) -> str:
    return f"polls.points_{option}"


def stance_input(option: str) -> str:
    return f"polls.stance_{option}"


def reason_input(option: str) -> str:
    return f"polls.reason_{option}"


def place_input(place: int) -> str:
    return f"polls.place_{place}"


def vote_form(texts: Texts, page: Page) -> View:
    """The form to vote with, filled in with one's own vote where votes have names."""
    seen = page.seen
    blocks: list[Block] = [section(head(texts, seen))]
    if any(len(option.label) > OPTION_LIMIT for option in seen.options):
        blocks += stacked(option_lines(texts, seen))  # menus shorten them
    blocks += [context(how(texts, seen)), *_inputs(texts, page)]
    if seen.poll.comments:
        words = page.own.comment if page.own else None
        field = text_input(COMMENT, multiline=True, limit=WORDS_LIMIT, value=words)
        blocks.append(input_block(COMMENT, texts.plain("polls.form_comment"), field))
    key = "polls.anonymous_means" if seen.poll.anonymous else "polls.named_means"
    blocks.append(context(texts.mrkdwn(key, few=FEWEST)))
    return View(
        VOTE_FORM,
        seen.poll.ref,
        tuple(blocks),
        texts.plain("forms.cancel"),
        submit=texts.plain("polls.send_vote"),
        memory=seen.poll.id,
    )


def voted(texts: Texts, page: Page) -> Message:
    """To who voted alone: it is in, with what they chose where they may change it."""
    words = _thanks(texts, page)
    again = [] if page.own is None else [actions(vote_button(texts, page.seen, again=True))]
    return Message(words, (section(words), *again))


def voted_page(texts: Texts, page: Page) -> View:
    return View(VOTE_FORM, page.seen.poll.ref, voted(texts, page).blocks, texts.plain("forms.close"))


def own_lines(texts: Texts, seen: Seen, choices: Mapping[str, int]) -> list[Mrkdwn]:
    """What somebody chose, the most first."""
    kind = seen.poll.kind
    order = sorted(choices, key=lambda option: choices[option], reverse=kind != Kind.RANKING)
    lines = []
    for option_id in order:
        option = seen.option(option_id)
        if option is None:
            continue
        words = label(texts, seen, option)
        match kind:
            case Kind.POINTS:
                words = Mrkdwn.join_all(
                    " · ", [words, texts.mrkdwn("polls.points", count=choices[option_id])]
                )
            case Kind.STANCE:
                stance = {1: "for", 0: "mixed", -1: "against"}[choices[option_id]]
                words = Mrkdwn.join_all(" · ", [words, texts.plain(f"polls.stance_{stance}")])
            case Kind.RANKING:
                words = Mrkdwn(f"{texts.number(choices[option_id])}. ") + words
        lines.append(words if kind == Kind.RANKING else Mrkdwn("• ") + words)
    return lines


def _thanks(texts: Texts, page: Page) -> Mrkdwn:
    seen = page.seen
    if page.own is None:
        return texts.mrkdwn("polls.voted_anonymously", poll=named(seen))
    when = texts.slack_moment(seen.poll.closes_at) if seen.poll.closes_at else ""
    first = texts.mrkdwn("polls.voted", poll=named(seen), when=when)
    return Mrkdwn.join_all("\n", [first, *own_lines(texts, seen, page.own.choices)])


def _inputs(texts: Texts, page: Page) -> list[Block]:
    seen, options = page.seen, page.seen.options
    own: Mapping[str, int] = page.own.choices if page.own else {}
    chosen = list(own)
    match seen.poll.kind:
        case Kind.ONE:
            listed = _listed(options)
            menu = select(
                CHOICE, listed, placeholder=texts.plain("forms.choose"), chosen=chosen[0] if chosen else None
            )
            one = radio(CHOICE, listed, chosen=chosen[0] if chosen else None)
            return [_needed(texts, CHOICE, one if len(options) <= LISTED else menu)]
        case Kind.SEVERAL:
            listed = _listed(options)
            several = (
                checkboxes(CHOICE, listed, chosen=chosen)
                if len(options) <= LISTED
                else multi_select(CHOICE, listed, placeholder=texts.plain("forms.choose"), chosen=chosen)
            )
            return [_needed(texts, CHOICE, several)]
        case Kind.POINTS:
            return [_points(texts, option, own.get(option.id)) for option in options]
        case Kind.STANCE:
            return [block for option in options for block in _stance(texts, page, option)]
        case _:
            return _places(texts, options, own)


def _needed(texts: Texts, name: str, element: Block) -> Block:
    return input_block(name, texts.plain("polls.form_choice"), element, optional=False)


def _points(texts: Texts, option: PollOption, own: int | None) -> Block:
    name = points_input(option.id)
    value = None if own is None else str(own)
    example = texts.plain("polls.form_points", most=HUNDRED)
    return input_block(
        name, isolated(option.label), text_input(name, limit=3, value=value, placeholder=example)
    )


def _stance(texts: Texts, page: Page, option: PollOption) -> list[Block]:
    name, why = stance_input(option.id), reason_input(option.id)
    own = page.own.choices.get(option.id) if page.own else None
    stances = [
        Option(texts.plain(f"polls.stance_{word}"), value)
        for word, value in (("for", "1"), ("mixed", "0"), ("against", "-1"))
    ]
    picked = None if own is None else str(own)
    words = page.own.reasons.get(option.id) if page.own else None
    field = text_input(why, multiline=True, limit=WORDS_LIMIT, value=words)
    return [
        input_block(name, isolated(option.label), radio(name, stances, chosen=picked)),
        input_block(why, texts.plain("polls.form_reason"), field, hint=texts.plain("polls.form_reason_hint")),
    ]


def _places(texts: Texts, options: Sequence[PollOption], own: Mapping[str, int]) -> list[Block]:
    """A menu for each place; who has no opinion of the rest leaves it out."""
    by_place = {place: option for option, place in own.items()}
    listed = _listed(options)
    return [
        input_block(
            place_input(place),
            texts.plain("polls.form_place", place=place),
            select(
                place_input(place),
                listed,
                placeholder=texts.plain("forms.choose"),
                chosen=by_place.get(place),
            ),
            optional=place > 1,
        )
        for place in range(1, len(options) + 1)
    ]


def _listed(options: Sequence[PollOption]) -> list[Option]:
    return [Option(isolated(option.label), option.id) for option in options]
