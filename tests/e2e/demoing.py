"""Demos for tests: planned by the form, or made by the ritual; what stands of them, and what people do there."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.playground.world import Message, View
from rituals.messages import demos as looks
from rituals.messages.demos import forms, settings
from rituals.messages.demos.records import Meeting
from storage import demos, rituals
from storage.demos import Demo
from storage.rituals import Ritual
from tests.e2e.house import MONDAY, TEAM, House, words

PLACE = "C0GEN"
THURSDAY = datetime(2026, 12, 3, 13, tzinfo=UTC)  # 14:00 in Paris


def planned(house: House, who: str = "U0PAM", /, **changed: Any) -> Demo:
    """A session by the form: the Thursday after next, half an hour, in the channel of all."""
    house.clock.now = max(house.clock.now, MONDAY)
    values: dict[str, Any] = {
        forms.TITLE: "Single sign-on, live",
        forms.WHEN: int(THURSDAY.timestamp()),
        settings.MINUTES: "30",
        settings.PLACE: "Room 4",
        settings.LINK: "https://meet.example.com/demo",
        forms.CHANNEL: PLACE,
    }
    view = house.open(who, "/demo plan")
    if settings.GROUP in changed:
        house.acts.suggest(who, view, settings.GROUP, "")
    outcome = house.acts.submit(who, view, values | changed)
    assert outcome.ok, outcome.errors
    house.acts.close(who, house.view(who))
    house.settle()
    return newest(house)


def newest(house: House) -> Demo:
    """The one with the highest number."""
    return max(every(house), key=lambda demo: demo.number)


def every(house: House) -> list[Demo]:
    with house.bot.services.read() as tx:
        return demos.since(tx, TEAM, datetime(2026, 1, 1, tzinfo=UTC), 100)


def again(house: House, demo: Demo) -> Demo:
    """As it is now."""
    return next(one for one in every(house) if one.id == demo.id)


def card(house: House, demo: Demo) -> Message:
    house.settle()
    (found,) = [
        one
        for one in house.posted(demo.channel_id)
        if not one.thread_ts and one.text.startswith(f"*{demo.ref} ·")
    ]
    return found


def in_channel(house: House, demo: Demo) -> list[str]:
    """What stands beside the card."""
    house.settle()
    return [
        words(one)
        for one in house.posted(demo.channel_id)
        if not one.thread_ts and demo.ref in one.text and not one.text.startswith(f"*{demo.ref}")
    ]


def under(house: House, demo: Demo) -> list[str]:
    top = card(house, demo)
    return [words(one) for one in house.posted(demo.channel_id) if one.thread_ts == top.ts]


def told(house: House, who: str) -> str:
    house.settle()
    return "\n".join(words(one) for one in house.posted(house.world.direct(who).id))


def until(house: House, instant: datetime) -> None:
    house.clock.now = instant
    house.settle()


def rsvp(house: House, who: str, demo: Demo, answer: str = "yes") -> str:
    """Say whether one comes, on the card; what is answered privately."""
    action = {one.value: name for one, name in looks.RSVP.items()}[answer]
    return words(house.answer(who, card(house, demo), action, demo.id))


def offer(house: House, who: str, demo: Demo, **changed: Any) -> View:
    """Offer something to show; the page that answers."""
    outcome = house.acts.click(who, card(house, demo), looks.PRESENT)
    assert outcome.ok, outcome.error
    values = {forms.TOPIC: "SSO in two clicks", forms.LASTS: "10"} | changed
    for name in {forms.RELEASE, forms.ITEM} & changed.keys():
        house.acts.suggest(who, house.view(who), name, "")
    outcome = house.acts.submit(who, house.view(who), values)
    assert outcome.ok, outcome.errors
    page = house.view(who)
    house.acts.close(who, page)
    house.settle()
    house.clock.now += timedelta(minutes=1)  # so that the next one comes after it
    return page


def ask(
    house: House, who: str, demo: Demo, what: str = "Does it work with our directory?", **more: Any
) -> View:
    house.acts.click(who, card(house, demo), looks.ASK)
    outcome = house.acts.submit(who, house.view(who), {forms.WORDS: what} | more)
    assert outcome.ok, outcome.errors
    page = house.view(who)
    house.acts.close(who, page)
    house.settle()
    house.clock.now += timedelta(minutes=1)
    return page


def page(house: House, who: str, demo: Demo) -> View:
    return house.open(who, f"/demo {demo.ref}")


def steer(house: House, who: str, demo: Demo, action: str, values: dict[str, Any]) -> View:
    """Press a button on the page of a session, and fill in the form that it opens."""
    house.acts.click(who, page(house, who, demo), action)
    outcome = house.acts.submit(who, house.view(who), values)
    assert outcome.ok, outcome.errors
    shown = house.view(who)
    house.acts.close(who, shown, everything=True)
    house.settle()
    return shown


def move(house: House, who: str, demo: Demo, to: datetime) -> None:
    steer(house, who, demo, looks.EDIT, {forms.WHEN: int(to.timestamp())})


def later(demo: Demo, **by: float) -> datetime:
    return demo.starts_at + timedelta(**by)


# Its ritual -------------------------------------------------------------------------------------------------------


def the_ritual(house: House, kind: str = Meeting.DEMO) -> Ritual:
    with house.bot.services.read() as tx:
        found = rituals.named(tx, TEAM, kind)
    assert found
    return found


def rota(house: House, *users: str, invited: tuple[str, ...] = ()) -> None:
    """Who hosts in turn, and who is invited where it is not the channel, by the form of the ritual."""
    house.type("U0ADA", "/diapason rituals")
    shown = house.world.ephemerals("U0ADA", "C0GEN")[-1]
    house.acts.click("U0ADA", shown, looks.CHANGE, value=the_ritual(house).id)
    outcome = house.acts.submit(
        "U0ADA", house.view("U0ADA"), {settings.ROTA: list(users), settings.PEOPLE: list(invited)}
    )
    assert outcome.ok, outcome.errors
    house.acts.close("U0ADA", house.view("U0ADA"), everything=True)


def week_by_week(house: House, instant: datetime) -> None:
    """Let the weeks go by up to then."""
    while house.clock.now < instant:
        until(house, house.clock.now + timedelta(days=7))
