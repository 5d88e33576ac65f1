"""After a session: its recording and notes are asked of the host, kindly; what people thought of it."""

from collections.abc import Mapping
from datetime import datetime, time

from bot.kit.times import due_instant
from rituals.demos.cards import (
    AFTERWARDS,
    RECORDED,
    WRAP,
    WRAPS,
    freshen,
    freshen_invitations,
    history,
    host_of,
    reached,
    show_card,
    tell,
    tell_all_anew,
    tell_under,
)
from rituals.demos.planning import address
from rituals.demos.seeing import demo_in, page_of, steered
from rituals.messages.demos import Page, forms
from rituals.permissions import Act, enter
from rituals.refusals import FieldErrors, NotThere
from rituals.services import Person, Services
from rituals.working_days import today, working_days
from storage import demos
from storage.database import Transaction
from storage.demos import Demo, Due, Rsvp, State
from storage.workspaces import Workspace

AGAIN_AFTER = 2  # working days
AGAIN_AT = time(10)


def end(tx: Transaction, home: Workspace, demo: Demo, now: datetime) -> None:
    """It is over: thanks and two questions under it, and the host is asked for what remains."""
    if not demos.turn(tx, home.id, demo.id, State.PLANNED, State.OVER):
        return
    history(tx, home, demo.id, "held", None, now)
    show_card(tx, home, demo, now)
    freshen(tx, home, demo)
    freshen_invitations(tx, home, demo)
    tell_under(tx, home, AFTERWARDS, demo, now)
    ask_for_links(tx, home, demo, 0, now)


def ask_for_links(tx: Transaction, home: Workspace, demo: Demo, tries: int, now: datetime) -> None:
    """Ask the host for recording and notes, and again some days later until they are given; three times in all."""
    host = host_of(tx, home, demo, now)
    if host is None or demo.recording or demo.notes:
        return
    tell(tx, home, WRAP, demo, host, now, once=WRAPS[tries], again=tries > 0, none=False)
    if tries + 1 < len(WRAPS):
        day = working_days(home).add_working_days(today(home, now), AGAIN_AFTER)
        demos.remind(tx, home.id, demo.id, Due.WRAP, due_instant(day, AGAIN_AT, home.zone), tries=tries + 1)


def open_links(services: Services, by: Person, demo_id: str) -> Demo:
    """A session whose recording is about to be told. Raises NotFound, NotAllowed, or NotThere for one that is not over."""
    with services.read() as tx:
        return _over(tx, by, demo_id)[1]


def keep_links(services: Services, by: Person, demo_id: str, values: Mapping[str, str]) -> Page:
    """Where recording and notes are; those who wanted to see it later hear of it. Raises NotFound, NotAllowed or FieldErrors."""
    given = {"recording": values.get(forms.RECORDING), "notes": values.get(forms.NOTES)}
    names = {"recording": forms.RECORDING, "notes": forms.NOTES}
    errors = {names[name]: "demos.error_link" for name, typed in given.items() if not address(typed)}
    if not any(given.values()):
        errors[forms.RECORDING] = "demos.error_no_link"
    if errors:
        raise FieldErrors(errors)
    now = services.now()
    with services.write() as tx:
        home, demo = _over(tx, by, demo_id)
        demos.turn(tx, home.id, demo_id, State.OVER, State.OVER, **given)
        demos.forget(tx, home.id, demo_id, Due.WRAP)
        history(tx, home, demo_id, "edit", by, now)
        tell_under(tx, home, AFTERWARDS, demo, now)
        show_card(tx, home, demo, now)
        freshen(tx, home, demo, _asked(tx, home, demo, now) | {by.id})
        for person, answer in demos.answers(tx, home.id, demo_id).items():
            if answer == Rsvp.LATER and person != by.id:
                tell(tx, home, RECORDED, demo, person, now)
        return page_of(tx, home, by, demo_in(tx, home, demo_id))


def no_links(services: Services, by: Person, demo_id: str) -> Page:
    """There is no recording, nor notes: nobody asks for them any more. Raises NotFound, NotAllowed or NotThere."""
    now = services.now()
    with services.write() as tx:
        home, demo = _over(tx, by, demo_id)
        demos.forget(tx, home.id, demo_id, Due.WRAP)
        tell_all_anew(tx, home, WRAP, demo, now, none=True)
        return page_of(tx, home, by, demo)


def open_feedback(services: Services, by: Person, demo_id: str) -> Demo:
    """A session that somebody is about to speak of. Raises NotFound, NotAllowed, or NotThere for one that is not over."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        return _ended(demo_in(tx, home, demo_id))


def rate(services: Services, by: Person, demo_id: str, values: Mapping[str, str]) -> Page:
    """Keep somebody's two answers. Raises NotFound, NotAllowed, NotThere or FieldErrors."""
    mark = values.get(forms.MARK, "")
    if not mark.isdecimal() or int(mark) not in forms.MARKS:
        raise FieldErrors({forms.MARK: "forms.error_empty"})
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        demo = _ended(demo_in(tx, home, demo_id))
        demos.rate(tx, home.id, demo_id, by.id, int(mark), values.get(forms.BETTER))
        return page_of(tx, home, by, demo)


def _asked(tx: Transaction, home: Workspace, demo: Demo, now: datetime) -> set[str]:
    host = host_of(tx, home, demo, now)
    return reached(tx, home, demo) | ({host} if host else set())


def _over(tx: Transaction, by: Person, demo_id: str) -> tuple[Workspace, Demo]:
    home, demo = steered(tx, by, demo_id)
    return home, _ended(demo)


def _ended(demo: Demo) -> Demo:
    if demo.state != State.OVER:
        raise NotThere
    return demo
