"""The interactive elements of blocks, and what stands in them."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.playground.world.things import Json

# By element type: the key of what is in it (in a payload's state) and of what it starts with.
_OPTION = ("selected_option", "initial_option")
_OPTIONS = ("selected_options", "initial_options")
_TYPED = ("value", "initial_value")
STATE_KEYS: Mapping[str, tuple[str, str]] = {
    "plain_text_input": _TYPED,
    "email_text_input": _TYPED,
    "url_text_input": _TYPED,
    "number_input": _TYPED,
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": _OPTION,
    "external_select": _OPTION,
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_static_select": _OPTIONS,
    "multi_external_select": _OPTIONS,
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "checkboxes": _OPTIONS,
    "radio_buttons": _OPTION,
}


def elements(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """Each interactive element with the block that holds it, those of nested blocks included."""
    for block in blocks:
        inside = [block.get("accessory"), block.get("element")]
        if block["type"] in ("actions", "context_actions"):
            inside += block["elements"]
        if block["type"] == "card":
            inside += block.get("actions", [])
        for element in inside:
            if element and element["type"] != "image":
                yield block, element
        nested = "elements" if block["type"] == "carousel" else "child_blocks"
        if block["type"] in ("carousel", "container"):
            yield from elements(block[nested])


def with_ids(blocks: Sequence[Json], new_id: Callable[[], str]) -> tuple[Json, ...]:
    """The blocks with a `block_id` and `action_id`s where the app gave none, as Slack does."""
    return tuple(_with_ids(block, new_id) for block in blocks)


def _with_ids(block: Json, new_id: Callable[[], str]) -> Json:
    named = {**block, "block_id": block.get("block_id") or new_id()}
    for key in ("accessory", "element"):
        if key in named:
            named[key] = _with_action(named[key], new_id)
    for key in ("elements", "actions", "child_blocks"):
        if named["type"] in ("carousel", "container") and key in named:
            named[key] = list(with_ids(named[key], new_id))
        elif named["type"] in ("actions", "context_actions", "card") and key in named:
            named[key] = [_with_action(element, new_id) for element in named[key]]
    return named


def _with_action(element: Json, new_id: Callable[[], str]) -> Json:
    if element["type"] == "image":
        return element
    return {**element, "action_id": element.get("action_id") or new_id()}


def state(
    blocks: Sequence[Json], typed: Mapping[str, Mapping[str, Json]] | None = None
) -> dict[str, dict[str, Json]]:
    """`state.values` of blocks: what was typed where the element is still the same, else what it starts with."""
    values: dict[str, dict[str, Json]] = {}
    for block, element in elements(blocks):
        keys = STATE_KEYS.get(element["type"])
        if keys is None:
            continue
        block_id, action_id = block["block_id"], element["action_id"]
        kept = (typed or {}).get(block_id, {}).get(action_id)
        if kept is None or kept["type"] != element["type"]:
            several = keys[0].endswith("s")
            kept = {"type": element["type"], keys[0]: element.get(keys[1], [] if several else None)}
        values.setdefault(block_id, {})[action_id] = kept
    return values
