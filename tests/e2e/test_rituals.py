"""The rituals' own room: the board, the page of each, what its buttons and forms do."""

from datetime import UTC, datetime, timedelta

from rituals.messages import ritual_forms as forms
from rituals.messages import ritual_pages as pages
from rituals.messages import rituals as looks
from storage import rituals
from storage.rituals import Failure, Ritual
from tests.e2e.house import MONDAY, TEAM, House, words

DIGEST = "weekly_digest"


def ritual(house: House, name: str = DIGEST) -> Ritual:
    with house.bot.services.read() as tx:
        found = rituals.named(tx, TEAM, name)
    assert found
    return found


def opened(house: House, name: str = DIGEST) -> str:
    """The page of a ritual before the admin."""
    board = house.type("U0ADA", "/diapason rituals")
    house.acts.click("U0ADA", board, looks.OPEN, value=ritual(house, name).id)
    return words(house.view("U0ADA"))


def press(house: House, action: str) -> str:
    outcome = house.acts.click("U0ADA", house.view("U0ADA"), action)
    assert outcome.ok, outcome.error
    return words(house.view("U0ADA"))


def edit(house: House, **values: object) -> str:
    """The form of the ritual before the admin, filled in and sent: the page, or what is wrong."""
    press(house, pages.EDIT)
    filled = {f"rituals.{name}": value for name, value in values.items()}
    outcome = house.acts.submit("U0ADA", house.view("U0ADA"), filled)
    return str(outcome.errors) if outcome.errors else words(house.view("U0ADA"))


def test_a_page_tells_when_it_comes_next_and_what_became_of_it(house: House) -> None:
    house.clock.now = MONDAY + timedelta(days=1)
    house.settle()
    shown = opened(house)
    assert "Weekly digest" in shown
    assert shown.count("<!date^") == 6  # five dates, and when the last run was
    assert "the week of Nov 23 · nothing new, nothing posted" in shown
    assert "Left out" in press(house, looks.SKIP)
    assert "Left out: the week of Nov 30." in words(house.view("U0ADA"))
    assert "Nothing is posted until" in press(house, looks.PAUSE)
    press(house, looks.RESUME)
    assert not ritual(house).paused


def test_the_form_shows_the_next_dates_before_anything_is_kept(house: House) -> None:
    opened(house)
    press(house, pages.EDIT)
    view = house.view("U0ADA")
    values = {forms.FREQUENCY: "nth", forms.NTH: "2", forms.DAYS: ["TH"], forms.AT: "14:30"}
    assert house.acts.click("U0ADA", view, forms.DATES, values=values).ok
    shown = words(house.view("U0ADA"))
    second_thursday = datetime(2026, 12, 10, 13, 30, tzinfo=UTC)
    assert f"<!date^{int(second_thursday.timestamp())}^" in shown
    assert ritual(house).rule == "FREQ=WEEKLY;BYDAY=MO"
    house.acts.submit("U0ADA", house.view("U0ADA"), {})
    kept = words(house.view("U0ADA"))
    assert "the second Thursday of the month at 14:30" in kept
    assert (ritual(house).rule, ritual(house).at) == ("FREQ=MONTHLY;BYDAY=2TH", "14:30")
    press(house, looks.CHANGES[DIGEST][0])
    assert '"As it is now"' in words(house.view("U0ADA"))  # the form of its content keeps the schedule
    house.acts.submit("U0ADA", house.view("U0ADA"), {})
    assert ritual(house).rule == "FREQ=MONTHLY;BYDAY=2TH"


def test_every_three_weeks_on_two_days_with_an_owner_who_looks_after_it(house: House) -> None:
    opened(house)
    assert "every 3 weeks on Tuesday and Friday" in edit(
        house, frequency="weeks", weeks="3", days=["TU", "FR"], owner="U0PAM"
    )
    assert "looked after by pam" in words(house.view("U0ADA"))
    assert "day from 1 to 31" in edit(house, frequency="day", day="32")
    house.acts.submit("U0ADA", house.view("U0ADA"), {forms.DAY: "15"})
    assert "on day 15 of the month" in words(house.view("U0ADA"))


def test_days_off_move_it_by_the_holidays_of_a_country_and_the_company(house: House) -> None:
    opened(house)
    press(house, pages.EDIT)
    found = house.acts.suggest("U0ADA", house.view("U0ADA"), forms.COUNTRY, "moselle").options
    assert ("France · Moselle (Alsace-Moselle)", "FR-57") in [
        (one["text"]["text"], one["value"]) for one in found
    ]
    house.acts.submit("U0ADA", house.view("U0ADA"), {forms.DAYS_OFF: "next", forms.COUNTRY: "FR-57"})
    house.acts.close("U0ADA", house.view("U0ADA"))
    board = house.type("U0ADA", "/diapason rituals")
    house.acts.click("U0ADA", board, looks.CLOSURES)
    wrong = house.acts.submit("U0ADA", house.view("U0ADA"), {forms.CLOSED: "Christmas"})
    assert "“Christmas” is no stretch of days" in str(wrong.errors)
    closed = "2026-12-21 2026-12-22 <Inventory>\n2026-12-24"
    house.acts.submit("U0ADA", house.view("U0ADA"), {forms.CLOSED: closed})
    assert "3 days off" in words(house.view("U0ADA"))
    house.acts.close("U0ADA", house.view("U0ADA"))
    house.clock.now = datetime(2026, 12, 15, 8, tzinfo=UTC)
    shown = opened(house)
    for due in ("2026-12-23", "2026-12-28"):  # the Monday and the Tuesday before are closed
        instant = datetime.fromisoformat(f"{due}T08:00:00+00:00")
        assert f"<!date^{int(instant.timestamp())}^" in shown


def test_a_preview_is_for_one_alone_and_a_run_by_hand_for_all(house: House) -> None:
    opened(house)
    assert "nothing new to say" in press(house, pages.PREVIEW)
    house.type("U0ANN", "/signal They want SSO for:Acme")
    house.clock.later(minutes=1)
    assert "private message" in press(house, pages.PREVIEW)
    house.settle()
    assert [one for one in house.posted(house.world.direct("U0ADA").id) if "1 signal" in words(one)]
    assert not [one for one in house.posted("C0DIG") if "1 signal" in words(one)]
    assert "shown to one person" not in words(house.view("U0ADA"))  # a preview is nobody's run
    assert "on its way" in press(house, pages.RUN)
    house.settle()
    assert [one for one in house.posted("C0DIG") if "1 signal" in words(one)]
    assert "by hand · posted" in words(house.view("U0ADA"))


def test_a_copy_waits_and_what_is_deleted_can_be_added_again(house: House) -> None:
    opened(house)
    assert "A copy, paused" in press(house, pages.DUPLICATE)
    assert "It is deleted" in press(house, pages.END)
    house.acts.close("U0ADA", house.view("U0ADA"))
    opened(house, "release_reminders")
    assert pages.DUPLICATE not in words(house.view("U0ADA"))
    press(house, pages.END)
    house.acts.close("U0ADA", house.view("U0ADA"))
    board = house.type("U0ADA", "/diapason rituals")
    assert "Releases nobody heard of" not in words(board)
    house.bot.tidy()  # nor does a later start bring it back
    board = house.type("U0ADA", "/diapason rituals")
    assert "Releases nobody heard of" not in words(board)
    house.acts.click("U0ADA", board, looks.ADD)
    house.acts.submit("U0ADA", house.view("U0ADA"), {forms.KIND: "release_reminders", forms.CHANNEL: "C0REL"})
    assert "It is on" in words(house.view("U0ADA"))
    assert ritual(house, "release_reminders").ended_at is None


def test_a_second_digest_is_added_in_another_channel(house: House) -> None:
    board = house.type("U0ADA", "/diapason rituals")
    house.acts.click("U0ADA", board, looks.ADD)
    house.acts.submit("U0ADA", house.view("U0ADA"), {forms.KIND: DIGEST, forms.CHANNEL: "C0GEN"})
    assert "<#C0GEN>" in words(house.view("U0ADA"))
    with house.bot.services.read() as tx:
        assert [one.channel_id for one in rituals.all_of(tx, TEAM) if one.kind == DIGEST] == [
            "C0DIG",
            "C0GEN",
        ]


def test_one_whose_channel_is_gone_waits_and_tells_its_owner_once(house: House) -> None:
    opened(house)
    edit(house, owner="U0PAM")
    for _ in range(2):
        house.acts.archive("U0ADA", "C0DIG")
        house.settle()
    told = [one for one in house.posted(house.world.direct("U0PAM").id) if "is archived" in words(one)]
    assert len(told) == 1
    assert ritual(house).paused
    house.acts.archive("U0ADA", "C0DIG", archived=False)
    house.settle()
    assert not ritual(house).paused
    assert [one for one in house.posted(house.world.direct("U0PAM").id) if "goes on" in words(one)]


def test_what_failed_is_told_in_words_and_tried_again(house: House) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    with house.bot.services.write() as tx:
        rituals.fail(tx, TEAM, ritual(house).id, Failure("2026-W48", 3, "OperationalError", later))
    assert "Not prepared yet: *the week of Nov 23* (3 tries)" in opened(house)
    assert "tried again now" in press(house, pages.TRY_AGAIN)
    with house.bot.services.read() as tx:
        (failure,) = rituals.failures(tx, TEAM, ritual(house).id)
    assert failure.next_attempt_at <= datetime.now(UTC)
