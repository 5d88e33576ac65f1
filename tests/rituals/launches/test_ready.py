"""The one figure of how ready a launch is: from nothing to all, and never less for something done."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rituals.launches.ready import GOAL_PARTS, PARTS, REQUIRED, missing, readiness
from storage.launches import Launch, Task
from tests.rituals.launches.test_reminding import task

MARKET = date(2026, 12, 14)
LAUNCH = Launch(
    id="l",
    number=1,
    release_id="r",
    tier=2,
    proposed=2,
    answers=[],
    why=None,
    audience="customers",
    ready_on=MARKET,
    market_on=MARKET,
    channel_id="C",
    started_by="p",
    started_at=datetime(2026, 11, 1, tzinfo=UTC),
    tier_revision=0,
    release_number=1,
    name="4.2",
)
EVERY = {*PARTS, *GOAL_PARTS}

plans = st.lists(
    st.builds(
        lambda late, state: replace(task(MARKET + timedelta(days=late)), state=state),
        st.integers(-9, 9),
        st.sampled_from(["open", "doing", "blocked", "done", "dropped"]),
    ),
    max_size=8,
)


@given(plans, st.sets(st.sampled_from(sorted(EVERY))), st.sampled_from([0, 1, 2, 3]))
def test_from_nothing_to_all(tasks: list[Task], written: set[str], tier: int) -> None:
    launch = replace(LAUNCH, tier=tier)
    share = readiness(launch, tasks, written)
    assert 0 <= share <= 100
    counted = [one for one in tasks if one.due_on <= MARKET and one.state != "dropped"]
    waits = missing(tier, written) + [one for one in counted if one.state != "done"]
    assert (share == 100) == (not waits)
    assert readiness(launch, tasks, EVERY) >= share
    done = [replace(one, state="done") for one in counted]
    assert readiness(launch, done, written) >= share
    assert readiness(launch, done, EVERY) == 100


def test_a_bigger_launch_needs_no_less() -> None:
    assert set(REQUIRED[3]) < set(REQUIRED[2]) < set(REQUIRED[1]) == set(REQUIRED[0])
