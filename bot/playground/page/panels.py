"""What stands beside a conversation: who is in it, or somebody's profile; and what people do there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.playground.acts import Acts, Impossible
from bot.playground.acts.accounts import LOCALES
from bot.playground.page.avatars import APP_AVATAR, avatar
from bot.playground.page.visits import Visit
from bot.playground.render.dates import clock_time
from bot.playground.render.viewer import Viewer
from bot.playground.words import words
from bot.playground.world import Person, World

MEMBERS = "members"
ZONES = (
    "America/Montreal",
    "America/New_York",
    "Asia/Singapore",
    "Europe/London",
    "Europe/Paris",
    "Indian/Reunion",
    "UTC",
)
_PARTNER = "T0PARTNER"  # the other company that channels are shared with


@dataclass(frozen=True)
class Choice:
    value: str
    name: str
    chosen: bool = False


@dataclass(frozen=True)
class Member:
    """Somebody in the conversation; `removable` by who looks."""

    id: str
    url: str
    name: str
    note: str
    avatar: Markup
    removable: bool


@dataclass(frozen=True)
class Members:
    """Who is in a channel, and what the person who looks may do about it; empty lists offer nothing."""

    people: Sequence[Member]
    to_invite: Sequence[Choice]
    may_leave: bool
    may_connect: bool
    locales: Sequence[Choice]  # for a new colleague, whom admins add


@dataclass(frozen=True)
class Profile:
    """Somebody, as others see them; `locales` and `zones` are there in one's own. `turn`: what an admin may do to it."""

    id: str
    name: str
    avatar: Markup
    facts: Sequence[str]
    locales: Sequence[Choice]
    zones: Sequence[Choice]
    turn: str


@dataclass(frozen=True)
class Panel:
    title: str
    url: str
    members: Members | None = None
    profile: Profile | None = None


def draw_panel(world: World, visit: Visit, viewer: Viewer) -> Panel | None:
    """The panel that the window's address asks for."""
    said = words(viewer.language)
    url = visit.url("panel")
    if visit.panel == MEMBERS and visit.channel.kind != "im":
        return Panel(said["members"], url, members=_members(world, visit, viewer))
    person = world.people.get(visit.panel)
    return Panel(said["profile"], url, profile=_profile(world, visit, viewer, person)) if person else None


def do_in_panel(acts: Acts, visit: Visit, form: Mapping[str, str]) -> None:
    """What somebody pressed there. Raises Impossible, as what they do."""
    who, channel, about = visit.person, visit.channel, form.get("who", "")
    match form.get("act"):
        case "leave":
            acts.leave(who, channel)
        case "invite":
            acts.invite(who, channel, about)
        case "remove":
            acts.remove(who, channel, about)
        case "connect":
            acts.connect(who, channel, _newcomer(acts.world, form, team=_PARTNER))
        case "hire":
            new = acts.hire(who, _newcomer(acts.world, form, team=acts.world.team))
            if channel.kind == "public":
                acts.join(new, channel)
        case "profile":
            acts.change_profile(who, locale=form.get("locale", ""), tz=form.get("tz", ""))
        case "deactivate":
            acts.deactivate(who, about)
        case "reactivate":
            acts.reactivate(who, about)
        case _:
            raise Impossible("nothing was pressed")


def _members(world: World, visit: Visit, viewer: Viewer) -> Members:
    me, channel = visit.person, visit.channel
    inside = me.id in channel.members and not channel.archived
    trusted = inside and not me.guest
    removes = trusted and (channel.kind == "private" or _is_admin(world, me))
    people = sorted(
        (world.people[one] for one in channel.members), key=lambda one: (one.is_bot, one.real_name)
    )
    outside = [
        one
        for one in world.people.values()
        if one.id not in channel.members and one.team == world.team and not one.deleted
    ]
    return Members(
        people=[
            Member(
                one.id,
                visit.elsewhere(panel=one.id).url(),
                one.real_name,
                _note(world, one, viewer),
                _picture(world, one),
                removable=removes and one.id != me.id,
            )
            for one in people
        ],
        to_invite=[Choice(one.id, one.real_name) for one in outside] if trusted else [],
        may_leave=inside,
        may_connect=trusted,
        locales=_locales("") if _is_admin(world, me) else [],
    )


def _profile(world: World, visit: Visit, viewer: Viewer, person: Person) -> Profile:
    said, mine = words(viewer.language), person.id == visit.person.id
    local = Viewer(person.id, viewer.locale, person.tz, viewer.now)
    spoken = words(Viewer(person.id, person.locale, person.tz, viewer.now).language)["language"]
    facts = [person.title, _note(world, person, viewer)]
    if not person.is_bot:
        facts += [
            f"{spoken} ({person.locale})",
            said["local_time"].format(time=clock_time(local, viewer.now), zone=person.tz),
        ]
    turn = ""
    if _is_admin(world, visit.person) and not mine and not person.is_bot and person.team == world.team:
        turn = "reactivate" if person.deleted else "deactivate"
    zones = sorted({*ZONES, person.tz})
    return Profile(
        id=person.id,
        name=person.real_name,
        avatar=_picture(world, person),
        facts=[fact for fact in facts if fact],
        locales=_locales(person.locale) if mine else [],
        zones=[Choice(zone, zone, zone == person.tz) for zone in zones] if mine else [],
        turn=turn,
    )


def _note(world: World, person: Person, viewer: Viewer) -> str:
    """What one should know of somebody: an app, an admin, a guest, of another company, gone."""
    said = words(viewer.language)
    if person.is_bot:
        return said["app"]
    if person.team != world.team:
        return said["other_company"]
    if person.deleted:
        return said["deactivated"]
    if person.guest:
        return said["guest"]
    return said["admin"] if _is_admin(world, person) else ""


def _is_admin(world: World, person: Person) -> bool:
    return (person.is_admin or person.is_owner) and person.team == world.team


def _picture(world: World, person: Person) -> Markup:
    return APP_AVATAR if person.id == world.bot_user else avatar(person.real_name, person.color)


def _locales(chosen: str) -> list[Choice]:
    return [Choice(locale, locale, locale == chosen) for locale in LOCALES]


def _newcomer(world: World, form: Mapping[str, str], *, team: str) -> Person:
    name, locale = " ".join(form.get("name", "").split()), form.get("locale", "en-US")
    if not name or locale not in LOCALES:
        raise Impossible("a person has a name and a language")
    return Person(
        id=world.new_id("U"),
        team=team,
        name=name.split(" ", maxsplit=1)[0].lower(),
        real_name=name[:80],
        locale=locale,
    )
