"""The fields of a posted form and the state of a surface (`state.values` of Slack's payloads), both ways.

Shapes: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground.render.controls import Address, write_option
from bot.playground.render.viewer import Block
from bot.playground.world.elements import STATE_KEYS, elements

Values = Mapping[str, Mapping[str, Block]]
Form = Mapping[str, Sequence[str]]


def read_state(blocks: Sequence[Block], form: Form, tz: str) -> dict[str, dict[str, Block]]:
    """What every element with a state holds; `tz` (IANA) is the zone in which dates with times were typed."""
    state: dict[str, dict[str, Block]] = {}
    for block, element in elements(blocks):
        if element["type"] in STATE_KEYS:
            address = Address(str(block.get("block_id", "")), str(element.get("action_id", "")))
            held = _read(element["type"], [value for value in form.get(address.name, ()) if value], tz)
            state.setdefault(address.block_id, {})[address.action_id] = held
    return state


def write_state(values: Values, tz: str) -> dict[str, list[str]]:
    """The form values, by control name, of what the elements hold: the reverse of `read_state`."""
    return {
        Address(block_id, action_id).name: _write(held, tz)
        for block_id, actions in values.items()
        for action_id, held in actions.items()
    }


def find_element(blocks: Sequence[Block], address: Address) -> Block | None:
    """The element of that block and action, or None."""
    return next(
        (
            element
            for block, element in elements(blocks)
            if block.get("block_id") == address.block_id and element.get("action_id") == address.action_id
        ),
        None,
    )


def _read(kind: str, given: list[str], tz: str) -> Block:
    key, _ = STATE_KEYS[kind]
    if key.endswith("s"):
        value: Any = [json.loads(one) for one in given] if key == "selected_options" else given
    elif not given:
        value = None
    elif key == "selected_option":
        value = json.loads(given[0])
    elif kind == "datetimepicker":
        value = int(datetime.fromisoformat(given[0]).replace(tzinfo=ZoneInfo(tz)).timestamp())
    elif kind == "timepicker":
        value = given[0][:5]
    else:
        # Browsers send line breaks as CR LF; Slack sends LF.
        words = given[0].replace("\r\n", "\n")
        value = _rich(words) if kind == "rich_text_input" else words
    return {"type": kind, key: value}


def _write(held: Block, tz: str) -> list[str]:
    key, _ = STATE_KEYS[held["type"]]
    value = held.get(key)
    if value is None:
        return [""]
    if key == "selected_options":
        return [write_option(option) for option in value]
    if key == "selected_option":
        return [write_option(value)]
    if key == "selected_date_time":
        return [datetime.fromtimestamp(value, UTC).astimezone(ZoneInfo(tz)).strftime("%Y-%m-%dT%H:%M")]
    if key == "rich_text_value":
        return ["".join(word.get("text", "") for part in value["elements"] for word in part["elements"])]
    return list(value) if isinstance(value, list) else [str(value)]


def _rich(text: str) -> Block:
    words = {"type": "text", "text": text}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [words]}]}
