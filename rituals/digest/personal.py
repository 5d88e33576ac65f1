"""A digest of one's own: by direct message, at one's own hour, in one's own language, through one's own eyes.

Nobody is subscribed without asking. Each subscription is a ritual of its own, so that each reader gets each period once,
whatever happens to hours, zones and processes meanwhile.
"""

from dataclasses import replace
from datetime import datetime

from bot.kit.blocks import Option
from bot.kit.times import next_due
from rituals import running
from rituals.digest import choosing, telling
from rituals.digest.choosing import Chosen, check
from rituals.digest.facts import gather
from rituals.messages.digest.forms import Filled
from rituals.permissions import Act, enter
from rituals.registry import RitualKind
from rituals.services import Person, Services
from storage import audit, rituals
from storage.database import Transaction
from storage.rituals import Ritual
from storage.workspaces import Workspace

KIND = "personal_digest"

PERSONAL = RitualKind(
    name=KIND,
    default_rule="FREQ=WEEKLY;BYDAY=MO",
    default_at="09:00",
    gather=gather,
    render=telling.render,
    more=telling.render_more,
    offered=False,  # people subscribe by `/digest`
)


def open_form(services: Services, by: Person) -> tuple[Filled, list[Option]]:
    """The form as it stands for this person, and the areas to choose from. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        ritual = rituals.named(tx, home.id, _name(by))
        offered = list(choosing.area_options(tx, home.id))
        if ritual is None or ritual.paused:
            return Filled(zone=by.zone), offered
        return choosing.filled_of(tx, home, ritual, services.now()), offered


def subscribe(services: Services, by: Person, chosen: Chosen) -> datetime | None:
    """Have one's digest come as chosen, from now on; when the next one does. Raises NotAllowed or FieldErrors."""
    check(chosen)
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        before = rituals.named(tx, home.id, _name(by))
        if before is None:
            rituals.ensure(
                tx,
                home.id,
                name=_name(by),
                kind=KIND,
                channel_id=by.id,
                rule=chosen.rule or PERSONAL.default_rule,
                at=chosen.at,
                zone=chosen.zone,
                options=choosing.options_of(tx, home, chosen, by.id),
                now=now,
            )
        else:
            values = {
                "rule": chosen.rule or before.rule,
                "at": chosen.at,
                "zone": chosen.zone,
                "options": choosing.options_of(tx, home, chosen, by.id),
                "paused": False,
            }
            # What fell due while it was stopped is not made up for.
            rituals.change(tx, home.id, before.id, values | ({"active_since": now} if before.paused else {}))
        ritual = rituals.named(tx, home.id, _name(by))
        assert ritual is not None  # this transaction has just written it
        _note(tx, home, by, ritual, before, now)
        following = next_due(running.schedule_of(ritual, home), now)
        return following.due if following else None


def stop(services: Services, by: Person) -> None:
    """No more digests for this person; stopping twice stops once. Raises NotAllowed."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        ritual = rituals.named(tx, home.id, _name(by))
        if ritual and not ritual.paused:
            rituals.change(tx, home.id, ritual.id, {"paused": True})
            _note(tx, home, by, replace(ritual, paused=True), ritual, now)


def _name(person: Person) -> str:
    return f"personal:{person.id}"


def _note(
    tx: Transaction, home: Workspace, by: Person, after: Ritual, before: Ritual | None, now: datetime
) -> None:
    fields = ("rule", "at", "zone", "paused", "options")
    audit.note(
        tx,
        home.id,
        object_kind="ritual",
        object_id=after.id,
        act="subscribe",
        by=by.id,
        now=now,
        before={name: getattr(before, name) for name in fields} if before else {},
        after={name: getattr(after, name) for name in fields},
    )
