"""Between what a form of a release holds and what it means, with each problem named at its field."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.kit.times import picked_instant
from rituals.messages import release_forms as form
from rituals.messages.release_forms import Draft
from rituals.refusals import FieldErrors
from rituals.releases.content import Content, Links, Wish
from rituals.releases.inputs import gather, spread
from rituals.roadmap.suggestions import item_option, signal_option
from rituals.signals.forms import is_link
from storage.releases import Release, State
from storage.roadmap import Item
from storage.signals import Signal

CHANGES_LIMIT = 12_000


def content(draft: Draft, today: date) -> Content:
    """What a person filled in; without a date it is `today`, in the zone of who fills it in. A draft needs a name only.

    Raises FieldErrors with a text key for each field that can't be kept.
    """
    name, changes = " ".join(draft.name.split()), gather(draft.changes)
    errors = {}
    if not name:
        errors[form.NAME] = "forms.error_empty"
    elif len(name) > form.NAME_LIMIT:
        errors[form.NAME] = "releases.error_name_long"
    if not changes.strip() and draft.when != State.DRAFT:
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
        arguments=draft.arguments or None,
        use_cases=draft.use_cases or None,
        results=draft.results or None,
        proof=draft.proof or None,
        questions=draft.questions or None,
        link=draft.link or None,
        tier=int(draft.tier) if draft.tier else None,
        released_on=date.fromisoformat(draft.released_on) if draft.released_on else today,
    )


def wish(draft: Draft, now: datetime) -> Wish:
    """What is to become of it. Raises FieldErrors for a time that is missing or over."""
    if draft.when != State.SCHEDULED:
        return Wish(State(draft.when or State.ANNOUNCED))
    at = picked_instant(draft.at)
    if at is None:
        raise FieldErrors({form.AT: "releases.error_at_missing"})
    if at <= now:
        raise FieldErrors({form.AT: "releases.error_at_over"})
    return Wish(State.SCHEDULED, at)


def links(draft: Draft) -> Links:
    return Links(
        tuple(option.value for option in draft.ships), tuple(option.value for option in draft.answers)
    )


def empty_draft(today: date, may_announce: bool) -> Draft:
    """A new form; who may not announce is offered to keep a draft."""
    return Draft(released_on=today.isoformat(), when=State.ANNOUNCED if may_announce else State.DRAFT)


def draft_of(release: Release, ships: Sequence[Item] = (), answers: Sequence[Signal] = ()) -> Draft:
    """A release as the form shows it again, with the roadmap items that it ships and the signals that it answers."""
    return Draft(
        name=release.name,
        changes=spread(release.changes),
        audience=release.audience or "",
        value=release.value or "",
        arguments=release.arguments or "",
        use_cases=release.use_cases or "",
        results=release.results or "",
        proof=release.proof or "",
        questions=release.questions or "",
        link=release.link or "",
        released_on=release.released_on.isoformat(),
        ships=tuple(map(item_option, ships)),
        answers=tuple(signal_option(signal.id, signal.ref, signal.verbatim) for signal in answers),
        tier="" if release.tier is None else str(release.tier),
        when="" if release.is_announced else release.state,
        at=str(int(release.scheduled_at.timestamp())) if release.scheduled_at else "",
    )
