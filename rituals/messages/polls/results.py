"""How results look: each option's line, the chart, by side of the house, beside the round before; and the decision."""

from collections.abc import Sequence

from bot.kit.blocks import Block, Mrkdwn, bold, context, escape, isolated, section, shorten, stacked
from bot.kit.charts import CATEGORIES, NAME_LIMIT, Series, bar_chart
from bot.kit.money import Money
from bot.kit.texts import Texts
from rituals.asking.privacy import FEWEST
from rituals.messages.polls.records import SIDES, Counted, Outcome, Seen
from rituals.polls.counting import Kind, Line, Tally, compare
from storage.polls import Option

LABEL_SHOWN = 100
LEVEL = 3  # options named that are level with one another
OF_A_SIDE = 2  # options told of one side of the house
OUTCOME_LABEL_SHOWN = 60
SIDE_LABEL_SHOWN = 30
WORDS_SHOWN = 1000


def result_lines(texts: Texts, seen: Seen) -> list[Mrkdwn]:
    """All that came out, in words."""
    counted = seen.counted
    assert counted  # a closed poll has its result
    lines = [answered(texts, counted)]
    if counted.tally is None:
        lines.append(texts.mrkdwn("polls.too_few", few=FEWEST))
    else:
        lines += option_results(texts, seen, counted.tally)
        lines += _sides(texts, seen, counted)
        lines += _method(texts, seen, counted)
    return lines + decision_lines(texts, seen)


def result_blocks(texts: Texts, seen: Seen) -> list[Block]:
    """The same, as blocks."""
    counted = seen.counted
    assert counted
    if counted.tally is None:
        few = texts.mrkdwn("polls.too_few", few=FEWEST)
        blocks = [section(Mrkdwn.join_all("\n", [answered(texts, counted), few]))]
    else:
        blocks = [*stacked(option_results(texts, seen, counted.tally)), context(answered(texts, counted))]
        if sides := _sides(texts, seen, counted):
            blocks.append(section(Mrkdwn.join_all("\n", sides)))
        blocks += [context(line) for line in _method(texts, seen, counted)]
    if decided := decision_lines(texts, seen):
        blocks.append(section(Mrkdwn.join_all("\n", decided)))
    return blocks


def answered(texts: Texts, counted: Counted) -> Mrkdwn:
    """34 of 40 have answered (85 %)"""
    if not counted.asked:
        return texts.mrkdwn("polls.answers", count=counted.answers)
    share = texts.percent(counted.answers / counted.asked)
    return texts.mrkdwn("polls.answers_of", count=counted.answers, asked=counted.asked, share=share)


def option_results(texts: Texts, seen: Seen, tally: Tally) -> list[Mrkdwn]:
    """A line for each option, the first one first."""
    return [_line(texts, seen, line) for line in tally.lines]


def chart(texts: Texts, seen: Seen) -> Block | None:
    """The same numbers as bars; nothing where there is nothing to draw, or more than a chart takes."""
    tally = seen.counted.tally if seen.counted else None
    if (
        tally is None
        or not 1 < len(tally.lines) <= CATEGORIES
        or not any(line.amount for line in tally.lines)
    ):
        return None
    names = _names(seen, tally.lines)
    if seen.poll.kind == Kind.STANCE:
        series = [
            Series(
                texts.plain(f"polls.stance_{name}"), [(line.stances or (0, 0, 0))[at] for line in tally.lines]
            )
            for at, name in enumerate(("for", "mixed", "against"))
        ]
    else:
        series = [
            Series(texts.plain(f"polls.series_{seen.poll.kind}"), [line.amount for line in tally.lines])
        ]
    return bar_chart(texts.plain("polls.chart", ref=seen.poll.ref), names, series)


def decision_lines(texts: Texts, seen: Seen) -> list[Mrkdwn]:
    """What was decided and why, or that it is open."""
    poll = seen.poll
    if not poll.decided_at:
        return [texts.mrkdwn("polls.undecided", who=seen.names.get(poll.owner, "?"))]
    who = seen.names.get(poll.decided_by or "", "?")
    lines = [texts.mrkdwn("polls.decided", who=who, words=shorten(poll.decision or "", WORDS_SHOWN))]
    items = [item.ref for item in seen.items.values() if item.id in (poll.decision_items or ())]
    if items:
        lines.append(texts.mrkdwn("polls.decided_items", items=texts.listing(items)))
    return [*lines, texts.mrkdwn("polls.decided_why", words=shorten(poll.decision_why or "", WORDS_SHOWN))]


def winners(seen: Outcome) -> list[Option]:
    """Who came first: several where they are level."""
    tally = seen.counted.tally if seen.counted else None
    lines = tally.lines if tally else ()
    return [option for line in lines if line.place == 1 and (option := seen.option(line.option))]


def outcome(texts: Texts, seen: Outcome) -> Mrkdwn:
    """What came out, in a few words: first: Single sign-on (40 %)"""
    counted, first = seen.counted, winners(seen)
    if counted is None or not counted.answers:
        return texts.mrkdwn("polls.outcome_nobody")
    if counted.tally is None:
        return texts.mrkdwn("polls.outcome_too_few")
    if len(first) > LEVEL:
        return texts.mrkdwn("polls.outcome_level", count=len(first))
    names = [isolated(shorten(option.label, OUTCOME_LABEL_SHOWN)) for option in first]
    told = texts.mrkdwn("polls.outcome_first", names=bold(texts.listing(names)))
    return with_share(texts, seen, told, counted.tally.lines[0])


def with_share(texts: Texts, seen: Outcome, told: Mrkdwn, line: Line) -> Mrkdwn:
    """… (40 %), where shares are told."""
    if line.share is None or seen.poll.kind == Kind.STANCE:
        return told
    return Mrkdwn.join_all(" ", [told, escape(f"({texts.percent(line.share)})")])


def _line(texts: Texts, seen: Seen, line: Line) -> Mrkdwn:
    """1. *Single sign-on* · 12 votes · 40 % · 310,000 € · +10 points"""
    option = seen.option(line.option)
    name = bold(isolated(shorten(option.label, LABEL_SHOWN))) if option else Mrkdwn("?")
    parts = [Mrkdwn(f"{texts.number(line.place)}. ") + name, _amount(texts, seen, line)]
    if line.share is not None and seen.poll.kind != Kind.STANCE:
        parts.append(escape(texts.percent(line.share)))
    parts += _money(texts, seen, line)
    parts += _change(texts, seen, line)
    return Mrkdwn.join_all(" · ", parts)


def _amount(texts: Texts, seen: Seen, line: Line) -> Mrkdwn:
    match seen.poll.kind:
        case Kind.STANCE:
            for_, mixed, against = line.stances or (0, 0, 0)
            return texts.mrkdwn("polls.stances", yes=for_, mixed=mixed, no=against)
        case Kind.RANKING:
            return texts.mrkdwn("polls.beats", count=line.amount, others=len(seen.options) - 1)
        case Kind.POINTS:
            return texts.mrkdwn("polls.points", count=line.amount)
        case _:
            return texts.mrkdwn("polls.votes", count=line.amount)


def _money(texts: Texts, seen: Seen, line: Line) -> list[Mrkdwn]:
    """The revenue behind it; of a ranking, the place that it would have by revenue."""
    money = seen.counted.money if seen.counted else None
    by_revenue = next((one for one in money.lines if one.option == line.option), None) if money else None
    if by_revenue is None:
        return []
    if seen.poll.kind == Kind.RANKING:
        return [texts.mrkdwn("polls.place_by_revenue", place=by_revenue.place)]
    if seen.poll.kind == Kind.STANCE:
        for_, _, against = by_revenue.stances or (0, 0, 0)
        if not (for_ or against):
            return []
        return [
            texts.mrkdwn(
                "polls.revenue_stances",
                yes=Money(for_, seen.currency),
                no=Money(against, seen.currency),
            )
        ]
    amount = by_revenue.amount // 100 if seen.poll.kind == Kind.POINTS else by_revenue.amount
    if not amount:
        return []
    return [texts.mrkdwn("polls.revenue", amount=Money(amount, seen.currency))]


def _change(texts: Texts, seen: Seen, line: Line) -> list[Mrkdwn]:
    """How it stands beside the round before."""
    if seen.before is None or seen.counted is None or seen.counted.tally is None:
        return []
    found = compare(seen.counted.tally, seen.before[1]).get(line.option)
    if found is None:
        return [texts.mrkdwn("polls.change_new")]
    if seen.poll.kind == Kind.RANKING:
        key = "polls.change_place_none" if not found else "polls.change_place"
        return [texts.mrkdwn(key, number=f"{round(found):+d}")]
    return [texts.mrkdwn("polls.change_share", number=f"{round(found):+d}")]


def _sides(texts: Texts, seen: Seen, counted: Counted) -> list[Mrkdwn]:
    """*Marketing* (6) · Single sign-on 50 %, Reports 30 %"""
    lines = []
    for side in SIDES:
        if tally := counted.sides.get(side):
            name = texts.mrkdwn("polls.of_side", side=texts.plain(f"polls.side_{side}"), number=tally.ballots)
            lines.append(Mrkdwn.join_all(" · ", [name, *_first(texts, seen, tally.lines)]))
    title = "polls.by_side_in_favour" if seen.poll.kind == Kind.STANCE else "polls.by_side"
    return [texts.mrkdwn(title), *lines] if lines else []


def _first(texts: Texts, seen: Seen, lines: Sequence[Line]) -> list[str]:
    told = []
    for line in lines[:OF_A_SIDE]:
        option = seen.option(line.option)
        name = isolated(shorten(option.label, SIDE_LABEL_SHOWN)) if option else "?"
        told.append(name if line.share is None else f"{name} {texts.percent(line.share)}")
    return told


def _method(texts: Texts, seen: Seen, counted: Counted) -> list[Mrkdwn]:
    """How it was counted, where that is not plain; what is beside what."""
    lines = []
    if seen.poll.kind in (Kind.RANKING, Kind.STANCE):
        lines.append(texts.mrkdwn(f"polls.method_{seen.poll.kind}"))
    if counted.money:
        lines.append(texts.mrkdwn("polls.method_revenue"))
    if seen.before:
        lines.append(texts.mrkdwn("polls.method_before", ref=seen.before[0].ref))
    return lines


def _names(seen: Seen, lines: Sequence[Line]) -> list[str]:
    """A name of its own under each bar, twenty characters at most; numbered where two would begin alike."""
    options = [seen.option(line.option) for line in lines]
    labels = [option.label if option else "?" for option in options]
    names = [shorten(label, NAME_LIMIT) for label in labels]
    if len(set(names)) == len(names):
        return names
    return [shorten(f"{number}. {label}", NAME_LIMIT) for number, label in enumerate(labels, 1)]
