"""How a meeting is held each time: its length, place, hosts and reminders; kept with its ritual, changed in a form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any, Self

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    Option,
    bold,
    button,
    channel_select,
    checkboxes,
    input_block,
    multi_users_select,
    section,
    select,
    text_input,
    time_input,
)
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.messages.demos.records import CHANGE_FORM, PAGE, SWITCH_ON, Meeting

MINUTES = "demos.minutes"
PLACE = "demos.place"
LINK = "demos.link"
ROTA = "demos.rota"
REMINDERS = "demos.reminders"
CHANNEL = "demos.reminder_channel"

LENGTHS = (15, 30, 45, 60, 90, 120)
PLACE_LIMIT = 200

CALL, PREPARE, TOMORROW, SOON, YES = "call", "prepare", "tomorrow", "soon", "yes"
REMINDED = (CALL, PREPARE, TOMORROW, SOON, YES)
"""What can be switched off. The values are stored."""
HOURS: Mapping[str, str] = {CALL: "10:00", PREPARE: "10:00", TOMORROW: "15:00", YES: "09:00"}
"""Those that come at an hour of choice, and their usual one; people who come have theirs in their own zone."""


def hour_input(what: str) -> str:
    return f"demos.hour_{what}"


@dataclass(frozen=True)
class Settings:
    """What is not said is as usual.

    `off`: reminders that are switched off; `rota`: who hosts in turn, else product and marketing.
    """

    minutes: int = 30
    place: str | None = None
    link: str | None = None
    rota: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    hours: Mapping[str, str] = field(default_factory=dict)
    channel: str | None = None  # of reminders to all, where it is not that of the meeting

    def at(self, what: str) -> time:
        return time.fromisoformat(self.hours.get(what) or HOURS[what])

    def is_on(self, what: str) -> bool:
        return what not in self.off

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """From a ritual's row."""
        usual = cls()
        return cls(
            stored.get("minutes", usual.minutes),
            stored.get("place"),
            stored.get("link"),
            tuple(stored.get("rota", ())),
            tuple(stored.get("off", ())),
            stored.get("hours", {}),
            stored.get("channel"),
        )

    def written(self) -> dict[str, Any]:
        """As a ritual's row keeps it."""
        return {
            "minutes": self.minutes,
            "place": self.place,
            "link": self.link,
            "rota": list(self.rota),
            "off": list(self.off),
            "hours": dict(self.hours),
            "channel": self.channel,
        }


def length_select(texts: Texts, chosen: int) -> Block:
    options = [Option(texts.plain("demos.long", count=minutes), str(minutes)) for minutes in LENGTHS]
    return select(MINUTES, options, placeholder=texts.plain("forms.choose"), chosen=str(chosen))


def place_inputs(texts: Texts, place: str | None, link: str | None) -> list[Block]:
    """Where it is: a room, a call, or both."""
    room = text_input(PLACE, limit=PLACE_LIMIT, value=place)
    call = text_input(LINK, limit=2000, value=link, placeholder="https://")
    return [
        input_block(PLACE, texts.plain(PLACE), room),
        input_block(LINK, texts.plain(LINK), call),
    ]


def change_form(texts: Texts, kind: str, settings: Settings, rota: Sequence[str], ritual: str) -> View:
    """For who steers rituals. `rota` are Slack's user ids."""
    choose = texts.plain("forms.choose")
    reminders = [Option(texts.plain(f"demos.reminder_{what}"), what) for what in REMINDED]
    ticked = [what for what in REMINDED if settings.is_on(what)]
    people = multi_users_select(ROTA, placeholder=choose, chosen=rota)
    hours = [
        input_block(
            hour_input(what),
            texts.plain(hour_input(what)),
            time_input(hour_input(what), value=settings.at(what).isoformat("minutes")),
        )
        for what in HOURS
    ]
    channel = channel_select(CHANNEL, placeholder=choose, chosen=settings.channel)
    blocks = [
        section(texts.mrkdwn("demos.change_intro")),
        input_block(MINUTES, texts.plain(MINUTES), length_select(texts, settings.minutes), optional=False),
        *place_inputs(texts, settings.place, settings.link),
        input_block(ROTA, texts.plain(ROTA), people, hint=texts.plain("demos.rota_hint")),
        input_block(REMINDERS, texts.plain(REMINDERS), checkboxes(REMINDERS, reminders, chosen=ticked)),
        *hours,
        input_block(CHANNEL, texts.plain(CHANNEL), channel, hint=texts.plain("demos.reminder_channel_hint")),
    ]
    title = texts.plain(f"rituals.{kind}")
    cancel, save = texts.plain("forms.cancel"), texts.plain("forms.save")
    return View(CHANGE_FORM, title, tuple(blocks), cancel, submit=save, memory=ritual)


def changed(texts: Texts, kind: str) -> View:
    words = section(texts.mrkdwn("demos.settings_kept"))
    return View(PAGE, texts.plain(f"rituals.{kind}"), (words,), texts.plain("forms.close"))


def meetings(texts: Texts, on: Mapping[str, str], board: str) -> View:
    """Every kind of meeting and what it is for; in which channel, where it is on. `board`: the command that changes those."""
    blocks: list[Block] = [section(texts.mrkdwn("demos.meetings_intro", command=board))]
    for kind in Meeting:
        name = texts.plain(f"rituals.{kind}")
        lines = [bold(name), texts.mrkdwn(f"demos.about_{kind}")]
        if kind in on:
            lines.append(texts.mrkdwn("demos.is_on", channel=Mrkdwn(f"<#{on[kind]}>")))
        turn = None if kind in on else button(texts.plain("demos.switch_on"), SWITCH_ON, kind, describe=name)
        blocks.append(section(Mrkdwn.join_all("\n", lines), accessory=turn))
    return View(PAGE, texts.plain("demos.meetings"), tuple(blocks), texts.plain("forms.close"))
