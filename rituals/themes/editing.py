"""Changing a theme: its names, who answers for it, and the product area that it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass

from rituals.home.fresh import freshen
from rituals.messages import theme_forms as form
from rituals.messages.theme_forms import Opened
from rituals.permissions import Act, enter, reader
from rituals.refusals import FieldErrors, NotFound
from rituals.services import Person, Services, person_id
from rituals.signals.forms import theme_labels
from rituals.themes.following import follow
from rituals.themes.seeing import seen
from storage import areas, audit, theme_board, themes
from storage.database import Transaction
from storage.names import changed
from storage.theme_board import KIND, Entry
from storage.workspaces import Workspace


@dataclass(frozen=True)
class Wanted:
    """What a person filled in. `owner` is Slack's user id; None: the area's owner answers. `area` is an id."""

    label: str
    synonyms: tuple[str, ...]
    owner: str | None
    area: str | None


def wanted(values: Mapping[str, str], *, leave_to_area: bool) -> Wanted:
    """What a form holds, by field name (empty fields are absent). Raises FieldErrors for what can't be understood."""
    synonyms = theme_labels(values.get(form.SYNONYMS, ""))
    if len(synonyms) > form.SYNONYMS_LIMIT:
        raise FieldErrors({form.SYNONYMS: "themes.error_synonyms"})
    area = values.get(form.AREA, form.NO_AREA)
    return Wanted(
        label=one_label(values.get(form.LABEL, ""), form.LABEL),
        synonyms=synonyms,
        owner=None if leave_to_area else values.get(form.OWNER),
        area=None if area == form.NO_AREA else area,
    )


def one_label(typed: str, field: str) -> str:
    """A theme's label as typed, with or without `#`. Raises FieldErrors where it is none, or several."""
    labels = theme_labels(typed)
    if len(labels) != 1:
        raise FieldErrors({field: "themes.error_label" if labels else "forms.error_empty"})
    return labels[0]


def keep(services: Services, by: Person, opened: Opened, said: Wanted) -> None:
    """Change what the person changed since the form was opened; what others changed meanwhile stays.

    What shows its signals follows. Raises FieldErrors for a label that leads to another theme, NotFound or NotAllowed.
    """
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.EDIT_THEMES)
        eyes = reader(by, home)
        before, had = seen(tx, home, opened.theme, eyes), themes.synonyms(tx, home.id, opened.theme)
        if said.label != opened.label and not themes.rename(
            tx, home.id, before.id, said.label, was=before.label
        ):
            raise FieldErrors({form.LABEL: "themes.error_taken"})
        _keep_synonyms(tx, home, before.id, opened, said)
        _assign(tx, home, before, opened, said)
        after, has = seen(tx, home, before.id, eyes), themes.synonyms(tx, home.id, before.id)
        if (before, had) == (after, has):
            return
        audit.note(
            tx,
            home.id,
            object_kind=KIND,
            object_id=before.id,
            act="edit",
            by=by.id,
            now=now,
            before=_noted(before) | {"synonyms": had},
            after=_noted(after) | {"synonyms": has},
        )
        if before != after:
            freshen(tx, home.id, *(person for person in (before.answers, after.answers) if person))
            follow(tx, home.id, before.id, now)


def _keep_synonyms(tx: Transaction, home: Workspace, theme_id: str, opened: Opened, said: Wanted) -> None:
    gone, new = changed(opened.synonyms, said.synonyms)
    for name in gone:
        themes.drop_synonym(tx, home.id, theme_id, name)
    for name in new:
        if themes.add_synonym(tx, home.id, theme_id, name) is not None:
            raise FieldErrors({form.SYNONYMS: "themes.error_synonym"})


def _assign(tx: Transaction, home: Workspace, theme: Entry, opened: Opened, said: Wanted) -> None:
    owner = person_id(home.id, said.owner) if said.owner else None
    if said.area and areas.get(tx, home.id, said.area) is None:
        raise NotFound
    theme_board.assign(
        tx,
        home.id,
        theme.id,
        owner=theme.owner if owner == opened.owner else owner,
        area_id=theme.area_id if said.area == opened.area else said.area,
    )


def _noted(theme: Entry) -> dict[str, str | None]:
    return {"label": theme.label, "owner": theme.owner, "area_id": theme.area_id}
