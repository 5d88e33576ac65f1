"""Sessions planned, moved, called off by people; what changes is told once to whom it concerns, and edited where it stands."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.kit.times import picked_instant
from rituals.demos.cards import (
    freshen,
    freshen_invitations,
    history,
    invite,
    reached,
    show_card,
    stands,
    tell_changed,
)
from rituals.demos.reminding import schedule
from rituals.demos.seeing import demo_in, held, page_of, steered
from rituals.messages.demos import Meeting, Page, forms
from rituals.messages.demos.forms import Draft
from rituals.messages.demos.settings import GROUP, LENGTHS, LINK, MINUTES, PEOPLE, PLACE, Settings
from rituals.messages.opened import Opened
from rituals.permissions import Act, enter
from rituals.polls.drafting import MOST_PEOPLE
from rituals.refusals import FieldErrors, NotThere
from rituals.roles.giving import group_option
from rituals.services import Person, Services, person_id, user_of
from rituals.setup import speak_in
from storage import counters, demos, requests
from storage import rituals as stored
from storage.database import Transaction
from storage.demos import CalledOff, Demo, State
from storage.polls import Audience
from storage.workspaces import Workspace

ADDRESS = re.compile(r"https?://[^\s<>|]+")
TOLD = ("starts_at", "minutes", "place", "link")
"""What people hear of when it changes."""


def open_form(services: Services, by: Person) -> Draft:
    """A new session, with what is usual for demos. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.PLAN_DEMO)
        ritual = stored.named(tx, home.id, Meeting.DEMO)
        usual = Settings.read(ritual.options) if ritual else Settings()
        channel = ritual.channel_id if ritual else home.channel("releases")
    return _draft(services, None, usual, user_of(by.id), channel)


def open_change(services: Services, by: Person, demo_id: str) -> Draft:
    """A session that is about to be changed. Raises NotFound, NotAllowed, or NotThere for one that is not to come."""
    with services.read() as tx:
        _, demo = _planned(tx, by, demo_id)
    as_it_is = Settings(demo.minutes, demo.place, demo.link, audience=demo.audience)
    host = user_of(demo.host) if demo.host else None
    return _draft(services, demo, as_it_is, host, demo.channel_id)


def _draft(
    services: Services, demo: Demo | None, settings: Settings, host: str | None, channel: str | None
) -> Draft:
    group = group_option(services, settings.audience.group)
    people = [user_of(person) for person in settings.audience.people]
    return Draft(demo, settings, host, channel, group, people)


def keep(
    services: Services,
    by: Person,
    opened: Opened,
    values: Mapping[str, str],
    people: Sequence[str],
    request_key: str,
) -> Page:
    """Keep a new session, or a change of one. The same request twice keeps one.

    Raises NotFound, NotAllowed, NotThere, or FieldErrors, also where somebody else was faster.
    """
    host = _host(services, by, values)
    now = services.now()
    with services.write() as tx:
        if opened.id:
            return _change(tx, by, opened, values, people, host, now)
        home = enter(tx, by, Act.PLAN_DEMO)
        demo_id = counters.new_id()
        read = _read(home, values, people, now) | {"host": host, "author": by.id, "zone": by.zone}
        answered = requests.claim(tx, home.id, request_key, {"demo": demo_id}, datetime.now(UTC))
        if answered is not None:
            return page_of(tx, home, by, demo_in(tx, home, answered["demo"]))
        kind = values.get(forms.KIND, Meeting.DEMO)
        if kind not in list(Meeting) or forms.CHANNEL not in values:
            raise FieldErrors({forms.CHANNEL: "forms.error_empty"})
        demos.add(tx, home.id, demo_id, read | {"kind": kind, "channel_id": values[forms.CHANNEL]}, now)
        demo = demo_in(tx, home, demo_id)
        schedule(tx, home, demo, now)
        speak_in(tx, home.id, [demo.channel_id], demo_id, now)
        show_card(tx, home, demo, now)
        freshen(tx, home, demo, {by.id})
        history(tx, home, demo_id, "planned", by, now)
        return page_of(tx, home, by, demo)


def open_cancelling(services: Services, by: Person, demo_id: str) -> Demo:
    """A session that is about to be called off. Raises NotFound, NotAllowed or NotThere."""
    with services.read() as tx:
        return _planned(tx, by, demo_id)[1]


def cancel(services: Services, by: Person, demo_id: str, why: str | None) -> Page:
    """Call a session off. Raises NotFound, NotAllowed, or NotThere where that was done."""
    now = services.now()
    with services.write() as tx:
        home, demo = _planned(tx, by, demo_id)
        if not call_off(tx, home, demo, CalledOff.HAND, now, by=by, why=why):
            raise NotThere
        return page_of(tx, home, by, demo_in(tx, home, demo_id))


def call_off(
    tx: Transaction,
    home: Workspace,
    demo: Demo,
    called_off: CalledOff,
    now: datetime,
    *,
    by: Person | None = None,
    why: str | None = None,
) -> bool:
    """It does not take place: those whom it concerns hear so. False where it was not planned any more."""
    if not demos.cancel(tx, home.id, demo.id, called_off, why, now):
        return False
    demos.forget(tx, home.id, demo.id)
    history(tx, home, demo.id, "cancelled", by, now)
    off = demo_in(tx, home, demo.id)
    freshen(tx, home, demo, reached(tx, home, demo) | ({by.id} if by else set()))
    freshen_invitations(tx, home, demo)
    if called_off != CalledOff.EMPTY:
        tell_changed(tx, home, off, by, now)
    return True


def move(
    tx: Transaction,
    home: Workspace,
    demo: Demo,
    values: Mapping[str, Any],
    now: datetime,
    by: Person | None = None,
) -> bool:
    """Change a session as it was seen. False where somebody else was faster."""
    if not demos.change(tx, home.id, demo.id, demo.sequence, values, now):
        return False
    after = demo_in(tx, home, demo.id)
    schedule(tx, home, after, now)
    before_and_after = (
        {name: _noted(getattr(one, name)) for name in ("starts_at", "minutes")} for one in (demo, after)
    )
    history(tx, home, demo.id, "edit", by, now, *before_and_after)
    concerned = {by.id if by else None, after.host} | reached(tx, home, demo)
    freshen(tx, home, demo, {person for person in concerned if person})
    freshen_invitations(tx, home, demo)
    if stands(tx, home, demo):
        invite(tx, home, after, now)
    if any(getattr(demo, name) != getattr(after, name) for name in TOLD):
        moved = demo.starts_at if demo.starts_at != after.starts_at else None
        tell_changed(tx, home, after, by, now, moved)
    return True


def host(services: Services, by: Person, demo_id: str) -> Page:
    """Somebody hosts a session that nobody hosts yet. Raises NotFound, NotAllowed or NotThere."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        demo = held(tx, home, demo_id)
        if demo.host:
            raise NotThere
        demos.turn(tx, home.id, demo_id, State.PLANNED, State.PLANNED, host=by.id)
        history(tx, home, demo_id, "hosts", by, now)
        freshen(tx, home, demo, {by.id})
        return page_of(tx, home, by, demo_in(tx, home, demo_id))


def question_hour(services: Services, by: Person, demo_id: str) -> Page:
    """Nothing is shown, and all questions are welcome. Raises NotFound, NotAllowed or NotThere."""
    now = services.now()
    with services.write() as tx:
        home, demo = _planned(tx, by, demo_id)
        if not demos.change(tx, home.id, demo_id, demo.sequence, {"question_hour": True}, now):
            raise NotThere
        history(tx, home, demo_id, "edit", by, now)
        show_card(tx, home, demo, now)
        freshen(tx, home, demo, {by.id} | ({demo.host} if demo.host else set()))
        return page_of(tx, home, by, demo_in(tx, home, demo_id))


def address(typed: str | None) -> bool:
    """Whether something is an address that a browser opens; nothing is fine, too."""
    return typed is None or ADDRESS.fullmatch(typed) is not None


def _change(
    tx: Transaction,
    by: Person,
    opened: Opened,
    values: Mapping[str, str],
    people: Sequence[str],
    host: str | None,
    now: datetime,
) -> Page:
    home, demo = _planned(tx, by, opened.id)
    read = _read(home, values, people, now, was=demo.starts_at)
    taken = sum(topic.minutes for topic in demos.topics(tx, home.id, demo.id))
    if read["minutes"] < taken:
        raise FieldErrors({MINUTES: "demos.error_short"}, count=taken)
    seen = replace(demo, sequence=opened.revision)
    # Who changes a session of a ritual has it in hand from then on: the ritual moves it no more.
    if not move(tx, home, seen, read | {"host": host, "author": demo.author or by.id}, now, by):
        raise FieldErrors({forms.WHEN: "demos.error_changed_meanwhile"})
    return page_of(tx, home, by, demo_in(tx, home, demo.id))


def _planned(tx: Transaction, by: Person, demo_id: str) -> tuple[Workspace, Demo]:
    home, demo = steered(tx, by, demo_id)
    if not demo.is_planned:
        raise NotThere
    return home, demo


def audience_of(home: Workspace, values: Mapping[str, str], people: Sequence[str]) -> Audience:
    """Who is invited, by a form. Raises FieldErrors."""
    group = values.get(GROUP)
    if group and people:
        raise FieldErrors({PEOPLE: "polls.error_group_or_people"})
    if len(people) > MOST_PEOPLE:
        raise FieldErrors({PEOPLE: "polls.error_people"}, people=MOST_PEOPLE)
    return Audience(group, tuple(person_id(home.id, user) for user in people))


def _read(
    home: Workspace,
    values: Mapping[str, str],
    people: Sequence[str],
    now: datetime,
    was: datetime | None = None,
) -> dict[str, Any]:
    """What a form says of a session. Raises FieldErrors."""
    starts_at, minutes = picked_instant(values.get(forms.WHEN)), values.get(MINUTES, "")
    errors = {}
    if starts_at is None:
        errors[forms.WHEN] = "forms.error_empty"
    elif starts_at <= now and starts_at != was:
        errors[forms.WHEN] = "demos.error_past"
    if not minutes.isdecimal() or int(minutes) not in LENGTHS:
        errors[MINUTES] = "forms.error_empty"
    if not address(values.get(LINK)):
        errors[LINK] = "demos.error_link"
    if errors:
        raise FieldErrors(errors)
    return {
        "title": values.get(forms.TITLE, ""),
        "starts_at": starts_at,
        "minutes": int(minutes),
        "place": values.get(PLACE),
        "link": values.get(LINK),
        "audience": audience_of(home, values, people).written(),
    }


def _host(services: Services, by: Person, values: Mapping[str, str]) -> str | None:
    """Who was chosen. Raises FieldErrors for somebody who can't be."""
    user = values.get(forms.HOSTED)
    if user is None:
        return None
    person = services.directory.person(by.workspace, person_id(by.workspace, user))
    if person.is_bot or person.deactivated or person.guest:
        raise FieldErrors({forms.HOSTED: "launches.error_person"})
    return person.id


def _noted(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
