"""Who may do what: every act asks here, on arrival, whatever was shown."""

from enum import StrEnum

from rituals.refusals import NotAllowed
from rituals.services import Person, PlaceKind
from storage.releases import Release
from storage.signals import Reader, Signal
from storage.workspaces import Workspace


class Act(StrEnum):
    CAPTURE_SIGNAL = "capture_signal"
    SEE_SIGNAL = "see_signal"
    EDIT_SIGNAL = "edit_signal"
    UNDO_SIGNAL = "undo_signal"
    LINK_SIGNAL = "link_signal"  # put it into a theme with another
    SHARE_SIGNAL = "share_signal"  # show the team what is restricted
    TRIAGE = "triage"  # decide what becomes of a signal, and answer who captured it
    EDIT_RELEASE = "edit_release"
    EDIT_ROADMAP = "edit_roadmap"  # see, add, change, order, link, follow
    ADMINISTER = "administer"  # setup, rituals, doctor


# Who can, in words: told to those who can't.
WHO = {
    Act.CAPTURE_SIGNAL: "who.colleagues",
    Act.SEE_SIGNAL: "who.signal_keepers",
    Act.EDIT_SIGNAL: "who.signal_keepers",
    Act.UNDO_SIGNAL: "who.author",
    Act.LINK_SIGNAL: "who.signal_keepers",
    Act.SHARE_SIGNAL: "who.place_members",
    Act.TRIAGE: "who.signal_keepers",
    Act.EDIT_RELEASE: "who.release_keepers",
    Act.EDIT_ROADMAP: "who.colleagues",
    Act.ADMINISTER: "who.admins",
}


def may(
    person: Person,
    act: Act,
    workspace: Workspace,
    thing: Signal | Release | None = None,
    *,
    member: bool = False,
) -> bool:
    """Whether somebody may do an act, on a signal or release where the act has one.

    `member` says that they are a member of the place that the signal comes from.
    """
    if person.deactivated or person.workspace != workspace.id:
        return False
    match act, thing:
        case Act.ADMINISTER, _:
            return person.is_admin
        case Act.EDIT_ROADMAP, _:  # everybody, until roles are bound
            return True
        case ((Act.SEE_SIGNAL | Act.TRIAGE), Signal()):
            return thing.visibility == "team" or _keeps(person, workspace, thing)
        case Act.LINK_SIGNAL, Signal():
            return may(person, Act.SEE_SIGNAL, workspace, thing)
        case Act.EDIT_SIGNAL, Signal():
            return _keeps(person, workspace, thing)
        case Act.CAPTURE_SIGNAL, _:  # somebody of another company, met in a shared channel, may not
            return person.id.startswith(f"{workspace.id}:") and not person.is_bot
        case Act.SHARE_SIGNAL, Signal():
            if thing.place_kind in (None, PlaceKind.PUBLIC):
                return _keeps(person, workspace, thing)
            return member or thing.captured_by == person.id
        case Act.UNDO_SIGNAL, Signal():
            return thing.captured_by == person.id
        case Act.EDIT_RELEASE, Release():
            return thing.announced_by == person.id or person.is_admin
    return False


def demand(
    person: Person,
    act: Act,
    workspace: Workspace,
    thing: Signal | Release | None = None,
    *,
    member: bool = False,
) -> None:
    """Raises NotAllowed, with who can, where `may` says no."""
    if not may(person, act, workspace, thing, member=member):
        raise NotAllowed(WHO[act])


def reader(person: Person, workspace: Workspace) -> Reader:
    """Through whose eyes this person's listings are made."""
    return Reader(person.id, everything=_looks_after_all(person, workspace))


def _keeps(person: Person, workspace: Workspace, signal: Signal) -> bool:
    return signal.captured_by == person.id or _looks_after_all(person, workspace)


def _looks_after_all(person: Person, workspace: Workspace) -> bool:
    return person.is_admin or workspace.default_owner == person.id
