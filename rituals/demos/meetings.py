"""The meetings that are held again and again: their rituals, switched on from a list, and how each is held."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time

from rituals import running
from rituals.demos.kinds import RITUALS
from rituals.demos.planning import address, audience_of
from rituals.demos.reminding import schedule
from rituals.messages.demos import Meeting
from rituals.messages.demos import settings as looks
from rituals.messages.demos.settings import HOURS, LENGTHS, REMINDED, TO_CHANNEL, Held, Settings
from rituals.permissions import Act, enter
from rituals.refusals import FieldErrors, NotFound, NotThere
from rituals.roles.giving import group_option
from rituals.services import Person, Services, person_id, user_of
from rituals.setup import speak_in
from rituals.steering import note
from storage import counters, demos
from storage import rituals as stored
from storage.database import Transaction
from storage.rituals import Ritual
from storage.workspaces import Workspace

MOST = 100  # sessions to come


def listing(services: Services, by: Person) -> dict[str, str]:
    """The meetings that are on, with the channel of each. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.STEER_RITUALS)
        return _on(tx, home)


def switch_on(services: Services, by: Person, kind: str) -> dict[str, str]:
    """Have a meeting held from now on, in the channel of releases. Raises NotAllowed, or NotThere before set-up."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.STEER_RITUALS)
        channel = home.channel("releases")
        if channel is None or kind not in list(Meeting):
            raise NotThere
        running.ensure(tx, home, RITUALS[Meeting(kind)], channel, now)
        return _on(tx, home)


def open_form(services: Services, by: Person, ritual_id: str) -> Held:
    """How a meeting is held. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        _, ritual = _steered(tx, by, ritual_id)
    settings = Settings.read(ritual.options)
    return Held(
        ritual.id,
        ritual.kind,
        settings,
        [user_of(person) for person in settings.rota],
        group_option(services, settings.audience.group),
        [user_of(person) for person in settings.audience.people],
    )


def keep(
    services: Services,
    by: Person,
    ritual_id: str,
    values: Mapping[str, str],
    rota: Sequence[str],
    people: Sequence[str],
) -> str:
    """Change how a meeting is held from now on; what is planned stays.

    Returns its kind. Raises NotFound, NotAllowed or FieldErrors.
    """
    with services.write() as tx:
        home, ritual = _steered(tx, by, ritual_id)
        settings = replace(
            Settings.read(ritual.options),
            minutes=_minutes(values),
            place=values.get(looks.PLACE),
            link=values.get(looks.LINK),
            rota=tuple(person_id(home.id, user) for user in rota),
            audience=audience_of(home, values, people),
        )
        _keep(tx, by, ritual, settings, services.now())
        return ritual.kind


def keep_reminders(
    services: Services, by: Person, ritual_id: str, values: Mapping[str, str], on: Collection[str]
) -> str:
    """Change when and where people are reminded, of the sessions that are planned, too.

    Returns the kind of the meeting. Raises NotFound or NotAllowed.
    """
    now = services.now()
    with services.write() as tx:
        home, ritual = _steered(tx, by, ritual_id)
        channels = {what: values.get(looks.channel_input(what)) for what in TO_CHANNEL}
        settings = replace(
            Settings.read(ritual.options),
            off=tuple(what for what in REMINDED if what not in on),
            hours={what: _hour(values.get(looks.hour_input(what)), usual) for what, usual in HOURS.items()},
            channels={what: channel for what, channel in channels.items() if channel},
        )
        _keep(tx, by, ritual, settings, now)
        speak_in(tx, home.id, settings.channels.values(), f"ritual:{ritual.id}:{counters.new_id()}", now)
        for demo in demos.coming(tx, home.id, now, MOST):
            if demo.kind == ritual.kind:
                schedule(tx, home, demo, now)
        return ritual.kind


def _keep(tx: Transaction, by: Person, ritual: Ritual, settings: Settings, now: datetime) -> None:
    change = {"options": ritual.options | settings.written()}
    stored.change(tx, by.workspace, ritual.id, change)
    note(tx, ritual, by.workspace, "edit", by, now, {"options": ritual.options}, change)


def _on(tx: Transaction, home: Workspace) -> dict[str, str]:
    kinds = set(Meeting)
    return {
        ritual.kind: ritual.channel_id
        for ritual in stored.all_of(tx, home.id)
        if ritual.kind in kinds and not ritual.paused
    }


def _steered(tx: Transaction, by: Person, ritual_id: str) -> tuple[Workspace, Ritual]:
    home, ritual = enter(tx, by, Act.STEER_RITUALS), stored.get(tx, by.workspace, ritual_id)
    if ritual is None or ritual.kind not in list(Meeting):
        raise NotFound
    return home, ritual


def _minutes(values: Mapping[str, str]) -> int:
    """How long a meeting is, by a form whose link is one. Raises FieldErrors."""
    minutes, errors = values.get(looks.MINUTES, ""), {}
    if not minutes.isdecimal() or int(minutes) not in LENGTHS:
        errors[looks.MINUTES] = "forms.error_empty"
    if not address(values.get(looks.LINK)):
        errors[looks.LINK] = "demos.error_link"
    if errors:
        raise FieldErrors(errors)
    return int(minutes)


def _hour(typed: str | None, usual: str) -> str:
    """A time of day as Slack's picker gives it; as usual where nothing was picked."""
    try:
        return time.fromisoformat(typed or usual).isoformat("minutes")
    except ValueError:
        return usual
