"""When a session is spoken of: who presents, again while nobody does, what is expected, that it is soon, what remains.

Days are counted back on the calendar, and one on which nobody works becomes the working day before.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.kit.times import Calendar, due_instant
from rituals.messages.demos import Meeting
from rituals.messages.demos.card import local_day
from rituals.messages.demos.settings import Settings
from rituals.working_days import working_days
from storage import demos, people
from storage import rituals as stored
from storage.database import Transaction
from storage.demos import Demo, Due, Rsvp
from storage.workspaces import Workspace

DAYS = {Due.CALL: 7, Due.AGAIN: 3, Due.PREPARE: 2, Due.EMPTY: 1, Due.TOMORROW: 1}
LIKE = {Due.AGAIN: Due.CALL, Due.EMPTY: Due.CALL}
"""What comes at the hour of another reminder."""
ALWAYS = (Due.CALL, Due.EMPTY)
"""What can't be switched off: the session comes into its channel all the same, and its host is not left alone."""
PRESENTED = (Due.AGAIN, Due.EMPTY)
"""Of meetings that are nothing without somebody who presents."""
BEFORE = timedelta(minutes=10)
LATE = timedelta(days=1)  # a session is announced no later
IN_TIME = timedelta(hours=1)  # a reminder of one's own comes no later

Times = dict[tuple[str, str], datetime]
"""By what and for whom (empty: nobody in particular)."""


def settings_of(tx: Transaction, home: Workspace, demo: Demo) -> Settings:
    """Those of the ritual that made it, else of the one of its kind, else the usual ones."""
    ritual = stored.get(tx, home.id, demo.ritual_id) if demo.ritual_id else None
    ritual = ritual or stored.named(tx, home.id, demo.kind)
    return Settings.read(ritual.options) if ritual else Settings()


def times(demo: Demo, settings: Settings, calendar: Calendar) -> Times:
    """Everything that is due for all. Pure."""
    found: Times = {}
    for what, days in DAYS.items():
        like = LIKE.get(what, what)
        wanted = what in ALWAYS or settings.is_on(like)
        if wanted and (demo.kind == Meeting.DEMO or what not in PRESENTED):
            day = calendar.previous_working(local_day(demo) - timedelta(days=days))
            found[what, ""] = due_instant(day, settings.at(like), demo.zone)
    if settings.is_on(Due.SOON):
        found[Due.SOON, ""] = demo.starts_at - BEFORE
    return found


def own_time(demo: Demo, settings: Settings, zone: str) -> datetime:
    """The last time, an hour before at the latest, that the clock of somebody who comes shows the hour of reminders."""
    day = demo.starts_at.astimezone(ZoneInfo(zone)).date()
    due = due_instant(day, settings.at(Due.YES), zone)
    late = due > demo.starts_at - IN_TIME
    return due_instant(day - timedelta(days=1), settings.at(Due.YES), zone) if late else due


def schedule(tx: Transaction, home: Workspace, demo: Demo, now: datetime) -> bool:
    """Have all that is still to come said in time, in place of what was planned before.

    True where the time to announce it is over, and a day or more is left to do so all the same.
    """
    settings = settings_of(tx, home, demo)
    due = times(demo, settings, working_days(home))
    come = [who for who, said in demos.answers(tx, home.id, demo.id).items() if said == Rsvp.YES]
    if settings.is_on(Due.YES):
        due |= {
            (Due.YES, who): own_time(demo, settings, zone) for who, zone in _zones(tx, home, come).items()
        }
    ahead = {key: at for key, at in due.items() if at > now}
    demos.remind_all(tx, home.id, demo.id, ahead | {(Due.OVER, ""): demo.ends_at})
    return (Due.CALL, "") not in ahead and demo.starts_at - now >= LATE


def schedule_own(
    tx: Transaction, home: Workspace, demo: Demo, person: str, answer: str, now: datetime
) -> None:
    """Somebody said whether they come: their own reminder."""
    demos.forget(tx, home.id, demo.id, Due.YES, person)
    settings = settings_of(tx, home, demo)
    if answer != Rsvp.YES or not settings.is_on(Due.YES):
        return
    due = own_time(demo, settings, _zones(tx, home, [person])[person])
    if due > now:
        demos.remind(tx, home.id, demo.id, Due.YES, due, person)


def _zones(tx: Transaction, home: Workspace, persons: list[str]) -> Mapping[str, str]:
    known = people.zones(tx, home.id, persons)
    return {person: known.get(person, home.zone) for person in persons}
