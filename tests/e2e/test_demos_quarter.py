"""A quarter of demos, through requests while time goes by: presenters, a move, an absence, holidays, changes of clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rituals.messages import demos as looks
from rituals.messages import ritual_forms, ritual_pages
from rituals.messages import rituals as boards
from rituals.messages.demos import forms
from tests.e2e.demoing import (
    again,
    card,
    every,
    later,
    move,
    rota,
    rsvp,
    steer,
    the_ritual,
    told,
    until,
    week_by_week,
)
from tests.e2e.house import TEAM, House, words

PARIS = ZoneInfo("Europe/Paris")


def test_a_quarter_of_demos_keeps_its_hour_through_moves_absences_holidays_and_clocks(house: House) -> None:
    """Each Thursday at two, over both changes of clocks; Max presents, Léa comes and is reminded at nine on her clock."""
    every_week(house)
    rota(house, "U0PAM", "U0ANN", invited=("U0LEA", "U0MAX"))
    house.clock.now = datetime(2027, 3, 15, 8, tzinfo=UTC)
    house.settle()
    assert any(
        "Mar 18" in words(one) or "March 18" in words(one) for one in house.posted("C0REL")
    )  # at once, so late
    while (monday := house.clock.now.date()) < date(2027, 5, 9):
        if monday == date(2027, 3, 29):
            house.type("U0ANN", "/diapason away until 2027-04-20")
        demo = min(
            (one for one in every(house) if one.starts_at > house.clock.now), key=lambda one: one.starts_at
        )
        form = house.open("U0MAX", "/demo present")
        house.acts.submit("U0MAX", form, {forms.TOPIC: f"Semaine du {monday}", forms.LASTS: "10"})
        house.acts.close("U0MAX", house.view("U0MAX"))
        rsvp(house, "U0LEA", demo)
        invitation = f"Une invitation pour vous : *{demo.ref}"
        assert invitation in told(house, "U0LEA")
        if monday == date(2027, 3, 29):
            move(house, "U0PAM", demo, later(demo, days=1))
            assert f"{demo.ref} · Démo* est déplacée" in told(house, "U0LEA")
        if monday == date(2027, 4, 12):
            steer(house, "U0PAM", demo, looks.CANCEL, {forms.WHY: "Salon"})
            assert f"{demo.ref} · Démo* est annulée" in told(house, "U0LEA")
        day = again(house, demo).starts_at.astimezone(PARIS).date()
        reminder = f"Vous venez à *{demo.ref}"
        until(house, datetime.combine(day, time(8, 59), PARIS))
        assert reminder not in told(house, "U0LEA")
        until(house, datetime.combine(day, time(9), PARIS))
        assert (reminder in told(house, "U0LEA")) == again(house, demo).is_planned
        until(house, datetime.combine(monday + timedelta(days=7), time(8), UTC))
        assert told(house, "U0LEA").count(reminder) in (0, 2)  # in its text and its block: once
        assert invitation not in told(house, "U0LEA")
    house.clock.now = datetime(2027, 10, 17, tzinfo=UTC)
    week_by_week(house, datetime(2027, 11, 8, tzinfo=UTC))
    made = {demo.starts_at.astimezone(PARIS): demo for demo in every(house) if demo.starts_at.year == 2027}
    assert {(at.hour, at.minute) for at in made} == {(14, 0)}
    by_day = {at.date(): demo for at, demo in made.items()}
    assert len(by_day) == len(made)
    spring = [(3, 18), (3, 25), (4, 2), (4, 8), (4, 15), (4, 22), (4, 29), (5, 7)]  # moved; Ascension Day
    assert [(day.month, day.day) for day in sorted(by_day) if day < date(2027, 5, 9)] == spring
    assert {date(2027, 10, 28), date(2027, 11, 4)} < by_day.keys()
    held = {day for day, demo in by_day.items() if demo.state == "over"}
    assert {day for day in by_day if day < date(2027, 5, 9)} - held == {date(2027, 4, 15)}
    assert {by_day[date(2027, 4, day)].host for day in (8, 15)} == {f"{TEAM}:U0PAM"}
    assert by_day[date(2027, 4, 22)].host == f"{TEAM}:U0ANN"
    assert "Took place" in words(card(house, by_day[date(2027, 4, 2)]))
    assert house.refused() == []


def every_week(house: House) -> None:
    """Have the demo held each week, by the form of its ritual."""
    board = house.acts.type_command("U0ADA", "C0GEN", "/diapason rituals").ephemeral
    assert board
    house.acts.click("U0ADA", board, boards.OPEN, value=the_ritual(house).id)
    house.acts.click("U0ADA", house.view("U0ADA"), ritual_pages.EDIT)
    outcome = house.acts.submit("U0ADA", house.view("U0ADA"), {ritual_forms.WEEKS: "1"})
    assert outcome.ok, outcome.errors
    house.acts.close("U0ADA", house.view("U0ADA"), everything=True)
    house.settle()
