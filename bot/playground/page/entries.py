"""Messages as lines of a conversation, for one reader."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from markupsafe import Markup

from bot.playground.mrkdwn import render_mrkdwn
from bot.playground.page.avatars import APP_AVATAR, avatar
from bot.playground.page.screens import Day, Entry, FileEntry, Reaction, revision
from bot.playground.page.visits import Names, Visit
from bot.playground.render.blocks import render_blocks
from bot.playground.render.dates import clock_time, day_label, time_tag
from bot.playground.render.emoji import character
from bot.playground.render.viewer import Surface, Viewer
from bot.playground.words import words
from bot.playground.world import Ephemeral, Message, World

SHOWN = 60  # of a long conversation, until somebody asks for what came before


class Lines:
    """Draws the messages that one window shows."""

    def __init__(self, world: World, visit: Visit, viewer: Viewer, names: Names) -> None:
        self._world = world
        self._visit = visit
        self._viewer = viewer
        self._names = names
        self._words = words(viewer.language)

    def conversation(self) -> tuple[Sequence[Entry | Day], bool]:
        """The lines of the channel, days between them, and whether there is a past that is not shown."""
        said = [
            message
            for message in self._world.messages(self._visit.channel.id)
            if not message.deleted and (not message.is_reply or message.broadcast)
        ]
        whispered = [one for one in self._whispers() if not one.thread_ts]
        together: list[Message | Ephemeral] = [*said, *whispered]
        together.sort(key=_order)
        shown = together if self._visit.earlier else together[-SHOWN:]
        return list(self._with_days(shown)), len(shown) < len(together)

    def thread(self, ts: str) -> Sequence[Entry]:
        """The message that began a thread, its replies, and what was whispered in it."""
        channel = self._visit.channel.id
        first = self._world.message(channel, ts)
        whispered = [one for one in self._whispers() if one.thread_ts == ts]
        replies: list[Message | Ephemeral] = [*self._world.replies(channel, ts), *whispered]
        together = ([first] if first else []) + sorted(replies, key=_order)
        return [self._entry(one, in_thread=True) for one in together]

    def _whispers(self) -> Iterable[Ephemeral]:
        return self._world.ephemerals(self._visit.person.id, self._visit.channel.id)

    def _with_days(self, shown: Sequence[Message | Ephemeral]) -> Iterable[Entry | Day]:
        day = None
        for one in shown:
            moment = _moment(one.ts)
            if (own := self._viewer.local(moment).date()) != day:
                day = own
                label = day_label(self._viewer, moment)
                yield Day(id=f"day-{own.isoformat()}", rev=revision(label), day=label)
            yield self._entry(one)

    def _entry(self, one: Message | Ephemeral, *, in_thread: bool = False) -> Entry:
        here = self._visit
        scope = f"{'t' if in_thread else 'm'}-{one.ts.replace('.', '-')}"
        suggest = here.elsewhere().url("suggest", "message", one.ts)
        surface = Surface("message", here.url("message", one.ts), suggest, scope)
        body, time = self._body(one, surface), self._time(one)
        author, picture, is_app = self._author(one)
        line = Entry(
            id=scope,
            rev=revision(body, time, author, here.thread),
            author=author,
            avatar=picture,
            time=time,
            body=body,
            url=surface.url,
            author_url=self._profile(one),
            is_app=is_app,
            ephemeral=isinstance(one, Ephemeral),
        )
        if isinstance(one, Ephemeral):
            return line
        replies = "" if in_thread else self._replies(one)
        reactions = self._reactions(one)
        return replace(
            line,
            rev=revision(line.rev, replies, reactions, one.edited, one.pinned),
            edited=one.edited is not None,
            pinned=one.pinned,
            replies=replies,
            thread_url="" if in_thread else here.elsewhere(thread=one.thread_ts or one.ts).url(),
            react_url=here.url("react", one.ts),
            shortcut_url=here.url("shortcut", one.ts),
            reactions=reactions,
            files=self._files(one),
        )

    def _body(self, one: Message | Ephemeral, surface: Surface) -> Markup:
        if one.blocks:
            return render_blocks(one.blocks, self._viewer, self._names, surface)
        return Markup('<div class="text">{}</div>').format(render_mrkdwn(one.text, self._viewer, self._names))

    def _time(self, one: Message | Ephemeral) -> Markup:
        moment = _moment(one.ts)
        return time_tag(self._viewer, moment, clock_time(self._viewer, moment))

    def _author(self, one: Message | Ephemeral) -> tuple[str, Markup, bool]:
        if isinstance(one, Ephemeral) and one.from_slack:
            return "Slackbot", avatar("Slackbot", ""), False
        author = self._world.bot_user if isinstance(one, Ephemeral) else one.user
        person = self._world.people.get(author)
        if person is None:
            return author, avatar(author, ""), False
        if person.id == self._world.bot_user:
            return person.real_name, APP_AVATAR, True
        return person.real_name, avatar(person.real_name, person.color), person.is_bot

    def _profile(self, one: Message | Ephemeral) -> str:
        """The address of the author's profile; none where Slack itself speaks."""
        author = self._world.bot_user if isinstance(one, Ephemeral) else one.user
        if author not in self._world.people or (isinstance(one, Ephemeral) and one.from_slack):
            return ""
        return self._visit.elsewhere(panel=author).url()

    def _replies(self, message: Message) -> str:
        count = len(self._world.replies(message.channel, message.ts))
        if not count:
            return ""
        return self._words["replies_one"] if count == 1 else self._words["replies_many"].format(count=count)

    def _files(self, message: Message) -> Sequence[FileEntry]:
        found = [file for one in message.files if (file := self._world.files.get(one))]
        return [
            FileEntry(
                file.title, file.name, self._size(file.size), self._visit.elsewhere().url("file", file.id)
            )
            for file in found
        ]

    def _size(self, size: int) -> str:
        """Kilobytes are enough to know what one is about to fetch."""
        return self._words["file_size"].format(size=max(1, round(size / 1024)))

    def _reactions(self, message: Message) -> Sequence[Reaction]:
        return [
            Reaction(name, character(name) or f":{name}:", len(who), self._viewer.id in who)
            for name, who in message.reactions.items()
        ]


def _order(one: Message | Ephemeral) -> str:
    return one.ts


def _moment(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)
