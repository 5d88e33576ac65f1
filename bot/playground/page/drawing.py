"""The world as one window shows it."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.playground.page.avatars import APP_AVATAR, LOCK, avatar
from bot.playground.page.clock import Clock
from bot.playground.page.entries import Lines
from bot.playground.page.forms import write_state
from bot.playground.page.panels import MEMBERS, draw_panel
from bot.playground.page.screens import (
    ClockFace,
    Command,
    Head,
    Home,
    Modal,
    PersonEntry,
    PlaceEntry,
    Screen,
    Shortcut,
    Thread,
    Urls,
    revision,
)
from bot.playground.page.visits import Names, Visit, direct_messages, visible_channels
from bot.playground.render.blocks import render_blocks
from bot.playground.render.dates import clock_time, full_moment, time_tag
from bot.playground.render.element import text_of
from bot.playground.render.emoji import character, with_emoji
from bot.playground.render.viewer import Surface, Viewer
from bot.playground.words import words
from bot.playground.world import Channel, Person, View, World

_PALETTE = ("satellite_antenna", "+1", "tada", "heart", "eyes", "white_check_mark", "pushpin")


def live_version(world: World, clock: Clock) -> str:
    """Changes whenever any window may have to show something else: the world, or the time on its clock."""
    return revision(world.version, int(clock.now().timestamp()) // 60, clock.next_ritual())


def draw_screen(world: World, clock: Clock, visit: Visit) -> Screen:
    """Everything on the page of that window, for its person, now."""
    return _Drawing(world, clock, visit).screen()


class _Drawing:
    def __init__(self, world: World, clock: Clock, visit: Visit) -> None:
        self.world = world
        self.clock = clock
        self.visit = visit
        self.viewer = visit.viewer(clock.now())
        self.names = Names(world, visit.person.id)
        self.words = words(self.viewer.language)

    def screen(self) -> Screen:
        # The version is read first: what changes while we draw is drawn again at the next question.
        version = live_version(self.world, self.clock)
        lines = Lines(self.world, self.visit, self.viewer, self.names)
        messages, has_past = lines.conversation()
        people = [self.person(person) for person in self.cast()]
        channels = [
            self.channel_entry(channel)
            for channel in visible_channels(self.world, self.visit.person.id)
            if not channel.archived or channel.id == self.visit.channel.id
        ]
        directs = [
            self.direct_entry(channel) for channel in direct_messages(self.world, self.visit.person.id)
        ]
        thread = self.visit.thread
        return Screen(
            language=self.viewer.language,
            workspace=self.world.name,
            version=version,
            clock=self.clock_face(),
            me=self.person(self.visit.person),
            people=people,
            channels=channels,
            directs=directs,
            places_rev=revision(channels, directs),
            place=self.head(),
            messages=messages,
            thread=Thread(thread, lines.thread(thread)) if thread else None,
            panel=draw_panel(self.world, self.visit, self.viewer),
            home=self.home() if self.visit.home else None,
            modal=self.modal(),
            commands=[Command(one.name, one.usage, one.description) for one in self.world.commands],
            shortcuts=self.shortcuts("global"),
            message_shortcuts=self.shortcuts("message"),
            palette=[(name, character(name) or name) for name in _PALETTE],
            urls=self.urls(version, has_past=has_past),
        )

    def urls(self, version: str, *, has_past: bool) -> Urls:
        visit = self.visit
        live = visit.url("live")
        return Urls(
            here=visit.elsewhere().url(),
            home=visit.elsewhere(home=True).url(),
            say=visit.url("say"),
            live=f"{live}{'&' if '?' in live else '?'}version={version}",
            clock=visit.url("clock"),
            shortcut=visit.url("shortcut"),
            members=visit.elsewhere(panel=MEMBERS).url(),
            join=visit.url("join") if self.can_join() else "",
            earlier=visit.elsewhere(earlier=True, thread=visit.thread).url() if has_past else "",
        )

    # Bar and rail -------------------------------------------------------------------------------------------

    def clock_face(self) -> ClockFace:
        now, ritual = self.clock.now(), self.clock.next_ritual()
        moment = full_moment(self.viewer, now)
        when = full_moment(self.viewer, ritual) if ritual else ""
        said = self.words["clock_ritual_at"].format(when=when) if ritual else self.words["clock_none"]
        return ClockFace(
            now=time_tag(self.viewer, now, moment[:1].upper() + moment[1:]),
            ritual=said,
            has_ritual=ritual is not None,
            rev=revision(moment, said),
        )

    def cast(self) -> Sequence[Person]:
        return [person for person in self.world.people.values() if not person.is_bot and not person.deleted]

    def person(self, person: Person) -> PersonEntry:
        """In the switcher: the address is the same conversation where that person may see it."""
        seen = self.visit.channel.kind == "public" or person.id in self.visit.channel.members
        channel = self.visit.channel if seen else self.world.direct(person.id)
        local = Viewer(person.id, self.viewer.locale, person.tz, self.viewer.now)
        return PersonEntry(
            url=Visit(person, channel).url(),
            name=person.real_name,
            title=person.title,
            language=words(Viewer(person.id, person.locale, person.tz, self.viewer.now).language)["language"],
            time=clock_time(local, self.viewer.now),
            avatar=avatar(person.real_name, person.color),
            current=person.id == self.viewer.id,
        )

    def channel_entry(self, channel: Channel) -> PlaceEntry:
        member = self.viewer.id in channel.members
        unread = self.world.unread(self.viewer.id, channel.id) if member else 0
        return PlaceEntry(
            id=channel.id,
            url=Visit(self.visit.person, channel).url(),
            name=channel.name,
            sign=LOCK if channel.kind == "private" else Markup("#"),
            avatar=None,
            note="",
            unread=unread > 0,
            count=0,
            outside=not member,
            current=channel.id == self.visit.channel.id,
        )

    def direct_entry(self, channel: Channel) -> PlaceEntry:
        other = self.other(channel)
        is_app = other.id == self.world.bot_user
        unread = self.world.unread(self.viewer.id, channel.id)
        return PlaceEntry(
            id=channel.id,
            url=Visit(self.visit.person, channel).url(),
            name=other.real_name,
            sign=Markup(),
            avatar=APP_AVATAR if is_app else avatar(other.real_name, other.color),
            note=self.words["app_badge"] if is_app else "",
            unread=unread > 0,
            count=unread,
            outside=False,
            current=channel.id == self.visit.channel.id,
        )

    def other(self, channel: Channel) -> Person:
        """Whom a direct message is with (oneself, when alone in it)."""
        others = sorted(channel.members - {self.viewer.id}) or [self.viewer.id]
        return self.world.people[others[0]]

    # Conversation -------------------------------------------------------------------------------------------

    def head(self) -> Head:
        channel = self.visit.channel
        direct = channel.kind == "im"
        name = self.other(channel).real_name if direct else channel.name
        sign = Markup() if direct else LOCK + " " if channel.kind == "private" else Markup("#")
        members = "" if direct else self.words["channel_members"].format(count=len(channel.members))
        notice = self.notice()
        is_app = direct and self.world.bot_user in channel.members
        return Head(
            name=name,
            sign=sign,
            topic=channel.topic,
            members=members,
            is_app=is_app,
            notice=notice,
            compose_hint=self.words["compose_hint"].format(place=name if direct else f"#{name}"),
            rev=revision(name, members, channel.topic, self.visit.home),
        )

    def notice(self) -> str:
        if self.visit.channel.archived:
            return self.words["archived"]
        return self.words["members_only"].format(name=self.visit.person.real_name) if self.can_join() else ""

    def can_join(self) -> bool:
        channel = self.visit.channel
        return channel.kind == "public" and not channel.archived and self.viewer.id not in channel.members

    def shortcuts(self, kind: str) -> Sequence[Shortcut]:
        return [Shortcut(one.callback_id, one.name) for one in self.world.shortcuts if one.kind == kind]

    # Views --------------------------------------------------------------------------------------------------

    def surface(self, view: View) -> Surface:
        return Surface(
            "modal" if view.type == "modal" else "home",
            self.visit.url("view", view.id),
            self.visit.elsewhere().url("suggest", "view", view.id),
            view.id,
            typed=write_state(view.values, self.viewer.tz),
            errors=view.errors,
        )

    def home(self) -> Home:
        view = self.world.views.home(self.viewer.id)
        if view is None:
            return Home(url="", body=None, rev="")
        surface = self.surface(view)
        body = render_blocks(view.blocks, self.viewer, self.names, surface)
        return Home(url=surface.url, body=body, rev=revision(view.id, view.hash))

    def modal(self) -> Modal | None:
        stack = self.world.views.stack(self.viewer.id)
        if not stack:
            return None
        view = stack[-1]
        surface = self.surface(view)
        return Modal(
            id=view.id,
            url=surface.url,
            title=with_emoji(text_of(view.title)),
            submit=text_of(view.submit),
            close=text_of(view.close) or self.words["close"],
            depth=len(stack),
            body=render_blocks(view.blocks, self.viewer, self.names, surface),
            error=view.problem or "",
            rev=revision(view.id, view.hash, view.errors, view.problem),
        )
