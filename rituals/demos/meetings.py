"""The meetings that are held again and again: their rituals, switched on from a list, and how each is held."""

from collections.abc import Mapping, Sequence
from datetime import time

from rituals import running
from rituals.demos.kinds import RITUALS
from rituals.demos.planning import address
from rituals.demos.reminding import schedule
from rituals.messages.demos import Meeting
from rituals.messages.demos import settings as looks
from rituals.messages.demos.settings import LENGTHS, REMINDED, Settings
from rituals.permissions import Act, enter
from rituals.refusals import FieldErrors, NotFound, NotThere
from rituals.services import Person, Services, person_id
from storage import audit, demos
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


def open_form(services: Services, by: Person, ritual_id: str) -> tuple[str, Settings]:
    """The kind of a meeting, and how it is held. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        _, ritual = _steered(tx, by, ritual_id)
        return ritual.kind, Settings.read(ritual.options)


def keep(
    services: Services,
    by: Person,
    ritual_id: str,
    values: Mapping[str, str],
    rota: Sequence[str],
    reminders: Sequence[str],
) -> str:
    """Change how a meeting is held: reminders of sessions that are planned follow, what else is planned stays.

    Returns its kind. Raises NotFound, NotAllowed or FieldErrors.
    """
    now = services.now()
    with services.write() as tx:
        home, ritual = _steered(tx, by, ritual_id)
        settings = _read(home, values, rota, reminders)
        change = {"options": ritual.options | settings.written()}
        stored.change(tx, home.id, ritual.id, change)
        audit.note(
            tx,
            home.id,
            object_kind="ritual",
            object_id=ritual.id,
            act="edit",
            by=by.id,
            now=now,
            before={"options": ritual.options},
            after=change,
        )
        for demo in demos.since(tx, home.id, now, MOST):
            if demo.is_planned and demo.kind == ritual.kind:
                schedule(tx, home, demo, now)
        return ritual.kind


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


def _read(
    home: Workspace, values: Mapping[str, str], rota: Sequence[str], reminders: Sequence[str]
) -> Settings:
    """Raises FieldErrors."""
    minutes = values.get(looks.MINUTES, "")
    errors = {}
    if not minutes.isdecimal() or int(minutes) not in LENGTHS:
        errors[looks.MINUTES] = "forms.error_empty"
    if not address(values.get(looks.LINK)):
        errors[looks.LINK] = "demos.error_link"
    if errors:
        raise FieldErrors(errors)
    return Settings(
        int(minutes),
        values.get(looks.PLACE),
        values.get(looks.LINK),
        tuple(person_id(home.id, user) for user in rota),
        tuple(what for what in REMINDED if what not in reminders),
        {what: _hour(values.get(looks.hour_input(what)), usual) for what, usual in looks.HOURS.items()},
        values.get(looks.CHANNEL),
    )


def _hour(typed: str | None, usual: str) -> str:
    """A time of day as Slack's picker gives it; as usual where nothing was picked."""
    try:
        return time.fromisoformat(typed or usual).isoformat("minutes")
    except ValueError:
        return usual
