"""Who may do what: each act, for each person, on each thing, before and after roles are given.

The tables say who may by a letter each:
M a member, S sales, P a product manager, K marketing, A an admin, D the owner of the default area (a member),
N somebody without a role, G a guest, X somebody deactivated, E somebody of another company, B a bot.
"""

from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from rituals.permissions import Act, Bond, Role, demand, may, reader
from rituals.refusals import NotAllowed
from rituals.services import Person, PlaceKind, Roles, person_id
from storage.demos import Demo
from storage.polls import Poll
from storage.releases import Release, State
from storage.signals import Signal
from storage.surveys import Survey
from storage.workspaces import Workspace

HOME = "T1"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
ALL_ROLES = frozenset(role.value for role in Role)

# By act and thing: who may once every role is given to somebody, and who may before.
# Things: own or somebody else's, team or restricted; `area`: in an area that is theirs; `closed`: said in a private
# place, of which `there` says that they are a member.
TABLE = """
read             -                MSPKAD     MSPKADN
capture_signal   -                MSPKAD     MSPKADN
see_signal       own team         MSPKADNG   MSPKADNG
see_signal       own restricted   MSPKADNG   MSPKADNG
see_signal       else team        MSPKAD     MSPKADN
see_signal       else restricted  AD         AD
see_signal       area team        MSPKAD     MSPKADN
see_signal       area restricted  AD         AD
edit_signal      own team         MSPKADNG   MSPKADNG
edit_signal      own restricted   MSPKADNG   MSPKADNG
edit_signal      else team        AD         AD
edit_signal      else restricted  AD         AD
edit_signal      area team        AD         AD
undo_signal      own team         MSPKADNG   MSPKADNG
undo_signal      own restricted   MSPKADNG   MSPKADNG
undo_signal      else team        -          -
undo_signal      else restricted  -          -
link_signal      own team         MSPKADNG   MSPKADNG
link_signal      else team        MSPKAD     MSPKADN
link_signal      else restricted  AD         AD
share_signal     own restricted   MSPKADNG   MSPKADNG
share_signal     else restricted  AD         AD
share_signal     own closed       MSPKADNG   MSPKADNG
share_signal     else closed      -          -
share_signal     there closed     MSPKADN    MSPKADN
triage           own team         PAD        MSPKADN
triage           own restricted   PAD        MSPKADN
triage           else team        PAD        MSPKADN
triage           else restricted  AD         AD
triage           area team        MSPKADN    MSPKADN
triage           area restricted  AD         AD
announce_release -                PKA        MSPKADN
start_launch     -                PKA        MSPKADN
work_on_launch   -                MSPKAD     MSPKADN
draft_release    -                MSPKAD     MSPKADN
import_releases  -                PKA        MSPKADN
see_release      own draft        MSPKADNG   MSPKADNG
see_release      else draft       PKA        MSPKADN
see_release      else release     MSPKAD     MSPKADN
edit_release     own release      MSPKADNG   MSPKADNG
edit_release     else release     A          A
edit_roadmap     -                PA         MSPKADN
ask_poll         -                PKA        MSPKADN
steer_poll       own poll         MSPKADNG   MSPKADNG
steer_poll       else poll        A          A
ask_survey       -                PKA        MSPKADN
steer_survey     own survey       MSPKADNG   MSPKADNG
steer_survey     else survey      A          A
plan_demo        -                PKA        MSPKADN
steer_demo       own demo         MSPKADNG   MSPKADNG
steer_demo       else demo        PKA        MSPKADN
edit_accounts    -                SPKA       MSPKADN
edit_themes      -                PKA        MSPKADN
follow           -                MSPKAD     MSPKADN
export           -                MSPKAD     MSPKADN
export_audit     -                A          A
keep_areas       -                A          A
keep_templates   -                A          A
steer_rituals    -                A          A
give_roles       -                A          A
administer       -                A          A
"""
ROWS = [(act, *row) for act, *row in (line.split() for line in TABLE.strip().splitlines())]


def home(default_owner: str | None = f"{HOME}:UD") -> Workspace:
    return Workspace(HOME, "Team", "U0", "en", "Europe/Paris", "EUR", default_owner, NOW, NOW)


def somebody(letter: str, bound: frozenset[str]) -> Person:
    held = {"M": "member", "S": "sales", "P": "pm", "K": "marketing", "D": "member", "X": "pm", "G": "pm"}
    return Person(
        person_id("T2" if letter == "E" else HOME, f"U{letter}"),
        HOME,
        letter,
        "en",
        "Europe/Paris",
        is_admin=letter in "AX",
        is_bot=letter == "B",
        deactivated=letter == "X",
        guest=letter == "G",
        roles=Roles(frozenset({held[letter]} & bound) if letter in held else frozenset(), bound),
    )


def signal(person: Person, whose: str, what: str) -> Signal:
    captured_by = person.id if whose == "own" else person_id(HOME, "USOMEBODY")
    return Signal(
        id="s1",
        number=1,
        verbatim="They want SSO",
        said_by=None,
        said_at=NOW,
        captured_by=captured_by,
        captured_at=NOW,
        source="command",
        permalink=None,
        kind="request",
        importance=None,
        account_id=None,
        account_certain=True,
        amount_minor=None,
        amount_currency=None,
        competitor=None,
        link=None,
        visibility="team" if what == "team" else "restricted",
        undone_at=None,
        revision=1,
        place="G1" if what == "closed" else None,
        place_kind=PlaceKind.PRIVATE if what == "closed" else None,
    )


def release(person: Person, whose: str, what: str) -> Release:
    by = person.id if whose == "own" else person_id(HOME, "USOMEBODY")
    given: dict[str, Any] = dict.fromkeys(field.name for field in fields(Release))
    if what == "release":
        given |= {"state": State.ANNOUNCED, "announced_at": NOW}
    given |= {"id": "r1", "number": 1, "name": "1", "changes": "x", "owner": by, "announced_by": by}
    return Release(**given)


def poll(person: Person, whose: str) -> Poll:
    given: dict[str, Any] = dict.fromkeys(field.name for field in fields(Poll))
    by = person.id if whose == "own" else person_id(HOME, "USOMEBODY")
    return Poll(**given | {"id": "p1", "number": 1, "owner": by})


def survey(person: Person, whose: str) -> Survey:
    given: dict[str, Any] = dict.fromkeys(field.name for field in fields(Survey))
    by = person.id if whose == "own" else person_id(HOME, "USOMEBODY")
    return Survey(**given | {"id": "n1", "number": 1, "owner": by})


def demo(person: Person, whose: str) -> Demo:
    given: dict[str, Any] = dict.fromkeys(field.name for field in fields(Demo))
    by = person.id if whose == "own" else person_id(HOME, "USOMEBODY")
    return Demo(**given | {"id": "d1", "number": 1, "host": by})


def who_may(act: str, what: list[str], bound: frozenset[str]) -> str:
    found = ""
    for letter in "MSPKADNGXEB":
        person = somebody(letter, bound)
        thing: Signal | Release | Poll | Survey | Demo | None = None
        whose = what[0]
        if what[-1] in ("draft", "release"):
            thing = release(person, whose, what[-1])
        elif what[-1] == "poll":
            thing = poll(person, whose)
        elif what[-1] == "survey":
            thing = survey(person, whose)
        elif what[-1] == "demo":
            thing = demo(person, whose)
        elif whose != "-":
            thing = signal(person, whose, what[1])
        may_they = may(person, Act(act), home(), thing, member=whose == "there", owner=whose == "area")
        found += letter if may_they else ""
    return found or "-"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row[:-2]))
def test_each_act_by_each_person_on_each_thing(row: tuple[str, ...]) -> None:
    act, *what, given, before = row
    assert who_may(act, what, ALL_ROLES) == given, "once every role is given"
    assert who_may(act, what, frozenset()) == before, "before any role is given"


def test_the_table_has_every_act() -> None:
    assert {row[0] for row in ROWS} == {act.value for act in Act}


def test_one_role_given_narrows_only_what_it_is_for() -> None:
    seller, pm = somebody("S", frozenset({"pm"})), somebody("P", frozenset({"pm"}))
    assert not may(seller, Act.EDIT_ROADMAP, home())
    assert may(pm, Act.EDIT_ROADMAP, home())
    assert may(seller, Act.CAPTURE_SIGNAL, home())
    assert may(seller, Act.READ, home())


@pytest.mark.parametrize(
    ("letter", "bound", "act", "roles"),
    [
        ("S", {"pm"}, Act.ANNOUNCE_RELEASE, ["pm", "admin"]),
        ("S", {"pm", "marketing"}, Act.ANNOUNCE_RELEASE, ["pm", "marketing", "admin"]),
        ("N", {"member"}, Act.READ, ["member", "admin"]),
        ("G", set(), Act.ANNOUNCE_RELEASE, ["member"]),
        ("E", {"pm"}, Act.READ, ["member"]),
        ("P", {"pm"}, Act.ADMINISTER, ["admin"]),
    ],
)
def test_a_refusal_names_the_roles_that_can(letter: str, bound: set[str], act: Act, roles: list[str]) -> None:
    with pytest.raises(NotAllowed) as refused:
        demand(somebody(letter, frozenset(bound)), act, home())
    assert list(refused.value.roles) == roles


def test_a_refusal_names_the_bonds_that_can() -> None:
    person = somebody("S", frozenset({"pm"}))
    with pytest.raises(NotAllowed) as refused:
        demand(person, Act.UNDO_SIGNAL, home(), signal(person, "else", "team"))
    assert (refused.value.roles, refused.value.bonds) == ((), (Bond.AUTHOR,))


@pytest.mark.parametrize(
    ("letter", "everything", "own_only"),
    [("M", False, False), ("A", True, False), ("D", True, False), ("N", False, True), ("G", False, True)]
    + [(letter, False, True) for letter in "XEB"],
)
def test_through_whose_eyes(letter: str, everything: bool, own_only: bool) -> None:
    eyes = reader(somebody(letter, ALL_ROLES), home())
    assert (eyes.everything, eyes.own_only) == (everything, own_only)


def test_a_guest_who_owns_the_default_area_reads_what_is_theirs() -> None:
    guest = replace(somebody("G", ALL_ROLES), id=person_id(HOME, "UD"))
    assert reader(guest, home()).own_only
    assert not may(guest, Act.SEE_SIGNAL, home(), signal(guest, "else", "restricted"))
