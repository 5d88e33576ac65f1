"""Being away: until when, and who stands in. What would go to somebody who is away goes to who stands in for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from rituals.messages import absences as looks
from rituals.permissions import Act, enter
from rituals.refusals import FieldErrors
from rituals.services import Person, Services, person_id
from storage import absences, audit
from storage.absences import Absence

FARTHEST = 366  # days


@dataclass(frozen=True)
class Away:
    """Somebody's absence as it was understood."""

    until_on: date
    delegate: Person | None


def stands_in(person: str, away: Mapping[str, Absence]) -> str | None:
    """Who is to hear instead of somebody: themselves where they are there; None where everybody asked is away."""
    seen: set[str] = set()
    here: str | None = person
    while here is not None and here in away:
        if here in seen:  # two who stand in for one another
            return None
        seen.add(here)
        here = away[here].delegate
    return here


def open_form(services: Services, by: Person) -> None:
    """Somebody is about to say that they are away. Raises NotAllowed for who has nothing here to be away from."""
    with services.read() as tx:
        enter(tx, by, Act.READ)


def leave(services: Services, by: Person, until: date | None, user: str | None) -> Away:
    """Somebody is away until the end of a day. Raises NotAllowed, or FieldErrors for a day or a person that can't be."""
    now = services.now()
    today = now.astimezone(ZoneInfo(by.zone)).date()
    errors = {}
    if until is None or until < today:
        errors[looks.UNTIL] = "absences.error_day"
    elif (until - today).days > FARTHEST:
        errors[looks.UNTIL] = "launches.error_day"
    delegate = services.directory.person(by.workspace, person_id(by.workspace, user)) if user else None
    if delegate and (delegate.is_bot or delegate.deactivated or delegate.guest):
        errors[looks.DELEGATE] = "launches.error_person"
    if delegate and delegate.id == by.id:
        errors[looks.DELEGATE] = "absences.error_self"
    if errors or until is None:
        raise FieldErrors(errors)
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        absences.put(tx, home.id, by.id, Absence(until, delegate.id if delegate else None), now)
        audit.note(
            tx,
            home.id,
            object_kind="person",
            object_id=by.id,
            act="away",
            by=by.id,
            now=now,
            after={"until": until.isoformat(), "delegate": delegate.id if delegate else None},
        )
    return Away(until, delegate)


def come_back(services: Services, by: Person) -> bool:
    """Somebody is there again. False where nothing said that they were away. Raises NotAllowed."""
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        return absences.end(tx, home.id, by.id)
