"""Filling in inputs: from what a person types or picks to `state.values`, and what the client checks by itself."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.playground.acts.outcome import Impossible
from bot.playground.acts.slack_says import say
from bot.playground.world import Json, Person, View, World
from bot.playground.world.elements import STATE_KEYS, elements

# By block id or action id, what is put in: text, a date, an option (whole or by its value), an id, several of those,
# None to empty it. `state.values` themselves are taken too.
Values = Mapping[str, Any]
State = dict[str, dict[str, Json]]
Offered = Mapping[tuple[str, str], Mapping[str, Json]]

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*\Z")


def find(blocks: Sequence[Json], action_id: str, block_id: str | None = None) -> tuple[Json, Json]:
    """The element with that action id (in that block) and its block; Impossible when there is none."""
    for block, element in elements(blocks):
        if element["action_id"] == action_id and block_id in (None, block["block_id"]):
            return block, element
    raise Impossible(f"there is no {action_id} here; there are {', '.join(_ids(blocks)) or 'no elements'}")


def _ids(blocks: Sequence[Json]) -> list[str]:
    return [element["action_id"] for _, element in elements(blocks)]


class Filling:
    """Puts values into the inputs of one surface. `offered` are the options that the app suggested for it."""

    def __init__(
        self, world: World, person: Person, blocks: Sequence[Json], state: Mapping[str, Any], offered: Offered
    ):
        self._world = world
        self._person = person
        self._blocks = blocks
        self._state = state
        self._offered = offered

    def fill(self, values: Values) -> State:
        """`state.values` of the inputs that were filled in; Impossible where nobody could do that."""
        filled: State = {}
        for block, element, content in self._addressed(values):
            filled.setdefault(block["block_id"], {})[element["action_id"]] = self.hold(
                block, element, content
            )
        return filled

    def _addressed(self, values: Values) -> Iterator[tuple[Json, Json, Any]]:
        for key, value in values.items():
            if _is_state(value):
                for action_id, held in value.items():
                    block, element = find(self._blocks, action_id, key)
                    yield block, element, held.get(STATE_KEYS[element["type"]][0])
                continue
            block, element = next(
                (
                    (block, element)
                    for block, element in elements(self._blocks)
                    if key in (block["block_id"], element["action_id"]) and element["type"] in STATE_KEYS
                ),
                ({}, {}),
            )
            if not element:
                raise Impossible(f"there is no input {key} here; there are {', '.join(_ids(self._blocks))}")
            yield block, element, value

    def hold(self, block: Json, element: Json, content: Any) -> Json:
        """One element's part of the state with that content."""
        kind = element["type"]
        key = STATE_KEYS[kind][0]
        if key.startswith("selected_") and key.endswith("s"):
            chosen = [self._one(block, element, one) for one in content or ()]
            if len(chosen) > element.get("max_selected_items", 100):
                raise Impossible(f"{element['action_id']} takes {element['max_selected_items']} at most")
            return {"type": kind, key: chosen}
        if content is None or content == "":
            return {"type": kind, key: None}
        return {"type": kind, key: self._one(block, element, content)}

    def _one(self, block: Json, element: Json, content: Any) -> Any:
        kind = element["type"].removeprefix("multi_")
        if kind in ("static_select", "external_select", "checkboxes", "radio_buttons", "overflow"):
            return self._option(block, element, content)
        if kind == "users_select":
            return self._known(content, self._world.people, "person")
        if kind in ("channels_select", "conversations_select"):
            return self._known(content, self._world.channels, "channel")
        try:
            if kind == "datepicker":
                return date.fromisoformat(content).isoformat()
            if kind == "timepicker":
                return time.fromisoformat(content).strftime("%H:%M")
            if kind == "datetimepicker":
                return int(content)
        except (TypeError, ValueError) as problem:
            raise Impossible(f"{content!r} can't be picked in a {kind}") from problem
        return content

    def _option(self, block: Json, element: Json, content: Any) -> Json:
        """One of the options on offer, named by its value or given whole."""
        value = content["value"] if isinstance(content, dict) else content
        options = {option["value"]: option for option in _options(element)}
        options |= self._offered.get((block["block_id"], element["action_id"]), {})
        for held in (element, self._state.get(block["block_id"], {}).get(element["action_id"], {})):
            for key in ("initial_option", "selected_option"):
                if held.get(key):
                    options.setdefault(held[key]["value"], held[key])
            for key in ("initial_options", "selected_options"):
                for option in held.get(key, ()):
                    options.setdefault(option["value"], option)
        if value not in options:
            raise Impossible(f"{value!r} is not offered; {', '.join(options) or 'nothing'} is")
        return options[value]

    @staticmethod
    def _known(content: Any, known: Mapping[str, Any], what: str) -> Any:
        if content not in known:
            raise Impossible(f"there is no {what} {content!r} to pick")
        return content


def _is_state(value: Any) -> bool:
    """Whether a value is a block's part of `state.values`: by action id, what is held."""
    return isinstance(value, Mapping) and all(
        isinstance(held, Mapping) and held.get("type") in STATE_KEYS for held in value.values()
    )


def _options(element: Json) -> list[Json]:
    grouped = [option for group in element.get("option_groups", ()) for option in group["options"]]
    return [*element.get("options", ()), *grouped]


# What the client checks before it sends a form ------------------------------------------------------------------


def client_errors(person: Person, view: View) -> dict[str, str]:
    """By block id, what Slack's client says of inputs before the app hears of them."""
    errors = {}
    for block, element in elements(view.blocks):
        if block["type"] != "input":
            continue
        key = STATE_KEYS[element["type"]][0]
        content = view.values[block["block_id"]][element["action_id"]].get(key)
        problem = _problem(block, element, content)
        if problem is not None:
            errors[block["block_id"]] = say(person, problem[0], count=problem[1])
    return errors


def _problem(block: Json, element: Json, content: Any) -> tuple[str, object] | None:
    if not content or (isinstance(content, str) and not content.strip()):
        return None if block.get("optional") else ("required", "")
    match element["type"]:
        case "plain_text_input":
            if len(content) < element.get("min_length", 0):
                return "too_short", element["min_length"]
            if len(content) > element.get("max_length", 3000):
                return "too_long", element.get("max_length", 3000)
        case "number_input":
            return _number_problem(element, content)
        case "url_text_input" if not _ADDRESS.match(content):
            return "not_an_address", ""
        case "email_text_input" if not _EMAIL.match(content):
            return "not_an_email", ""
    return None


def _number_problem(element: Json, content: str) -> tuple[str, object] | None:
    try:
        number = Decimal(content)
    except InvalidOperation:
        return "not_a_number", ""
    if not element["is_decimal_allowed"] and number != number.to_integral_value():
        return "not_a_whole_number", ""
    if "min_value" in element and number < Decimal(element["min_value"]):
        return "too_small", element["min_value"]
    if "max_value" in element and number > Decimal(element["max_value"]):
        return "too_large", element["max_value"]
    return None
