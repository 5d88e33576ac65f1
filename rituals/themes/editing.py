"""Changing a theme: its name, who answers for it, and the product area that it belongs to."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rituals.home.fresh import freshen
from rituals.messages import themes as looks
from rituals.permissions import Act, enter, reader
from rituals.refusals import FieldErrors, NotFound
from rituals.services import Person, Services, person_id
from rituals.signals.forms import theme_labels
from rituals.themes.following import follow
from storage import areas, audit, theme_board, themes


@dataclass(frozen=True)
class Choices:
    """What the form asks for. `owner` is Slack's user id; None: the area's owner answers."""

    label: str
    owner: str | None
    area: str | None  # id


def choices(values: Mapping[str, str], *, leave_to_area: bool) -> Choices:
    """What a person filled in, by field name (empty fields are absent). Raises FieldErrors for a label that is none."""
    area = values.get(looks.AREA, looks.NO_AREA)
    return Choices(
        label=one_label(values.get(looks.LABEL, ""), looks.LABEL),
        owner=None if leave_to_area else values.get(looks.OWNER),
        area=None if area == looks.NO_AREA else area,
    )


def one_label(typed: str, field: str) -> str:
    """A theme's label as typed, with or without `#`. Raises FieldErrors where it is none, or several."""
    labels = theme_labels(typed)
    if len(labels) != 1:
        raise FieldErrors({field: "themes.error_label" if labels else "forms.error_empty"})
    return labels[0]


def keep(services: Services, by: Person, theme_id: str, wanted: Choices) -> None:
    """Change a theme. What shows its signals follows.

    Raises FieldErrors for a label that another theme has, NotFound or NotAllowed.
    """
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.EDIT_THEMES)
        before = theme_board.entry(tx, home.id, theme_id, reader(by, home))
        if before is None or (wanted.area and areas.get(tx, home.id, wanted.area) is None):
            raise NotFound
        owner = person_id(home.id, wanted.owner) if wanted.owner else None
        after: dict[str, Any] = {"label": wanted.label, "owner": owner, "area_id": wanted.area}
        was = {name: value for name, value in asdict(before).items() if name in after}
        if was == after:
            return
        label = wanted.label
        if label != before.label and not themes.rename(tx, home.id, theme_id, label, was=before.label):
            raise FieldErrors({looks.LABEL: "themes.error_taken"})
        theme_board.assign(tx, home.id, theme_id, owner=owner, area_id=wanted.area)
        audit.note(
            tx,
            home.id,
            object_kind=theme_board.KIND,
            object_id=theme_id,
            act="edit",
            by=by.id,
            now=now,
            before=was,
            after=after,
        )
        then = theme_board.entry(tx, home.id, theme_id, reader(by, home))
        answer = (before.answers, then.answers if then else None)
        freshen(tx, home.id, *(person for person in answer if person))
        follow(tx, home.id, theme_id, now)
