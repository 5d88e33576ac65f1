"""Whole messages and whole views, and the answers to a suggestion request."""

from collections.abc import Iterator
from typing import Any

from bot.playground.limits.blocks import MARKDOWN, check_block
from bot.playground.limits.data import written
from bot.playground.limits.place import ID_LIMIT, Place
from bot.playground.limits.texts import check_option_groups, check_options, check_plain

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
# Not documented; measured by others at about 13,200 characters over all blocks of a message
# (https://github.com/slackapi/bolt-js/issues/2509).
MESSAGE_CHARACTERS = 13_200
_AT_MOST = {"table": 1, "data_table": 1, "data_visualization": 2}


def message_problems(blocks: Any) -> list[str]:
    """What Slack would not accept in the blocks of a message."""
    place = Place.root(blocks, "/blocks")
    if place.is_array(MESSAGE_BLOCKS, least=0):
        for block in place.each():
            check_block(block, "message")
        for kind, most in _AT_MOST.items():
            if sum(block.kind == kind for block in place.each()) > most:
                place.refuse(f"no more than {most} {kind} blocks allowed")
        markdown = sum(written(block.value) for block in place.each() if block.kind == "markdown")
        if markdown > MARKDOWN:
            place.refuse(f"markdown must be less than {MARKDOWN + 1} characters in all")
        _check_ids(place)
    return place.problems


def message_too_long(blocks: Any) -> bool:
    """Whether a message is refused as a whole (`msg_blocks_too_long`) though each block is fine."""
    return written(blocks) > MESSAGE_CHARACTERS


def view_problems(view: Any) -> list[str]:
    """What Slack would not accept in a modal or a Home."""
    place = Place.root(view, "/view")
    if not isinstance(view, dict) or place.kind not in ("modal", "home"):
        place.at("type").refuse(f"unsupported type: {place.kind or None}")
        return place.problems
    modal = place.kind == "modal"
    place.is_object(
        required=("title", "blocks") if modal else ("blocks",),
        optional=(
            "private_metadata",
            "callback_id",
            "external_id",
            *(("submit", "close", "clear_on_close", "notify_on_close", "submit_disabled") if modal else ()),
        ),
    )
    for key in ("title", "submit", "close"):
        check_plain(place.at(key), 24)
    for key in ("clear_on_close", "notify_on_close", "submit_disabled"):
        place.at(key).is_flag()
    place.at("private_metadata").is_string(3000, least=0)
    place.at("callback_id").is_string(ID_LIMIT, least=0)
    place.at("external_id").is_string(ID_LIMIT, least=0)
    blocks = place.at("blocks")
    if blocks.is_array(VIEW_BLOCKS, least=0):
        for block in blocks.each():
            check_block(block, place.kind)
        if modal and not place.at("submit").present and any(block.kind == "input" for block in blocks.each()):
            place.refuse("missing required field: submit (the view has input blocks)")
        _check_ids(blocks)
        if (
            sum(
                element.at("focus_on_load").value is True
                for block in blocks.each()
                for element in _elements(block)
            )
            > 1
        ):
            blocks.refuse("only one element can have focus_on_load")
    return place.problems


def option_problems(answer: Any) -> list[str]:
    """What Slack would not accept as the answer to a block_suggestion: `options` or `option_groups`."""
    place = Place.root(answer, "")
    if isinstance(answer, dict) and place.at("options").present == place.at("option_groups").present:
        place.refuse("must define either options or option_groups")
    elif place.is_object(optional=("options", "option_groups")):
        check_options(place.at("options"), 100, least=0)
        check_option_groups(place.at("option_groups"))
    return place.problems


def _check_ids(blocks: Place) -> None:
    """Each block_id once in a surface, each action_id once in its block."""
    seen = set()
    for block in _all_blocks(blocks):
        block_id = block.at("block_id").value
        if isinstance(block_id, str):
            if block_id in seen:
                block.at("block_id").refuse(f"`block_id` {block_id} already exists")
            seen.add(block_id)
        actions = set()
        for element in _elements(block):
            action_id = element.at("action_id").value
            if isinstance(action_id, str):
                if action_id in actions:
                    element.at("action_id").refuse(f"`action_id` {action_id} already exists in this block")
                actions.add(action_id)


def _all_blocks(blocks: Place) -> Iterator[Place]:
    for block in blocks.each():
        yield block
        yield from _all_blocks(block.at("child_blocks"))
        if block.kind == "carousel":
            yield from _all_blocks(block.at("elements"))


def _elements(block: Place) -> Iterator[Place]:
    for key in ("accessory", "element"):
        if block.at(key).present:
            yield block.at(key)
    for key in ("elements", "actions"):
        if block.kind in ("actions", "context_actions", "card"):
            yield from block.at(key).each()
