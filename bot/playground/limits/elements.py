"""Interactive elements: https://docs.slack.dev/reference/block-kit/block-elements"""

import re
from collections.abc import Callable, Mapping

from bot.playground.limits.place import ID_LIMIT, Place
from bot.playground.limits.texts import (
    check_address,
    check_confirm,
    check_initial,
    check_option,
    check_option_groups,
    check_options,
    check_plain,
)

_COMMON = ("action_id", "confirm", "focus_on_load")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d\Z")
_OLDEST, _LATEST = 1_000_000_000, 9_999_999_999


def check_element(place: Place) -> None:
    """Any interactive element; which ones a block takes is the block's affair."""
    check = _CHECKS.get(place.kind)
    if check is None:
        place.at("type").refuse(f"unsupported type: {place.kind or None}")
        return
    check(place)
    place.at("action_id").is_string(ID_LIMIT)
    place.at("focus_on_load").is_flag()
    check_confirm(place.at("confirm"))
    check_plain(place.at("placeholder"), 150)


def _button(place: Place) -> None:
    place.is_object(
        required=("text",), optional=("action_id", "confirm", "url", "value", "style", "accessibility_label")
    )
    check_plain(place.at("text"), 75)
    place.at("value").is_string(2000)
    place.at("style").is_one_of("primary", "danger")
    place.at("accessibility_label").is_string(75)
    check_address(place.at("url"))


def _overflow(place: Place) -> None:
    place.is_object(required=("options",), optional=("action_id", "confirm"))
    check_options(place.at("options"), 5, url=True)


def _ticks(place: Place) -> None:
    several = place.kind == "checkboxes"
    key = "initial_options" if several else "initial_option"
    place.is_object(required=("options",), optional=(*_COMMON, key))
    check_options(place.at("options"), 10, formatted=True)
    check_initial(place, key=key, among=_values(place.at("options")))


def _static(place: Place) -> None:
    several = place.kind.startswith("multi_")
    key = "initial_options" if several else "initial_option"
    place.is_object(optional=(*_COMMON, *_many(place), "placeholder", "options", "option_groups", key))
    if place.at("options").present == place.at("option_groups").present:
        place.refuse("must define either options or option_groups")
    check_options(place.at("options"), 100)
    check_option_groups(place.at("option_groups"))
    offered = _values(place.at("options"))
    for group in place.at("option_groups").each():
        offered += _values(group.at("options"))
    check_initial(place, key=key, among=offered)


def _external(place: Place) -> None:
    several = place.kind.startswith("multi_")
    key = "initial_options" if several else "initial_option"
    place.is_object(optional=(*_COMMON, *_many(place), "placeholder", "min_query_length", key))
    place.at("min_query_length").is_integer(0, 3000)
    if several:
        check_options(place.at(key), 100)
    elif place.at(key).present:
        check_option(place.at(key))


def _listed(place: Place) -> None:
    """Selects of people, channels or conversations."""
    several = place.kind.startswith("multi_")
    what = place.kind.removeprefix("multi_").removesuffix("s_select")
    key = f"initial_{what}s" if several else f"initial_{what}"
    extra: tuple[str, ...] = ()
    if what == "conversation":
        extra = ("default_to_current_conversation", "filter")
    if what != "user" and not several:
        extra += ("response_url_enabled",)
    place.is_object(optional=(*_COMMON, *_many(place), "placeholder", key, *extra))
    if several:
        place.at(key).is_array(100)
    else:
        place.at(key).is_string(ID_LIMIT)
    narrowed = place.at("filter")
    if narrowed.present and narrowed.is_object(
        optional=("include", "exclude_external_shared_channels", "exclude_bot_users")
    ):
        narrowed.at("include").is_array(4)
        for kind in narrowed.at("include").each():
            kind.is_one_of("im", "mpim", "private", "public")


def _many(place: Place) -> tuple[str, ...]:
    if not place.kind.startswith("multi_"):
        return ()
    place.at("max_selected_items").is_integer(1, 100)
    return ("max_selected_items",)


def _text_input(place: Place) -> None:
    extra = ("multiline", "min_length", "max_length") if place.kind == "plain_text_input" else ()
    place.is_object(
        optional=(
            "action_id",
            "focus_on_load",
            "placeholder",
            "initial_value",
            "dispatch_action_config",
            *extra,
        )
    )
    place.at("multiline").is_flag()
    place.at("min_length").is_integer(0, 3000)
    place.at("max_length").is_integer(1, 3000)
    least, most = place.at("min_length").value, place.at("max_length").value
    if isinstance(least, int) and isinstance(most, int) and least > most:
        place.at("min_length").refuse("must not be greater than max_length")
    place.at("initial_value").is_string(most if isinstance(most, int) else 3000, least=0)
    _dispatch(place.at("dispatch_action_config"))


def _number_input(place: Place) -> None:
    place.is_object(
        required=("is_decimal_allowed",),
        optional=(
            "action_id",
            "focus_on_load",
            "placeholder",
            "initial_value",
            "min_value",
            "max_value",
            "dispatch_action_config",
        ),
    )
    place.at("is_decimal_allowed").is_flag()
    for key in ("initial_value", "min_value", "max_value"):
        place.at(key).is_string(ID_LIMIT)
    _dispatch(place.at("dispatch_action_config"))


def _rich_input(place: Place) -> None:
    place.is_object(
        optional=("action_id", "focus_on_load", "placeholder", "initial_value", "dispatch_action_config")
    )
    _dispatch(place.at("dispatch_action_config"))


def _dispatch(place: Place) -> None:
    if place.present and place.is_object(optional=("trigger_actions_on",)):
        place.at("trigger_actions_on").is_array(2)
        for occasion in place.at("trigger_actions_on").each():
            occasion.is_one_of("on_enter_pressed", "on_character_entered")


def _picker(place: Place) -> None:
    if place.kind == "datetimepicker":
        place.is_object(optional=(*_COMMON, "initial_date_time"))
        place.at("initial_date_time").is_integer(_OLDEST, _LATEST)
        return
    key, shape, name = (
        ("initial_date", _DATE, "YYYY-MM-DD")
        if place.kind == "datepicker"
        else ("initial_time", _TIME, "HH:mm")
    )
    place.is_object(
        optional=(*_COMMON, "placeholder", key, *(("timezone",) if place.kind == "timepicker" else ()))
    )
    if place.at(key).is_string(10) and not shape.match(place.at(key).value):
        place.at(key).refuse(f"must be of the format {name}")


def _feedback(place: Place) -> None:
    place.is_object(required=("positive_button", "negative_button"), optional=("action_id",))
    for key in ("positive_button", "negative_button"):
        button = place.at(key)
        if button.present and button.is_object(required=("text", "value"), optional=("accessibility_label",)):
            check_plain(button.at("text"), 75)
            button.at("value").is_string(2000)


def _icon_button(place: Place) -> None:
    place.is_object(
        required=("icon", "text"),
        optional=("action_id", "value", "confirm", "accessibility_label", "visible_to_user_ids"),
    )
    check_plain(place.at("text"), 75)
    place.at("value").is_string(2000)
    place.at("icon").is_one_of("trash")


def _values(options: Place) -> list[object]:
    return [option.value for option in options.each()]


_LISTED = ("users_select", "channels_select", "conversations_select")
_CHECKS: Mapping[str, Callable[[Place], None]] = {
    "button": _button,
    "overflow": _overflow,
    "checkboxes": _ticks,
    "radio_buttons": _ticks,
    "static_select": _static,
    "multi_static_select": _static,
    "external_select": _external,
    "multi_external_select": _external,
    **{f"{many}{kind}": _listed for kind in _LISTED for many in ("", "multi_")},
    "plain_text_input": _text_input,
    "email_text_input": _text_input,
    "url_text_input": _text_input,
    "number_input": _number_input,
    "rich_text_input": _rich_input,
    "datepicker": _picker,
    "timepicker": _picker,
    "datetimepicker": _picker,
    "feedback_buttons": _feedback,
    "icon_button": _icon_button,
}

# What each block takes.
_SELECTS = frozenset(("static_select", "external_select", *_LISTED))
_MULTI = frozenset(f"multi_{kind}" for kind in _SELECTS)
_PICKED = frozenset(("datepicker", "timepicker", "checkboxes", "radio_buttons"))
IN_ACTIONS = _SELECTS | _MULTI | _PICKED | {"button", "overflow", "datetimepicker", "rich_text_input"}
IN_SECTION = _SELECTS | _MULTI | _PICKED | {"button", "overflow", "image"}
IN_INPUT = (
    _SELECTS
    | _MULTI
    | _PICKED
    | {
        "datetimepicker",
        "plain_text_input",
        "email_text_input",
        "url_text_input",
        "number_input",
        "rich_text_input",
    }
)
IN_CONTEXT_ACTIONS = frozenset(("feedback_buttons", "icon_button"))
