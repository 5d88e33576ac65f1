"""Changing an announced release: the message in the channel changes in place, and each change stays in the history."""

from dataclasses import asdict
from typing import Any

from rituals.messages import release_forms as form
from rituals.messages.release_forms import Opened
from rituals.messages.releases import parts
from rituals.permissions import Act, demand, workspace_of
from rituals.refusals import FieldErrors
from rituals.releases.audiences import show_variants
from rituals.releases.cards import note_correction, show_card
from rituals.releases.content import NO_LINKS, NOW, Content, Links, Wish
from rituals.releases.finding import Found, find_in, open_release
from rituals.releases.reviewing import show_drafts
from rituals.releases.stages import settle
from rituals.roadmap.acting import ship
from rituals.search.indexing import index_release
from rituals.services import Person, Services
from storage import audit, moments, releases
from storage.releases import State


def open_to_edit(services: Services, by: Person, release_id: str) -> Found:
    """A release, for somebody who is about to change it.

    Raises NotFound or NotAllowed.
    """
    found = open_release(services, by, release_id)
    demand(by, Act.EDIT_RELEASE, found.workspace, found.release)
    return found


def change(
    services: Services,
    by: Person,
    opened: Opened,
    content: Content,
    links: Links = NO_LINKS,
    wish: Wish = NOW,
) -> Found:
    """Save a change; one that changes nothing leaves the release as it is.

    `links` are all that it has from now on: of an announced one, items that it names no more go back to the board.
    What is not announced yet goes where `wish` says. Raises NotFound, NotAllowed, NotReady, or FieldErrors where somebody
    else has changed it since it was opened: what they wrote is not overwritten, and the form stays filled in.
    """
    with services.write() as tx:
        moments.date_it(tx)
        now = services.now()
        home = workspace_of(tx, by.workspace)
        found = find_in(tx, by, home, opened.release)
        release = found.release
        demand(by, Act.EDIT_RELEASE, home, release)
        if _is_so(found, content, links, wish):  # also the same form sent twice
            return found
        before = Content.of(release)
        told = release.is_announced and content != before
        values = asdict(content) | ({"edited_at": now} if told else {})
        if releases.change(tx, home.id, release.id, values, revision=opened.revision) is None:
            raise FieldErrors({form.NAME: "releases.error_changed_meanwhile"})
        audit.note(
            tx,
            home.id,
            object_kind=releases.KIND,
            object_id=release.id,
            act="edit",
            by=by.id,
            now=now,
            before=_written(before),
            after=_written(content),
        )
        releases.plan_items(tx, home.id, release.id, links.ships)
        releases.answer_signals(tx, home.id, release.id, links.answers)
        if release.is_announced:
            ship(tx, home, by, release.id, links.ships, now)
            changed = find_in(tx, by, home, release.id)
            index_release(tx, home.id, changed.release)
            show_variants(tx, home, changed.release, now)
            stood = show_card(tx, home, changed.release, now, parts_before=len(parts(release)))
            if told and stood:
                note_correction(tx, home, changed.release, changed_parts(before, content), by, now)
            return changed
        show_drafts(tx, home, release.id)
        settle(tx, home, by, release.id, wish, now)
        return find_in(tx, by, home, release.id)


def changed_parts(before: Content, after: Content) -> list[str]:
    """The names of the parts that read differently."""
    return [name for name in Content.__dataclass_fields__ if getattr(before, name) != getattr(after, name)]


def _is_so(found: Found, content: Content, links: Links, wish: Wish) -> bool:
    """Whether a release is what a form says already."""
    release = found.release
    same = content == Content.of(release) and {*links.ships} == {item.id for item in found.ships}
    same = same and {*links.answers} == {signal.id for signal in found.answers}
    return same and (release.is_announced or wish == Wish(State(release.state), release.scheduled_at))


def _written(content: Content) -> dict[str, Any]:
    return asdict(content) | {"released_on": content.released_on.isoformat()}
