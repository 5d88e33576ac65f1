"""Who has which role in a launch: taken, given, left. The tasks of a role follow, but for those that somebody took over."""

from rituals.launches.acting import note
from rituals.launches.cards import show_changed, tell_role_gone, tell_roles
from rituals.launches.progress import member
from rituals.launches.seeing import seen
from rituals.launches.templates import ROLES
from rituals.messages import launch_forms as forms
from rituals.messages.launches import Seen
from rituals.messages.launches.records import CONFIRMING
from rituals.permissions import Act, enter
from rituals.refusals import NotFound, NotThere, Refusal
from rituals.services import Person, Services
from storage import launches


def take_role(services: Services, by: Person, launch_id: str, role: str) -> Seen:
    """A role that nobody had is theirs, with its tasks. Raises NotFound, NotAllowed, or NotThere if somebody has it."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        if role not in ROLES or launches.get(tx, home.id, launch_id) is None:
            raise NotFound
        if not launches.give_role(tx, home.id, launch_id, role, by.id, now):
            raise NotThere
        note(tx, home, launch_id, "role_taken", by, now, {"role": role})
        show_changed(tx, home, launch_id, by.id)
        tell_roles(tx, home, launch_id, {role: by.id}, now)
        return seen(tx, home, launch_id, now)


class NotToConfirm(Refusal):
    """Somebody who has none of the roles that stand by the tier."""

    key = "refusals.not_to_confirm"


def confirm(services: Services, by: Person, launch_id: str, tier: int | None) -> Seen:
    """Who has one of the two roles, or both, stands by the tier that they saw; once.

    Raises NotFound, NotAllowed, NotToConfirm, or NotThere where it has another tier by now.
    """
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        launches.hold(tx, home.id, launch_id)  # its tier stays until the end
        found = seen(tx, home, launch_id, now)
        if tier not in (None, found.launch.tier):
            raise NotThere
        own = [role for role in CONFIRMING if found.roles.get(role) == by.id]
        if not own:
            raise NotToConfirm
        done = [role for role in own if launches.confirm(tx, home.id, launch_id, role, by.id, now)]
        if done:
            note(tx, home, launch_id, "tier_confirmed", by, now, {"roles": done, "tier": found.launch.tier})
            show_changed(tx, home, launch_id)
        return seen(tx, home, launch_id, now)


def change(
    services: Services, by: Person, launch_id: str, role: str, seen_holder: str | None, user: str | None
) -> Seen:
    """Somebody else has a role, or nobody: both who gets and who loses it are told.

    Raises NotFound, NotAllowed, FieldErrors, or NotThere where another has it than was seen.
    """
    person = member(services, by, user, forms.ROLE_TO).id if user else None
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        if role not in ROLES or launches.get(tx, home.id, launch_id) is None:
            raise NotFound
        if person == seen_holder:
            return seen(tx, home, launch_id, now)
        if seen_holder:
            changed = launches.change_role(tx, home.id, launch_id, role, person, seen=seen_holder, now=now)
        else:
            changed = bool(person) and launches.give_role(tx, home.id, launch_id, role, person or "", now)
        if not changed:
            raise NotThere
        act = "role_changed" if person else "role_left"
        note(tx, home, launch_id, act, by, now, {"role": role, "to": person})
        show_changed(tx, home, launch_id, person, seen_holder)
        if person:
            tell_roles(tx, home, launch_id, {role: person}, now)
        if seen_holder and seen_holder != by.id:
            tell_role_gone(tx, home, launch_id, role, seen_holder, by.id, now)
        return seen(tx, home, launch_id, now)
