"""Text objects, images, options and confirmations: https://docs.slack.dev/reference/block-kit/composition-objects"""

import re
from collections.abc import Callable

from bot.playground.limits.place import Place

TEXT = 3000
_ADDRESS = re.compile(r"https?://\S+\Z|mailto:\S+\Z")


def check_plain(place: Place, most: int, *, least: int = 1) -> None:
    """A text object where Slack demands plain_text."""
    _check_text(place, most, least, ("plain_text",))


def check_text(place: Place, most: int = TEXT) -> None:
    """A text object of either type."""
    _check_text(place, most, 1, ("plain_text", "mrkdwn"))


def _check_text(place: Place, most: int, least: int, kinds: tuple[str, ...]) -> None:
    if not place.present:
        return
    if not isinstance(place.value, dict):
        place.refuse("expected an object")
        return
    if place.kind not in kinds:
        place.at("type").refuse(f"unsupported type: {place.kind or None}; expected {' or '.join(kinds)}")
        return
    place.is_object(required=("text",), optional=("emoji",) if place.kind == "plain_text" else ("verbatim",))
    place.at("text").is_string(most, least=least)
    place.at("emoji").is_flag()
    place.at("verbatim").is_flag()


def check_address(place: Place, most: int = 3000) -> None:
    if place.is_string(most) and not _ADDRESS.match(place.value):
        place.refuse("must be a valid URL")


def check_image(place: Place, *, block: bool = False) -> None:
    """An image, as a block (with title) or as an element."""
    extra = ("block_id", "title") if block else ()
    place.is_object(required=("alt_text",), optional=("image_url", "slack_file", *extra))
    if not place.at("image_url").present and not place.at("slack_file").present:
        place.refuse("must define either image_url or slack_file")
    check_address(place.at("image_url"))
    place.at("alt_text").is_string(2000)
    check_plain(place.at("title"), 2000)


def check_confirm(place: Place) -> None:
    if place.present and place.is_object(required=("title", "text", "confirm", "deny"), optional=("style",)):
        check_plain(place.at("title"), 100)
        check_text(place.at("text"), 300)
        check_plain(place.at("confirm"), 30)
        check_plain(place.at("deny"), 30)
        place.at("style").is_one_of("primary", "danger")


def check_option(place: Place, *, formatted: bool = False, url: bool = False) -> None:
    """One option; `formatted` texts may be mrkdwn (check boxes, radio buttons), `url` only in overflow menus."""
    if not place.is_object(required=("text", "value"), optional=("description", *(("url",) if url else ()))):
        return
    check: Callable[[Place, int], None] = check_text if formatted else check_plain
    check(place.at("text"), 75)
    check(place.at("description"), 75)
    place.at("value").is_string(150)
    check_address(place.at("url"))


def check_options(
    place: Place, most: int, *, formatted: bool = False, url: bool = False, least: int = 1
) -> None:
    """Options, each value once."""
    if not place.is_array(most, least=least):
        return
    seen: set[str] = set()
    for option in place.each():
        check_option(option, formatted=formatted, url=url)
        value = option.at("value").value
        if isinstance(value, str):
            if value in seen:
                option.refuse(f"option value {value} is there twice")
            seen.add(value)


def check_option_groups(place: Place) -> None:
    if place.is_array(100):
        for group in place.each():
            if group.is_object(required=("label", "options")):
                check_plain(group.at("label"), 75)
                check_options(group.at("options"), 100)


def check_initial(place: Place, *, key: str = "initial_option", among: list[object]) -> None:
    """An initial option, or each of several, must be one of those offered."""
    initial = place.at(key)
    if not initial.present:
        return
    chosen = list(initial.each()) if key.endswith("s") else [initial]
    if key.endswith("s"):
        initial.is_array(100)
    for option in chosen:
        if option.value not in among:
            option.refuse("must be one of the options")
