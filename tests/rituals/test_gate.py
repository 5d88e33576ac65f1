"""The gate: every kind of message has its topic or passes, and quiet hours end when a clock on the wall says so."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.catalog import MESSAGES
from rituals.gate import PASSES, TOPIC_OF, WEEKDAYS, Quiet, Topic, When, Wishes, may_be_said, not_before

PARIS = "Europe/Paris"
NIGHT = Quiet(time(20), time(7, 30))
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)  # 09:00 in Paris


def test_every_kind_of_message_has_its_preference_or_passes() -> None:
    assert {kind for kind in MESSAGES if kind not in TOPIC_OF and kind not in PASSES} == set()
    assert {*TOPIC_OF, *PASSES} - MESSAGES.keys() == set()
    assert not TOPIC_OF.keys() & PASSES


@pytest.mark.parametrize("kind", sorted(PASSES))
def test_what_passes_is_held_back_by_nothing(kind: str) -> None:
    wishes = Wishes(dict.fromkeys(Topic, When.NEVER), {kind: True}, Quiet(time(0), time(23, 59)))
    assert may_be_said(kind, wishes, default_on=True)
    assert not_before(kind, wishes, MONDAY, PARIS) == MONDAY


@pytest.mark.parametrize("kind", sorted(TOPIC_OF))
def test_every_other_kind_follows_its_topic_and_its_own_switch(kind: str) -> None:
    topic = TOPIC_OF[kind]
    assert may_be_said(kind, Wishes(), default_on=True)
    assert not may_be_said(kind, Wishes(), default_on=False)
    assert not may_be_said(kind, Wishes({topic: When.NEVER}), default_on=True)
    assert may_be_said(kind, Wishes({topic: When.NEVER}, {kind: False}), default_on=True)
    assert not may_be_said(kind, Wishes({topic: When.AT_ONCE}, {kind: True}), default_on=True)
    evening = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    assert not_before(kind, Wishes(quiet=NIGHT), evening, PARIS) == datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
    assert not_before(kind, Wishes({topic: When.DAILY}), evening, PARIS) == datetime(
        2026, 11, 24, 8, tzinfo=UTC
    )
    assert not_before(kind, Wishes({topic: When.DAILY}), MONDAY, PARIS) == MONDAY


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
    if over.astimezone(ZoneInfo(zone)).time() not in (end, time(0)):
        return  # an end that the clocks jump over comes as much later as they jump: some minutes of that are not quiet
    waited = int((over - now) / timedelta(minutes=1))
    assert all(is_quiet(now + timedelta(minutes=number)) for number in range(0, waited, 7))
