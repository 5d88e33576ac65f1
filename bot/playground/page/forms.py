"""From the fields of a posted form to the state of a surface as Slack reports it.

Shapes: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload (`state.values`).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground.render.controls import Address
from bot.playground.render.viewer import Block

State = dict[str, dict[str, dict[str, Any]]]
Form = Mapping[str, Sequence[str]]

_TYPED = frozenset(("plain_text_input", "number_input", "email_text_input", "url_text_input"))
_ONE_OPTION = frozenset(("static_select", "external_select", "radio_buttons"))
_MANY_OPTIONS = frozenset(("multi_static_select", "multi_external_select", "checkboxes"))
_IDS = {"users": "user", "channels": "channel", "conversations": "conversation"}


def read_state(blocks: Sequence[Block], form: Form, tz: str) -> State:
    """What every element with a state holds; `tz` (IANA) is the zone in which dates with times were typed."""
    state: State = {}
    for block_id, element in elements(blocks):
        address = Address(block_id, str(element.get("action_id", "")))
        value = _value(str(element.get("type")), list(form.get(address.name, [])), tz)
        if value is not None:
            state.setdefault(block_id, {})[address.action_id] = value
    return state


def elements(blocks: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    """Every element of the blocks with the id of its block, those in containers included."""
    for block in blocks:
        block_id = str(block.get("block_id", ""))
        single = [block[key] for key in ("element", "accessory") if isinstance(block.get(key), dict)]
        several = block.get("elements", []) if block.get("type") in ("actions", "context_actions") else []
        for element in (*single, *several, *block.get("actions", [])):
            yield block_id, element
        yield from elements(block.get("child_blocks", []))
        if block.get("type") == "carousel":
            yield from elements(block.get("elements", []))


def find_element(blocks: Sequence[Block], address: Address) -> Block | None:
    """The element of that block and action, or None."""
    return next(
        (
            element
            for block_id, element in elements(blocks)
            if block_id == address.block_id and element.get("action_id") == address.action_id
        ),
        None,
    )


def _value(kind: str, given: list[str], tz: str) -> dict[str, Any] | None:
    """The state of one element; None for an element that has none (a button)."""
    first = next((value for value in given if value), None)
    if kind in _TYPED:
        # Browsers send line breaks as CR LF; Slack sends LF.
        return {"type": kind, "value": first.replace("\r\n", "\n") if first else None}
    if kind in _ONE_OPTION:
        return {"type": kind, "selected_option": json.loads(first) if first else None}
    if kind in _MANY_OPTIONS:
        return {"type": kind, "selected_options": [json.loads(value) for value in given if value]}
    if kind == "datepicker":
        return {"type": kind, "selected_date": first}
    if kind == "timepicker":
        return {"type": kind, "selected_time": first[:5] if first else None}
    if kind == "datetimepicker":
        moment = datetime.fromisoformat(first).replace(tzinfo=ZoneInfo(tz)) if first else None
        return {"type": kind, "selected_date_time": int(moment.timestamp()) if moment else None}
    if kind == "rich_text_input":
        return {"type": kind, "rich_text_value": _rich(first) if first else None}
    plural = kind.removeprefix("multi_").removesuffix("_select")
    if plural not in _IDS:
        return None
    if kind.startswith("multi_"):
        return {"type": kind, f"selected_{plural}": [value for value in given if value]}
    return {"type": kind, f"selected_{_IDS[plural]}": first}


def _rich(text: str) -> Block:
    words = {"type": "text", "text": text.replace("\r\n", "\n")}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [words]}]}
