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
    escape,
    external_select,
    input_block,
    multi_users_select,
    section,
    select,
    text_input,
    time_input,
)
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.messages.demos.records import (
    CHANGE_FORM,
    CHANGE_REMINDERS,
    PAGE,
    REMINDERS_FORM,
    SWITCH_ON,
    Meeting,
)
from storage.demos import Demo, Due
from storage.polls import Audience

MINUTES = "demos.minutes"
PLACE = "demos.place"
LINK = "demos.link"
GROUP = "demos.group"
PEOPLE = "demos.people"
ROTA = "demos.rota"
REMINDERS = "demos.reminders"

LENGTHS = (15, 30, 45, 60, 90, 120)
PLACE_LIMIT = 200

REMINDED = (Due.CALL, Due.PREPARE, Due.TOMORROW, Due.SOON, Due.YES)
"""What can be switched off."""
HOURS: Mapping[str, str] = {
    Due.CALL: "10:00",
    Due.PREPARE: "10:00",
    Due.TOMORROW: "15:00",
    Due.YES: "09:00",
}
"""Those that come at an hour of choice, and their usual one; people who come have theirs in their own zone."""
TO_CHANNEL = (Due.CALL, Due.TOMORROW, Due.SOON)
"""Those that are said to all, in a channel of choice."""


def hour_input(what: str) -> str:
    return f"demos.hour_{what}"


def channel_input(what: str) -> str:
    return f"demos.channel_{what}"


@dataclass(frozen=True)
class Settings:
    """What is not said is as usual.

    `off`: reminders that are switched off; `rota`: who hosts in turn, else product and marketing; `channels`: where
    reminders to all go that are not said in the channel of the meeting.
    """

    minutes: int = 30
    place: str | None = None
    link: str | None = None
    rota: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    hours: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    audience: Audience = field(default_factory=Audience)

    def at(self, what: str) -> time:
        return time.fromisoformat(self.hours.get(what) or HOURS[what])

    def is_on(self, what: str) -> bool:
        return what not in self.off

    def channel_of(self, what: str, demo: Demo) -> str:
        """Where a reminder of a session is said."""
        return self.channels.get(what) or demo.channel_id

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
            stored.get("channels", {}),
            Audience.read(stored.get("audience", {})),
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
            "channels": dict(self.channels),
            "audience": self.audience.written(),
        }


@dataclass(frozen=True)
class Held:
    """What the forms of a meeting begin with. `rota` and `people` are Slack's user ids."""

    ritual: str
    kind: str
    settings: Settings
    rota: Sequence[str]
    group: Option | None
    people: Sequence[str]


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


def audience_inputs(texts: Texts, group: Option | None, people: Sequence[str]) -> list[Block]:
    """Who is invited, where it is not the channel."""
    groups = external_select(GROUP, placeholder=texts.plain("demos.group_usual"), chosen=group)
    persons = multi_users_select(PEOPLE, placeholder=texts.plain("forms.choose"), chosen=people)
    return [
        input_block(GROUP, texts.plain(GROUP), groups, hint=texts.plain("demos.group_hint")),
        input_block(PEOPLE, texts.plain(PEOPLE), persons),
    ]


def change_form(texts: Texts, held: Held) -> View:
    """How a meeting is held, with the way to its reminders."""
    settings = held.settings
    rota = multi_users_select(ROTA, placeholder=texts.plain("forms.choose"), chosen=held.rota)
    on = [reminder_name(texts, what) for what in REMINDED if settings.is_on(what)]
    told = Mrkdwn.join_all("\n", [bold(texts.plain(REMINDERS)), *(Mrkdwn("• ") + escape(one) for one in on)])
    blocks = [
        section(texts.mrkdwn("demos.change_intro")),
        input_block(MINUTES, texts.plain(MINUTES), length_select(texts, settings.minutes), optional=False),
        *place_inputs(texts, settings.place, settings.link),
        input_block(ROTA, texts.plain(ROTA), rota, hint=texts.plain("demos.rota_hint")),
        *audience_inputs(texts, held.group, held.people),
        section(told, accessory=button(texts.plain("demos.change_reminders"), CHANGE_REMINDERS, held.ritual)),
    ]
    return _form(texts, CHANGE_FORM, held, blocks)


def reminders_form(texts: Texts, held: Held) -> View:
    """Which reminders there are, and for each at which hour, and in which channel where it is said to all."""
    settings = held.settings
    ticked = [what for what in REMINDED if settings.is_on(what)]
    options = [Option(reminder_name(texts, what), what) for what in REMINDED]
    blocks = [
        section(texts.mrkdwn("demos.reminders_intro")),
        input_block(REMINDERS, texts.plain(REMINDERS), checkboxes(REMINDERS, options, chosen=ticked)),
    ]
    for what in REMINDED:
        if what in HOURS:
            name, value = hour_input(what), settings.at(what).isoformat("minutes")
            picker = time_input(name, value=value)
            blocks.append(input_block(name, texts.plain(name), picker, optional=False))
        if what in TO_CHANNEL:
            name, chosen = channel_input(what), settings.channels.get(what)
            usual = texts.plain("demos.channel_usual")
            menu = channel_select(name, placeholder=usual, chosen=chosen)
            blocks.append(input_block(name, texts.plain(name), menu))
    return _form(texts, REMINDERS_FORM, held, blocks)


def reminder_name(texts: Texts, what: str) -> str:
    return texts.plain(f"demos.reminder_{what}")


def _form(texts: Texts, form_id: str, held: Held, blocks: Sequence[Block]) -> View:
    title = texts.plain(f"rituals.{held.kind}")
    cancel, save = texts.plain("forms.cancel"), texts.plain("forms.save")
    return View(form_id, title, tuple(blocks), cancel, submit=save, memory=held.ritual)


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
