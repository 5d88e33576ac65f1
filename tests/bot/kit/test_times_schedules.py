"""Schedules: rules, periods, and what is due when."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from bot.kit.times import Occurrence, Schedule, dues_between, latest_due, next_due, next_dues

PARIS = "Europe/Paris"
ANCHOR = date(2016, 1, 1)
MONDAY_NINE = Schedule("FREQ=WEEKLY;BYDAY=MO", time(9), PARIS, ANCHOR)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_monday_at_nine_is_due_at_nine_and_not_before() -> None:
    this_week = Occurrence("2026-W48", utc("2026-11-23 08:00"), date(2026, 11, 23))
    last_week = Occurrence("2026-W47", utc("2026-11-16 08:00"), date(2026, 11, 16))
    assert latest_due(MONDAY_NINE, utc("2026-11-23 07:59:59")) == last_week
    assert latest_due(MONDAY_NINE, utc("2026-11-23 08:00")) == this_week
    assert next_due(MONDAY_NINE, utc("2026-11-23 07:59:59")) == this_week
    assert next_dues(MONDAY_NINE, utc("2026-11-23 08:00"), 2) == [
        Occurrence("2026-W49", utc("2026-11-30 08:00"), date(2026, 11, 30)),
        Occurrence("2026-W50", utc("2026-12-07 08:00"), date(2026, 12, 7)),
    ]


def test_nothing_is_due_before_the_anchor() -> None:
    assert latest_due(MONDAY_NINE, utc("2016-01-04 07:59")) is None
    first = next_due(MONDAY_NINE, utc("1999-01-01 00:00"))
    assert first == Occurrence("2016-W01", utc("2016-01-04 08:00"), date(2016, 1, 4))


def test_between_two_instants_the_first_is_left_out_and_the_last_is_in() -> None:
    found = dues_between(MONDAY_NINE, utc("2026-11-16 08:00"), utc("2026-11-30 08:00"))
    assert [occurrence.period for occurrence in found] == ["2026-W48", "2026-W49"]
    assert dues_between(MONDAY_NINE, utc("2026-11-30 08:00"), utc("2026-11-16 08:00")) == []


@pytest.mark.parametrize(
    ("rule", "anchor", "periods"),
    [
        ("FREQ=DAILY", "2016-01-01", ["2026-11-24", "2026-11-25"]),
        ("FREQ=DAILY;INTERVAL=3", "2026-11-20", ["2026-11-26", "2026-11-29"]),
        ("FREQ=WEEKLY", "2016-01-07", ["2026-W48", "2026-W49"]),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "2016-01-01", ["2026-11-26", "2026-11-30"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "2026-11-19", ["2026-W49", "2026-W51"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "2026-11-26", ["2026-W48", "2026-W50"]),
        ("FREQ=WEEKLY;BYDAY=FR", "2026-12-28", ["2026-W53", "2027-W01"]),
        ("FREQ=MONTHLY;BYDAY=1TU", "2016-01-01", ["2026-12", "2027-01"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2016-01-01", ["2026-11", "2026-12"]),
        ("FREQ=MONTHLY", "2016-01-31", ["2026-12", "2027-01"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2016-01-31", ["2026-11", "2026-12"]),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "2016-01-01", ["2026-12-01", "2026-12-15"]),
        ("FREQ=MONTHLY;BYDAY=TU", "2016-01-01", ["2026-11-24", "2026-12-01"]),
        ("FREQ=MONTHLY;INTERVAL=3", "2016-02-10", ["2027-02", "2027-05"]),
        ("FREQ=YEARLY", "2016-02-29", ["2028", "2032"]),
        ("FREQ=YEARLY;BYMONTH=9;BYDAY=1MO", "2016-01-01", ["2027", "2028"]),
        ("FREQ=YEARLY;BYDAY=1MO", "2016-01-01", ["2027", "2028"]),
        ("FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=1", "2016-01-01", ["2027-03-01", "2027-09-01"]),
        ("FREQ=YEARLY;BYMONTHDAY=1", "2016-01-01", ["2026-12-01", "2027-01-01"]),
        ("FREQ=YEARLY;BYMONTH=6;BYDAY=MO,FR;BYSETPOS=1", "2016-01-01", ["2027", "2028"]),
    ],
)
def test_a_period_names_the_day_week_month_or_year_that_holds_one_run(
    rule: str, anchor: str, periods: list[str]
) -> None:
    schedule = Schedule(rule, time(9), PARIS, date.fromisoformat(anchor))
    found = next_dues(schedule, utc("2026-11-23 12:00"), 2)
    assert [occurrence.period for occurrence in found] == periods


def test_moving_the_hour_or_the_zone_keeps_the_period() -> None:
    now = utc("2026-11-23 23:00")
    for at, zone in [
        (time(7), PARIS),
        (time(18), PARIS),
        (time(9), "America/New_York"),
        (time(9), "Asia/Tokyo"),
    ]:
        found = latest_due(Schedule("FREQ=WEEKLY;BYDAY=MO", at, zone, ANCHOR), now)
        assert found is not None
        assert found.period == "2026-W48"


def test_the_day_that_apia_left_out_falls_together_with_the_next() -> None:
    daily = Schedule("FREQ=DAILY", time(9), "Pacific/Apia", date(2011, 1, 1))
    found = dues_between(daily, utc("2011-12-29 00:00"), utc("2012-01-01 00:00"))
    assert [occurrence.period for occurrence in found] == ["2011-12-29", "2011-12-31", "2012-01-01"]
    assert latest_due(daily, utc("2011-12-30 19:00")) == found[1]


def test_a_weekly_run_on_the_day_that_apia_left_out_comes_a_day_later() -> None:
    fridays = Schedule("FREQ=WEEKLY;BYDAY=FR", time(9), "Pacific/Apia", date(2011, 1, 1))
    expected = Occurrence("2011-W52", utc("2011-12-30 19:00"), date(2011, 12, 30))
    assert latest_due(fridays, utc("2011-12-30 19:00")) == expected
    assert next_due(fridays, utc("2011-12-30 10:00")) == expected  # it is already the 31st there


def test_a_run_of_today_stays_due_when_the_clocks_go_back_to_yesterday() -> None:
    midnights = Schedule("FREQ=DAILY", time(0), "America/St_Johns", date(2010, 1, 1))
    at_half_past_eleven_again = utc("2010-11-07 03:00")
    found = latest_due(midnights, at_half_past_eleven_again)
    assert found == Occurrence("2010-11-07", utc("2010-11-07 02:30"), date(2010, 11, 7))


def test_a_far_anchor_costs_nothing() -> None:
    old = Schedule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", time(9), PARIS, date(1900, 1, 4))
    found = latest_due(old, utc("2026-11-23 12:00"))
    assert found is not None
    assert (found.day - old.anchor).days % 14 == 0
    assert found.day > date(2026, 11, 9)


WEEKDAYS = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
NUMBERED = st.builds("{}{}".format, st.sampled_from([1, 2, 3, 4, -1, -2]), WEEKDAYS)


def listed(name: str, values: st.SearchStrategy[object]) -> st.SearchStrategy[str]:
    """The part, or nothing."""
    part = st.lists(values, min_size=1, max_size=3, unique=True).map(
        lambda some: f";{name}={','.join(map(str, some))}"
    )
    return st.just("") | part


INTERVALS = st.integers(1, 8).map(lambda n: f";INTERVAL={n}" if n > 1 else "")
MONTHS = listed("BYMONTH", st.integers(1, 12))
SHORT = st.builds(
    "FREQ={}{}{}{}".format, st.sampled_from(["DAILY", "WEEKLY"]), INTERVALS, listed("BYDAY", WEEKDAYS), MONTHS
)
LONG = st.builds(
    "FREQ={}{}{}{}".format,
    st.sampled_from(["MONTHLY", "YEARLY"]),
    INTERVALS,
    listed("BYDAY", WEEKDAYS | NUMBERED) | listed("BYMONTHDAY", st.sampled_from([1, 13, 15, 28, 31, -1, -3])),
    MONTHS,
)
CHOSEN = st.builds(
    "FREQ={}{};BYDAY={}{};BYSETPOS={}".format,
    st.sampled_from(["MONTHLY", "YEARLY"]),
    INTERVALS,
    st.lists(WEEKDAYS, min_size=1, max_size=5, unique=True).map(",".join),
    MONTHS,
    st.sampled_from(["1", "2", "-1", "1,-1"]),
)


def possible(rule: str, at: time, zone: str, anchor: date) -> Schedule:
    """The schedule; an example whose rule has no day is not one."""
    try:
        return Schedule(rule, at, zone, anchor)
    except ValueError as error:
        if "never falls on a day" in str(error):
            reject()
        raise


@settings(deadline=None)
@given(rule=SHORT | LONG | CHOSEN, anchor=st.dates(date(2000, 1, 1), date(2026, 1, 1)))
def test_days_are_those_that_the_whole_rule_gives_from_its_anchor(rule: str, anchor: date) -> None:
    schedule = possible(rule, time(0), "UTC", anchor)
    after, until = utc("2024-01-01"), utc("2032-01-01")
    found = dues_between(schedule, after, until)
    expansion = rrulestr(rule, dtstart=datetime.combine(anchor, time(0), tzinfo=UTC))
    assert [occurrence.due for occurrence in found] == [
        moment for moment in expansion.between(after, until, inc=True) if moment > after
    ]
    assert len({occurrence.period for occurrence in found}) == len(found)


@settings(deadline=None)
@given(rule=SHORT | LONG, minutes=st.integers(0, 4 * 365 * 24 * 60))
def test_the_next_after_the_latest_is_the_next(rule: str, minutes: int) -> None:
    schedule = possible(rule, time(2, 30), "America/Havana", date(2024, 5, 17))
    now = utc("2027-01-01") + timedelta(minutes=minutes)
    latest, following = latest_due(schedule, now), next_due(schedule, now)
    if latest is not None:
        assert latest.due <= now
        assert next_due(schedule, latest.due) == following
    if following is not None:
        assert following.due > now
        assert latest_due(schedule, following.due) == following
        assert latest_due(schedule, following.due - timedelta(microseconds=1)) == latest


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("", "use only FREQ, INTERVAL"),
        ("every monday", "use only FREQ, INTERVAL"),
        ("FREQ=WEEKLY;COUNT=3", "'COUNT=3' can't be used"),
        ("FREQ=WEEKLY;UNTIL=20270101", "can't be used"),
        ("FREQ=DAILY;BYHOUR=9", "can't be used"),
        ("FREQ=WEEKLY;WKST=SU", "can't be used"),
        ("FREQ=YEARLY;BYWEEKNO=1", "can't be used"),
        ("FREQ=WEEKLY;", "'' can't be used"),
        ("BYDAY=MO", "how often: write FREQ=DAILY"),
        ("FREQ=HOURLY", "write FREQ=DAILY, WEEKLY, MONTHLY or YEARLY"),
        ("FREQ=WEEKLY;FREQ=DAILY", "FREQ stands twice"),
        ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL=2"),
        ("FREQ=WEEKLY;INTERVAL=-1", "INTERVAL=2"),
        ("FREQ=WEEKLY;INTERVAL", "INTERVAL=2"),
        ("FREQ=WEEKLY;BYDAY=LU", "BYDAY=MO,TH"),
        ("FREQ=WEEKLY;BYDAY=MO,", "BYDAY=MO,TH"),
        ("FREQ=WEEKLY;BYDAY=1MO", "needs FREQ=MONTHLY or YEARLY"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "needs FREQ=MONTHLY"),
        ("FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", "needs FREQ=MONTHLY"),
        ("FREQ=MONTHLY;BYSETPOS=1", "add BYDAY or BYMONTHDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY=1,15"),
        ("FREQ=YEARLY;BYMONTH=13", "BYMONTH=3,9"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "never falls on a day"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", "never falls on a day"),  # the anchor is a Friday
    ],
)
def test_a_rule_that_can_not_hold_is_refused_with_what_to_write(rule: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Schedule(rule, time(9), PARIS, ANCHOR)


@given(rule=st.text() | st.text("FREQ=WEKLYBDAMO;,-0123456789").map("FREQ=WEEKLY;{}".format))
def test_any_other_text_is_refused_in_words(rule: str) -> None:
    try:
        schedule = Schedule.parse(rule, "09:00", PARIS, ANCHOR)
    except ValueError as error:
        assert "rule" in str(error) or "needs" in str(error)  # noqa: PT017 - either outcome is right
    else:
        assert latest_due(schedule, utc("2056-01-01 00:00")) is not None


def test_a_schedule_is_read_from_texts() -> None:
    assert Schedule.parse(" rrule:freq=weekly;byday=mo; ", "09:00", PARIS, ANCHOR) == MONDAY_NINE


@pytest.mark.parametrize("at", ["", "nine", "9", "25:00", "09:60"])
def test_a_time_that_is_none_is_refused(at: str) -> None:
    with pytest.raises(ValueError, match="write it like 09:00"):
        Schedule.parse("FREQ=DAILY", at, PARIS, ANCHOR)


@pytest.mark.parametrize("at", [time(9, 0, 30), time(9, tzinfo=UTC), time(9, 0, 0, 1)])
def test_a_schedule_is_to_the_minute_of_the_wall_clock(at: time) -> None:
    with pytest.raises(ValueError, match="like 09:00"):
        Schedule("FREQ=DAILY", at, PARIS, ANCHOR)


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown time zone 'Paris'"):
        Schedule("FREQ=DAILY", time(9), "Paris", ANCHOR)


def test_a_naive_now_is_refused() -> None:
    naive = utc("2026-11-23").replace(tzinfo=None)
    for ask in (latest_due, next_due):
        with pytest.raises(ValueError, match="pass an aware UTC datetime"):
            ask(MONDAY_NINE, naive)
    with pytest.raises(ValueError, match="pass an aware UTC datetime"):
        dues_between(MONDAY_NINE, utc("2026-11-23 00:00"), naive)
