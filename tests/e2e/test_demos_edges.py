"""Demos where it is not simple: turns and absences, two at once, people who left, what can't be, rituals that change."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rituals.demos import coming
from rituals.messages import demos as looks
from rituals.messages import ritual_pages
from rituals.messages import rituals as boards
from rituals.messages.demos import forms, settings
from rituals.messages.demos.records import Meeting
from storage import absences, demos, rituals
from storage.absences import Absence
from tests.e2e.demoing import (
    THURSDAY,
    again,
    card,
    every,
    in_channel,
    later,
    offer,
    page,
    planned,
    rota,
    steer,
    the_ritual,
    told,
    until,
    week_by_week,
)
from tests.e2e.house import MONDAY, TEAM, House, words

PARIS = ZoneInfo("Europe/Paris")


def change(house: House, **values: Any) -> None:
    """The ritual as its form would leave it."""
    with house.bot.services.write() as tx:
        rituals.change(tx, TEAM, the_ritual(house).id, values)
    house.settle()


def away(house: House, user: str, until_on: date, delegate: str | None = None) -> None:
    with house.bot.services.write() as tx:
        stands_in = f"{TEAM}:{delegate}" if delegate else None
        absences.put(tx, TEAM, f"{TEAM}:{user}", Absence(until_on, stands_in), house.clock.now)


def hosts(house: House) -> list[str | None]:
    made = sorted((demo for demo in every(house) if demo.ritual_id), key=lambda demo: demo.starts_at)
    return [demo.host.partition(":")[2] if demo.host else None for demo in made]


def test_what_can_not_be_is_refused_beside_its_field(house: House) -> None:
    house.clock.now = MONDAY
    form = house.open("U0PAM", "/demo plan")
    values: dict[str, Any] = {forms.WHEN: int(MONDAY.timestamp()) - 60, settings.MINUTES: "30"}
    values |= {settings.LINK: "meet.example.com", forms.CHANNEL: "C0GEN"}
    refused = house.acts.submit("U0PAM", form, values)
    assert "Choose a later time" in str(refused.errors)
    assert "it should start with https://" in str(refused.errors)
    demo = planned(house)
    offer(house, "U0MAX", demo, **{forms.LASTS: "20"})
    house.acts.click("U0PAM", page(house, "U0PAM", demo), looks.EDIT)
    refused = house.acts.submit("U0PAM", house.view("U0PAM"), {settings.MINUTES: "15"})
    assert "20 minutes of the agenda are already taken" in str(refused.errors)
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    house.acts.click("U0ANN", card(house, demo), looks.PRESENT)
    nothing = house.acts.submit("U0ANN", house.view("U0ANN"), {})
    assert "Say what you’ll show" in str(nothing.errors)


def test_of_two_who_change_a_session_the_slower_one_is_told(house: House) -> None:
    demo = planned(house)
    house.acts.click("U0PAM", page(house, "U0PAM", demo), looks.EDIT)
    steer(house, "U0MAX", demo, looks.EDIT, {forms.TITLE: "Autre titre"})
    late = house.acts.submit("U0PAM", house.view("U0PAM"), {forms.TITLE: "Mine"})
    assert "Somebody else has just changed this session" in str(late.errors)
    assert "Autre titre" in words(card(house, demo))


def test_two_hundred_answers_at_once_are_counted_and_shown_by_few_edits(house: House) -> None:
    demo = planned(house)
    services = house.bot.services
    directory = services.directory
    people = [directory.somebody(TEAM, f"U{number:04}") for number in range(200)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda person: coming.say(services, person, demo.id, "yes"), people))
    before = len([call for call in house.world.calls if call.method == "chat.update"])
    assert "201 people are coming" in words(card(house, demo))
    assert len([call for call in house.world.calls if call.method == "chat.update"]) - before <= 2


def test_hosts_take_turns_and_who_is_away_is_passed_over(house: House) -> None:
    rota(house, "U0PAM", "U0MAX", "U0ANN")
    with house.bot.services.write() as tx:
        for demo in every(house):
            demos.turn(tx, TEAM, demo.id, demos.State.PLANNED, demos.State.PLANNED, host=f"{TEAM}:U0PAM")
    house.clock.now = MONDAY
    away(house, "U0MAX", date(2027, 1, 8))
    week_by_week(house, datetime(2027, 2, 20, tzinfo=UTC))
    found = hosts(house)
    assert found[:2] == ["U0PAM", "U0PAM"]
    assert found[2] == "U0ANN"  # 31 December: it would be Max's turn, who is away
    assert found[3] == "U0MAX"
    assert found[4:7] == ["U0PAM", "U0ANN", "U0MAX"]


def test_all_are_away_so_nobody_hosts_until_somebody_says_so(house: House) -> None:
    rota(house, "U0PAM")
    away(house, "U0PAM", date(2027, 12, 31))
    until(house, datetime(2026, 12, 3, 14, tzinfo=UTC))
    demo = max(every(house), key=lambda one: one.starts_at)
    assert demo.host is None
    until(house, later(demo, days=-6))
    assert "Nobody is hosting yet" in words(card(house, demo))
    house.acts.click("U0ANN", card(house, demo), looks.HOST)
    house.acts.close("U0ANN", house.view("U0ANN"))
    assert "Hosted by ann" in words(card(house, demo))
    assert looks.HOST not in words(card(house, demo))


def test_nobody_presents_so_the_host_makes_it_an_hour_of_questions(house: House) -> None:
    demo = planned(house, "U0ADA")
    until(house, later(demo, days=-1, hours=-1))
    (asked,) = [
        one
        for one in house.posted(house.world.direct("U0ADA").id)
        if looks.HOUR in words(one) and demo.ref in one.text
    ]
    assert "Nobody is presenting" in words(asked)
    house.acts.click("U0ADA", asked, looks.HOUR)
    house.acts.close("U0ADA", house.view("U0ADA"))
    house.settle()
    assert "Open question hour" in words(card(house, demo))
    assert looks.PRESENT not in words(card(house, demo))
    assert f"{demo.ref} · Single sign-on, live* is on" in told(house, "U0ADA")
    until(house, later(demo, minutes=30))
    (wrap,) = [one for one in house.posted(house.world.direct("U0ADA").id) if looks.NO_LINKS in words(one)]
    house.acts.click("U0ADA", wrap, looks.NO_LINKS)
    house.acts.close("U0ADA", house.view("U0ADA"))
    until(house, later(demo, days=9))
    assert f"no recording of *{demo.ref}" in told(house, "U0ADA")
    assert "A small reminder" not in told(house, "U0ADA")


def test_who_left_or_is_away_is_stood_in_for(house: House) -> None:
    demo = planned(house)
    offer(house, "U0MAX", demo)
    offer(house, "U0ANN", demo, **{forms.TOPIC: "Exports"})
    house.clock.now = later(demo, days=-3)
    away(house, "U0ANN", date(2026, 12, 31), "U0LEA")
    house.world.put_person(
        house.world.people["U0MAX"].__class__(**vars(house.world.people["U0MAX"]) | {"deleted": True})
    )
    house.acts.retry_due_events()
    until(house, later(demo, days=-1, hours=-20))
    assert "Exports" in told(house, "U0LEA")
    assert "ann ne sera pas là" in told(house, "U0LEA")
    assert "SSO in two clicks" in told(house, "U0PAM")
    refused = house.acts.click("U0ADA", card(house, demo), looks.PRESENT)
    assert refused.ok
    late = house.acts.submit("U0ADA", house.view("U0ADA"), {forms.TOPIC: "x", forms.PRESENTER: "U0MAX"})
    assert not late.ok


def test_an_occurrence_that_is_left_out_calls_its_session_off_and_brings_it_back(house: House) -> None:
    first = every(house)[0]
    rsvp_by_hand(house, "U0LEA", first.id)
    change(house, skip=first.period)
    assert again(house, first).called_off == "skipped"
    assert "n’a pas lieu cette fois" in told(house, "U0LEA")
    assert "Skipped this time" in words(card(house, first))
    assert len(every(house)) == 3  # the next two that are held
    change(house, skip=None)
    assert again(house, first).is_planned
    assert "I’ll be there" in words(card(house, first))


def rsvp_by_hand(house: House, user: str, demo_id: str) -> None:
    person = house.bot.services.directory.somebody(TEAM, user)
    coming.say(house.bot.services, person, demo_id, "yes")
    house.settle()


def test_a_paused_ritual_makes_none_and_another_hour_moves_what_nobody_has_in_hand(house: House) -> None:
    first, second = every(house)
    steer(house, "U0PAM", second, looks.EDIT, {forms.TITLE: "By hand"})
    change(house, at="15:30")
    assert again(house, first).starts_at == THURSDAY + timedelta(minutes=90)
    assert again(house, second).starts_at == second.starts_at
    change(house, paused=True)
    until(house, datetime(2026, 12, 20, tzinfo=UTC))
    assert len(every(house)) == 2
    assert [one for one in house.posted("C0REL") if first.ref in one.text] == []


def test_other_meetings_are_switched_on_from_a_list(house: House) -> None:
    view = house.open("U0ADA", "/demo list")
    house.acts.click("U0ADA", view, looks.MEETINGS)
    shown = words(house.view("U0ADA"))
    assert "Campaign feedback" in shown
    assert "On, in <#C0REL>" in shown
    house.acts.click("U0ADA", house.view("U0ADA"), looks.SWITCH_ON, value=Meeting.CAMPAIGN)
    house.acts.close("U0ADA", house.view("U0ADA"), everything=True)
    house.settle()
    made = [demo for demo in every(house) if demo.kind == Meeting.CAMPAIGN]
    assert [demo.starts_at.astimezone(PARIS).strftime("%a %H:%M") for demo in made] == ["Tue 11:00"] * 2
    board = house.acts.type_command("U0ADA", "C0GEN", "/diapason rituals").ephemeral
    assert board
    house.acts.click("U0ADA", board, boards.OPEN, value=the_ritual(house, Meeting.CAMPAIGN).id)
    house.acts.click("U0ADA", house.view("U0ADA"), ritual_pages.PREVIEW)
    assert "what the field heard" in told(house, "U0ADA")
    assert standing(house, "C0REL", made[0]) == []
    house.acts.click("U0ADA", house.view("U0ADA"), ritual_pages.RUN)
    house.acts.close("U0ADA", house.view("U0ADA"), everything=True)
    assert "what the field heard" in words(card(house, made[0]))
    until(house, later(made[0], days=-2))
    assert len(standing(house, "C0REL", made[0])) == 1
    assert in_channel(house, made[0]) == []  # it needs nobody who presents


def test_reminders_are_switched_off_and_moved_each_to_its_hour_and_channel(house: House) -> None:
    house.type("U0ADA", "/diapason rituals")
    shown = house.world.ephemerals("U0ADA", "C0GEN")[-1]
    house.acts.click("U0ADA", shown, looks.CHANGE, value=the_ritual(house).id)
    held = words(house.view("U0ADA"))
    assert "Call for presenters, a week before" in held
    house.acts.click("U0ADA", house.view("U0ADA"), looks.CHANGE_REMINDERS)
    kept = {settings.REMINDERS: ["call", "tomorrow"], settings.hour_input("tomorrow"): "09:30"}
    kept |= {settings.channel_input("tomorrow"): "C0GEN", settings.channel_input("call"): "C0DIG"}
    outcome = house.acts.submit("U0ADA", house.view("U0ADA"), kept)
    assert outcome.ok, outcome.errors
    house.acts.close("U0ADA", house.view("U0ADA"), everything=True)
    demo = every(house)[0]
    until(house, later(demo, days=-7, hours=-4, minutes=-1))
    assert standing(house, "C0DIG", demo) == []
    until(house, later(demo, days=-7, hours=-4))  # a week before at ten
    assert "nobody is presenting yet" in standing(house, "C0DIG", demo)[0]
    rsvp_by_hand(house, "U0LEA", demo.id)
    offer(house, "U0MAX", demo)
    assert standing(house, "C0DIG", demo) == []
    until(house, datetime(2026, 12, 2, 8, 29, tzinfo=UTC))
    assert standing(house, "C0GEN", demo) == []
    until(house, datetime(2026, 12, 2, 8, 30, tzinfo=UTC))
    assert "Coming up" in standing(house, "C0GEN", demo)[0]
    until(house, later(demo, minutes=-5))
    assert "Vous venez à" not in told(house, "U0LEA")
    assert "présentez" not in told(house, "U0MAX")
    assert len(standing(house, "C0REL", demo)) == 1  # the card alone
    until(house, later(demo, minutes=31))
    assert standing(house, "C0GEN", demo) == []


def standing(house: House, channel: str, demo: demos.Demo) -> list[str]:
    """What a channel says of a session, outside threads."""
    return [words(one) for one in house.posted(channel) if demo.ref in one.text and not one.thread_ts]
