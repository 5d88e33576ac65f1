"""Changing an announced release: the message in the channel changes in place, and each change stays in the history."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rituals.messages import release_forms as form
from rituals.messages.release_forms import Opened
from rituals.messages.releases import parts
from rituals.permissions import Act, demand
from rituals.refusals import FieldErrors
from rituals.releases.announce import Found, find_in, open_release
from rituals.releases.cards import show_card
from rituals.releases.content import Content
from rituals.roadmap.acting import ship
from rituals.search.indexing import index_release
from rituals.services import Person, Services
from rituals.signals.capture import workspace_of
from storage import audit, releases


def open_to_edit(services: Services, by: Person, release_id: str) -> Found:
    """A release, for somebody who is about to change it.

    Raises NotFound or NotAllowed.
    """
    found = open_release(services, by, release_id)
    demand(by, Act.EDIT_RELEASE, found.workspace, found.release)
    return found


def change(
    services: Services, by: Person, opened: Opened, content: Content, ships: Sequence[str] = ()
) -> Found:
    """Save a change; one that changes nothing leaves the release as it is.

    `ships`: ids of all the roadmap items that it ships. Those that it names no more go back to the board.

    Raises NotFound, NotAllowed, or FieldErrors where somebody else has changed it since it was opened: what
    they wrote is not overwritten, and the form stays filled in.
    """
    now = services.now()
    with services.write() as tx:
        home = workspace_of(tx, by.workspace)
        found = find_in(tx, by, home, opened.release)
        demand(by, Act.EDIT_RELEASE, home, found.release)
        before = Content.of(found.release)
        if content == before and set(ships) == {
            item.id for item in found.ships
        }:  # also the same form sent twice
            return found
        values = asdict(content) | ({"edited_at": now} if content != before else {})
        if releases.change(tx, home.id, opened.release, values, revision=opened.revision) is None:
            raise FieldErrors({form.NAME: "releases.error_changed_meanwhile"})
        audit.note(
            tx,
            home.id,
            object_kind=releases.KIND,
            object_id=opened.release,
            act="edit",
            by=by.id,
            now=now,
            before=_written(before),
            after=_written(content),
        )
        ship(tx, home, by, opened.release, ships, now)
        changed = find_in(tx, by, home, opened.release)
        index_release(tx, home.id, changed.release)
        show_card(tx, home, changed.release, now, parts_before=len(parts(found.release)))
        return changed


def _written(content: Content) -> dict[str, Any]:
    return asdict(content) | {"released_on": content.released_on.isoformat()}
