"""The one message of a day: what somebody, or a channel, chose to have once a day, together.

Delivery puts a message into the bundle of its day instead of sending it. The bundle says in a line or two what each
of them would say now, in their order, and is edited as they change; what is of no use any more is left out. Opened,
a message is said after all, whole and with its buttons, in the bundle's thread. A single one is said as it is.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import structlog

from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.gate import TOPIC_OF, Wishes
from rituals.messages import bundle as looks
from rituals.messages.bundle import Line, Place
from rituals.permissions import workspace_of
from rituals.preferences import wants, wishes_of
from rituals.refusals import NotFound
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts, Person, Services
from storage import outbox
from storage.outbox import Entry

log = structlog.get_logger()

KIND = "daily_bundle"

Kinds = Mapping[str, MessageKind]


def key(recipient: str, day: date) -> str:
    """The unique key of the bundle of a day."""
    return f"{KIND}:{recipient}:{day.isoformat()}"


def facts(day: date) -> dict[str, Any]:
    """What the bundle's row holds."""
    return {"day": day.isoformat()}


def kind_of(kinds: Kinds) -> MessageKind:
    """The kind of message that is made of messages of these kinds."""
    return MessageKind(KIND, partial(_render, kinds), doubt=Doubt.RATHER_LATE, muteable=False)


def page(
    services: Services, kinds: Kinds, by: Person, texts: Texts, place: Place, hears: Collection[str]
) -> View:
    """What a bundle has no room for, from a place on. `hears`: as whom one may read. Raises NotFound."""
    if place.recipient not in hears:
        raise NotFound
    with services.read() as tx:
        home = workspace_of(tx, by.workspace)
        lines = _lines(kinds, Scene(services, tx, home.id, place.recipient, texts, stands=True), place.day)
    return looks.page(texts, lines, place)


def open_one(services: Services, by: Person, seq: int, hears: Collection[str]) -> None:
    """Have a message said whole, in the thread of its bundle; once. Raises NotFound where it is kept no more.

    `hears`: as whom somebody may open it, themselves or the channel where they clicked.
    """
    with services.write() as tx:
        home = workspace_of(tx, by.workspace)
        if not outbox.open_entry(tx, home.id, seq, hears):
            raise NotFound


def _render(kinds: Kinds, scene: Scene, facts: Facts) -> Message | None:
    day = date.fromisoformat(facts["day"])
    lines = _lines(kinds, scene, day)
    if not lines:
        return None
    if len(lines) == 1 and lines[0].message:
        return lines[0].message
    command = f"/{scene.services.command_prefix}diapason preferences"
    return looks.bundle(scene.texts, lines, Place(scene.recipient, day, 0), command=command)


def _lines(kinds: Kinds, scene: Scene, day: date) -> list[Line]:
    """What there is to say, no topic before the others: first the first of each, then the second of each.

    Raises what a renderer raised where nothing could be made at all.
    """
    wishes = wishes_of(scene.tx, scene.workspace, scene.recipient)
    said = outbox.entries(scene.tx, scene.workspace, key(scene.recipient, day))
    lines: list[Line] = []
    broken: Exception | None = None
    for entry in said:
        try:
            line = _line(kinds, scene, wishes, entry)
        except Exception as error:  # one that breaks must not keep the others from being read
            log.exception("not_in_bundle", row=entry.seq, kind=entry.kind)
            broken = error
            line = Line(entry.seq, TOPIC_OF[entry.kind], None, entry.opened)
        if line:
            lines.append(line)
    if broken and not any(line.message for line in lines):
        raise broken
    before = Counter[str]()
    ranked: list[tuple[int, Line]] = []
    for line in lines:
        ranked.append((before[line.topic], line))
        before[line.topic] += 1
    return [line for _, line in sorted(ranked, key=lambda one: one[0])]


def _line(kinds: Kinds, scene: Scene, wishes: Wishes, entry: Entry) -> Line | None:
    """What one of them says now; None if it is of no use any more, or not wanted."""
    kind = kinds[entry.kind]
    if not wants(wishes, kind):
        return None
    with (
        scene.services.read() as tx
    ):  # of its own: on PostgreSQL an error ends the transaction that it happens in
        message = kind.render(replace(scene, tx=tx), entry.facts)
    return Line(entry.seq, TOPIC_OF[kind.name], message, entry.opened) if message else None
