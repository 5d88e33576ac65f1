"""Five lines and a chart, made to be forwarded: no name of a person or account, no amount."""

from bot.kit.blocks import Block, Mrkdwn, header, section
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.messages.digest.full import title_of
from rituals.messages.digest.heard import arrow, chart, rising
from rituals.messages.digest.posting import with_buttons
from rituals.messages.digest.records import Digest


def executive(texts: Texts, digest: Digest, run: str) -> Message:
    lines = _lines(texts, digest)
    title = title_of(texts, digest)
    words = Mrkdwn.join_all("\n", lines)
    blocks: list[Block] = [header(title), section(words)]
    if digest.facts["signals"]:
        blocks.append(chart(texts, digest.facts))
    without_chart = tuple(block for block in blocks if block["type"] != "data_visualization")
    message = Message(Mrkdwn.join_all("\n", [title, *lines]), tuple(blocks), fallback=without_chart)
    return with_buttons(texts, message, run)


def _lines(texts: Texts, digest: Digest) -> list[Mrkdwn]:
    facts = digest.facts
    lines = [
        texts.mrkdwn("digest.brief_shipped", count=len(digest.releases)),
        texts.mrkdwn(
            "digest.brief_heard",
            count=facts["signals"],
            trend=arrow(texts, facts["signals"], facts["before"]),
        ),
    ]
    if found := rising(digest):
        label, theme = found
        lines.append(
            texts.mrkdwn("digest.rising", theme=f"#{label}", now=theme["now"], before=theme["before"])
        )
    if facts["urgent"]:
        lines.append(texts.mrkdwn("digest.brief_urgent", count=facts["urgent"]))
    decided = len(facts.get("declined", ())) + len(facts.get("declined_items", ()))
    if decided:
        lines.append(texts.mrkdwn("digest.brief_decided", count=decided))
    if digest.facts.get("polls"):
        lines.append(texts.mrkdwn("digest.brief_polls", count=len(digest.facts["polls"])))
    if digest.facts.get("surveys"):
        lines.append(texts.mrkdwn("digest.brief_surveys", count=len(digest.facts["surveys"])))
    if digest.came:
        lines.append(texts.mrkdwn("digest.brief_launches", count=len(digest.came)))
    if digest.coming:
        lines.append(texts.mrkdwn("digest.brief_coming", count=len(digest.coming)))
    return lines[:5]
