"""How go or no-go looks: its page and forms, who is asked, all votes together, what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    Option,
    actions,
    bold,
    button,
    context,
    escape,
    input_block,
    moment_input,
    multi_users_select,
    radio,
    section,
    shorten,
    text_input,
)
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.messages.launches import Seen
from rituals.messages.launches.outcomes import line
from rituals.messages.launches.plan import head_of, ready_of, show_button
from rituals.messages.launches.records import DECISION, PAGE
from storage.launch_decisions import Cast, Decision, State, Vote

PLAN = "launches.plan_decision"
CANCEL = "launches.cancel_decision"
CAST = "launches.cast"
DECIDE = "launches.decide"
PLAN_FORM = "launches.decision_form"
VOTE_FORM = "launches.vote_form"
DECIDE_FORM = "launches.outcome_form"

OPENS_AT = "launches.opens_at"
CRITERIA = "launches.criteria"
DECIDERS = "launches.deciders"
VOTE = "launches.vote"
VOTE_WHY = "launches.vote_why"
DOUBTS = "launches.doubts"
OUTCOME = "launches.outcome"
WORDS = "launches.outcome_words"

WHY_LIMIT = 1000
SHOWN = 600
SIGNS = {Vote.GO: "✅", Vote.CONDITIONS: "🟡", Vote.NO: "⛔"}
FEW = 3
"""Among fewer who voted, doubts would tell whose they are: they stand beside their names."""


@dataclass(frozen=True)
class Standing:
    """Where go or no-go stands, as one person may see it: `votes` is empty until they are shown to all."""

    seen: Seen
    decision: Decision | None
    asked: Mapping[str, bool]  # who is asked, and whether they have voted
    votes: Sequence[Cast]
    own: Cast | None
    names: Mapping[str, str]
    leads: bool


def page(texts: Texts, found: Standing) -> View:
    """Where it stands, and what this person can do."""
    decision = found.decision
    blocks: list[Block] = [section(head_of(texts, found.seen.launch))]
    buttons: list[Block] = []
    if decision is None or decision.state == State.CANCELLED:
        blocks.append(section(texts.mrkdwn("launch_decisions.none")))
    else:
        blocks.append(section(line(texts, decision)))
        blocks.append(section(_criteria(texts, decision)))
        if decision.state in (State.PLANNED, State.OPEN):
            blocks.append(context(_who(texts, found)))
        blocks += [section(one) for one in _votes(texts, found)]
    if decision is None or decision.state in (State.CANCELLED, State.DECIDED):
        buttons.append(button(texts.plain("launch_decisions.plan"), PLAN, found.seen.launch.id))
    elif decision.state == State.PLANNED and found.leads:
        buttons.append(button(texts.plain("launch_decisions.cancel"), CANCEL, decision.id))
    elif decision.state == State.OPEN and found.own:
        buttons.append(_vote_button(texts, found.seen.launch.id, voted=found.own.vote is not None))
    elif decision.state == State.REVEALED and found.leads:
        buttons.append(_decide_button(texts, found.seen.launch.id))
    if buttons:
        blocks.append(actions(*buttons))
    return View(PAGE, texts.plain("launch_decisions.title"), tuple(blocks), texts.plain("forms.close"))


def plan_form(
    texts: Texts, launch: str, opens_at: datetime, deciders: Sequence[str], criteria: Sequence[str]
) -> View:
    """When, who, and by which criteria."""
    return View(
        PLAN_FORM,
        texts.plain("launch_decisions.title"),
        (
            section(texts.mrkdwn("launch_decisions.intro")),
            input_block(
                OPENS_AT,
                texts.plain("launch_decisions.opens_at"),
                moment_input(OPENS_AT, value=int(opens_at.timestamp())),
                hint=texts.plain("launch_decisions.opens_at_hint"),
                optional=False,
            ),
            input_block(
                DECIDERS,
                texts.plain("launch_decisions.deciders"),
                multi_users_select(
                    DECIDERS, placeholder=texts.plain("launches.form_somebody"), chosen=deciders
                ),
                optional=False,
            ),
            input_block(
                CRITERIA,
                texts.plain("launch_decisions.criteria"),
                text_input(CRITERIA, multiline=True, value="\n".join(criteria)),
                hint=texts.plain("launch_decisions.criteria_hint"),
                optional=False,
            ),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
        memory=launch,
    )


def vote_form(texts: Texts, found: Standing) -> View:
    """The vote, with what is known of the launch. Raises nothing: who is not asked is refused on arrival."""
    assert found.decision  # the button stands under a round
    own = found.own
    options = [Option(texts.plain(f"launch_decisions.vote_{vote}"), vote) for vote in Vote]
    return View(
        VOTE_FORM,
        texts.plain("launch_decisions.title"),
        (
            section(head_of(texts, found.seen.launch)),
            section(ready_of(texts, found.seen)),
            section(_criteria(texts, found.decision)),
            input_block(
                VOTE,
                texts.plain("launch_decisions.your_vote"),
                radio(VOTE, options, chosen=own.vote if own else None),
                optional=False,
            ),
            input_block(
                VOTE_WHY,
                texts.plain("launch_decisions.why"),
                text_input(VOTE_WHY, multiline=True, limit=WHY_LIMIT, value=own.why if own else None),
                hint=texts.plain("launch_decisions.why_hint"),
            ),
            input_block(
                DOUBTS,
                texts.plain("launch_decisions.doubts"),
                text_input(DOUBTS, multiline=True, limit=WHY_LIMIT, value=own.doubts if own else None),
                hint=texts.plain("launch_decisions.doubts_hint", few=FEW),
            ),
            context(texts.mrkdwn("launch_decisions.blind")),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("launch_decisions.send"),
        memory=found.decision.id,
    )


def decide_form(texts: Texts, found: Standing) -> View:
    """What comes of the votes; a go of all is proposed."""
    assert found.decision  # the button stands under a round
    options = [Option(texts.plain(f"launch_decisions.vote_{vote}"), vote) for vote in Vote]
    cast = {vote.vote for vote in found.votes if vote.vote}
    proposed = Vote.NO if Vote.NO in cast else Vote.CONDITIONS if Vote.CONDITIONS in cast else Vote.GO
    return View(
        DECIDE_FORM,
        texts.plain("launch_decisions.title"),
        (
            *(section(one) for one in _votes(texts, found)),
            input_block(
                OUTCOME,
                texts.plain("launch_decisions.outcome"),
                radio(OUTCOME, options, chosen=proposed if cast else None),
                optional=False,
            ),
            input_block(
                WORDS,
                texts.plain("launch_decisions.words"),
                text_input(WORDS, multiline=True, limit=WHY_LIMIT),
                hint=texts.plain("launch_decisions.words_hint"),
            ),
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("launch_decisions.decide"),
        memory=found.decision.id,
    )


def asked(texts: Texts, found: Standing) -> Message:
    """To one decider: the vote is open."""
    assert found.decision
    if found.decision.state != State.OPEN:
        words = texts.mrkdwn("launch_decisions.over", name=_named(found))
        return Message(words, (section(words),))
    key = "voted" if found.own and found.own.vote else "ask"
    words = texts.mrkdwn(
        f"launch_decisions.{key}",
        name=_named(found),
        when=texts.slack_moment(found.decision.closes_at),
    )
    vote = _vote_button(texts, found.seen.launch.id, voted=key == "voted")
    return Message(words, (section(words), actions(vote, show_button(texts, found.seen.launch))))


def revealed(texts: Texts, found: Standing) -> Message:
    """Under the plan: all votes together."""
    lines = [texts.mrkdwn("launch_decisions.all_votes"), *_votes(texts, found)]
    return Message(Mrkdwn.join_all("\n", lines), tuple(section(one) for one in lines))


def to_decide(texts: Texts, found: Standing) -> Message:
    """To who leads: the votes are in."""
    assert found.decision
    if found.decision.state != State.REVEALED:
        words = line(texts, found.decision)
        return Message(words, (section(words),))
    lines = [texts.mrkdwn("launch_decisions.please_decide", name=_named(found)), *_votes(texts, found)]
    blocks = [*(section(one) for one in lines), actions(_decide_button(texts, found.seen.launch.id))]
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


def decided(texts: Texts, found: Standing) -> Message:
    """Under the plan: what was decided, by whom."""
    assert found.decision
    who = texts.mrkdwn(
        "launch_decisions.decided_by", who=found.names.get(found.decision.decided_by or "", "?")
    )
    words = Mrkdwn.join_all("\n", [line(texts, found.decision), who])
    return Message(words, (section(words),))


def _criteria(texts: Texts, decision: Decision) -> Mrkdwn:
    lines = [Mrkdwn("• ") + escape(shorten(criterion, 200)) for criterion in decision.criteria]
    return Mrkdwn.join_all("\n", [bold(texts.plain("launch_decisions.criteria")), *lines])


def _who(texts: Texts, found: Standing) -> Mrkdwn:
    """Who is asked; whether they have voted, never what."""
    names = [
        texts.plain(
            "launch_decisions.has_voted" if voted else "launch_decisions.to_vote",
            who=found.names.get(one, "?"),
        )
        for one, voted in found.asked.items()
    ]
    return texts.mrkdwn("launch_decisions.asked", names=texts.listing(names))


def _votes(texts: Texts, found: Standing) -> list[Mrkdwn]:
    """All votes, with reasons; doubts without names where enough have voted."""
    lines: list[Mrkdwn] = []
    doubts = [vote.doubts for vote in found.votes if vote.doubts]
    apart = sum(vote.vote is not None for vote in found.votes) >= FEW
    for vote in found.votes:
        who = found.names.get(vote.person, "?")
        if vote.vote is None:
            lines.append(texts.mrkdwn("launch_decisions.no_vote", who=who))
            continue
        said = f"{SIGNS[Vote(vote.vote)]} {texts.plain(f'launch_decisions.vote_{vote.vote}')}"
        parts = [Mrkdwn.join_all(" · ", [bold(who), said])]
        parts += [
            escape(shorten(words, SHOWN)) for words in (vote.why, None if apart else vote.doubts) if words
        ]
        lines.append(Mrkdwn.join_all("\n", parts))
    if apart and doubts:
        said_doubts = [Mrkdwn("• ") + escape(shorten(words, SHOWN)) for words in sorted(doubts)]
        lines.append(Mrkdwn.join_all("\n", [texts.mrkdwn("launch_decisions.some_doubts"), *said_doubts]))
    return lines


def _named(found: Standing) -> str:
    return f"{found.seen.launch.ref} · {shorten(found.seen.launch.name, 80)}"


def _vote_button(texts: Texts, launch: str, *, voted: bool) -> Block:
    label = texts.plain("launch_decisions.change_vote" if voted else "launch_decisions.cast")
    return button(label, CAST, launch, style=None if voted else "primary")


def _decide_button(texts: Texts, launch: str) -> Block:
    return button(texts.plain("launch_decisions.decide"), DECIDE, launch, style="primary")


def open_button(texts: Texts, launch: str) -> Block:
    return button(texts.plain("launch_decisions.title"), DECISION, launch)
