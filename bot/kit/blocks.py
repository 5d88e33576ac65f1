"""Block Kit building blocks, and the one place where text from people or outside is made harmless.

Text that Slack reads as mrkdwn has the type `Mrkdwn`; a plain `str` is never passed where mrkdwn is expected, so that
the type checker finds a text that nobody escaped. Limits: https://docs.slack.dev/reference/block-kit/blocks
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

Block = dict[str, Any]

SECTION_LIMIT = 3000
QUOTE_LIMIT = (
    2500  # a rich text has no stated limit; a quote longer than a section would be unreadable anyway
)
HEADER_LIMIT = 150
TABLE_ROWS = 100
TABLE_LIMIT = 9000  # characters; Slack takes 10,000
BUTTON_LIMIT = 75
OPTION_LIMIT = 75
VALUE_LIMIT = 2000
TITLE_LIMIT = 24
INPUT_LIMIT = 3000


class Mrkdwn(str):
    """Text that is safe where Slack reads mrkdwn: written by us, or escaped."""

    __slots__ = ()

    def __add__(self, other: str) -> "Mrkdwn":
        return Mrkdwn(str.__add__(self, other if isinstance(other, Mrkdwn) else escape(other)))

    @classmethod
    def join_all(cls, separator: str, parts: Iterable[str]) -> Self:
        """Join parts with a separator of ours; parts that are not `Mrkdwn` are escaped."""
        return cls(separator.join(part if isinstance(part, Mrkdwn) else escape(part) for part in parts))


def escape(text: str) -> Mrkdwn:
    """Make any text harmless as mrkdwn (https://docs.slack.dev/messaging/formatting-message-text#escaping)."""
    return Mrkdwn(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


_REFERENCE = re.compile(r"<(?P<sign>[@#!]?)(?P<target>[^<>|\s]+)(?:\|(?P<label>[^<>]*))?>")


def display(verbatim: str, names: Mapping[str, str] | None = None) -> str:
    """The verbatim as people read it: Slack's references become `@name`, `#channel`, a link's label and address.

    A mention becomes a word, so that showing somebody's words again never pings anybody. `names` gives the
    names of people and channels by id where the reference has none.
    """

    def word(match: re.Match[str]) -> str:
        sign, target, label = match["sign"], match["target"], match["label"]
        if sign == "!":
            return (
                f"@{label or target.split('^')[0]}"
                if target in ("channel", "here", "everyone")
                else (label or match[0])
            )
        if sign:
            return f"{sign}{label or (names or {}).get(target, target)}"
        if not target.startswith(("http://", "https://", "mailto:")):
            return match[0]
        address = target.removeprefix("mailto:")
        return address if not label or label == address else f"{label} ({address})"

    return _REFERENCE.sub(word, verbatim)


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word where there is one, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = max(cut.rfind(" "), cut.rfind("\n"))
    return (cut[:space] if space > limit // 2 else cut).rstrip(" \n.,;:…") + "…"


def clip(text: Mrkdwn, limit: int = SECTION_LIMIT) -> Mrkdwn:
    """At most `limit` characters without cutting an escape or a reference of ours in two."""
    return text if len(text) <= limit else _cut(text, limit - 1)


def _cut(text: Mrkdwn, length: int) -> Mrkdwn:
    """The first characters, and an ellipsis."""
    cut = text[:length]
    if cut.rfind("<") > cut.rfind(">"):
        cut = cut[: cut.rfind("<")]
    if (start := cut.rfind("&", max(0, len(cut) - 4))) >= 0 and ";" not in cut[start:]:
        cut = cut[:start]
    return Mrkdwn(cut.rstrip() + "…")


def clip_bytes(text: Mrkdwn, limit: int) -> Mrkdwn:
    """At most `limit` bytes of UTF-8, cut as `clip` cuts."""
    encoded = text.encode("utf-8", "replace")
    if len(encoded) <= limit:
        return text
    return _cut(text, len(encoded[: limit - len("…".encode())].decode("utf-8", "ignore")))


def bold(text: str) -> Mrkdwn:
    """Emphasis on a text from anywhere; characters that would end it early are replaced."""
    inner = text if isinstance(text, Mrkdwn) else escape(text)
    return Mrkdwn(f"*{inner.replace('*', '∗').strip()}*") if inner.strip() else Mrkdwn("")


def isolated(text: str) -> str:
    """A text that may run from right to left, fenced so that what stands beside it keeps its order.

    https://www.w3.org/International/questions/qa-bidi-unicode-controls
    """
    if not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text):
        return text
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def link(address: str, label: str) -> Mrkdwn:
    """A link; an address that is not http(s) is shown as its label alone."""
    if not re.match(r"https?://[^\s<>|]+$", address):
        return escape(label)
    return Mrkdwn(f"<{escape(address)}|{escape(label.replace('|', '¦').replace('>', '›'))}>")


# Text objects ---------------------------------------------------------------------------------------------------


def plain_text(text: str, limit: int) -> Block:
    return {"type": "plain_text", "text": shorten(text, limit), "emoji": True}


def mrkdwn(text: Mrkdwn, limit: int = SECTION_LIMIT) -> Block:
    return {"type": "mrkdwn", "text": clip(text, limit), "verbatim": True}


# Layout ---------------------------------------------------------------------------------------------------------


def section(text: Mrkdwn, *, accessory: Block | None = None, block_id: str | None = None) -> Block:
    return _with({"type": "section", "text": mrkdwn(text)}, accessory=accessory, block_id=block_id)


def stacked(lines: Iterable[Mrkdwn]) -> list[Block]:
    """Lines one below the other, in as few sections as hold each of them whole."""
    blocks: list[Block] = []
    pile: list[Mrkdwn] = []
    for line in lines:
        if pile and sum(map(len, pile)) + len(pile) + len(line) > SECTION_LIMIT:
            blocks.append(section(Mrkdwn.join_all("\n", pile)))
            pile = []
        pile.append(line)
    return [*blocks, section(Mrkdwn.join_all("\n", pile))] if pile else blocks


def fields(*texts: Mrkdwn) -> Block:
    return {"type": "section", "fields": [mrkdwn(text, 2000) for text in texts[:10]]}


def header(text: str) -> Block:
    return {"type": "header", "text": plain_text(text, HEADER_LIMIT)}


def context(*texts: Mrkdwn) -> Block:
    return {"type": "context", "elements": [mrkdwn(text) for text in texts[:10]]}


def divider() -> Block:
    return {"type": "divider"}


def actions(*elements: Block, block_id: str | None = None) -> Block:
    return _with({"type": "actions", "elements": list(elements[:25])}, block_id=block_id)


def quote(words: str, *, limit: int = QUOTE_LIMIT) -> Block:
    """Somebody's words, shown to the letter: rich text does not read mrkdwn, so that nothing in it formats or pings."""
    element = {"type": "text", "text": shorten(words, limit) or " "}
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [element]}]}


def paragraph(words: str, *, limit: int = SECTION_LIMIT) -> Block:
    """Plain words to the letter, not as a quote."""
    element = {"type": "text", "text": shorten(words, limit) or " "}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [element]}]}


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Block:
    """A table of plain texts, numbers to the right; `head` names the columns.

    As much of it as Slack takes: 100 rows with the head, and 10,000 characters
    (https://docs.slack.dev/reference/block-kit/blocks/table-block). One a message.
    """
    shown: list[Sequence[str]] = []
    room = TABLE_LIMIT
    for row in (head, *rows[: TABLE_ROWS - 1]):
        room -= sum(map(len, row))
        if room < 0:
            break
        shown.append(row)
    numbers = [
        all(row[column].strip("▲▼=+- 0123456789\u202f\u00a0,.") == "" for row in shown[1:])
        for column in range(len(head))
    ]
    return {
        "type": "table",
        "rows": [[{"type": "raw_text", "text": cell or " "} for cell in row] for row in shown],
        "column_settings": [{"align": "right"} if number else {"is_wrapped": True} for number in numbers],
    }


# Elements -------------------------------------------------------------------------------------------------------


def button(
    label: str,
    action_id: str,
    value: str = "",
    *,
    style: str | None = None,
    url: str | None = None,
    confirm: Block | None = None,
    describe: str | None = None,
) -> Block:
    """A button. `describe` is read aloud in place of the label where the label alone says too little.

    What is read aloud begins with what is written: people who speak to their machine say that.
    https://www.w3.org/WAI/WCAG22/Understanding/label-in-name.html
    """
    if describe and not describe.startswith(label):
        describe = f"{label}: {describe}"
    element = {"type": "button", "text": plain_text(label, BUTTON_LIMIT), "action_id": action_id}
    return _with(
        element,
        value=value or None,
        style=style,
        url=url,
        confirm=confirm,
        accessibility_label=shorten(describe, 75) if describe else None,
    )


def confirm(title: str, text: str, yes: str, no: str) -> Block:
    return {
        "title": plain_text(title, 100),
        "text": plain_text(text, 300),
        "confirm": plain_text(yes, 30),
        "deny": plain_text(no, 30),
    }


@dataclass(frozen=True)
class Option:
    """One choice of a select, with the value that comes back (75 characters each at most)."""

    label: str
    value: str

    def block(self) -> Block:
        return {"text": plain_text(self.label, OPTION_LIMIT), "value": self.value}


def select(
    action_id: str, options: Sequence[Option], *, placeholder: str, chosen: str | None = None
) -> Block:
    initial = next((option.block() for option in options if option.value == chosen), None)
    return _with(
        {
            "type": "static_select",
            "action_id": action_id,
            "options": [option.block() for option in options],
            "placeholder": plain_text(placeholder, 150),
        },
        initial_option=initial,
    )


def external_select(
    action_id: str, *, placeholder: str, chosen: Option | None = None, min_query_length: int = 0
) -> Block:
    return _with(
        {
            "type": "external_select",
            "action_id": action_id,
            "placeholder": plain_text(placeholder, 150),
            "min_query_length": min_query_length,
        },
        initial_option=chosen.block() if chosen else None,
    )


def multi_external_select(
    action_id: str, *, placeholder: str, chosen: Sequence[Option] = (), min_query_length: int = 0
) -> Block:
    """Several choices, suggested while somebody types."""
    return _with(
        {
            "type": "multi_external_select",
            "action_id": action_id,
            "placeholder": plain_text(placeholder, 150),
            "min_query_length": min_query_length,
        },
        initial_options=[option.block() for option in chosen] or None,
    )


def user_select(action_id: str, *, placeholder: str, chosen: str | None = None) -> Block:
    """A person of this workspace, by Slack's user id."""
    return _with(
        {"type": "users_select", "action_id": action_id, "placeholder": plain_text(placeholder, 150)},
        initial_user=chosen,
    )


def multi_select(
    action_id: str, options: Sequence[Option], *, placeholder: str, chosen: Sequence[str] = ()
) -> Block:
    """Several choices out of a list; those chosen stand in the order of `chosen`, and come back in the order picked."""
    by_value = {option.value: option.block() for option in options}
    return _with(
        {
            "type": "multi_static_select",
            "action_id": action_id,
            "options": [option.block() for option in options],
            "placeholder": plain_text(placeholder, 150),
        },
        initial_options=[by_value[value] for value in chosen if value in by_value] or None,
    )


def multi_users_select(action_id: str, *, placeholder: str, chosen: Sequence[str] = ()) -> Block:
    """Several people of this workspace, by Slack's user ids."""
    return _with(
        {"type": "multi_users_select", "action_id": action_id, "placeholder": plain_text(placeholder, 150)},
        initial_users=list(chosen) or None,
    )


def channel_select(action_id: str, *, placeholder: str, chosen: str | None = None) -> Block:
    """Any public or private channel of this workspace that the person can see."""
    return _with(
        {
            "type": "conversations_select",
            "action_id": action_id,
            "placeholder": plain_text(placeholder, 150),
            "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        },
        initial_conversation=chosen,
    )


def channels_select(action_id: str, *, placeholder: str, chosen: Sequence[str] = ()) -> Block:
    """Several public or private channels of this workspace."""
    return _with(
        {
            "type": "multi_conversations_select",
            "action_id": action_id,
            "placeholder": plain_text(placeholder, 150),
            "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        },
        initial_conversations=list(chosen) or None,
    )


def text_input(
    action_id: str,
    *,
    value: str | None = None,
    multiline: bool = False,
    limit: int = INPUT_LIMIT,
    placeholder: str | None = None,
) -> Block:
    return _with(
        {"type": "plain_text_input", "action_id": action_id, "multiline": multiline, "max_length": limit},
        initial_value=value[:limit] if value else None,
        placeholder=plain_text(placeholder, 150) if placeholder else None,
    )


def date_input(action_id: str, *, value: str | None = None) -> Block:
    return _with({"type": "datepicker", "action_id": action_id}, initial_date=value)


def moment_input(action_id: str, *, value: int | None = None) -> Block:
    """A day and time, in the zone of who fills it in; it comes back as seconds since 1970."""
    return _with({"type": "datetimepicker", "action_id": action_id}, initial_date_time=value)


def time_input(action_id: str, *, value: str | None = None) -> Block:
    """A time of day, HH:MM."""
    return _with({"type": "timepicker", "action_id": action_id}, initial_time=value)


def radio(action_id: str, options: Sequence[Option], *, chosen: str | None = None) -> Block:
    initial = next((option.block() for option in options if option.value == chosen), None)
    return _with(
        {"type": "radio_buttons", "action_id": action_id, "options": [option.block() for option in options]},
        initial_option=initial,
    )


def checkboxes(action_id: str, options: Sequence[Option], *, chosen: Collection[str] = ()) -> Block:
    """Boxes to tick, up to ten."""
    ticked = [option.block() for option in options if option.value in chosen]
    return _with(
        {"type": "checkboxes", "action_id": action_id, "options": [option.block() for option in options]},
        initial_options=ticked or None,
    )


def input_block(
    block_id: str, label: str, element: Block, *, hint: str | None = None, optional: bool = True
) -> Block:
    return _with(
        {
            "type": "input",
            "block_id": block_id,
            "label": plain_text(label, 2000),
            "element": element,
            "optional": optional,
        },
        hint=plain_text(hint, 2000) if hint else None,
    )


def _with(block: Block, **extra: Any) -> Block:
    """The block with those extras that are there: Slack refuses null."""
    return block | {key: value for key, value in extra.items() if value is not None}
