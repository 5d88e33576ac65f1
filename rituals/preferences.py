"""What a person wants to hear, when, and in which language; and what a channel does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from bot.kit.texts import LANGUAGES
from rituals import language
from rituals.gate import WEEKDAYS, Quiet, Topic, When, Wishes, may_be_said
from rituals.messages import preferences as looks
from rituals.permissions import Act, enter, workspace_of
from rituals.refusals import FieldErrors
from rituals.registry import MessageKind
from rituals.services import Person, Services
from storage import audit, preferences
from storage.database import Transaction

QUIET = "quiet"
QUIET_DAYS = "quiet_days"
TOPIC = "topic:"
MUTE = "mute:"


@dataclass(frozen=True)
class Typed:
    """What the form holds: single values, and the days that are to be quiet."""

    values: Mapping[str, str]
    days: Sequence[str]


def open_mine(services: Services, by: Person) -> looks.Chosen:
    """What somebody chose for themselves."""
    with services.read() as tx:
        workspace_of(tx, by.workspace)
        return _chosen(tx, by.workspace, by.id)


def open_channel(services: Services, by: Person, channel_id: str) -> tuple[looks.Chosen, str]:
    """What was chosen for a channel, and the zone whose clocks count there. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.ADMINISTER)
        return _chosen(tx, home.id, channel_id), home.zone


def keep(services: Services, by: Person, channel_id: str, typed: Typed) -> Person:
    """Keep what was chosen for a channel, or, without one, for oneself; the person as they are spoken to now.

    Raises NotAllowed, or FieldErrors for quiet hours that have no beginning or no end, and for seven quiet days.
    """
    with services.read() as tx:
        if channel_id:
            enter(tx, by, Act.ADMINISTER)
    values = typed.values
    start, end = values.get(looks.QUIET_FROM), values.get(looks.QUIET_TO)
    if bool(start) != bool(end):
        raise FieldErrors({looks.QUIET_TO if start else looks.QUIET_FROM: "preferences.error_quiet"})
    if set(typed.days) >= set(WEEKDAYS):
        raise FieldErrors({looks.QUIET_DAYS: "preferences.error_all_days"})
    subject = channel_id or by.id
    now = services.now()
    with services.write() as tx:
        before = _stored(tx, by.workspace, subject)
        after: dict[str, str | None] = {
            QUIET: f"{start}-{end}" if start and end and not channel_id else None,
            QUIET_DAYS: ",".join(day for day in WEEKDAYS if day in typed.days) or None,
        }
        for topic in Topic:
            when = values.get(looks.topic_input(topic), When.AT_ONCE)
            after[TOPIC + topic] = when if when in (When.DAILY, When.NEVER) else None
        for name, value in after.items():
            preferences.choose(tx, by.workspace, subject, name, value)
        audit.note(
            tx,
            by.workspace,
            object_kind="preferences",
            object_id=subject,
            act="edit",
            by=by.id,
            now=now,
            before={name: before.get(name) for name in after},
            after=after,
        )
        if channel_id:
            spoken = values.get(looks.LANGUAGE)
            preferences.choose_language(tx, by.workspace, channel_id, spoken if spoken in LANGUAGES else None)
    wanted = values.get(looks.LANGUAGE, language.AUTO)
    if channel_id or wanted not in language.CHOICES:
        return by
    return language.choose(services, by, wanted)


def wishes_of(tx: Transaction, workspace: str, subject: str) -> Wishes:
    """What a person or channel chose, for the gate."""
    stored = _stored(tx, workspace, subject)
    start, _, end = stored.get(QUIET, "").partition("-")
    days = frozenset(filter(None, stored.get(QUIET_DAYS, "").split(",")))
    first, last = (time.fromisoformat(start), time.fromisoformat(end)) if start and end else (None, None)
    topics = {topic: When(stored[TOPIC + topic]) for topic in Topic if TOPIC + topic in stored}
    muted = {
        name.removeprefix(MUTE): value == preferences.ON
        for name, value in stored.items()
        if name.startswith(MUTE)
    }
    return Wishes(topics, muted, Quiet(first, last, days))


def wants(wishes: Wishes, kind: MessageKind) -> bool:
    """Whether who chose this wants to be sent a kind of message at all."""
    return not kind.muteable or may_be_said(kind.name, wishes, default_on=kind.default_on)


def _chosen(tx: Transaction, workspace: str, subject: str) -> looks.Chosen:
    wishes = wishes_of(tx, workspace, subject)
    return looks.Chosen(wishes, preferences.language(tx, workspace, subject))


def _stored(tx: Transaction, workspace: str, subject: str) -> dict[str, Any]:
    return preferences.all_of(tx, workspace, subject)
