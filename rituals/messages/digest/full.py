"""How a digest looks: one message, short, with the same numbers in words for those who do not see the chart."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.kit.blocks import (
    SECTION_LIMIT,
    Block,
    Mrkdwn,
    actions,
    bold,
    button,
    clip,
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
from rituals.messages.roadmap import reason as item_reason
from rituals.messages.signals import amount_of
from rituals.messages.triage.card import reason as decision_reason
from storage.releases import Release
from storage.roadmap import Item
from storage.signals import TEAM, Signal
from storage.triage import Decision

Lines = Callable[[Texts, "Digest"], list[Mrkdwn]]

LAST_ONE = "digest.last_one"
KINDS_CHARTED = 8
BENEFIT_SHOWN = 200
QUOTE_SHOWN = 300
THEMES_SHOWN = 6
RELEASES_SHOWN = 8
LINES_SHOWN = 5
WORDS_SHOWN = 100
WHY_SHOWN = 200
TWIN_LIMIT = 4000  # characters that Slack shows well
RELEASES_ROOM = SECTION_LIMIT - 200  # characters; the rest is for the heading and how many more there are


SECTIONS = ("did", "shipped", "field", "radar", "decided", "coming", "silent", "next")
"""What a digest may tell of, in its usual order: outcomes first. The names are stored."""


@dataclass(frozen=True)
class Declined:
    """A signal that was declined, and the decision with its reason."""

    signal: Signal
    decision: Decision | None


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
    items: Mapping[str, Item] = field(default_factory=dict)
    declined: Sequence[Declined] = ()
    coming: Sequence[Release] = ()
    silent: Sequence[Release] = ()

    @property
    def sections(self) -> Sequence[str]:
        """Those that it tells of, in their order; digests of before had but these."""
        found: Sequence[str] = self.facts.get("sections", ("shipped", "field", "radar", "next"))
        return found


def readable(signal: Signal) -> bool:
    """Whether a channel may read this signal's words now."""
    return signal.visibility == TEAM and signal.undone_at is None


def digest(texts: Texts, digest: Digest) -> Message:
    """The digest as posted. The chart is a native block; `fallback` is the same message for a workspace that refuses it."""
    title = title_of(texts, digest)
    parts = [_PARTS[section](texts, digest) for section in digest.sections]
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


def title_of(texts: Texts, digest: Digest) -> str:
    """The stretch of time that it tells of, whatever that was meant to be."""
    return texts.plain("digest.title", start=_day(texts, digest.start), end=_day(texts, digest.end))


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
    for release in digest.releases[:RELEASES_SHOWN]:
        line = release_line(texts, release)
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
    if (more := len(digest.facts["releases"]) - len(lines)) > 0:
        lines.append(texts.mrkdwn("digest.more_releases", count=more))
    return lines


def release_line(texts: Texts, release: Release) -> Mrkdwn:
    benefit = shorten(to_plain(release.value or release.changes, BENEFIT_SHOWN), BENEFIT_SHOWN)
    name = link(release.link, release.name) if release.link else bold(release.name)
    return texts.mrkdwn("digest.release", ref=release.ref, name=name, benefit=benefit)


def _field(texts: Texts, digest: Digest) -> list[Block]:
    facts = digest.facts
    if not facts["signals"]:
        return []
    head = Mrkdwn.join_all("\n", [bold(texts.plain("digest.field")), _totals(texts, facts)])
    blocks: list[Block] = [section(head), chart(texts, facts)]
    blocks.append(context(Mrkdwn.join_all("  ·  ", _kind_counts(texts, facts))))
    if themes := _theme_lines(texts, digest):
        blocks.append(section(Mrkdwn.join_all("\n", [bold(texts.plain("digest.themes")), *themes])))
    for signal in digest.quotes:
        blocks.append(quote(display(signal.verbatim), limit=QUOTE_SHOWN))
        blocks.append(context(_source(texts, signal)))
    return blocks


def _did(texts: Texts, digest: Digest) -> list[Block]:
    return _titled(texts, "digest.did", did_lines(texts, digest)[:LINES_SHOWN])


def did_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    """*I-7* SSO · shipped with R-4 · asked for by 5 signals from 3 accounts"""
    by_id = {release.id: release for release in digest.releases}
    lines = []
    for one in digest.facts.get("did", ()):
        item, release = digest.items.get(one["item"]), by_id.get(one["release"])
        if item and release:
            told = texts.mrkdwn("digest.asked_by", count=one["signals"])
            if one["accounts"]:
                told = Mrkdwn.join_all(", ", [told, texts.mrkdwn("digest.accounts", count=one["accounts"])])
            lines.append(
                texts.mrkdwn(
                    "digest.did_item", ref=item.ref, title=_short(item.title), release=release.ref, told=told
                )
            )
    return lines


def _decided(texts: Texts, digest: Digest) -> list[Block]:
    return _titled(texts, "digest.decided", decided_lines(texts, digest)[:LINES_SHOWN])


def decided_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    """What was declined, each with its reason."""
    lines = []
    for key in digest.facts.get("declined_items", ()):
        if item := digest.items.get(key):
            why = item_reason(texts, item) or ""
            lines.append(_because(texts, bold(item.ref), _short(item.title), why))
    for declined in digest.declined:
        why = decision_reason(texts, declined.decision) if declined.decision else ""
        words = _short(" ".join(display(declined.signal.verbatim).split()))
        lines.append(_because(texts, bold(declined.signal.ref), words, why))
    return lines


def _because(texts: Texts, ref: Mrkdwn, words: str, why: str) -> Mrkdwn:
    if not why:
        return Mrkdwn.join_all(" · ", [ref, words])
    return texts.mrkdwn("digest.because", ref=ref, words=words, why=shorten(why, WHY_SHOWN))


def _coming(texts: Texts, digest: Digest) -> list[Block]:
    return _titled(texts, "digest.coming", _coming_lines(texts, digest)[:LINES_SHOWN])


def _coming_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    return [
        texts.mrkdwn(
            "digest.goes_out",
            ref=release.ref,
            name=_short(release.name),
            when=texts.slack_moment(release.scheduled_at),
        )
        for release in digest.coming
        if release.scheduled_at
    ]


def _silent(texts: Texts, digest: Digest) -> list[Block]:
    return _titled(texts, "digest.silent", _silent_lines(texts, digest)[:LINES_SHOWN])


def _silent_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    """What shipped and is not announced, or was announced without saying for whom; no more once that is mended."""
    lines = []
    for release in digest.silent:
        if release.is_announced and release.audience:
            continue
        key = "digest.silent_unaddressed" if release.is_announced else "digest.silent_unannounced"
        lines.append(
            texts.mrkdwn(
                key, ref=release.ref, name=_short(release.name), day=texts.short_day(release.released_on)
            )
        )
    return lines


def _titled(texts: Texts, title: str, lines: Sequence[Mrkdwn]) -> list[Block]:
    return [section(Mrkdwn.join_all("\n", [bold(texts.plain(title)), *lines]))] if lines else []


def _short(words: str) -> str:
    return shorten(words, WORDS_SHOWN)


def _radar(texts: Texts, digest: Digest) -> list[Block]:
    return _titled(texts, "digest.radar", _radar_lines(texts, digest))


def _radar_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    return radar.lines(texts, digest.facts.get("radar", ()), digest.themes)  # digests of before have none


def _next(texts: Texts, digest: Digest) -> list[Block]:
    return _titled(texts, "digest.next", _next_lines(texts, digest))


def _next_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    lines = []
    if digest.facts["urgent"]:
        refs = texts.listing([signal.ref for signal in digest.to_answer])
        key = "digest.urgent" if refs else "digest.urgent_unnamed"
        lines.append(texts.mrkdwn(key, count=digest.facts["urgent"], refs=refs))
    if grown := rising(digest):
        label, theme = grown
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
            "digest.signals", count=facts["signals"], trend=arrow(texts, facts["signals"], facts["before"])
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
            trend=arrow(texts, kind["now"], kind["before"]),
        )
        for kind in facts["kinds"]
    ]


def _theme_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    return all_theme_lines(texts, digest)[:THEMES_SHOWN]


def all_theme_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    return [_theme_line(texts, label, theme) for label, theme in known_themes(digest)]


def known_themes(digest: Digest) -> list[tuple[str, Mapping[str, Any]]]:
    """(label, numbers) of each theme that still is there, the most spoken of first."""
    named = [(digest.themes.get(theme["theme_id"]), theme) for theme in digest.facts["themes"]]
    known = [(label, theme) for label, theme in named if label]
    return sorted(known, key=lambda pair: (-pair[1]["now"], pair[0].casefold()))


def trend(texts: Texts, theme: Mapping[str, Any]) -> str:
    """▲ 3, in plain words."""
    change = theme["now"] - theme["before"]
    return "=" if not change else f"{'▲' if change > 0 else '▼'} {texts.number(abs(change))}"


def _theme_line(texts: Texts, label: str, theme: Mapping[str, Any]) -> Mrkdwn:
    """*#sso* 6 (▲ 3) · 5 accounts"""
    trend = arrow(texts, theme["now"], theme["before"])
    line = texts.mrkdwn("digest.theme", name=bold(f"#{label}"), now=theme["now"], trend=trend)
    if not theme["accounts"]:
        return line
    return Mrkdwn.join_all(" · ", [line, texts.mrkdwn("digest.accounts", count=theme["accounts"])])


def chart(texts: Texts, facts: Mapping[str, Any]) -> Block:
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


def rising(digest: Digest) -> tuple[str, Mapping[str, Any]] | None:
    """The theme that grew most against the window before, if one grew by two or more; not one that the radar tells of."""
    told = {blip["theme_id"] for blip in digest.facts.get("radar", ())}
    themes = [theme for theme in digest.facts["themes"] if theme["theme_id"] not in told]
    grown = [theme for theme in themes if theme["now"] - theme["before"] >= 2]
    best = max(grown, key=lambda theme: theme["now"] - theme["before"], default=None)
    label = digest.themes.get(best["theme_id"]) if best else None
    return (label, best) if best and label else None


def arrow(texts: Texts, now: int, before: int) -> Mrkdwn:
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
    for section_name in digest.sections:
        lines += _LINES[section_name](texts, digest)
    if count := digest.facts.get("imported"):
        lines.append(texts.mrkdwn("digest.imported", count=count))
    return clip(Mrkdwn.join_all("\n", lines), TWIN_LIMIT)


def _field_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    if not digest.facts["signals"]:
        return []
    quoted = [
        texts.mrkdwn(
            "digest.quoted",
            words=shorten(display(signal.verbatim), QUOTE_SHOWN),
            source=_source(texts, signal),
        )
        for signal in digest.quotes
    ]
    return [
        _totals(texts, digest.facts),
        *_kind_counts(texts, digest.facts),
        *_theme_lines(texts, digest),
        *quoted,
    ]


def _headed(title: str, lines: Lines) -> Lines:
    """Lines under their title, a few of them."""

    def headed(texts: Texts, digest: Digest) -> list[Mrkdwn]:
        found = lines(texts, digest)[:LINES_SHOWN]
        return [bold(texts.plain(title)), *found] if found else []

    return headed


def _day(texts: Texts, instant: datetime) -> str:
    return texts.short_day(texts.local_day(instant))


def _between(separator: Block, parts: Sequence[Sequence[Block]]) -> list[Block]:
    return [block for index, part in enumerate(parts) for block in ([separator, *part] if index else part)]


_PARTS: Mapping[str, Callable[[Texts, Digest], list[Block]]] = {
    "did": _did,
    "shipped": _shipped,
    "field": _field,
    "radar": _radar,
    "decided": _decided,
    "coming": _coming,
    "silent": _silent,
    "next": _next,
}
_LINES: Mapping[str, Lines] = {
    "did": _headed("digest.did", did_lines),
    "shipped": _release_lines,
    "field": _field_lines,
    "radar": _headed("digest.radar", _radar_lines),
    "decided": _headed("digest.decided", decided_lines),
    "coming": _headed("digest.coming", _coming_lines),
    "silent": _headed("digest.silent", _silent_lines),
    "next": _next_lines,
}
