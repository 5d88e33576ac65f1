"""Who may do what: every act asks here, on arrival, whatever was shown.

An act is somebody's by a role, or by what ties them to the thing that it is about. A role that is bound to nobody stops
nobody: until one of an act's roles is bound, every member may. Admins are Slack's own, and whom they gave that role;
they count as holding each. Guests of the workspace hold none and keep what is theirs; they capture nothing, since what
is saved is read by people whom they do not see. Bots, deactivated people and people of other companies may nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rituals.refusals import NotAllowed, NotFound
from rituals.services import Person, PlaceKind
from storage import workspaces
from storage.database import Transaction
from storage.demos import Demo
from storage.polls import Poll
from storage.releases import Release
from storage.signals import TEAM, Reader, Signal
from storage.surveys import Survey
from storage.workspaces import Workspace

Thing = Signal | Release | Poll | Survey | Demo


class Role(StrEnum):
    """What people are to the team. Whoever holds one of the others is a member too. The values are stored."""

    MEMBER = "member"
    SALES = "sales"
    PM = "pm"
    MARKETING = "marketing"
    ADMIN = "admin"


class Bond(StrEnum):
    """What ties somebody to a thing, so that they may without a role."""

    AUTHOR = "author"  # captured the signal, wrote or announced the release, asks the poll or survey, hosts or planned the demo
    KEEPER = "keeper"  # owns the default area, and so looks after all signals, restricted ones too
    OWNER = "owner"  # owns the theme or the area that the signal is in
    WITNESS = "witness"  # is a member of the place that the signal comes from


class Act(StrEnum):
    READ = "read"  # the digest, releases, the roadmap, search, the inbox, suggestions: what the team reads
    EXPORT = "export"  # take with them what they may read
    EXPORT_AUDIT = "export_audit"
    CAPTURE_SIGNAL = "capture_signal"
    SEE_SIGNAL = "see_signal"
    EDIT_SIGNAL = "edit_signal"
    UNDO_SIGNAL = "undo_signal"
    LINK_SIGNAL = "link_signal"  # put it into a theme with another, or behind a roadmap item
    SHARE_SIGNAL = "share_signal"  # show the team what is restricted
    TRIAGE = "triage"  # decide what becomes of a signal, and answer who captured it
    DRAFT_RELEASE = "draft_release"  # write one
    SEE_RELEASE = "see_release"
    ANNOUNCE_RELEASE = "announce_release"  # now or at a time, with what it ships
    IMPORT_RELEASES = "import_releases"  # and watch where they come from
    EDIT_RELEASE = "edit_release"  # withdraw it, and tell those who asked for it
    START_LAUNCH = "start_launch"  # make the plan of a release
    WORK_ON_LAUNCH = "work_on_launch"  # its tasks: done, taken over, moved; and its roles
    EDIT_ROADMAP = "edit_roadmap"  # add, change, move, order
    ASK_POLL = "ask_poll"
    STEER_POLL = "steer_poll"  # change, post, stop, decide, delete
    ASK_SURVEY = "ask_survey"
    STEER_SURVEY = "steer_survey"  # change, send, stop, delete
    PLAN_DEMO = "plan_demo"
    STEER_DEMO = "steer_demo"  # move, call off, say what remains of it
    EDIT_ACCOUNTS = "edit_accounts"  # name, own, merge
    EDIT_THEMES = "edit_themes"  # name, own, merge; accept and dismiss proposed ones
    FOLLOW = "follow"  # be told when something ships
    KEEP_AREAS = "keep_areas"
    KEEP_TEMPLATES = "keep_templates"  # of plans
    STEER_RITUALS = "steer_rituals"
    GIVE_ROLES = "give_roles"
    ADMINISTER = "administer"  # setup, doctor


@dataclass(frozen=True)
class Rule:
    """Who may do an act: those with one of the `roles` (none: no role is enough), and those with one of the `bonds`.

    On a signal, both need that the person may read it, unless the act is `blind`.
    """

    roles: tuple[Role, ...] = ()
    bonds: tuple[Bond, ...] = ()
    blind: bool = False


MEMBERS = (Role.MEMBER,)
ADMINS = (Role.ADMIN,)

RULES: Mapping[Act, Rule] = {
    Act.READ: Rule(MEMBERS),
    Act.EXPORT: Rule(MEMBERS),
    Act.EXPORT_AUDIT: Rule(ADMINS),
    Act.CAPTURE_SIGNAL: Rule(MEMBERS),
    Act.SEE_SIGNAL: Rule(MEMBERS, (Bond.AUTHOR, Bond.KEEPER)),
    Act.EDIT_SIGNAL: Rule(ADMINS, (Bond.AUTHOR, Bond.KEEPER)),
    Act.UNDO_SIGNAL: Rule((), (Bond.AUTHOR,)),
    Act.LINK_SIGNAL: Rule(MEMBERS, (Bond.AUTHOR, Bond.KEEPER)),
    Act.SHARE_SIGNAL: Rule(ADMINS, (Bond.AUTHOR, Bond.KEEPER)),
    Act.TRIAGE: Rule((Role.PM,), (Bond.OWNER, Bond.KEEPER)),
    Act.DRAFT_RELEASE: Rule(MEMBERS),
    Act.SEE_RELEASE: Rule((Role.PM, Role.MARKETING), (Bond.AUTHOR,)),
    Act.ANNOUNCE_RELEASE: Rule((Role.PM, Role.MARKETING)),
    Act.IMPORT_RELEASES: Rule((Role.PM, Role.MARKETING)),
    Act.EDIT_RELEASE: Rule(ADMINS, (Bond.AUTHOR,)),
    Act.START_LAUNCH: Rule((Role.PM, Role.MARKETING)),
    Act.WORK_ON_LAUNCH: Rule(MEMBERS),
    Act.EDIT_ROADMAP: Rule((Role.PM,)),
    Act.ASK_POLL: Rule((Role.PM, Role.MARKETING)),
    Act.STEER_POLL: Rule(ADMINS, (Bond.AUTHOR,)),
    Act.ASK_SURVEY: Rule((Role.PM, Role.MARKETING)),
    Act.STEER_SURVEY: Rule(ADMINS, (Bond.AUTHOR,)),
    Act.PLAN_DEMO: Rule((Role.PM, Role.MARKETING)),
    Act.STEER_DEMO: Rule((Role.PM, Role.MARKETING), (Bond.AUTHOR,)),
    Act.EDIT_ACCOUNTS: Rule((Role.SALES, Role.PM, Role.MARKETING)),
    Act.EDIT_THEMES: Rule((Role.PM, Role.MARKETING)),
    Act.FOLLOW: Rule(MEMBERS),
    Act.KEEP_AREAS: Rule(ADMINS),
    Act.KEEP_TEMPLATES: Rule(ADMINS),
    Act.STEER_RITUALS: Rule(ADMINS),
    Act.GIVE_ROLES: Rule(ADMINS),
    Act.ADMINISTER: Rule(ADMINS),
}
# What was said where not all can read it is brought out by those who were there, not even by admins.
_OUT_OF_A_CLOSED_PLACE = Rule((), (Bond.AUTHOR, Bond.WITNESS), blind=True)


def may(
    person: Person,
    act: Act,
    workspace: Workspace,
    thing: Thing | None = None,
    *,
    member: bool = False,
    owner: bool = False,
) -> bool:
    """Whether somebody may do an act, on a signal, release, poll, survey or demo where the act has one.

    `member` says that they are a member of the place that the signal comes from, `owner` that its area is theirs.
    """
    if not _is_ours(person, workspace):
        return False
    rule, bonds = _rule(act, thing), _bonds(person, workspace, thing, member=member, owner=owner)
    if isinstance(thing, Signal) and not rule.blind and not _reads(person, thing, bonds):
        return False
    return _holds(person, rule.roles) or any(bond in bonds for bond in rule.bonds)


def demand(
    person: Person,
    act: Act,
    workspace: Workspace,
    thing: Thing | None = None,
    *,
    member: bool = False,
    owner: bool = False,
) -> None:
    """Raises NotAllowed, which says who can, where `may` says no."""
    if not may(person, act, workspace, thing, member=member, owner=owner):
        rule = _rule(act, thing)
        admins = [Role.ADMIN] if rule.roles else []
        bound = [role for role in rule.roles if role in person.roles.bound and role is not Role.ADMIN]
        open_to_all = rule.roles and rule.roles != ADMINS and not bound
        raise NotAllowed([Role.MEMBER] if open_to_all else [*bound, *admins], rule.bonds)


def enter(tx: Transaction, person: Person, act: Act) -> Workspace:
    """The workspace where somebody does an act that is about none of these things. Raises NotFound or NotAllowed."""
    home = workspace_of(tx, person.workspace)
    demand(person, act, home)
    return home


def calling(person: Person) -> Role:
    """What somebody is to the team first of all, for what they read first: of several roles, the one that asks most."""
    return next(
        (role for role in (Role.PM, Role.MARKETING, Role.SALES) if role in person.roles.held), Role.MEMBER
    )


def workspace_of(tx: Transaction, workspace: str) -> Workspace:
    """The workspace; `bot.wiring` made its row before the first request.

    Raises NotFound for one that never was connected.
    """
    home = workspaces.get(tx, workspace)
    if home is None:
        raise NotFound
    return home


def reader(person: Person, workspace: Workspace) -> Reader:
    """Through whose eyes this person's listings are made."""
    if not may(person, Act.READ, workspace):
        return Reader(person.id, own_only=True)
    keeps = person.is_admin or workspace.default_owner == person.id
    return Reader(person.id, everything=keeps)


def _is_ours(person: Person, workspace: Workspace) -> bool:
    """An active person of this workspace: not of another company, met in a shared channel."""
    own = person.workspace == workspace.id and person.id.startswith(f"{workspace.id}:")
    return own and not person.deactivated and not person.is_bot


def _rule(act: Act, thing: Thing | None) -> Rule:
    if act is Act.SEE_RELEASE and isinstance(thing, Release) and thing.announced_at:
        return RULES[Act.READ]
    closed = isinstance(thing, Signal) and thing.place_kind not in (None, PlaceKind.PUBLIC)
    return _OUT_OF_A_CLOSED_PLACE if act is Act.SHARE_SIGNAL and closed else RULES[act]


def _holds(person: Person, roles: tuple[Role, ...]) -> bool:
    """Whether somebody has one of these roles, or nobody needs one yet."""
    if person.guest or not roles:
        return False
    if person.is_admin:
        return True
    if roles == ADMINS:
        return False
    held = person.roles.held | set(MEMBERS if person.roles.held else ())
    return any(role in held for role in roles) or not any(role in person.roles.bound for role in roles)


def _bonds(
    person: Person, workspace: Workspace, thing: Thing | None, *, member: bool, owner: bool
) -> set[Bond]:
    found = {Bond.AUTHOR: person.id in _authors(thing)}
    if not person.guest:
        found |= {
            Bond.KEEPER: workspace.default_owner == person.id,
            Bond.OWNER: owner,
            Bond.WITNESS: member,
        }
    return {bond for bond, has in found.items() if has}


def _authors(thing: Thing | None) -> tuple[str | None, ...]:
    match thing:
        case Signal():
            return (thing.captured_by,)
        case Release():
            return (thing.owner, thing.announced_by)
        case Poll() | Survey():
            return (thing.owner,)
        case Demo():
            return (thing.host, thing.author)
        case _:
            return ()


def _reads(person: Person, signal: Signal, bonds: set[Bond]) -> bool:
    if {Bond.AUTHOR, Bond.KEEPER} & bonds or (person.is_admin and not person.guest):
        return True
    return signal.visibility == TEAM and (_holds(person, MEMBERS) or Bond.OWNER in bonds)
