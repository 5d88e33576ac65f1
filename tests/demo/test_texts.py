"""The story as it is written: when people speak, what is read from their words, and how themes rise and fall."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.demo.company import CUSTOMERS, HUGO, PEOPLE, PRIYA, ZONE
from bot.demo.story import PAST, Told, last_monday, past, present
from bot.demo.story.events import Announce, Command, Event, Fill, React, Say
from bot.demo.story.first_week import FIRST_WEEK
from bot.demo.story.second_week import SECOND_WEEK
from bot.demo.story.third_week import THIRD_WEEK
from bot.demo.story.this_week import THIS_WEEK
from rituals.signals.kinds import Kind
from rituals.signals.reading import Certainty, KnownAccounts, Reading, read

WEEKS = (*PAST, THIS_WEEK)
KNOWN = KnownAccounts.of(customer.name for customer in CUSTOMERS)
A_YEAR_OF_MONDAYS = [date(2026, 1, 5) + timedelta(weeks=week) for week in range(52)]


def verbatim(event: Event) -> str | None:
    """What a signal says; None for what is no signal."""
    match event:
        case Fill():
            return event.text
        case Command() if event.text.startswith(("/signal ", "/feedback ")):
            return event.text.partition(" ")[2]
        case _:
            return None


def words_of(event: Event) -> str:
    return " ".join(str(part) for part in vars(event).values())


def readings(week: Sequence[Event]) -> list[Reading]:
    return [read(text, KNOWN) for event in week if isinstance(event, Command) and (text := verbatim(event))]


def themes(week: Sequence[Event]) -> Counter[str]:
    typed = [theme for reading in readings(week) for theme in reading.themes]
    filled = [event.themes.removeprefix("#") for event in week if isinstance(event, Fill) and event.themes]
    return Counter(typed + filled)


def told_before(now: datetime) -> list[Told]:
    return [*past(now), *present(now)]


def test_people_speak_on_working_days_at_human_hours_of_their_own() -> None:
    for week in WEEKS:
        for event in week:
            at = event.instant(date(2026, 11, 23)).astimezone(ZoneInfo(event.who.tz))
            assert at.weekday() < 5, event
            assert time(7, 30) <= at.time() <= time(19, 45), event


@pytest.mark.parametrize("monday", A_YEAR_OF_MONDAYS)
def test_each_week_stays_between_two_digests(monday: date) -> None:
    """On any week of the year: summer time begins and ends on different days in Paris, London and Montréal."""
    digest = datetime.combine(monday, time(9), ZoneInfo(ZONE)).astimezone(UTC)
    following = datetime.combine(monday + timedelta(7), time(9), ZoneInfo(ZONE)).astimezone(UTC)
    for week in WEEKS:
        for event in week:
            assert digest < event.instant(monday) < following, event


@pytest.mark.parametrize("monday", A_YEAR_OF_MONDAYS)
def test_answers_come_after_what_they_answer(monday: date) -> None:
    so_far: list[Event] = []
    for _, event in told_before(datetime.combine(monday, time(12), ZoneInfo(ZONE))):
        if isinstance(event, Say) and event.under:
            assert any(event.under in words_of(before) for before in so_far), event
        if isinstance(event, React) and not event.on.startswith("#"):  # themes are named by the digest itself
            assert any(event.on in words_of(before) for before in so_far), event
        so_far.append(event)


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        (datetime(2026, 11, 23, 7, 59, tzinfo=UTC), date(2026, 11, 16)),  # a minute to nine in Paris
        (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 29, 22, 59, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 29, 23, 30, tzinfo=UTC), date(2026, 11, 23)),  # Monday in Paris already
        (datetime(2026, 3, 30, 7, 0, tzinfo=UTC), date(2026, 3, 30)),  # summer time since yesterday
    ],
)
def test_the_last_monday_is_that_of_the_last_digest(now: datetime, monday: date) -> None:
    assert last_monday(now) == monday


def test_nothing_is_read_otherwise_than_it_was_meant() -> None:
    for week in WEEKS:
        for event in week:
            if (text := verbatim(event)) is None or isinstance(event, Fill):
                continue
            reading = read(text, KNOWN)
            assert len(reading.themes) <= 1, text
            assert reading.account is None or reading.account.certainty is Certainty.TAKEN, text
            assert (reading.amount is not None) == any(sign in text for sign in ("€", "£", "$")), text
            assert "!" not in read_away(text), text


def read_away(text: str) -> str:
    """The text without the marks that were read: an exclamation mark that is left was a mistyped mark."""
    return " ".join(
        word
        for word in text.split(" ")
        if not (word.startswith("!") and (read(word, KNOWN).kind or read(word, KNOWN).importance))
    )


def test_every_kind_of_signal_and_every_customer_is_heard_of() -> None:
    readings_ = [reading for week in WEEKS for reading in readings(week)]
    filled = [event for week in WEEKS for event in week if isinstance(event, Fill)]
    kinds = {reading.kind or Kind.FEEDBACK for reading in readings_} | {Kind(event.kind) for event in filled}
    assert kinds == set(Kind)
    named = {reading.account.name for reading in readings_ if reading.account} | {
        event.account for event in filled
    }
    assert named == {customer.name for customer in CUSTOMERS}


def test_themes_rise_and_fall() -> None:
    exports, sso, pricing = (
        [themes(week)[theme] for week in (FIRST_WEEK, SECOND_WEEK, THIRD_WEEK, THIS_WEEK)]
        for theme in ("exports", "sso", "pricing")
    )
    assert exports == [4, 2, 0, 0]  # they ship in the second week
    assert sso == [1, 3, 6, 3]  # its beta opens in the third
    assert pricing == [1, 1, 1, 3]


def test_both_languages_are_spoken_by_everybody_who_should() -> None:
    speaking = Counter(event.who.id for week in WEEKS for event in week if verbatim(event))
    silent = {person.id for person in PEOPLE} - speaking.keys()
    assert not silent
    announced = [event.who.role for week in WEEKS for event in week if isinstance(event, Announce)]
    assert announced == ["pm"] * 8  # one of them scheduled, one under review
    assert {HUGO.role, PRIYA.role} == {"marketing"}
    assert len(PEOPLE) == 8
    assert len({person.tz for person in PEOPLE}) == 5
