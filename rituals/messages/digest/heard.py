"""What the field said, in a digest: totals with arrows, a chart, kinds, themes, and three voices."""

from collections.abc import Mapping
from typing import Any

from bot.kit.blocks import Block, Mrkdwn, bold, context, display, quote, section, shorten
from bot.kit.charts import Series, bar_chart
from bot.kit.money import Money
from bot.kit.texts import Texts
from rituals.messages.digest.records import Digest
from rituals.messages.signals import amount_of
from storage.signals import Signal

KINDS_CHARTED = 8
QUOTE_SHOWN = 300
THEMES_SHOWN = 6


def heard(texts: Texts, digest: Digest) -> list[Block]:
    facts = digest.facts
    if not facts["signals"]:
        return []
    head = Mrkdwn.join_all("\n", [bold(texts.plain("digest.field")), _totals(texts, facts)])
    blocks: list[Block] = [section(head), chart(texts, facts)]
    blocks.append(context(Mrkdwn.join_all("  ·  ", _kind_counts(texts, facts))))
    if themes := theme_lines(texts, digest):
        blocks.append(section(Mrkdwn.join_all("\n", [bold(texts.plain("digest.themes")), *themes])))
    for signal in digest.quotes:
        blocks.append(quote(display(signal.verbatim), limit=QUOTE_SHOWN))
        blocks.append(context(_source(texts, signal)))
    return blocks


def heard_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
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
        *theme_lines(texts, digest),
        *quoted,
    ]


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


def theme_lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
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
