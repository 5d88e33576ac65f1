"""How the one message of a day looks: what many messages say in a line or two, by topic, each to be opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.kit.blocks import Block, Mrkdwn, bold, button, clip, context, header, section
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.gate import Topic

OPEN = "bundle.open"
REST = "bundle.rest"
PAGE = "bundle.page"
SHOWN = 20
SHOWN_ON_PAGE = 80
LINES = 2
LINE = 160  # characters


@dataclass(frozen=True)
class Line:
    """One message within the bundle; `message` None: it could not be made just now. `opened`: it stands in the thread."""

    seq: int
    topic: Topic
    message: Message | None
    opened: bool = False


@dataclass(frozen=True)
class Place:
    """From which line on a page shows the bundle of a channel or person."""

    recipient: str
    day: date
    start: int

    def written(self) -> str:
        return f"{self.recipient} {self.day.isoformat()} {self.start}"

    @classmethod
    def read(cls, value: str) -> "Place":
        recipient, day, start = value.split(" ")
        return cls(recipient, date.fromisoformat(day), int(start))


def bundle(texts: Texts, lines: Sequence[Line], place: Place, *, command: str) -> Message:
    """The message: the first lines, and where the others are. `command`: where one chooses when messages come."""
    shown = _by_topic(lines[:SHOWN])
    title = texts.plain("bundle.title", day=texts.day(place.day))
    foot = texts.mrkdwn("bundle.foot", command=command)
    blocks = (header(title), *_groups(texts, shown), *_rest(texts, lines, place, SHOWN), context(foot))
    told = [bold(title), *(_short(texts, line) for line in shown), *_more(texts, lines, SHOWN)]
    return Message(Mrkdwn.join_all("\n", told), blocks)


def page(texts: Texts, lines: Sequence[Line], place: Place) -> View:
    """The lines that the message has no room for, some of them a page."""
    end = place.start + SHOWN_ON_PAGE
    blocks = (*_groups(texts, _by_topic(lines[place.start : end])), *_rest(texts, lines, place, end))
    title = texts.plain("bundle.page")
    return View(PAGE, title, blocks, texts.plain("forms.close"), memory=place.written())


def _by_topic(lines: Sequence[Line]) -> list[Line]:
    order = list(Topic)
    return sorted(lines, key=lambda line: order.index(line.topic))


def _groups(texts: Texts, lines: Sequence[Line]) -> list[Block]:
    blocks: list[Block] = []
    for topic, theirs in groupby(lines, key=lambda line: line.topic):
        blocks.append(section(bold(texts.plain(f"preferences.topic_{topic}"))))
        blocks += [_entry(texts, line) for line in theirs]
    return blocks


def _entry(texts: Texts, line: Line) -> Block:
    words = _short(texts, line)
    if line.opened:
        return section(Mrkdwn.join_all("\n", [words, texts.mrkdwn("bundle.opened")]))
    if line.message and words == line.message.text and not _has_buttons(line.message):
        return section(words)
    spoken = words.replace("*", "").replace("\n", " ")
    return section(words, accessory=button(texts.plain("bundle.open"), OPEN, str(line.seq), describe=spoken))


def _short(texts: Texts, line: Line) -> Mrkdwn:
    """The first lines of what a message says."""
    if line.message is None:
        return texts.mrkdwn("bundle.broken")
    said = [Mrkdwn(words) for words in line.message.text.split("\n") if words.strip()]
    return Mrkdwn.join_all("\n", [_cut(words) for words in said[:LINES]])


def _cut(words: Mrkdwn) -> Mrkdwn:
    """At most so many characters; what was bold where it was cut stays so."""
    cut = clip(words, LINE)
    return Mrkdwn(f"{cut}*") if cut != words and cut.count("*") % 2 else cut


def _has_buttons(message: Message) -> bool:
    return any(block["type"] == "actions" or "accessory" in block for block in message.blocks)


def _rest(texts: Texts, lines: Sequence[Line], place: Place, end: int) -> list[Block]:
    following = Place(place.recipient, place.day, end).written()
    show = button(texts.plain("bundle.rest"), REST, following)
    return [section(words, accessory=show) for words in _more(texts, lines, end)]


def _more(texts: Texts, lines: Sequence[Line], end: int) -> list[Mrkdwn]:
    more = len(lines) - end
    return [texts.mrkdwn("bundle.more", count=more)] if more > 0 else []
