"""What is shown: anybody offers a topic, until the time is taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rituals.demos.cards import freshen, history, reached, show_card
from rituals.demos.seeing import coming, demo_in, held, page_of, programmes, seen
from rituals.messages.demos import Page, Seen, forms
from rituals.permissions import Act, demand, enter, may
from rituals.refusals import FieldErrors, NotThere
from rituals.services import Person, Services, person_id
from storage import counters, demos, releases, requests, roadmap
from storage.database import Transaction
from storage.demos import Demo
from storage.workspaces import Workspace


@dataclass(frozen=True)
class Offering:
    """What the forms of a session to come begin with: which it is for, and which others there are."""

    seen: Seen
    coming: list[Demo]


def open_form(services: Services, by: Person, demo_id: str | None = None) -> Offering | None:
    """The session that was named, else the next one; None where nothing is planned. Raises NotAllowed, NotFound or NotThere."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        found = coming(tx, home, services.now())
        if demo_id is None:
            return Offering(seen(tx, home, found[0]), found) if found else None
        demo = demo_in(tx, home, demo_id)
        if demo.id not in {one.id for one in found}:
            raise NotThere
        return Offering(seen(tx, home, demo), found)


def offer(services: Services, by: Person, demo_id: str, values: Mapping[str, str], request_key: str) -> Page:
    """Put something on the agenda, as long as there is room. Raises NotFound, NotAllowed, NotThere or FieldErrors."""
    presenter = _presenter(services, by, values)
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        topic = _read(tx, home, by, values) | {"person": presenter}
        # Held first: of two who take the last minutes, one is told that they are taken.
        demo = held(tx, home, demo_id)
        if demo.ends_at <= now:
            raise NotThere
        (programme,) = programmes(tx, home, [demo])
        left = programme.left
        if topic["minutes"] > left or demo.question_hour:
            key = "demos.error_room" if left > 0 else "demos.error_full"
            raise FieldErrors({forms.LASTS: key}, count=left)
        if requests.claim(tx, home.id, request_key, {}, datetime.now(UTC)) is None:
            demos.add_topic(tx, home.id, demo_id, counters.new_id(), topic, now)
            history(tx, home, demo_id, "offered", by, now)
        _tell(tx, home, demo, presenter)
        show_card(tx, home, demo, now)
        return page_of(tx, home, by, demo)


def step_back(services: Services, by: Person, demo_id: str, topic_id: str) -> Page:
    """Take something off the agenda: one's own, or anything for who steers it. Raises NotFound, NotAllowed or NotThere."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        demo = held(tx, home, demo_id)
        topic = next((one for one in demos.topics(tx, home.id, demo_id) if one.id == topic_id), None)
        if topic is None:
            raise NotThere
        if topic.person != by.id:
            demand(by, Act.STEER_DEMO, home, demo)
        demos.drop_topic(tx, home.id, demo_id, topic_id)
        history(tx, home, demo_id, "taken_back", by, now)
        _tell(tx, home, demo, topic.person)
        return page_of(tx, home, by, demo)


def _tell(tx: Transaction, home: Workspace, demo: Demo, presenter: str) -> None:
    freshen(tx, home, demo, reached(tx, home, demo) | {presenter})


def _read(tx: Transaction, home: Workspace, by: Person, values: Mapping[str, str]) -> dict[str, Any]:
    """What is shown: a release, a roadmap item, or what was typed. Raises FieldErrors."""
    release = releases.get(tx, home.id, values[forms.RELEASE]) if forms.RELEASE in values else None
    item = roadmap.get(tx, home.id, values[forms.ITEM]) if forms.ITEM in values else None
    if release and not may(by, Act.SEE_RELEASE, home, release):
        release = None
    lasts = values.get(forms.LASTS, "")
    title = values.get(forms.TOPIC) or (release.name if release else "") or (item.title if item else "")
    errors = {} if title else {forms.TOPIC: "demos.error_topic"}
    if not lasts.isdecimal() or int(lasts) not in forms.LAST:
        errors[forms.LASTS] = "forms.error_empty"
    if errors:
        raise FieldErrors(errors)
    return {
        "release_id": release.id if release else None,
        "item_id": item.id if item else None,
        "title": title[: forms.TITLE_LIMIT],
        "minutes": int(lasts),
    }


def _presenter(services: Services, by: Person, values: Mapping[str, str]) -> str:
    """Who shows it. Raises FieldErrors for somebody who can't."""
    user = values.get(forms.PRESENTER)
    person = services.directory.person(by.workspace, person_id(by.workspace, user)) if user else by
    if person.is_bot or person.deactivated:
        raise FieldErrors({forms.PRESENTER: "launches.error_person"})
    return person.id
