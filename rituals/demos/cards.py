"""What a session says: its card in its channel, what is under it, reminders that go when they are of no use, private messages."""

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from rituals.absences import stands_in
from rituals.home import fresh as homes
from rituals.messages.demos.settings import Settings
from rituals.services import Person
from rituals.working_days import today
from storage import absences, audit, demos, jobs, outbox, people
from storage.database import Transaction
from storage.demos import Demo, Due, Rsvp
from storage.workspaces import Workspace

CARD = "demo_card"
INVITED = "demo_invited"
CALL = "demo_call"
TOMORROW = "demo_tomorrow"
SOON = "demo_soon"
OWN = "demo_own"
PREPARE = "demo_prepare"
EMPTY = "demo_empty"
CHANGED = "demo_changed"
WRAP = "demo_wrap"
AFTERWARDS = "demo_afterwards"
RECORDED = "demo_recorded"
QUESTIONS = "demo_questions"
ANSWERED = "demo_answered"

TO_ALL: Mapping[str, Due] = MappingProxyType({CALL: Due.CALL, TOMORROW: Due.TOMORROW, SOON: Due.SOON})
"""Reminders to a channel, and by which name each is set."""
AGAIN = ":again"  # a second call for presenters
WRAPS = ("", ":1", ":2")
"""How often a host is asked for the recording: kindly, and not for ever."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})


INVITE = "invite_to_demo"
"""The work of finding out who is invited (`rituals.demos.inviting`)."""


def card_key(demo_id: str) -> str:
    return f"{CARD}:{demo_id}"


def dated_key(kind: str, demo: Demo, person: str = "") -> str:
    """Of what is said of a session at its time: once it is moved, it may be said again."""
    return f"{kind}:{demo.id}:{stamp(demo)}" + (f":{person}" if person else "")


def invitation_key(demo_id: str, person: str) -> str:
    return f"{INVITED}:{demo_id}:{person}"


def show_card(tx: Transaction, home: Workspace, demo: Demo, now: datetime) -> None:
    """Have the session stand in its channel as it is now."""
    if demo.is_planned:
        invite(tx, home, demo, now)
    _put(tx, home, CARD, demo.channel_id, card_key(demo.id), {"demo": demo.id}, now)


def invite(tx: Transaction, home: Workspace, demo: Demo, now: datetime) -> None:
    """Have it found out who is invited, once for each change of the session."""
    facts = {"demo": demo.id, "sequence": demo.sequence}
    key = f"{INVITE}:{demo.id}:{demo.sequence}"
    jobs.put(tx, home.id, kind=INVITE, facts=facts, unique_key=key, now=now)


def stands(tx: Transaction, home: Workspace, demo: Demo) -> bool:
    """Whether its channel was told of it."""
    return outbox.facts_of(tx, home.id, card_key(demo.id)) is not None


def put_invitation(tx: Transaction, home: Workspace, demo: Demo, person: str, now: datetime) -> None:
    """Have somebody read that they are invited, as it is now."""
    _put(tx, home, INVITED, person, invitation_key(demo.id, person), {"demo": demo.id}, now)


def tell_channel(
    tx: Transaction,
    home: Workspace,
    kind: str,
    demo: Demo,
    settings: Settings,
    now: datetime,
    *,
    once: str = "",
) -> None:
    """A reminder to all, taken away when it is of no use any more. `once`: as for `tell`."""
    channel = settings.channel_of(TO_ALL[kind], demo)
    _put(tx, home, kind, channel, dated_key(kind, demo) + once, _dated(demo), now)


def tell(
    tx: Transaction,
    home: Workspace,
    kind: str,
    demo: Demo,
    person: str,
    now: datetime,
    *,
    once: str = "",
    **facts: Any,
) -> None:
    """Something to one person, by a message that goes with the session. `once`: tells apart several of a kind."""
    _put(tx, home, kind, person, dated_key(kind, demo, person) + once, {**_dated(demo), **facts}, now)


def tell_all_anew(
    tx: Transaction, home: Workspace, kind: str, demo: Demo, now: datetime, **facts: Any
) -> None:
    """Whoever was told something of a kind: what they were told, with these facts in place of others."""
    for key, recipient, before in outbox.kept(tx, home.id, dated_key(kind, demo)):
        _put(tx, home, kind, recipient, key, {**before, **facts}, now)


def tell_under(
    tx: Transaction, home: Workspace, kind: str, demo: Demo, now: datetime, once: str = "", **facts: Any
) -> None:
    """Something under the session."""
    key = f"{kind}:{demo.id}{once}"
    told = {"demo": demo.id, **facts}
    _put(tx, home, kind, demo.channel_id, key, told, now, under=card_key(demo.id))


def tell_changed(
    tx: Transaction,
    home: Workspace,
    demo: Demo,
    by: Person | None,
    now: datetime,
    before: datetime | None = None,
) -> None:
    """Everybody whom it concerns, once for each change, and its channel where it stands there."""
    facts = {"before": int(before.timestamp()) if before else None, "sequence": demo.sequence}
    once = f":{demo.sequence}"
    if stands(tx, home, demo):
        show_card(tx, home, demo, now)
        tell_under(tx, home, CHANGED, demo, now, once, **facts)
    for person in sorted(concerned(tx, home, demo) - ({by.id} if by else set())):
        told = {"demo": demo.id, **facts}
        _put(tx, home, CHANGED, person, f"{CHANGED}:{demo.id}{once}:{person}", told, now)


def concerned(tx: Transaction, home: Workspace, demo: Demo) -> set[str]:
    """Who comes, sees it later, presents or hosts, or is invited by name; but not who can't come or has left."""
    said = demos.answers(tx, home.id, demo.id)
    found = {*_acting(tx, home, demo), *said, *asked_privately(tx, home, demo)}
    return {person for person in found if said.get(person) != Rsvp.NO} - people.left(tx, home.id, found)


def reached(tx: Transaction, home: Workspace, demo: Demo) -> set[str]:
    """To whom something may have been said of it: who answered, presents or hosts."""
    return {*_acting(tx, home, demo), *demos.answers(tx, home.id, demo.id)}


def asked_privately(tx: Transaction, home: Workspace, demo: Demo) -> set[str]:
    """Who was invited by a private message."""
    return set() if demo.audience.is_channel else demos.invited(tx, home.id, demo.id)


def _acting(tx: Transaction, home: Workspace, demo: Demo) -> set[str]:
    """Who presents or hosts."""
    presenting = {topic.person for topic in demos.topics(tx, home.id, demo.id)}
    return presenting | ({demo.host} if demo.host else set())


def host_of(tx: Transaction, home: Workspace, demo: Demo, now: datetime) -> str | None:
    """Who hears what is for the host: who stands in for them, else who planned it, else who answers for all."""
    away = absences.on(tx, home.id, today(home, now))
    for person in (demo.host, demo.author, home.default_owner):
        here = stands_in(person, away) if person else None
        if here and not people.has_left(tx, home.id, here):
            return here
    return None


def freshen(tx: Transaction, home: Workspace, demo: Demo, persons: Collection[str] = ()) -> None:
    """Have what stands of a session say what is so now: where it stands, to these people, in their and its host's Homes."""
    keys = [card_key(demo.id), f"{QUESTIONS}:{demo.id}", f"{AFTERWARDS}:{demo.id}"]
    keys += [dated_key(kind, demo) for kind in TO_ALL] + [dated_key(CALL, demo) + AGAIN]
    keys += [dated_key(kind, demo, person) for person in persons for kind in (OWN, PREPARE, EMPTY)]
    keys += [dated_key(WRAP, demo, person) + again for person in persons for again in WRAPS]
    outbox.want_each(tx, home.id, keys)
    homes.freshen(tx, home.id, *persons, *([demo.host] if demo.host else []))


def freshen_invitations(tx: Transaction, home: Workspace, demo: Demo) -> None:
    """Have invitations say what is so now, or go once it is called off or over."""
    outbox.want_each(tx, home.id, [invitation_key(demo.id, one) for one in asked_privately(tx, home, demo)])


def history(
    tx: Transaction,
    home: Workspace,
    demo_id: str,
    act: str,
    by: Person | None,
    now: datetime,
    before: Mapping[str, Any] = _NOTHING,
    after: Mapping[str, Any] = _NOTHING,
) -> None:
    """Keep what was done with a session."""
    audit.note(
        tx,
        home.id,
        object_kind=demos.KIND,
        object_id=demo_id,
        act=act,
        by=by.id if by else None,
        now=now,
        before=before,
        after=after,
    )


def _put(
    tx: Transaction,
    home: Workspace,
    kind: str,
    recipient: str,
    key: str,
    facts: Mapping[str, Any],
    now: datetime,
    under: str | None = None,
) -> None:
    outbox.put_card(
        tx, home.id, kind=kind, recipient=recipient, facts=facts, unique_key=key, now=now, under=under
    )


def stamp(demo: Demo) -> int:
    """When it begins, in seconds since 1970, as keys and facts have it."""
    return int(demo.starts_at.timestamp())


def _dated(demo: Demo) -> dict[str, Any]:
    return {"demo": demo.id, "at": stamp(demo)}
