"""How a session goes into people's own calendars: by a link of Google's or Microsoft's, by a file, by the feed of all."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from urllib.parse import urlencode

from bot.kit.blocks import Block, Mrkdwn, actions, bold, button, context, section, shorten
from bot.kit.ics import Entry
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.messages.demos.card import head, title_of, when_and_where
from rituals.messages.demos.records import FILE, GOOGLE, OUTLOOK, PAGE, Programme
from rituals.messages.feeds import What, subscribe_button
from storage.demos import Demo, State

GOOGLE_FORM = "https://calendar.google.com/calendar/render"
OUTLOOK_FORM = "https://outlook.office.com/calendar/0/deeplink/compose"
WORDS_SHOWN = 3000
LINKED_WORDS = 500  # in an address


def add_page(texts: Texts, workspace: str, found: Programme, file: str | None, *, feed: bool) -> View:
    """Ways into one's calendar. `file` is where the entry is read from outside, `feed` that there is one of all sessions."""
    demo = found.demo
    entry = _entry(texts, workspace, found)
    ways: list[Block] = [
        button(texts.plain("demos.google"), GOOGLE, url=_google(entry, demo)),
        button(texts.plain("demos.outlook"), OUTLOOK, url=_outlook(entry, demo)),
    ]
    if file:
        ways.append(button(texts.plain("demos.file"), FILE, url=file))
    blocks: list[Block] = [
        section(Mrkdwn.join_all("\n", [head(texts, demo), when_and_where(texts, demo)])),
        actions(*ways),
    ]
    if feed:
        words = Mrkdwn.join_all("\n", [bold(texts.plain("demos.feed")), texts.mrkdwn("demos.feed_means")])
        blocks += [section(words), actions(subscribe_button(texts, What.DEMOS))]
    else:
        blocks.append(context(texts.mrkdwn("demos.link_stays")))
    return View(PAGE, texts.plain("demos.calendar"), tuple(blocks), texts.plain("forms.close"))


def entries(texts: Texts, workspace: str, sessions: Sequence[Programme]) -> Iterator[Entry]:
    """These sessions as a calendar has them."""
    return (_entry(texts, workspace, found) for found in sessions)


def _entry(texts: Texts, workspace: str, found: Programme) -> Entry:
    demo = found.demo
    over = demo.state == State.CANCELLED
    title = f"{title_of(texts, demo)} ({demo.ref})"
    channel = f"https://slack.com/app_redirect?team={workspace}&channel={demo.channel_id}"
    lines = [
        demo.link or "",
        *(
            f"{number}. {topic.title} · {found.name(topic.person)}"
            for number, topic in enumerate(found.topics, 1)
        ),
        *(address for address in (demo.recording, demo.notes) if address),
        texts.plain("demos.calendar_channel", link=channel),
    ]
    return Entry(
        uid=f"{demo.id}@{workspace.lower()}.diapason",
        title=texts.plain("feeds.cancelled", title=title) if over else title,
        words=shorten("\n".join(line for line in lines if line), WORDS_SHOWN),
        starts=demo.starts_at.astimezone(UTC),
        lasts=demo.ends_at - demo.starts_at,
        sequence=demo.sequence,
        changed_at=demo.changed_at,
        cancelled=over,
        link=demo.link or channel,
        place=demo.place or demo.link,
        busy=True,
    )


def _google(entry: Entry, demo: Demo) -> str:
    """https://support.google.com/calendar has no word on it, but it is what its own *Add to calendar* buttons open."""
    asked = {
        "action": "TEMPLATE",
        "text": entry.title,
        "dates": f"{_compact(demo.starts_at)}/{_compact(demo.ends_at)}",
        "details": shorten(entry.words, LINKED_WORDS),
        "location": entry.place or "",
    }
    return f"{GOOGLE_FORM}?{urlencode(asked)}"


def _outlook(entry: Entry, demo: Demo) -> str:
    asked = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": entry.title,
        "startdt": f"{demo.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{demo.ends_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "body": shorten(entry.words, LINKED_WORDS),
        "location": entry.place or "",
    }
    return f"{OUTLOOK_FORM}?{urlencode(asked)}"


def _compact(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"
