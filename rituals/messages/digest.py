"""How the weekly digest looks: one message, short, with the same numbers in words for those who do not see the chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.kit.blocks import (
    SECTION_LIMIT,
    Block,
    Mrkdwn,
    actions,
    bold,
    button,
    context,
    display,
    divider,
    header,
    link,
    quote,
    section,
    shorten,
)
from bot.kit.charts import Series, bar_chart
from bot.kit.markdown import to_plain
from bot.kit.message import Message
from bot.kit.money import Money
from bot.kit.texts import Texts
from rituals.messages import radar
from rituals.messages.signals import amount_of
from storage.releases import Release
from storage.signals import TEAM, Signal

LAST_ONE = "digest.last_one"
KINDS_CHARTED = 8
BENEFIT_SHOWN = 200
QUOTE_SHOWN = 300
RELEASES_ROOM = SECTION_LIMIT - 200  # characters; the rest is for the heading and how many more there are


@dataclass(frozen=True)
class Digest:
    """A run's stored facts, with the words that they refer to."""

    facts: Mapping[str, Any]
    start: datetime
    end: datetime
    releases: Sequence[Release]
    themes: Mapping[str, str]
    quotes: Sequence[Signal]
    to_answer: Sequence[Signal]
    prefix: str


def readable(signal: Signal) -> bool:
    """Whether a channel may read this signal's words now."""
    return signal.visibility == TEAM and signal.undone_at is None


def digest(texts: Texts, digest: Digest) -> Message:
    """The digest as posted. The chart is a native block; `fallback` is the same message for a workspace that refuses it."""
    title = texts.plain("digest.title", start=_day(texts, digest.start), end=_day(texts, digest.end))
    parts = [_shipped(texts, digest), _field(texts, digest), _radar(texts, digest), _next(texts, digest)]
    footer = context(
        texts.mrkdwn("digest.footer", digest=f"/{digest.prefix}digest", signal=f"/{digest.prefix}signal")
    )
    blocks = [
        header(title),
        *_between(divider(), [part for part in parts if part]),
        *_imported(texts, digest),
        footer,
    ]
    without_chart = tuple(block for block in blocks if block["type"] != "data_visualization")
    return Message(_twin(texts, title, digest), tuple(blocks), fallback=without_chart)


def since_last(texts: Texts, found: Digest | None) -> Message:
    """`/digest`: what is new since the last one, for one reader, with *Last one* beside it."""
    last = actions(button(texts.plain("digest.last_one"), LAST_ONE))
    if found is None:
        words = texts.mrkdwn("digest.nothing_new")
        return Message(words, (section(words), last))
    message = digest(texts, found)
    return Message(message.text, (*message.blocks, last), fallback=message.fallback)


def not_yet(texts: Texts, setup: str) -> Message:
    words = texts.mrkdwn("digest.not_yet", setup=setup)
    return Message(words, (section(words),))


def no_last_one(texts: Texts) -> Message:
    words = texts.mrkdwn("digest.none_yet")
    return Message(words, (section(words),))


# Sections --------------------------------------------------------------------------------------------------------


def _shipped(texts: Texts, digest: Digest) -> list[Block]:
    if not digest.releases:
        return []
    return [
        section(Mrkdwn.join_all("\n", [bold(texts.plain("digest.shipped")), *_release_lines(texts, digest)]))
    ]


def _release_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    """As many as a section holds in whole, and how many there are besides."""
    lines: list[Mrkdwn] = []
    room = RELEASES_ROOM
    for release in digest.releases:
        line = _release_line(texts, release)
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
    if (more := len(digest.facts["releases"]) - len(lines)) > 0:
        lines.append(texts.mrkdwn("digest.more_releases", count=more))
    return lines


def _release_line(texts: Texts, release: Release) -> Mrkdwn:
    benefit = shorten(to_plain(release.value or release.changes, BENEFIT_SHOWN), BENEFIT_SHOWN)
    name = link(release.link, release.name) if release.link else bold(release.name)
    return texts.mrkdwn("digest.release", ref=release.ref, name=name, benefit=benefit)


def _field(texts: Texts, digest: Digest) -> list[Block]:
    facts = digest.facts
    if not facts["signals"]:
        return []
    head = Mrkdwn.join_all("\n", [bold(texts.plain("digest.field")), _totals(texts, facts)])
    blocks: list[Block] = [section(head), _chart(texts, facts)]
    blocks.append(context(Mrkdwn.join_all("  ·  ", _kind_counts(texts, facts))))
    if themes := _theme_lines(texts, digest):
        blocks.append(section(Mrkdwn.join_all("\n", [bold(texts.plain("digest.themes")), *themes])))
    for signal in digest.quotes:
        blocks.append(quote(display(signal.verbatim), limit=QUOTE_SHOWN))
        blocks.append(context(_source(texts, signal)))
    return blocks


def _radar(texts: Texts, digest: Digest) -> list[Block]:
    lines = _radar_lines(texts, digest)
    if not lines:
        return []
    return [section(Mrkdwn.join_all("\n", [bold(texts.plain("digest.radar")), *lines]))]


def _radar_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    return radar.lines(texts, digest.facts.get("radar", ()), digest.themes)  # digests of before have none


def _next(texts: Texts, digest: Digest) -> list[Block]:
    lines = _next_lines(texts, digest)
    if not lines:
        return []
    return [section(Mrkdwn.join_all("\n", [bold(texts.plain("digest.next")), *lines]))]


def _next_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    lines = []
    if digest.facts["urgent"]:
        refs = texts.listing([signal.ref for signal in digest.to_answer])
        key = "digest.urgent" if refs else "digest.urgent_unnamed"
        lines.append(texts.mrkdwn(key, count=digest.facts["urgent"], refs=refs))
    if rising := _rising(digest):
        label, theme = rising
        lines.append(
            texts.mrkdwn("digest.rising", theme=f"#{label}", now=theme["now"], before=theme["before"])
        )
    return lines


def _imported(texts: Texts, digest: Digest) -> list[Block]:
    """What came from files is in no count above: one line names it."""
    count = digest.facts.get("imported")  # digests of before have none
    return [context(texts.mrkdwn("digest.imported", count=count))] if count else []


def _totals(texts: Texts, facts: Mapping[str, Any]) -> Mrkdwn:
    """27 signals (▲ 8), about 9 accounts, €310,000 named, 2 of them restricted"""
    parts: list[Mrkdwn] = [
        texts.mrkdwn(
            "digest.signals", count=facts["signals"], trend=_arrow(texts, facts["signals"], facts["before"])
        )
    ]
    if facts["accounts"]:
        parts.append(texts.mrkdwn("digest.accounts", count=facts["accounts"]))
    if facts["amounts"]:
        named = texts.listing([texts.money(Money(**amount)) for amount in facts["amounts"]])
        parts.append(texts.mrkdwn("digest.amounts", amounts=named))
    if facts.get("at_risk"):  # digests of before have none
        risk = texts.listing([texts.money(Money(**amount)) for amount in facts["at_risk"]])
        parts.append(texts.mrkdwn("digest.at_risk", amounts=risk))
    if facts["restricted"]:
        parts.append(texts.mrkdwn("digest.restricted", count=facts["restricted"]))
    return Mrkdwn.join_all(" · ", parts)


def _kind_counts(texts: Texts, facts: Mapping[str, Any]) -> list[Mrkdwn]:
    return [
        texts.mrkdwn(
            "digest.counted",
            name=texts.plain(f"kinds.{kind['kind']}"),
            now=kind["now"],
            trend=_arrow(texts, kind["now"], kind["before"]),
        )
        for kind in facts["kinds"]
    ]


def _theme_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    named = [(digest.themes.get(theme["theme_id"]), theme) for theme in digest.facts["themes"]]
    known = [(label, theme) for label, theme in named if label]
    known.sort(key=lambda pair: (-pair[1]["now"], pair[0].casefold()))
    return [_theme_line(texts, label, theme) for label, theme in known]


def _theme_line(texts: Texts, label: str, theme: Mapping[str, Any]) -> Mrkdwn:
    """*#sso* 6 (▲ 3) · 5 accounts"""
    trend = _arrow(texts, theme["now"], theme["before"])
    line = texts.mrkdwn("digest.theme", name=bold(f"#{label}"), now=theme["now"], trend=trend)
    if not theme["accounts"]:
        return line
    return Mrkdwn.join_all(" · ", [line, texts.mrkdwn("digest.accounts", count=theme["accounts"])])


def _chart(texts: Texts, facts: Mapping[str, Any]) -> Block:
    kinds = facts["kinds"][:KINDS_CHARTED]
    labels = [shorten(texts.plain(f"kinds.{kind['kind']}"), 20) for kind in kinds]
    return bar_chart(
        texts.plain("digest.chart"),
        labels,
        [
            Series(texts.plain("digest.series_now"), [kind["now"] for kind in kinds]),
            Series(texts.plain("digest.series_before"), [kind["before"] for kind in kinds]),
        ],
    )


def _rising(digest: Digest) -> tuple[str, Mapping[str, Any]] | None:
    """The theme that grew most against the window before, if one grew by two or more; not one that the radar tells of."""
    told = {blip["theme_id"] for blip in digest.facts.get("radar", ())}
    themes = [theme for theme in digest.facts["themes"] if theme["theme_id"] not in told]
    grown = [theme for theme in themes if theme["now"] - theme["before"] >= 2]
    best = max(grown, key=lambda theme: theme["now"] - theme["before"], default=None)
    label = digest.themes.get(best["theme_id"]) if best else None
    return (label, best) if best and label else None


def _arrow(texts: Texts, now: int, before: int) -> Mrkdwn:
    if now == before:
        return texts.mrkdwn("digest.same")
    return texts.mrkdwn("digest.up" if now > before else "digest.down", change=abs(now - before))


def _source(texts: Texts, signal: Signal) -> Mrkdwn:
    parts: list[str] = [bold(signal.ref), texts.plain(f"kinds.{signal.kind}")]
    if signal.account and signal.account_certain:
        parts.append(signal.account)
    if amount := amount_of(signal):
        parts.append(texts.money(amount))
    return Mrkdwn.join_all(" · ", parts)


def _twin(texts: Texts, title: str, digest: Digest) -> Mrkdwn:
    """All that matters, in words: for notifications, screen readers and clients without charts."""
    lines: list[str] = [bold(title)]
    lines += _release_lines(texts, digest) if digest.releases else []
    if digest.facts["signals"]:
        lines += [
            _totals(texts, digest.facts),
            *_kind_counts(texts, digest.facts),
            *_theme_lines(texts, digest),
        ]
        lines += [
            texts.mrkdwn(
                "digest.quoted",
                words=shorten(display(signal.verbatim), QUOTE_SHOWN),
                source=_source(texts, signal),
            )
            for signal in digest.quotes
        ]
    if count := digest.facts.get("imported"):
        lines.append(texts.mrkdwn("digest.imported", count=count))
    if radar_lines := _radar_lines(texts, digest):
        lines += [bold(texts.plain("digest.radar")), *radar_lines]
    return Mrkdwn.join_all("\n", [*lines, *_next_lines(texts, digest)])


def _day(texts: Texts, instant: datetime) -> str:
    return texts.short_day(texts.local_day(instant))


def _between(separator: Block, parts: Sequence[Sequence[Block]]) -> list[Block]:
    return [block for index, part in enumerate(parts) for block in ([separator, *part] if index else part)]
