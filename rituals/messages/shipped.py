"""How “you asked, it shipped” looks: the message to one person, and who will get what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    bold,
    button,
    context,
    display,
    divider,
    quote,
    section,
    shorten,
)
from bot.kit.markdown import to_mrkdwn, to_plain
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.messages.releases import OPEN_LINK, SHOW
from storage.releases import Release
from storage.roadmap import Item
from storage.signals import Signal

TELL = "shipped.tell"

QUOTES_SHOWN = 3
QUOTE_SHOWN = 400
FORWARDED_QUOTE = 200
BENEFIT_SHOWN = 600
NAMES_SHOWN = 20
PEOPLE_IN_SECTION = 10
SECTIONS = 30  # of people in the preview; with what else stands there it stays within a modal's blocks

_MARK = re.compile(
    r'(?<!\S)(?:[#!][^\W\d_][\w-]*|(?:for|pour|account|compte|vs|contre):(?:"[^"\n]*"|\S+))(?=[\s.,;:!?]|$)',
    re.IGNORECASE,
)


@dataclass(frozen=True)
class News:
    """What one person is told: their signals and those that they follow, their accounts, the items."""

    person: str
    items: Sequence[Item]
    said: Sequence[Signal]  # the first few, those that they captured before those that they follow
    more_said: int
    accounts: Sequence[str]


@dataclass(frozen=True)
class Recipient:
    """Somebody who will be told, as far as the reader of the preview may see why."""

    name: str
    signals: Sequence[str]  # references
    hidden: int  # signals that the reader may not read
    accounts: Sequence[str]
    follows: Sequence[str]  # references of items and signals


@dataclass(frozen=True)
class Telling:
    """Who will be told of a release, who is left out because they are gone, how many were told already."""

    release: Release
    recipients: Sequence[Recipient]
    gone: Sequence[str]
    told: int


def shipped(texts: Texts, release: Release, news: News) -> Message:
    """*You asked, it shipped*: what, their own words, and a text to forward."""
    asked = any(signal.captured_by == news.person for signal in news.said)
    title = texts.mrkdwn("shipped.asked" if asked else "shipped.awaited", name=release.name)
    items = Mrkdwn.join_all(
        "\n", [Mrkdwn.join_all(" ", ["•", bold(item.ref), item.title]) for item in news.items[:NAMES_SHOWN]]
    )
    blocks: list[Block] = [section(title), section(items)]
    if brings := to_mrkdwn(release.value or release.changes, BENEFIT_SHOWN):
        blocks.append(section(brings[0]))
    for signal in news.said:
        key = "shipped.you_said" if signal.captured_by == news.person else "shipped.you_follow"
        when = texts.slack_moment(signal.captured_at)
        blocks.append(context(texts.mrkdwn(key, ref=signal.ref, when=when)))
        blocks.append(quote(display(signal.verbatim), limit=QUOTE_SHOWN))
    if news.more_said:
        blocks.append(context(texts.mrkdwn("shipped.more_said", count=news.more_said)))
    lines = [title, items]
    if news.accounts:
        lines.append(_accounts(texts, news.accounts))
        blocks.append(section(lines[-1]))
    blocks += [actions(*_buttons(texts, release)), divider(), context(texts.mrkdwn("shipped.to_forward"))]
    blocks.append(quote(forward(texts, release, news)))
    lines += [Mrkdwn.join_all("", [f"“{shorten(display(signal.verbatim), 300)}”"]) for signal in news.said]
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


def forward(texts: Texts, release: Release, news: News) -> str:
    """A few sentences for the account, ready to copy: plain words, nobody's name."""
    lines = [texts.plain("shipped.forward_hello")]
    if news.said and (words := unmarked(display(news.said[0].verbatim))):
        lines.append(texts.plain("shipped.forward_said", words=shorten(words, FORWARDED_QUOTE)))
    lines.append(texts.plain("shipped.forward_here", name=release.name))
    if release.value:
        lines.append(to_plain(release.value, BENEFIT_SHOWN))
    if release.link:
        lines.append(release.link)
    return "\n".join(lines)


def unmarked(words: str) -> str:
    """What somebody said without the marks for us (`#sso`, `!risk`, `vs:Okta`): an account must not read these."""
    return " ".join(_MARK.sub(" ", words).split())


def preview(texts: Texts, telling: Telling) -> View:
    """Who will get what. Nothing is sent before *Tell them*."""
    release, people = telling.release, telling.recipients
    blocks: list[Block] = []
    if people:
        blocks.append(section(texts.mrkdwn("shipped.will_be_told", count=len(people), ref=release.ref)))
    else:
        blocks.append(section(texts.mrkdwn("shipped.nobody_to_tell", ref=release.ref)))
    lines = [_recipient(texts, person) for person in people]
    for start in range(0, min(len(lines), SECTIONS * PEOPLE_IN_SECTION), PEOPLE_IN_SECTION):
        blocks.append(section(Mrkdwn.join_all("\n", lines[start : start + PEOPLE_IN_SECTION])))
    if len(lines) > SECTIONS * PEOPLE_IN_SECTION:
        blocks.append(
            context(texts.mrkdwn("shipped.more_people", count=len(lines) - SECTIONS * PEOPLE_IN_SECTION))
        )
    if telling.gone:
        names = texts.listing([shorten(name, 40) for name in telling.gone[:NAMES_SHOWN]])
        blocks.append(context(texts.mrkdwn("shipped.gone", names=names, count=len(telling.gone))))
    if telling.told:
        blocks.append(context(texts.mrkdwn("shipped.told_already", count=telling.told)))
    return View(
        TELL,
        texts.plain("shipped.title"),
        tuple(blocks),
        texts.plain("forms.close"),
        submit=texts.plain("shipped.tell") if people else None,
        memory=release.id,
    )


def being_told(texts: Texts, release: Release, count: int) -> View:
    """After *Tell them*. `count`: all who were told of the release, also before."""
    words = texts.mrkdwn("shipped.being_told", count=count, ref=release.ref)
    return View("shipped.told", texts.plain("shipped.title"), (section(words),), texts.plain("forms.close"))


def _recipient(texts: Texts, person: Recipient) -> Mrkdwn:
    """• *Léa* · S-1, S-3 and 1 restricted signal · accounts: Acme · follows I-7"""
    parts: list[str] = [bold(shorten(person.name, 80))]
    if person.signals:
        parts.append(_few(person.signals))
    if person.hidden:
        parts.append(texts.plain("shipped.hidden", count=person.hidden))
    if person.accounts:
        parts.append(texts.plain("shipped.owns", names=_few(person.accounts)))
    if person.follows:
        parts.append(texts.plain("shipped.follows", refs=_few(person.follows)))
    return Mrkdwn.join_all("", ["• ", Mrkdwn.join_all(" · ", parts)])


def _few(names: Sequence[str]) -> str:
    shown = ", ".join(shorten(name, 40) for name in names[:5])
    return f"{shown}…" if len(names) > 5 else shown


def _accounts(texts: Texts, names: Sequence[str]) -> Mrkdwn:
    shown = texts.listing([shorten(name, 80) for name in names[:NAMES_SHOWN]])
    if len(names) > NAMES_SHOWN:
        shown += "…"
    return texts.mrkdwn("shipped.your_accounts", names=shown, count=len(names))


def _buttons(texts: Texts, release: Release) -> list[Block]:
    buttons = [button(texts.plain("releases.show_ref", ref=release.ref), SHOW, release.id)]
    if release.link:
        buttons.insert(0, button(texts.plain("releases.learn_more"), OPEN_LINK, release.id, url=release.link))
    return buttons
