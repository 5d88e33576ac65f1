"""How the gate before an announcement looks: what is missing, and the form that asks why it goes out all the same."""

from bot.kit.blocks import Block, Mrkdwn, actions, button, escape, input_block, section, shorten, text_input
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.launches.gate import Gate
from rituals.messages.releases import SHOW
from storage.releases import Release

FORM = "launches.gate_form"
WHY = "launches.gate_why"

WHY_LIMIT = 500
SHOWN = 10
NAME_SHOWN = 80


def form(texts: Texts, gate: Gate, *, saved: bool = False) -> View:
    """What is missing; a reason announces all the same. `saved`: what was just typed is kept as a draft."""
    blocks: list[Block] = [section(missing(texts, gate))]
    if saved:
        blocks.append(section(texts.mrkdwn("launch_gate.saved", ref=gate.release.ref)))
    why = input_block(
        WHY,
        texts.plain("launch_gate.why"),
        text_input(WHY, limit=WHY_LIMIT),
        hint=texts.plain("launch_gate.why_hint"),
        optional=False,
    )
    return View(
        FORM,
        texts.plain("launch_gate.title"),
        (*blocks, why),
        texts.plain("launch_gate.wait"),
        submit=texts.plain("launch_gate.announce"),
        memory=gate.release.id,
    )


def missing(texts: Texts, gate: Gate) -> Mrkdwn:
    """What a launch needs before its release is announced, and has not."""
    name = f"{gate.launch.ref} · {shorten(gate.launch.name, NAME_SHOWN)}"
    lines = [texts.mrkdwn("launch_gate.intro", name=name)]
    if gate.no_go:
        lines.append(texts.mrkdwn(f"launch_gate.decision_{gate.no_go}"))
    lines += [Mrkdwn("• ") + escape(shorten(title, NAME_SHOWN)) for title in gate.tasks[:SHOWN]]
    if len(gate.tasks) > SHOWN:
        lines.append(texts.mrkdwn("launches.more", count=len(gate.tasks) - SHOWN))
    return Mrkdwn.join_all("\n", lines)


def held_back(texts: Texts, release: Release, gate: Gate | None) -> Message:
    """To who owns a release that was due: why it is a draft again."""
    head = texts.mrkdwn("launch_gate.held_back", name=f"{release.ref} · {shorten(release.name, NAME_SHOWN)}")
    words = Mrkdwn.join_all("\n", [head, missing(texts, gate)]) if gate else head
    return Message(
        words, (section(words), actions(button(texts.plain("launch_gate.open"), SHOW, release.id)))
    )
