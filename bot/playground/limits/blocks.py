"""Blocks, one by one, and the surfaces they stand on.

https://docs.slack.dev/reference/block-kit/blocks, https://docs.slack.dev/blocks.json
"""

from collections.abc import Callable, Mapping

from bot.playground.limits.data import check_chart, check_data_table, check_table
from bot.playground.limits.elements import (
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    check_element,
)
from bot.playground.limits.place import ID_LIMIT, Place
from bot.playground.limits.rich_text import check_rich_text
from bot.playground.limits.texts import check_address, check_image, check_plain, check_text

MARKDOWN = 12_000
_MESSAGE = frozenset(("message",))
_MODAL = frozenset(("modal",))
_HOME = frozenset(("home",))
_EVERYWHERE = frozenset(("message", "modal", "home"))


def check_block(place: Place, surface: str) -> None:
    """One block on a surface: message, modal or home."""
    if not isinstance(place.value, dict):
        place.refuse("expected an object")
        return
    if place.kind not in _CHECKS:
        place.at("type").refuse(f"unsupported type: {place.kind or None}")
        return
    check, surfaces = _CHECKS[place.kind]
    if surface not in surfaces:
        place.at("type").refuse(f"unsupported type: {place.kind} can't be in a {surface}")
        return
    place.at("block_id").is_string(ID_LIMIT)
    check(place)
    if place.kind == "container":
        for child in place.at("child_blocks").each():
            check_block(child, surface)


def _section(place: Place) -> None:
    place.is_object(optional=("block_id", "text", "fields", "accessory", "expand"))
    if not place.at("text").present and not place.at("fields").present:
        place.refuse("must define either text or fields")
    check_text(place.at("text"))
    if place.at("fields").is_array(10):
        for field in place.at("fields").each():
            check_text(field, 2000)
    place.at("expand").is_flag()
    _check_inside(place.at("accessory"), IN_SECTION)


def _header(place: Place) -> None:
    place.is_object(required=("text",), optional=("block_id", "level"))
    check_plain(place.at("text"), 150)
    place.at("level").is_integer(1, 4)


def _divider(place: Place) -> None:
    place.is_object(optional=("block_id",))


def _context(place: Place) -> None:
    place.is_object(required=("elements",), optional=("block_id",))
    place.at("elements").is_array(10)
    for element in place.at("elements").each():
        if element.kind == "image":
            check_image(element)
        else:
            check_text(element)


def _actions(place: Place) -> None:
    place.is_object(required=("elements",), optional=("block_id",))
    place.at("elements").is_array(25)
    for element in place.at("elements").each():
        _check_inside(element, IN_ACTIONS)


def _context_actions(place: Place) -> None:
    place.is_object(required=("elements",), optional=("block_id",))
    place.at("elements").is_array(5)
    for element in place.at("elements").each():
        _check_inside(element, IN_CONTEXT_ACTIONS)


def _image(place: Place) -> None:
    check_image(place, block=True)


def _input(place: Place) -> None:
    place.is_object(
        required=("label", "element"), optional=("block_id", "hint", "optional", "dispatch_action")
    )
    check_plain(place.at("label"), 2000)
    check_plain(place.at("hint"), 2000)
    place.at("optional").is_flag()
    place.at("dispatch_action").is_flag()
    _check_inside(place.at("element"), IN_INPUT)


def _markdown(place: Place) -> None:
    place.is_object(required=("text",), optional=("block_id",))
    place.at("text").is_string(MARKDOWN)


def _alert(place: Place) -> None:
    place.is_object(required=("text",), optional=("block_id", "level"))
    check_text(place.at("text"), 200)
    place.at("level").is_one_of("default", "info", "warning", "error", "success")


def _card(place: Place) -> None:
    shown = ("hero_image", "title", "actions", "body")
    place.is_object(optional=("block_id", "icon", "slack_icon", "subtitle", "subtext", *shown))
    if not any(place.at(key).present for key in shown):
        place.refuse(f"must define at least one of {', '.join(shown)}")
    for key in ("hero_image", "icon"):
        if place.at(key).present:
            check_image(place.at(key))
    check_text(place.at("title"), 150)
    check_text(place.at("subtitle"), 150)
    check_text(place.at("body"), 200)
    if place.at("actions").is_array(5):
        for element in place.at("actions").each():
            _check_inside(element, frozenset(("button",)))


def _carousel(place: Place) -> None:
    place.is_object(required=("elements",), optional=("block_id",))
    place.at("elements").is_array(10)
    for card in place.at("elements").each():
        if card.kind == "card":
            _card(card)
        else:
            card.at("type").refuse(f"unsupported type: {card.kind or None}")


def _container(place: Place) -> None:
    place.is_object(
        required=("child_blocks",),
        optional=(
            "block_id",
            "title",
            "rich_text_title",
            "subtitle",
            "width",
            "icon",
            "is_collapsible",
            "default_collapsed",
            "has_header_divider",
        ),
    )
    if not place.at("title").present and not place.at("rich_text_title").present:
        place.refuse("must define either title or rich_text_title")
    check_plain(place.at("title"), 150)
    check_text(place.at("subtitle"), 150)
    place.at("width").is_one_of("narrow", "standard", "wide", "full")
    for key in ("is_collapsible", "default_collapsed", "has_header_divider"):
        place.at(key).is_flag()
    if place.at("default_collapsed").value is True and place.at("is_collapsible").value is not True:
        place.at("default_collapsed").refuse("requires is_collapsible")
    place.at("child_blocks").is_array(10)
    for child in place.at("child_blocks").each():
        if child.kind == "container":
            child.at("type").refuse("unsupported type: container in a container")


def _plan(place: Place) -> None:
    place.is_object(required=("title",), optional=("block_id", "tasks"))
    place.at("title").is_string(150)
    place.at("tasks").is_array(50)
    for task in place.at("tasks").each():
        _task(task)


def _task(place: Place) -> None:
    place.is_object(
        required=("task_id", "title"), optional=("block_id", "details", "output", "sources", "status")
    )
    place.at("title").is_string(150)
    place.at("status").is_one_of("pending", "in_progress", "complete", "error")
    for key in ("details", "output"):
        if place.at(key).present:
            check_rich_text(place.at(key))
    for source in place.at("sources").each():
        source.is_object(required=("url", "text"))
        check_address(source.at("url"))


def _check_inside(element: Place, allowed: frozenset[str]) -> None:
    """An element in a block that takes only some kinds."""
    if not element.present:
        return
    if element.kind not in allowed:
        element.at("type").refuse(f"unsupported type: {element.kind or None}")
    elif element.kind == "image":
        check_image(element)
    else:
        check_element(element)


# video, file and call blocks exist at Slack; the app has no use for them and the playground refuses them.
_CHECKS: Mapping[str, tuple[Callable[[Place], None], frozenset[str]]] = {
    "section": (_section, _EVERYWHERE),
    "header": (_header, _EVERYWHERE),
    "divider": (_divider, _EVERYWHERE),
    "context": (_context, _EVERYWHERE),
    "actions": (_actions, _EVERYWHERE),
    "image": (_image, _EVERYWHERE),
    "input": (_input, _EVERYWHERE),
    "rich_text": (check_rich_text, _EVERYWHERE),
    "markdown": (_markdown, _MESSAGE),
    "table": (check_table, _MESSAGE),
    "data_table": (check_data_table, _MESSAGE),
    "data_visualization": (check_chart, _MESSAGE),
    "context_actions": (_context_actions, _MESSAGE),
    "alert": (_alert, _MODAL),
    "card": (_card, _EVERYWHERE),
    "carousel": (_carousel, _MESSAGE | _HOME),
    "container": (_container, _MESSAGE),
    "plan": (_plan, _MESSAGE),
    "task_card": (_task, _MESSAGE),
}
