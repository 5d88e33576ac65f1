"""Between what a form of a release holds and what it means, with each problem named at its field."""

from collections.abc import Sequence
from datetime import date

from rituals.messages import release_forms as form
from rituals.messages.release_forms import Draft
from rituals.refusals import FieldErrors
from rituals.releases.content import Content
from rituals.releases.inputs import gather, spread
from rituals.roadmap.suggestions import item_option
from rituals.signals.forms import is_link
from storage.releases import Release
from storage.roadmap import Item

CHANGES_LIMIT = 12_000


def content(draft: Draft, today: date) -> Content:
    """What a person filled in; without a date it is `today`, in the zone of who fills it in.

    Raises FieldErrors with a text key for each field that can't be kept.
    """
    name, changes = " ".join(draft.name.split()), gather(draft.changes)
    errors = {}
    if not name:
        errors[form.NAME] = "forms.error_empty"
    elif len(name) > form.NAME_LIMIT:
        errors[form.NAME] = "releases.error_name_long"
    if not changes.strip():
        errors[form.CHANGES] = "forms.error_empty"
    elif len(changes) > CHANGES_LIMIT:
        errors[form.CHANGES] = "releases.error_changes_long"
    if draft.link and not is_link(draft.link):
        errors[form.LINK] = "forms.error_link"
    if errors:
        raise FieldErrors(errors)
    return Content(
        name=name,
        changes=changes,
        audience=draft.audience or None,
        value=draft.value or None,
        proof=draft.proof or None,
        questions=draft.questions or None,
        link=draft.link or None,
        released_on=date.fromisoformat(draft.released_on) if draft.released_on else today,
    )


def empty_draft(today: date) -> Draft:
    return Draft(released_on=today.isoformat())


def draft_of(release: Release, ships: Sequence[Item] = ()) -> Draft:
    """A release as the form shows it again, with the roadmap items that it ships."""
    return Draft(
        name=release.name,
        changes=spread(release.changes),
        audience=release.audience or "",
        value=release.value or "",
        proof=release.proof or "",
        questions=release.questions or "",
        link=release.link or "",
        released_on=release.released_on.isoformat(),
        ships=tuple(map(item_option, ships)),
    )
