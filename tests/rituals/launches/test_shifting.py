"""What another tier makes of a plan: the same as a plan of that tier, but for what people did."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.kit.times import calendar_of
from rituals.launches import plan
from rituals.launches.plan import Frame
from rituals.launches.shifting import shift
from rituals.launches.templates import shipped
from rituals.launches.tiers import QUESTIONS, TIERS
from storage.launches import Task
from tests.rituals.launches.test_reminding import task

TEMPLATE = shipped("customers", "en").tasks
CALENDAR = calendar_of("FR")
TODAY = date(2026, 11, 23)
MARKET = date(2026, 12, 14)


def started(frame: Frame) -> list[Task]:
    rows = plan.tasks(TEMPLATE, frame, CALENDAR, TODAY)
    return [replace(task(row["due_on"]), id=f"t-{row['key']}", **row) for row in rows]


def applied(tasks: list[Task], frame: Frame) -> list[Task]:
    """The plan with what comes and goes."""
    found = shift(TEMPLATE, tasks, frame, CALENDAR, TODAY)
    gone = {one.id for one in found.out}
    changed = []
    for one in tasks:
        if one.id in gone:
            one = replace(one, state="dropped", out_by="c")
        elif again := found.back.get(one.id):
            one = replace(one, state="open", out_by=None, due_on=again.due_on, days=again.days)
        elif again := found.days.get(one.id):
            one = replace(one, due_on=again.due_on, days=again.days)
        changed.append(one)
    return changed + [replace(task(row["due_on"]), id=f"t-{row['key']}", **row) for row in found.coming]


def waiting(tasks: list[Task]) -> dict[str, tuple[date, int | None]]:
    return {one.key: (one.due_on, one.days) for one in tasks if one.is_open}


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(TIERS), min_size=2, max_size=5),
    st.frozensets(st.sampled_from(QUESTIONS)),
    st.integers(0, 40),
)
def test_an_untouched_plan_is_that_of_its_tier_whatever_it_was_before(
    tiers: list[int], answers: frozenset[str], later: int
) -> None:
    frames = [Frame(tier, answers, MARKET, date.fromordinal(MARKET.toordinal() + later)) for tier in tiers]
    tasks = started(frames[0])
    for frame in frames[1:]:
        tasks = applied(tasks, frame)
    assert waiting(tasks) == waiting(started(frames[-1]))


@settings(max_examples=60)
@given(st.data(), st.sampled_from(TIERS), st.sampled_from(TIERS))
def test_what_people_did_stays(data: st.DataObject, first: int, second: int) -> None:
    frame = Frame(first, QUESTIONS, MARKET, MARKET)
    tasks = [
        replace(
            one,
            touched=data.draw(st.booleans()),
            state=data.draw(st.sampled_from(["open", "doing", "blocked", "done", "dropped"])),
        )
        for one in started(frame)
    ]
    tasks += [replace(one, id=f"own-{one.id}", key=f"own-{one.key}", added_by="p") for one in tasks[:3]]
    after = {one.id: one for one in applied(tasks, replace(frame, tier=second))}
    for one in tasks:
        if one.touched or one.state != "open" or one.added_by:
            assert after[one.id].state == one.state
        if one.added_by or not one.is_open:
            assert after[one.id] == one


def test_a_day_chosen_by_hand_stays() -> None:
    tasks = [replace(one, moved=True) for one in started(Frame(2, QUESTIONS, MARKET, MARKET))]
    assert shift(TEMPLATE, tasks, Frame(0, QUESTIONS, MARKET, MARKET), CALENDAR, TODAY).days == {}
