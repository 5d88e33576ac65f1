"""The gate: every kind of message has its topic or passes, and quiet hours end when a clock on the wall says so."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals import bundle
from rituals.catalog import MESSAGES
from rituals.gate import (
    DAILY_OF,
    PASSES,
    TOPIC_OF,
    WEEKDAYS,
    Daily,
    Quiet,
    Topic,
    When,
    Wishes,
    comes_together,
    may_be_said,
    not_before,
)

PARIS = "Europe/Paris"
NIGHT = Quiet(time(20), time(7, 30))
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)  # 09:00 in Paris
TUESDAY = MONDAY + timedelta(days=1)


def test_every_kind_of_message_has_its_preference_or_passes() -> None:
    assert {kind for kind in MESSAGES if kind not in TOPIC_OF and kind not in PASSES} == {bundle.KIND}
    assert {*TOPIC_OF, *PASSES} - MESSAGES.keys() == set()
    assert not TOPIC_OF.keys() & PASSES


def test_every_kind_with_a_topic_says_how_it_comes_daily() -> None:
    assert DAILY_OF.keys() == TOPIC_OF.keys()


@pytest.mark.parametrize("kind", sorted(PASSES))
def test_what_passes_is_held_back_by_nothing(kind: str) -> None:
    wishes = Wishes(dict.fromkeys(Topic, When.NEVER), {kind: True}, Quiet(time(0), time(23, 59)))
    assert may_be_said(kind, wishes, default_on=True)
    assert not_before(kind, wishes, MONDAY, MONDAY, PARIS) == MONDAY


@pytest.mark.parametrize("kind", sorted(TOPIC_OF))
def test_every_other_kind_follows_its_topic_and_its_own_switch(kind: str) -> None:
    topic = TOPIC_OF[kind]
    assert may_be_said(kind, Wishes(), default_on=True)
    assert not may_be_said(kind, Wishes(), default_on=False)
    assert not may_be_said(kind, Wishes({topic: When.NEVER}), default_on=True)
    assert may_be_said(kind, Wishes({topic: When.NEVER}, {kind: False}), default_on=True)
    assert not may_be_said(kind, Wishes({topic: When.AT_ONCE}, {kind: True}), default_on=True)
    morning, evening = TUESDAY - timedelta(hours=1.5), datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    assert not_before(kind, Wishes(quiet=NIGHT), evening, evening, PARIS) == morning
    daily = Wishes({topic: When.DAILY})
    assert comes_together(kind, daily) == (DAILY_OF[kind] is Daily.TOGETHER)
    assert not comes_together(kind, Wishes())
    if DAILY_OF[kind] is Daily.AT_ITS_HOUR:
        assert not_before(kind, daily, evening, evening, PARIS) == evening
        assert not_before(kind, replace(daily, quiet=NIGHT), evening, evening, PARIS) == morning
        return
    assert not_before(kind, daily, evening, evening, PARIS) == TUESDAY
    # At nine, what comes at nine by itself; what comes together is for the next one.
    at_nine = TUESDAY if DAILY_OF[kind] is Daily.TOGETHER else MONDAY
    assert not_before(kind, daily, MONDAY, MONDAY, PARIS) == at_nine
    # It is late, since nobody was there at nine.
    late = TUESDAY + timedelta(hours=3)
    assert not_before(kind, daily, evening, late, PARIS) == late


DAILY = Wishes({Topic.SIGNALS: When.DAILY})


@pytest.mark.parametrize(
    ("quiet", "hours"),
    [
        (Quiet(days=frozenset({"TU"})), 24),  # nine on Wednesday, not midnight
        (Quiet(time(8), time(17)), 8),
        (Quiet(time(8), time(7)), -2),  # seven
        (Quiet(time(20), time(9, 30), frozenset({"TU", "WE"})), 48.5),
    ],
)
@pytest.mark.parametrize("kind", ["signal_fate", "signal_card"])
def test_nine_is_later_where_that_is_quiet(quiet: Quiet, hours: float, kind: str) -> None:
    evening = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    at = TUESDAY + timedelta(hours=hours)
    wishes = replace(DAILY, quiet=quiet)
    assert not_before(kind, wishes, evening, evening, PARIS) == at
    assert not_before(kind, wishes, evening, at, PARIS) == at


def test_a_quiet_weekend_ends_on_monday_after_the_night() -> None:
    quiet = Quiet(time(20), time(7, 30), frozenset({"SA", "SU"}))
    friday = datetime(2026, 11, 27, 21, tzinfo=UTC)
    assert quiet.over(friday, PARIS) == datetime(2026, 11, 30, 6, 30, tzinfo=UTC)


@settings(deadline=None)
@given(
    start=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    end=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    days=st.frozensets(st.sampled_from(WEEKDAYS), max_size=6),
    zone=st.sampled_from([PARIS, "America/Montreal", "Australia/Lord_Howe", "Asia/Kolkata"]),
    minutes=st.integers(0, 275 * 24 * 60),
)
def test_the_end_of_quiet_against_a_walk_minute_by_minute(
    start: time, end: time, days: frozenset[str], zone: str, minutes: int
) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    quiet = Quiet(start, end, days)
    over = quiet.over(now, zone)

    def is_quiet(instant: datetime) -> bool:
        return quiet.holds(instant.astimezone(ZoneInfo(zone)))

    assert over >= now
    assert not is_quiet(over)
    waited = int((over - now) / timedelta(minutes=1))
    assert all(is_quiet(now + timedelta(minutes=number)) for number in range(0, waited, 7))


@pytest.mark.parametrize(
    ("now", "over"),
    [
        # In Paris clocks go from 02:00 to 03:00 on 29 March: 02:30 is over at once.
        (datetime(2026, 3, 28, 21, tzinfo=UTC), datetime(2026, 3, 29, 1, tzinfo=UTC)),
        # On 25 October they show 02:00 to 03:00 twice: quiet from two to half past two, each time.
        (datetime(2026, 10, 24, 21, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, 10, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_quiet_ends_in_the_hour_that_clocks_leave_out_or_show_twice(now: datetime, over: datetime) -> None:
    assert Quiet(time(20), time(2, 30)).over(now, PARIS) == over
