"""A Markdown checklist as a template: its boxes become tasks; side, role, tier and days are guessed, to be looked through.

Boxes stand in lists or in the first cell of a table's rows; a checklist without any is read as a plain list. Headings say
the section, the tier and whether it comes after the day; a column for the owner, the title and the headings say the side.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.kit.blocks import shorten
from bot.kit.texts import Texts
from rituals.launches.templates.model import (
    KEY_LIMIT,
    MARKET,
    MOST_TASKS,
    TEXT_LIMIT,
    TITLE_LIMIT,
    Step,
    Template,
    tidy,
)
from rituals.launches.templates.reading import TemplateError
from rituals.launches.tiers import TIERS

if TYPE_CHECKING:
    from markdown_it.token import Token

FIRST, LAST = 20, 2  # working days before the market day: what stands first, and last
AFTER = 5

_BOX = re.compile(r"\[[ xX]\]\s*(?:[-–]\s+)?")
_TIER = re.compile(r"\b(?:tier|niveau)s?\s*([0-9])(?:\s*[-–]\s*([0-9]))?", re.IGNORECASE)
_AFTERWARDS = re.compile(r"\b(?:post|after|après|apres)\b", re.IGNORECASE)
_THE_DAY = re.compile(r"\b(?:launch day|day of|jour j|le jour)\b", re.IGNORECASE)
_OWNER = re.compile(r"\b(?:owner|who|responsable|qui|porteur)\b", re.IGNORECASE)
# By side and role: the beginnings of words that speak of them, in both languages.
_ABOUT: Sequence[tuple[str, str, str]] = (
    ("support", "support", "support|faq|help|aide|escalat|escalad"),
    ("sales", "sales", r"sales|commercia|vente|pricing|deal|objection|battle|csm?\b|customer success"),
    ("legal", "legal", "legal|jurid|gdpr|rgpd|privacy|compliance|conformit|licen[cs]"),
    ("finance", "sponsor", "financ|budget|exec|sponsor|direction"),
    ("marketing", "design", "design|visuel|visual|creativ|créat|image|brand|marque"),
    (
        "marketing",
        "pmm",
        "pmm|market|messag|position|press|blog|social|email|e-mail|newsletter|content|contenu|announc|annonc|campa"
        "|proposition|webinar|web",
    ),
    (
        "product",
        "pm",
        "pm|product|produit|eng|tech|feature|fonctionnal|test|metric|indicateur|doc|roll|flag|bug",
    ),
)
_SPOKEN_OF = [(side, role, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for side, role, words in _ABOUT]


@dataclass(frozen=True)
class _Item:
    line: int
    words: str
    owner: str
    headings: tuple[str, ...]


def from_checklist(text: str, texts: Texts) -> Template:
    """The tasks of a checklist, with words of ours in the language of `texts`. Raises TemplateError where there are none."""
    items = list(_items(text))
    if not items:
        raise TemplateError(1, "no_tasks")
    shift = 1 if any("4" in (match[1], match[2]) for item in items for match in _tier_words(item)) else 0
    by_title: dict[str, Step] = {}
    for number, item in enumerate(items):
        step = _step(item, number / max(1, len(items) - 1), shift, set(by_title), texts)
        same = by_title.get(step.title.casefold())
        by_title[step.title.casefold()] = _in_both(same, step) if same else step
        if len(by_title) > MOST_TASKS:
            raise TemplateError(item.line, "too_many", name="tasks", most=MOST_TASKS)
    return Template(tuple(_with_keys(by_title.values())))


def _in_both(one: Step, other: Step) -> Step:
    """A task that stands in two sections has the tiers of both; before the day or after it, as in the first."""
    (days, *_) = one.days.values()
    more = {tier: count if (count < 0) == (days < 0) else days for tier, count in other.days.items()}
    return replace(one, days={**more, **one.days})


def _items(text: str) -> list[_Item]:
    from markdown_it import MarkdownIt  # few ever import a checklist, and each start would pay for it

    found = list(_walk(MarkdownIt("commonmark").enable("table").parse(text)))
    boxes = [(item, match) for item in found if (match := _BOX.match(item.words))]
    if boxes:
        found = [replace(item, words=item.words[match.end() :]) for item, match in boxes]
    return [replace(item, words=tidy(item.words)) for item in found if tidy(item.words)]


def _walk(tokens: "Sequence[Token]") -> Iterator[_Item]:
    """What stands in lists and in first cells, with the headings above and who owns it."""
    headings: dict[int, str] = {}
    row: list[tuple[str, int]] = []
    head: list[str] = []
    depth = 0
    for before, token in zip([None, *tokens], tokens, strict=False):
        opened = before.type if before else ""
        if token.type == "heading_open":
            headings = {level: words for level, words in headings.items() if level < int(token.tag[1])}
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type == "tr_open":
            row = []
        if token.type == "inline":
            words, line = _plain(token), (token.map or [0])[0] + 1
            if before and opened == "heading_open":
                headings[int(before.tag[1])] = words
            elif opened == "th_open":
                head = [*head, words] if row else [words]
                row.append((words, line))
            elif opened == "td_open":
                row.append((words, line))
            elif depth:
                yield _Item(line, words, "", tuple(headings.values()))
        if token.type == "tr_close" and row and opened == "td_close":
            owner = next(
                (cell for name, (cell, _) in zip(head, row, strict=False) if _OWNER.search(name)), ""
            )
            yield _Item(row[0][1], row[0][0], owner, tuple(headings.values()))


def _plain(inline: "Token") -> str:
    """Words without marks; of a picture nothing."""
    parts = []
    for child in inline.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return " ".join("".join(parts).split())


def _step(item: _Item, place: float, shift: int, titles: set[str], texts: Texts) -> Step:
    section = item.headings[-1] if item.headings else ""
    title = shorten(item.words.rstrip(" ."), TITLE_LIMIT)
    if len(item.words) > TITLE_LIMIT and title.casefold() in titles:  # alike in the beginning, not the same
        title = shorten(item.words, TITLE_LIMIT - 5) + f" ({len(titles) + 1})"
    side, role = _whose((item.owner, item.words, *reversed(item.headings)))
    days = _days(item, place)
    help_ = texts.plain("templates.checklist_help", words=item.words, section=section or "–")
    return Step(
        key="",
        title=title,
        role=role,
        side=side,
        anchor=MARKET,
        days=dict.fromkeys(_tiers(item, shift), days),
        only_if=frozenset(),
        help=shorten(help_, TEXT_LIMIT),
        done=texts.plain("templates.checklist_done"),
        helper=None,
        enables=False,
    )


def _whose(said: Sequence[str]) -> tuple[str, str]:
    """Side and role by what speaks of them first."""
    for words in said:
        heard = [
            (match.start(), side, role) for side, role, about in _SPOKEN_OF if (match := about.search(words))
        ]
        if heard:
            _, side, role = min(heard)
            return side, role
    return "product", "pm"


def _days(item: _Item, place: float) -> int:
    if any(_AFTERWARDS.search(heading) for heading in item.headings):
        return AFTER
    if any(_THE_DAY.search(heading) for heading in item.headings):
        return 0
    return -round(FIRST + (LAST - FIRST) * place)


def _tier_words(item: _Item) -> list[re.Match[str]]:
    return [match for heading in item.headings for match in _TIER.finditer(heading)]


def _tiers(item: _Item, shift: int) -> Sequence[int]:
    """The tiers that the nearest heading names; a checklist that counts from 1 to 4 is ours from 0 to 3."""
    named = _tier_words(item)
    if not named:
        return TIERS
    first, last = int(named[-1][1]) - shift, int(named[-1][2] or named[-1][1]) - shift
    return [tier for tier in TIERS if first <= tier <= last] or [min(max(first, 0), max(TIERS))]


def _with_keys(steps: Iterable[Step]) -> Iterator[Step]:
    taken: set[str] = set()
    for step in steps:
        key = new_key(step.title, taken)
        taken.add(key)
        yield replace(step, key=key)


def new_key(title: str, taken: set[str]) -> str:
    """A key of its own for a task with this title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[: KEY_LIMIT - 4].strip("_") or "task"
    if stem not in taken and not stem.isdigit():
        return stem
    return next(key for number in range(2, MOST_TASKS * 3) if (key := f"{stem}_{number}") not in taken)
