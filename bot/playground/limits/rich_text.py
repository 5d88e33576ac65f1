"""Rich text: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block"""

from collections.abc import Mapping

from bot.playground.limits.place import Place
from bot.playground.limits.texts import check_address

# By type of inline element: what it must have, what it may have.
_INLINE: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "text": (("text",), ("style",)),
    "link": (("url",), ("text", "unsafe", "style")),
    "emoji": (("name",), ("unicode", "skin_tone", "style")),
    "user": (("user_id",), ("style",)),
    "usergroup": (("usergroup_id",), ("style",)),
    "channel": (("channel_id",), ("style",)),
    "broadcast": (("range",), ("style",)),
    "date": (("timestamp", "format"), ("url", "fallback", "style")),
    "color": (("value",), ("style",)),
}
_STYLES = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
_MOST = 3000  # no limit is documented; a message is refused as a whole long before


def check_rich_text(place: Place) -> None:
    """A rich_text block, or a cell or detail that is one."""
    if place.is_object(required=("elements",), optional=("block_id",)):
        place.at("elements").is_array(_MOST)
        for part in place.at("elements").each():
            _check_part(part)


def _check_part(part: Place) -> None:
    if part.kind == "rich_text_list":
        part.is_object(required=("style", "elements"), optional=("indent", "offset", "border"))
        part.at("style").is_one_of("bullet", "ordered")
        part.at("indent").is_integer(0, 8)
        part.at("offset").is_integer(0, 1_000_000)
        part.at("elements").is_array(_MOST)
        for item in part.at("elements").each():
            if item.kind != "rich_text_section":
                item.at("type").refuse(f"unsupported type: {item.kind or None}")
            else:
                _check_inline(item)
    elif part.kind in ("rich_text_section", "rich_text_quote", "rich_text_preformatted"):
        _check_inline(part, allowed=("text", "link") if part.kind == "rich_text_preformatted" else None)
    else:
        part.at("type").refuse(f"unsupported type: {part.kind or None}")


def _check_inline(part: Place, allowed: tuple[str, ...] | None = None) -> None:
    bordered = () if part.kind == "rich_text_section" else ("border",)
    part.is_object(required=("elements",), optional=bordered)
    part.at("border").is_integer(0, 1)
    part.at("elements").is_array(_MOST, least=0)
    for element in part.at("elements").each():
        if element.kind not in _INLINE or (allowed and element.kind not in allowed):
            element.at("type").refuse(f"unsupported type: {element.kind or None}")
            continue
        required, optional = _INLINE[element.kind]
        element.is_object(required=required, optional=optional)
        element.at("text").is_string(_MOST * 10)
        check_address(element.at("url"))
        element.at("range").is_one_of("here", "channel", "everyone")
        for key in ("user_id", "usergroup_id", "channel_id", "name"):
            element.at(key).is_string(255)
        style = element.at("style")
        if style.present and style.is_object(optional=_STYLES):
            for name in style.value:
                style.at(name).is_flag()
