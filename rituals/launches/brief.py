"""Writing the brief of a launch, by several people at once, and showing it under the plan."""

from collections.abc import Mapping
from datetime import date

from rituals.launches.acting import note
from rituals.launches.cards import brief_key, card_key, show_brief
from rituals.launches.ready import GOAL_KINDS, PAGES
from rituals.launches.seeing import seen
from rituals.messages import launch_brief as looks
from rituals.messages.launch_brief import Marked
from rituals.messages.launches import Seen
from rituals.permissions import Act, enter
from rituals.refusals import FieldErrors, NotFound
from rituals.services import Person, Services
from storage import launches, outbox, releases
from storage.launches import Part
from storage.releases import Release


def open_brief(services: Services, by: Person, launch_id: str) -> tuple[Seen, Release | None]:
    """A launch with its brief, and its release, which may know some of it. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        found = seen(tx, home, launch_id, services.now())
        return found, releases.get(tx, home.id, found.launch.release_id)


def write(
    services: Services, by: Person, launch_id: str, page: int, marked: Marked, values: Mapping[str, str]
) -> tuple[Seen, frozenset[str]]:
    """Keep what a page of the form says. Returns the launch, and the parts that somebody else wrote meanwhile.

    Where there are such, nothing is kept: the form is shown again with their words beside. What is left as it was seen
    changes nothing. Raises NotFound, NotAllowed, or FieldErrors for a goal that says nothing.
    """
    wanted = {part: values.get(looks.field(part), "") for part in PAGES[page]}
    _check_goal(wanted)
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        if not launches.hold(tx, home.id, launch_id):
            raise NotFound
        there = launches.brief(tx, home.id, launch_id)
        changed = {part: words for part, words in wanted.items() if looks.mark(words) != marked.get(part, "")}
        clashes = frozenset(
            part for part, words in changed.items() if _clashes(there.get(part), words, marked.get(part, ""))
        )
        if not clashes:
            written = {part: words for part, words in changed.items() if words}
            launches.write_brief(tx, home.id, launch_id, written, by=by.id, now=now)
            launches.empty_brief(tx, home.id, launch_id, [part for part in changed if part not in written])
            if changed:
                note(tx, home, launch_id, "brief_written", by, now, {"parts": sorted(changed)})
                outbox.want_each(tx, home.id, [card_key(launch_id), brief_key(launch_id)])
        return seen(tx, home, launch_id, now), clashes


def share(services: Services, by: Person, launch_id: str) -> Seen:
    """Have the brief stand under the plan in its channel. Raises NotFound or NotAllowed."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.WORK_ON_LAUNCH)
        found = seen(tx, home, launch_id, now)
        show_brief(tx, home, found.launch, now)
        return found


def _clashes(there: Part | None, words: str, mark: str) -> bool:
    """Whether somebody wrote something else than was seen, and than is written now."""
    kept = there.words if there else ""
    return looks.mark(kept) not in (mark, looks.mark(words))


def _check_goal(wanted: Mapping[str, str]) -> None:
    """Raises FieldErrors for a goal whose kind or date is none."""
    kind, day = wanted.get("goal_kind"), wanted.get("goal_on")
    if kind and kind not in GOAL_KINDS:
        raise FieldErrors({looks.field("goal_kind"): "forms.error_empty"})
    if day:
        try:
            date.fromisoformat(day)
        except ValueError:
            raise FieldErrors({looks.field("goal_on"): "launches.error_day"}) from None
