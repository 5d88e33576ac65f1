"""Product areas: admins name them, with their owner, their themes and perhaps a channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rituals.home.fresh import freshen
from rituals.messages import areas as looks
from rituals.permissions import Act, enter, may, reader
from rituals.refusals import FieldErrors, NotFound
from rituals.services import Person, Services, person_id
from rituals.signals.capture import theme_ids
from rituals.signals.forms import theme_labels
from rituals.triage.states import SETTLED
from storage import areas, audit, risk, workspaces
from storage.areas import Area
from storage.database import Transaction
from storage.workspaces import Workspace

NAME_LENGTH = 80  # characters, as a theme's


@dataclass(frozen=True)
class Choices:
    """What the form asks for. `owner` is Slack's user id."""

    name: str
    owner: str
    channel: str | None
    themes: tuple[str, ...]
    roles: Mapping[str, str] = field(default_factory=dict)  # in launches: Slack's user ids by role


def choices(values: Mapping[str, str], *, default: bool) -> Choices:
    """What a person filled in, by field name (empty fields are absent). The default area has an owner only.

    Raises FieldErrors for a name or owner that is missing.
    """
    needed = {looks.OWNER} if default else {looks.NAME, looks.OWNER}
    if missing := needed - values.keys():
        raise FieldErrors(dict.fromkeys(sorted(missing), "areas.error_empty"))
    return Choices(
        name=" ".join(values.get(looks.NAME, "").split())[:NAME_LENGTH],
        owner=values[looks.OWNER],
        channel=values.get(looks.CHANNEL),
        themes=theme_labels(values.get(looks.THEMES, "")),
        roles={role: values[name] for role in looks.ROLES if (name := looks.role_input(role)) in values},
    )


def board(services: Services, by: Person) -> looks.Board:
    """Every area with its themes and its revenue at risk, as far as the person may read. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        lost = risk.at_risk(tx, home.id, reader(by, home), SETTLED)
        shown = [
            looks.Shown(area, tuple(areas.themes_of(tx, home.id, area.id)), lost.get(area.id, risk.NO_RISK))
            for area in areas.all_of(tx, home.id)
        ]
        return looks.Board(
            shown,
            home.default_owner,
            lost.get(None, risk.NO_RISK),
            editable=may(by, Act.KEEP_AREAS, home),
            currency=home.currency,
        )


def open_to_edit(services: Services, by: Person, area_id: str) -> looks.Shown | None:
    """An area, for somebody who is about to change it; None for a new one. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.KEEP_AREAS)
        if not area_id:
            return None
        area = areas.get(tx, home.id, area_id)
        if area is None:
            raise NotFound
        roles = areas.roles_of(tx, home.id, area.id)
        return looks.Shown(area, tuple(areas.themes_of(tx, home.id, area.id)), roles=roles)


def default_owner(services: Services, by: Person) -> str | None:
    """Who owns what belongs to no area, for somebody who is about to change that. Raises NotAllowed."""
    with services.read() as tx:
        return enter(tx, by, Act.KEEP_AREAS).default_owner


def keep(services: Services, by: Person, area_id: str, wanted: Choices) -> None:
    """Add an area (`area_id` empty), change one, or name the owner of the default one (`looks.DEFAULT`).

    Raises FieldErrors for a name that another area has, NotFound or NotAllowed.
    """
    owner = person_id(by.workspace, wanted.owner)
    with services.write() as tx:
        home = enter(tx, by, Act.KEEP_AREAS)
        if area_id == looks.DEFAULT:
            _note(tx, home, by, home.id, {"owner": home.default_owner}, {"owner": owner}, services)
            workspaces.choose_default_owner(tx, home.id, owner)
            freshen(tx, home.id, owner, *([home.default_owner] if home.default_owner else []))
            return
        before = areas.get(tx, home.id, area_id) if area_id else None
        if area_id and before is None:
            raise NotFound
        same = areas.named(tx, home.id, wanted.name)
        if same and same.id != area_id:
            raise FieldErrors({looks.NAME: "areas.error_taken"})
        values = {"name": wanted.name, "owner": owner, "channel_id": wanted.channel}
        if before:
            areas.change(tx, home.id, area_id, name=wanted.name, owner=owner, channel_id=wanted.channel)
        else:
            area_id = areas.add(tx, home.id, name=wanted.name, owner=owner, channel_id=wanted.channel)
        had, who_had = areas.themes_of(tx, home.id, area_id), areas.roles_of(tx, home.id, area_id)
        areas.hold(tx, home.id, area_id, theme_ids(tx, home.id, wanted.themes, services.now()))
        now_has = areas.themes_of(tx, home.id, area_id)
        roles = {role: person_id(by.workspace, user) for role, user in wanted.roles.items()}
        areas.give_roles(tx, home.id, area_id, roles)
        _note(
            tx,
            home,
            by,
            area_id,
            _values(before) | {"themes": had, "roles": who_had},
            values | {"themes": now_has, "roles": roles},
            services,
        )
        freshen(tx, home.id, owner, *([before.owner] if before else []))


def _values(area: Area | None) -> dict[str, object]:
    return {"name": area.name, "owner": area.owner, "channel_id": area.channel_id} if area else {}


def _note(
    tx: Transaction,
    home: Workspace,
    by: Person,
    object_id: str,
    before: Mapping[str, object],
    after: Mapping[str, object],
    services: Services,
) -> None:
    audit.note(
        tx,
        home.id,
        object_kind=areas.KIND,
        object_id=object_id,
        act="edit",
        by=by.id,
        now=services.now(),
        before=before,
        after=after,
    )
