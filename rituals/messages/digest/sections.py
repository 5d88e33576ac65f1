"""The sections of a digest, each with its lines for those who read no blocks; nothing where there is nothing new."""

from collections.abc import Callable, Mapping, Sequence

from bot.kit.blocks import SECTION_LIMIT, Block, Mrkdwn, bold, display, link, section, shorten
from bot.kit.markdown import to_plain
from bot.kit.texts import Texts
from rituals.messages import radar
from rituals.messages.demos import named
from rituals.messages.demos.records import Programme as Session
from rituals.messages.digest.came import came, shown_lines
from rituals.messages.digest.heard import heard, heard_lines, rising
from rituals.messages.digest.polls import asked_lines
from rituals.messages.digest.records import Digest
from rituals.messages.roadmap import reason as item_reason
from rituals.messages.triage.card import reason as decision_reason
from storage.releases import Release

Lines = Callable[[Texts, Digest], list[Mrkdwn]]

BENEFIT_SHOWN = 200
RELEASES_SHOWN = 8
LINES_SHOWN = 5
WORDS_SHOWN = 100
DEMO_TOPICS = 3
WHY_SHOWN = 200
RELEASES_ROOM = SECTION_LIMIT - 200  # characters; the rest is for the heading and how many more there are


def _shipped(texts: Texts, digest: Digest) -> list[Block]:
    if not digest.releases:
        return []
    return [
        section(Mrkdwn.join_all("\n", [bold(texts.plain("digest.shipped")), *_release_lines(texts, digest)]))
    ]


def releases_shown(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    """As many as a section holds in whole."""
    lines: list[Mrkdwn] = []
    room = RELEASES_ROOM
    for release in digest.releases[:RELEASES_SHOWN]:
        line = release_line(texts, release)
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
    return lines


def _release_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    """What there is room for, and how many there are besides."""
    lines = releases_shown(texts, digest)
    if (more := len(digest.facts["releases"]) - len(lines)) > 0:
        lines.append(texts.mrkdwn("digest.more_releases", count=more))
    return lines


def release_line(texts: Texts, release: Release) -> Mrkdwn:
    benefit = shorten(to_plain(release.value or release.changes, BENEFIT_SHOWN), BENEFIT_SHOWN)
    name = link(release.link, release.name) if release.link else bold(release.name)
    return texts.mrkdwn("digest.release", ref=release.ref, name=name, benefit=benefit)


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
    ] + [_session(texts, seen) for seen in digest.demos]


def _session(texts: Texts, seen: Session) -> Mrkdwn:
    """• D-5 · Demo, tomorrow at 14:00: what is shown"""
    when, demo = texts.slack_moment(seen.demo.starts_at), named(texts, seen.demo)
    if not seen.topics:
        return texts.mrkdwn("digest.demo", demo=demo, when=when)
    shown = texts.listing(_short(topic.title) for topic in seen.topics[:DEMO_TOPICS])
    return texts.mrkdwn("digest.demo_shows", demo=demo, when=when, shown=shown)


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


def _polls(texts: Texts, digest: Digest) -> list[Block]:
    return _titled(texts, "digest.polls", asked_lines(texts, digest)[:LINES_SHOWN])


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


def _titled(texts: Texts, title: str, lines: Sequence[Mrkdwn]) -> list[Block]:
    return [section(Mrkdwn.join_all("\n", [bold(texts.plain(title)), *lines]))] if lines else []


def _short(words: str) -> str:
    return shorten(words, WORDS_SHOWN)


def _headed(title: str, lines: Lines, most: int | None = LINES_SHOWN) -> Lines:
    """Lines under their title, a few of them."""

    def headed(texts: Texts, digest: Digest) -> list[Mrkdwn]:
        found = lines(texts, digest)[:most]
        return [bold(texts.plain(title)), *found] if found else []

    return headed


PARTS: Mapping[str, Callable[[Texts, Digest], list[Block]]] = {
    "did": _did,
    "shipped": _shipped,
    "launches": came,
    "field": heard,
    "radar": _radar,
    "polls": _polls,
    "decided": _decided,
    "coming": _coming,
    "silent": _silent,
    "next": _next,
}
LINES: Mapping[str, Lines] = {
    "did": _headed("digest.did", did_lines),
    "shipped": _headed("digest.shipped", _release_lines, most=None),
    "launches": _headed("digest.launches", shown_lines, most=None),
    "field": _headed("digest.field", heard_lines, most=None),
    "radar": _headed("digest.radar", _radar_lines),
    "polls": _headed("digest.polls", asked_lines),
    "decided": _headed("digest.decided", decided_lines),
    "coming": _headed("digest.coming", _coming_lines),
    "silent": _headed("digest.silent", _silent_lines),
    "next": _headed("digest.next", _next_lines),
}
