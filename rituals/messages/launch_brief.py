"""How the brief of a launch looks: as one reads it, in the two forms that ask for it, and in the thread of the plan."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    Option,
    actions,
    bold,
    button,
    context,
    date_input,
    display,
    escape,
    header,
    input_block,
    paragraph,
    section,
    select,
    shorten,
    text_input,
)
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from rituals.launches.ready import GOAL, GOAL_KINDS, PAGES, PARTS
from rituals.messages.launches import Seen
from rituals.messages.launches.plan import brief_state, head_of
from rituals.messages.launches.records import PAGE
from storage.launches import Part
from storage.releases import Release

WRITE = "launches.write_brief"
SHARE = "launches.share_brief"
FORM = "launches.brief_form"

WORDS_LIMIT = 3000
SHORT_LIMIT = 100
SHORT = ("goal_measure", "goal_now", "goal_target")
THREAD_SHOWN = 1500

Marked = Mapping[str, str]
"""By part, a mark of what stood there when the form was opened."""


@dataclass(frozen=True)
class OpenedBrief:
    """Which page of which launch's brief a form asks for, and what stood in it."""

    launch: str
    page: int
    marked: Marked

    def written(self) -> str:
        return json.dumps([self.launch, self.page, dict(self.marked)])

    @classmethod
    def read(cls, written: str) -> "OpenedBrief":
        return cls(*json.loads(written))


def field(part: str) -> str:
    """The name of the input for a part."""
    return f"launches.brief_{part}"


def mark(words: str) -> str:
    """A short mark of what a part says; nothing for nothing."""
    return hashlib.sha256(words.encode()).hexdigest()[:8] if words else ""


def brief_page(texts: Texts, seen: Seen, *, shared: bool = False) -> View:
    """The brief as one reads it, what is missing, and the buttons that write it."""
    launch = seen.launch
    blocks: list[Block] = [section(head_of(texts, launch)), context(brief_state(texts, launch, seen.brief))]
    for part in PARTS:
        if words := words_of(texts, seen.brief, part):
            blocks += [section(bold(texts.plain(f"briefs.part_{part}"))), paragraph(words)]
    buttons = [
        button(texts.plain(f"briefs.write_{page}"), f"{WRITE}_{page}", launch.id)
        for page in range(len(PAGES))
    ]
    if seen.brief:
        buttons.append(button(texts.plain("briefs.share"), SHARE, launch.id))
    if shared:
        blocks.append(context(texts.mrkdwn("briefs.shared")))
    return View(PAGE, launch.ref, (*blocks, actions(*buttons)), texts.plain("forms.close"))


def words_of(texts: Texts, written: Mapping[str, Part], part: str) -> str:
    """What a part says; nothing where it is not written. A goal says its parts in a line."""
    if part != GOAL:
        return display(written[part].words) if part in written else ""
    return goal_of(texts, written)


def goal_of(texts: Texts, written: Mapping[str, Part]) -> str:
    """Retention: active teams, from 40 to 55 by 31 March. Nothing where no goal is written."""
    said = {name: written[name].words for name in written}
    kind = said.get("goal_kind")
    lines = [texts.plain(f"briefs.goal_{kind}") if kind in GOAL_KINDS else "", said.get("goal_measure", "")]
    if target := said.get("goal_target"):
        lines.append(
            texts.plain("briefs.goal_from_to", now=said["goal_now"], target=target)
            if "goal_now" in said
            else texts.plain("briefs.goal_to", target=target)
        )
    if day := said.get("goal_on"):
        lines.append(texts.plain("briefs.goal_by", day=texts.day(date.fromisoformat(day))))
    return " · ".join(line for line in lines if line)


def form(
    texts: Texts,
    seen: Seen,
    release: Release | None,
    page: int,
    *,
    typed: Mapping[str, str] | None = None,
    clashes: Collection[str] = (),
) -> View:
    """One page of the brief. `typed` stands in it in place of what is kept; `clashes` are shown as others wrote them."""
    known = _known(release)
    blocks: list[Block] = []
    if clashes:
        blocks.append(section(texts.mrkdwn("briefs.clash")))
    for part in PAGES[page]:
        kept = seen.brief.get(part)
        if part in clashes and kept:
            who = seen.names.get(kept.by, "?")
            blocks.append(
                section(texts.mrkdwn("briefs.theirs", who=who, words=shorten(kept.words, THREAD_SHOWN)))
            )
        value = kept.words if kept else known.get(part)
        if typed is not None:
            value = typed.get(field(part))
        proposed = not kept and typed is None and part in known
        blocks.append(_input(texts, part, value, proposed=proposed))
    opened = OpenedBrief(
        seen.launch.id,
        page,
        {part: mark(seen.brief[part].words) for part in PAGES[page] if part in seen.brief},
    )
    return View(
        FORM,
        texts.plain("briefs.title"),
        tuple(blocks),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
        memory=opened.written(),
    )


def in_thread(texts: Texts, seen: Seen) -> Message:
    """The brief under its plan."""
    lines: list[Mrkdwn] = [texts.mrkdwn("briefs.of", name=f"{seen.launch.ref} · {seen.launch.name}")]
    blocks: list[Block] = [header(texts.plain("briefs.of_plain", ref=seen.launch.ref))]
    for part in PARTS:
        if words := words_of(texts, seen.brief, part):
            name, said = bold(texts.plain(f"briefs.part_{part}")), shorten(words, THREAD_SHOWN)
            lines.append(Mrkdwn.join_all("\n", [name, escape(said)]))
            blocks.append(section(lines[-1]))
    blocks.append(context(brief_state(texts, seen.launch, seen.brief)))
    return Message(Mrkdwn.join_all("\n", lines), tuple(blocks))


def _known(release: Release | None) -> dict[str, str]:
    """What the release says already."""
    if release is None:
        return {}
    found = {
        "audience": release.audience,
        "value": release.value,
        "unique": release.arguments,
        "expected": release.results,
    }
    return {part: words for part, words in found.items() if words}


def _input(texts: Texts, part: str, value: str | None, *, proposed: bool) -> Block:
    hint = texts.plain("briefs.proposed") if proposed else _hint(texts, part)
    return input_block(
        field(part), texts.plain(f"briefs.ask_{part}"), _element(texts, part, value), hint=hint
    )


def _hint(texts: Texts, part: str) -> str | None:
    return texts.plain(f"briefs.hint_{part}") if part in ("audience", "goal_measure", "goal_target") else None


def _element(texts: Texts, part: str, value: str | None) -> Block:
    if part == "goal_kind":
        kinds: Sequence[Option] = [Option(texts.plain(f"briefs.goal_{kind}"), kind) for kind in GOAL_KINDS]
        return select(field(part), kinds, placeholder=texts.plain("forms.choose"), chosen=value)
    if part == "goal_on":
        return date_input(field(part), value=value)
    if part in SHORT:
        return text_input(field(part), limit=SHORT_LIMIT, value=value)
    return text_input(field(part), multiline=True, limit=WORDS_LIMIT, value=value)
