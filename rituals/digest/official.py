"""Digests of channels: several in a workspace, each with its own readers, stretch of time and content."""

from datetime import datetime

from bot.kit.blocks import Option
from bot.kit.times import next_due
from rituals import running
from rituals.digest import choosing
from rituals.digest.choosing import Chosen, check
from rituals.digest.weekly import RITUAL, WEEKLY
from rituals.messages.digest import forms
from rituals.messages.digest.forms import Filled
from rituals.permissions import Act, enter
from rituals.refusals import FieldErrors, NotFound
from rituals.services import Person, Services
from rituals.setup import speak_in
from storage import audit, counters, rituals


def open_form(services: Services, by: Person, ritual_id: str) -> tuple[Filled, list[Option]]:
    """A digest's form, empty for a new one (`ritual_id` empty), and the areas to choose from. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.STEER_RITUALS)
        offered = list(choosing.area_options(tx, home.id))
        if not ritual_id:
            return Filled(zone=home.zone), offered
        ritual = rituals.get(tx, home.id, ritual_id)
        if ritual is None or ritual.kind != WEEKLY:
            raise NotFound
        return choosing.filled_of(tx, home, ritual, services.now()), offered


def keep(services: Services, by: Person, ritual_id: str, chosen: Chosen, request_key: str) -> datetime | None:
    """Change a digest, or add one (`ritual_id` empty); when the next one is due. The same form sent twice adds one.

    Raises NotFound, NotAllowed or FieldErrors.
    """
    check(chosen)
    if not chosen.channel:
        raise FieldErrors({forms.CHANNEL: "forms.error_empty"})
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.STEER_RITUALS)
        options = choosing.options_of(tx, home, chosen, None)
        name = f"digest:{request_key}"[:64]
        if not ritual_id:
            rituals.ensure(
                tx,
                home.id,
                name=name,
                kind=WEEKLY,
                channel_id=chosen.channel,
                rule=chosen.rule or RITUAL.default_rule,
                at=chosen.at,
                zone=chosen.zone,
                language=chosen.language,
                options=options,
                now=now,
            )
        before = rituals.get(tx, home.id, ritual_id) if ritual_id else None
        if ritual_id and (before is None or before.kind != WEEKLY):
            raise NotFound
        values = {
            "channel_id": chosen.channel,
            "rule": chosen.rule or (before.rule if before else RITUAL.default_rule),
            "at": chosen.at,
            "zone": chosen.zone,
            "language": chosen.language,
            "options": options,
        }
        if before:
            rituals.change(tx, home.id, before.id, values)
        ritual = rituals.get(tx, home.id, ritual_id) if ritual_id else rituals.named(tx, home.id, name)
        assert ritual is not None  # this transaction has just written it
        audit.note(
            tx,
            home.id,
            object_kind="ritual",
            object_id=ritual.id,
            act="edit" if before else "add",
            by=by.id,
            now=now,
            before={field: getattr(before, field) for field in values} if before else {},
            after=values,
        )
        speak_in(tx, home.id, [chosen.channel], f"digest:{ritual.id}:{counters.new_id()}", now)
        following = next_due(running.schedule_of(ritual, home), now)
        return following.due if following else None
