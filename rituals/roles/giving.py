"""Giving roles: admins say to which user groups and people; each change stays in the history."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.kit.blocks import OPTION_LIMIT, Option, shorten
from bot.kit.frontdoor import plain
from bot.kit.words import fold
from rituals.home.fresh import freshen_all
from rituals.messages import roles as looks
from rituals.messages.roles import Given
from rituals.permissions import Act, enter
from rituals.refusals import FieldErrors
from rituals.roles.groups import fetch
from rituals.services import CantRead, Person, Services, SlackUnavailable, person_id, user_of
from storage import audit, counters, people, roles
from storage.database import Transaction
from storage.roles import Grant
from storage.workspaces import Workspace

SHOWN = 100  # groups suggested, as many as Slack shows


@dataclass(frozen=True)
class Kept:
    """What a form became. `waiting`: names of groups whose roles count once their members are known."""

    waiting: tuple[str, ...]


def open_roles(services: Services, by: Person) -> tuple[dict[str, Given], str]:
    """To whom each role is given, and a mark of that for `keep`. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.GIVE_ROLES)
        found = roles.grants(tx, home.id)
    return {role: _given(found, role) for role in looks.ROLES}, _mark(found)


def keep(services: Services, by: Person, wanted: Mapping[str, Given], mark: str) -> Kept:
    """Give the roles so, in place of how they were given before.

    Raises NotAllowed, or FieldErrors for people who can hold none, and where somebody changed the roles since `mark`.
    """
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.GIVE_ROLES)
        _refuse_unfit(tx, home, wanted)
        roles.lock(tx, home.id)
        before = roles.grants(tx, home.id)
        subjects = {role: _subjects(home, wanted[role]) for role in looks.ROLES}
        if mark != _mark(before):
            if subjects == {role: {one.subject for one in before if one.role == role} for role in subjects}:
                return Kept(())  # the same form sent twice
            raise FieldErrors({looks.PEOPLE[looks.ROLES[0]]: "roles.error_changed_meanwhile"})
        names = {option.value: option.label for given in wanted.values() for option in given.groups}
        for role in looks.ROLES:
            had = {one.subject for one in before if one.role == role}
            for subject in sorted(had - subjects[role]):
                roles.take(tx, home.id, role, subject)
            for subject in sorted(subjects[role] - had):
                roles.give(tx, home.id, role, subject, known=":" in subject, by=by.id, now=now)
            if had != subjects[role]:
                audit.note(
                    tx,
                    home.id,
                    object_kind=roles.KIND,
                    object_id=role,
                    act="give",
                    by=by.id,
                    now=now,
                    before={"to": sorted(had)},
                    after={"to": sorted(subjects[role])},
                )
        freshen_all(tx, home.id)  # what people may do stands there
        return Kept(_follow_groups(tx, home, before, names, counters.new_id(), services))


def group_options(services: Services, by: Person, typed: str, act: Act = Act.GIVE_ROLES) -> list[Option]:
    """The workspace's user groups whose name or handle has what was typed. Raises NotAllowed, SlackUnavailable, CantRead."""
    with services.read() as tx:
        enter(tx, by, act)
    wanted = fold(plain(typed, escaped=False).lstrip("@ "))
    return [
        Option(shorten(f"{group.name} (@{group.handle})", OPTION_LIMIT), group.id)
        for group in services.directory.groups()
        if wanted in fold(f"{group.name} {group.handle}")
    ][:SHOWN]


def group_option(services: Services, group: str | None) -> Option | None:
    """A user group under its name; under its id where Slack does not tell, None where there is none."""
    if group is None:
        return None
    try:
        named = {one.id: one for one in services.directory.groups()}
    except (SlackUnavailable, CantRead):
        named = {}
    return Option(f"{named[group].name} (@{named[group].handle})" if group in named else group, group)


def _given(found: Iterable[Grant], role: str) -> Given:
    of_role = [one for one in found if one.role == role]
    return Given(
        groups=tuple(Option(one.name or one.subject, one.subject) for one in of_role if one.is_group),
        people=tuple(user_of(one.subject) for one in of_role if not one.is_group),
    )


def _subjects(home: Workspace, given: Given) -> set[str]:
    return {option.value for option in given.groups} | {person_id(home.id, user) for user in given.people}


def _mark(found: Iterable[Grant]) -> str:
    told = "\n".join(sorted(f"{one.role} {one.subject}" for one in found))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _refuse_unfit(tx: Transaction, home: Workspace, wanted: Mapping[str, Given]) -> None:
    """Roles are for active people of this workspace. Somebody whom we do not know yet may be one."""
    errors = {}
    for role, given in wanted.items():
        for user in given.people:
            found = people.by_user(tx, home.id, user)
            known = people.get(tx, home.id, found) if found else None
            if known and (
                known.guest or known.is_bot or known.deactivated or known.person != person_id(home.id, user)
            ):
                errors[looks.PEOPLE[role]] = "roles.error_person"
    if errors:
        raise FieldErrors(errors)


def _follow_groups(
    tx: Transaction,
    home: Workspace,
    before: Iterable[Grant],
    names: Mapping[str, str],
    round_: str,
    services: Services,
) -> tuple[str, ...]:
    """Have the members of the groups fetched that have a role now, and forget the others'."""
    current = set(roles.groups(tx, home.id))
    for group in sorted({one.subject for one in before if one.is_group} - current):
        roles.forget_group(tx, home.id, group)
    for group in sorted(current):
        if group in names:
            roles.know_group(tx, home.id, group, names[group])
        fetch(tx, home.id, group, round_, services.now())
    waiting = {one.subject for one in roles.grants(tx, home.id) if one.is_group and not one.known}
    return tuple(names.get(group, group) for group in sorted(waiting))
