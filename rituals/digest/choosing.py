"""Between the form of a digest and its ritual: schedule and options."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from bot.kit.blocks import Option
from bot.kit.times import next_due
from rituals import running
from rituals.digest.options import Options, Style
from rituals.messages.digest import SECTIONS, forms
from rituals.messages.digest.forms import Filled
from rituals.refusals import FieldErrors
from rituals.signals.kinds import Kind
from storage import areas, theme_board, themes
from storage.database import Transaction
from storage.rituals import Ritual
from storage.workspaces import Workspace

RULES = {
    "weekly": "FREQ=WEEKLY;BYDAY={day}",
    "biweekly": "FREQ=WEEKLY;INTERVAL=2;BYDAY={day}",
    "monthly": "FREQ=MONTHLY;BYDAY=1{day}",
}
DAYS = {"weekly": 7, "biweekly": 14, "monthly": 31}
"""How far the first one looks back."""


@dataclass(frozen=True)
class Chosen:
    """What a form of a digest says, checked. `themes` are labels."""

    frequency: str
    weekday: str
    at: str
    zone: str
    areas: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sections: tuple[str, ...] = SECTIONS
    style: Style = Style.FULL
    channel: str | None = None
    language: str | None = None

    @property
    def rule(self) -> str | None:
        """The repetition rule; None where it is to stay as it is."""
        return RULES[self.frequency].format(day=self.weekday) if self.frequency in RULES else None


def check(chosen: Chosen) -> Chosen:
    """Raises FieldErrors for what no digest can have."""
    errors = {}
    if chosen.frequency not in (*RULES, forms.AS_IT_IS):
        errors[forms.FREQUENCY] = "forms.error_empty"
    if chosen.weekday not in forms.WEEKDAYS:
        errors[forms.WEEKDAY] = "forms.error_empty"
    if not _is_time(chosen.at):
        errors[forms.AT] = "digest.error_at"
    if not chosen.zone:
        errors[forms.ZONE] = "forms.error_empty"
    if errors:
        raise FieldErrors(errors)
    return chosen


def options_of(tx: Transaction, home: Workspace, chosen: Chosen, person: str | None) -> dict[str, object]:
    """As the ritual's row keeps it."""
    known = (themes.named(tx, home.id, label) for label in chosen.themes)
    kinds = {kind.value for kind in Kind}
    wanted = Options(
        areas=chosen.areas,
        themes=tuple(theme.id for theme in known if theme),
        kinds=tuple(kind for kind in chosen.kinds if kind in kinds),
        sections=tuple(one for one in chosen.sections if one in SECTIONS) or SECTIONS,
        style=chosen.style,
        person=person,
    )
    return wanted.written() | {"days": DAYS.get(chosen.frequency, DAYS["monthly"])}


def filled_of(tx: Transaction, home: Workspace, ritual: Ritual, now: datetime) -> Filled:
    """A digest as its form shows it again."""
    wanted = Options.read(ritual.options)
    frequency, weekday = _read_rule(ritual.rule)
    following = next_due(running.schedule_of(ritual, home), now) if not ritual.paused else None
    labels = theme_board.labels(tx, home.id, list(wanted.themes))
    return Filled(
        frequency=frequency,
        weekday=weekday,
        at=ritual.at,
        zone=ritual.zone or home.zone,
        areas=wanted.areas,
        themes=tuple(Option(f"#{label}", label) for label in labels.values()),
        kinds=wanted.kinds,
        sections=wanted.sections,
        style=wanted.style,
        channel=None if wanted.person else ritual.channel_id,
        language=ritual.language,
        ritual=ritual.id,
        next_due=following.due if following else None,
    )


def area_options(tx: Transaction, workspace: str) -> Sequence[Option]:
    return [Option(area.name, area.id) for area in areas.all_of(tx, workspace)]


def _read_rule(rule: str) -> tuple[str, str]:
    """(frequency, weekday) of a rule that the form made; of another one, that it stays as it is."""
    day = re.search(r"BYDAY=1?([A-Z]{2})$", rule)
    weekday = day[1] if day else "MO"
    for frequency, pattern in RULES.items():
        if pattern.format(day=weekday) == rule:
            return frequency, weekday
    return forms.AS_IT_IS, weekday


def _is_time(typed: str) -> bool:
    try:
        time.fromisoformat(typed)
    except ValueError:
        return False
    return bool(re.fullmatch(r"\d\d:\d\d", typed))
