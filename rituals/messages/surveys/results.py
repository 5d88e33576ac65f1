"""How the result of a survey looks: the score and how sure it is, who answered, the change, the sides, what comes back."""

from collections.abc import Sequence

from bot.kit.blocks import Block, Mrkdwn, actions, bold, context, escape, quote, section, shorten
from bot.kit.charts import Series, bar_chart
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.asking.privacy import FEWEST
from rituals.messages.polls import SIDES
from rituals.messages.surveys.asking import name_of, question
from rituals.messages.surveys.records import Counted, Seen
from rituals.surveys.scoring import Score, change, response_rate
from storage.surveys import Survey

GROUPS = ("promoters", "passives", "detractors")
COMMENTS_A_MESSAGE = 10
COMMENT_LIMIT = 3000
COMMENT_IN_TEXT = 300


def head(survey: Survey) -> Mrkdwn:
    """*N-3 · Single sign-on*"""
    return bold(f"{survey.ref} · {name_of(survey)}")


def card(texts: Texts, seen: Seen, *buttons: Block) -> Message:
    """Where it is told: as a chart and in words; the words alone where charts are not known yet."""
    lines = [head(seen.survey), *result_lines(texts, seen)]
    plain_blocks = [section(head(seen.survey)), *result_blocks(texts, seen), actions(*buttons)]
    drawn = _chart(texts, seen)
    if drawn is None:
        return Message(Mrkdwn.join_all("\n", lines), tuple(plain_blocks))
    blocks = (plain_blocks[0], plain_blocks[1], drawn, *plain_blocks[2:])
    return Message(Mrkdwn.join_all("\n", lines), blocks, tuple(plain_blocks))


def outcome(texts: Texts, seen: Seen, counted: Counted) -> list[Mrkdwn]:
    """In a few words: the score and how sure it is, who answered, what changed."""
    if counted.score is None:
        return [texts.mrkdwn("polls.outcome_too_few")]
    changed = [_changed(texts, *seen.before, counted.score)] if seen.before else []
    return [_score(texts, counted.score), _answered(texts, counted), *changed]


def result_lines(texts: Texts, seen: Seen) -> list[Mrkdwn]:
    """All that came out, in words."""
    counted = seen.counted
    assert counted  # a closed survey has its result
    if counted.score is None:
        return [texts.mrkdwn("surveys.too_few", few=FEWEST), _answered(texts, counted)]
    return [
        *_scored(texts, seen, counted.score),
        _answered(texts, counted),
        *_sides(texts, counted),
        *_themes(texts, counted),
    ]


def result_blocks(texts: Texts, seen: Seen) -> list[Block]:
    """The same, as blocks."""
    counted = seen.counted
    assert counted
    asked = context(escape(question(texts, seen.survey)), _answered(texts, counted))
    if counted.score is None:
        return [section(texts.mrkdwn("surveys.too_few", few=FEWEST)), asked]
    more = [*_sides(texts, counted), *_themes(texts, counted)]
    return [
        section(Mrkdwn.join_all("\n", _scored(texts, seen, counted.score))),
        *([section(Mrkdwn.join_all("\n", more))] if more else []),
        asked,
        context(texts.mrkdwn("surveys.method", few=FEWEST)),
    ]


def of_release(texts: Texts, scores: Sequence[tuple[Survey, Score]]) -> list[Block]:
    """On the page of a release: what surveys about it came to, and how sure that is."""
    told = [Mrkdwn.join_all(" · ", [survey.ref, _score(texts, score)]) for survey, score in scores]
    return [section(Mrkdwn.join_all("\n", told))] if told else []


def comments(texts: Texts, found: Sequence[str], page: int, count: int) -> Message:
    """Under the result: some of what was written, in random order; the first message says how many there are."""
    title = [texts.mrkdwn("surveys.comments", count=count)] if page == 0 else []
    told = [escape(shorten(words, COMMENT_IN_TEXT)) for words in found]
    blocks = [*(section(one) for one in title), *(quote(words, limit=COMMENT_LIMIT) for words in found)]
    return Message(Mrkdwn.join_all("\n", [*title, *told]), tuple(blocks))


def _scored(texts: Texts, seen: Seen, score: Score) -> list[Mrkdwn]:
    """The score, the three groups, and what changed."""
    lines = [_score(texts, score), *(_group(texts, name, score) for name in GROUPS)]
    if seen.before:
        lines.append(_changed(texts, *seen.before, score))
    return lines


def _score(texts: Texts, score: Score) -> Mrkdwn:
    return texts.mrkdwn(
        "surveys.score", score=signed(score.nps), low=signed(score.low), high=signed(score.high)
    )


def _group(texts: Texts, name: str, score: Score) -> Mrkdwn:
    number = int(getattr(score, name))
    share = texts.percent(number / answers_in(score))
    return texts.mrkdwn(f"surveys.{name}", count=number, share=share)


def _changed(texts: Texts, before: Survey, was: Score, score: Score) -> Mrkdwn:
    moved = change(was, score)
    key = "surveys.change_chance" if moved.low <= 0 <= moved.high else "surveys.change_sure"
    return texts.mrkdwn(
        key, ref=before.ref, points=signed(moved.points), low=signed(moved.low), high=signed(moved.high)
    )


def _answered(texts: Texts, counted: Counted) -> Mrkdwn:
    """34 of 40 answered (85 %)"""
    rate = response_rate(counted.answers, counted.asked)
    share = texts.percent(rate) if rate is not None else "–"
    return texts.mrkdwn("surveys.answered", count=counted.answers, asked=counted.asked, share=share)


def _sides(texts: Texts, counted: Counted) -> list[Mrkdwn]:
    """*By side of the house:* Product (6) +50 · Sales (9) +11"""
    told = [
        texts.mrkdwn(
            "surveys.side",
            side=texts.plain(f"surveys.side_{side}"),
            number=answers_in(counted.sides[side]),
            score=signed(counted.sides[side].nps),
        )
        for side in SIDES
        if side in counted.sides
    ]
    if not told:
        return []
    return [Mrkdwn.join_all(" ", [texts.mrkdwn("surveys.by_side"), Mrkdwn.join_all(" · ", told)])]


def _themes(texts: Texts, counted: Counted) -> list[Mrkdwn]:
    """*What comes back:* export, pdf (4) · speed (3)"""
    told = [
        texts.mrkdwn("surveys.theme", words=", ".join(theme.words), number=theme.count)
        for theme in counted.themes
    ]
    if not told:
        return []
    return [Mrkdwn.join_all(" ", [texts.mrkdwn("surveys.comes_back"), Mrkdwn.join_all(" · ", told)])]


def _chart(texts: Texts, seen: Seen) -> Block | None:
    """The three groups in percent, beside those of the survey before."""
    score = seen.counted.score if seen.counted else None
    if score is None:
        return None
    told = [(seen.survey.ref, score)]
    if seen.before:
        told.insert(0, (seen.before[0].ref, seen.before[1]))
    names = [texts.plain(f"surveys.bar_{name}") for name in GROUPS]
    series = [Series(ref, _percents(one)) for ref, one in told]
    return bar_chart(texts.plain("surveys.chart", ref=seen.survey.ref), names, series)


def _percents(score: Score) -> list[int]:
    return [round(100 * getattr(score, name) / answers_in(score)) for name in GROUPS]


def answers_in(score: Score) -> int:
    return score.promoters + score.passives + score.detractors


def signed(points: float) -> str:
    """+35, −12, 0: whole points, with a real minus."""
    rounded = round(points)
    return f"{rounded:+d}".replace("-", "−") if rounded else "0"
