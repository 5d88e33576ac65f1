"""Rich text blocks: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block"""

from collections.abc import Sequence

from markupsafe import Markup

from bot.playground.mrkdwn import BROADCASTS, broadcast, channel_link, link, mention
from bot.playground.render.dates import render_date
from bot.playground.render.emoji import character
from bot.playground.render.viewer import Block, Lookup, Viewer

_STYLES = {
    "bold": "strong",
    "italic": "em",
    "strike": "s",
    "code": "code",
    "underline": "u",
    "highlight": "mark",
}


def render_rich_text(block: Block, viewer: Viewer, lookup: Lookup) -> Markup:
    """A whole block: sections, lists, quotes and preformatted text."""
    pieces = [_element(element, viewer, lookup) for element in block.get("elements", [])]
    return Markup('<div class="rich-text">{}</div>').format(Markup("").join(pieces))


def _element(element: Block, viewer: Viewer, lookup: Lookup) -> Markup:
    kind = element.get("type")
    inside = element.get("elements", [])
    if kind == "rich_text_list":
        return _list(element, viewer, lookup)
    text = _words(inside, viewer, lookup)
    if kind == "rich_text_quote":
        return Markup("<blockquote>{}</blockquote>").format(text)
    if kind == "rich_text_preformatted":
        return Markup("<pre><code>{}</code></pre>").format(text)
    return Markup("<p>{}</p>").format(text)


def _list(element: Block, viewer: Viewer, lookup: Lookup) -> Markup:
    ordered = element.get("style") == "ordered"
    items = Markup("").join(
        Markup("<li>{}</li>").format(_words(item.get("elements", []), viewer, lookup))
        for item in element.get("elements", [])
    )
    indent = min(int(element.get("indent", 0)), 8)
    start = Markup(' start="{}"').format(int(element.get("offset", 0)) + 1) if ordered else Markup("")
    tag = "ol" if ordered else "ul"
    return Markup('<{} class="indent-{}"{}>{}</{}>').format(tag, indent, start, items, tag)


def _words(elements: Sequence[Block], viewer: Viewer, lookup: Lookup) -> Markup:
    return Markup("").join(_styled(element, _word(element, viewer, lookup)) for element in elements)


def _styled(element: Block, inner: Markup) -> Markup:
    for name, on in element.get("style", {}).items():
        if on and name in _STYLES:
            inner = Markup("<{}>{}</{}>").format(_STYLES[name], inner, _STYLES[name])
    return inner


def _word(element: Block, viewer: Viewer, lookup: Lookup) -> Markup:
    match element.get("type"):
        case "link":
            address = str(element.get("url", ""))
            return link(address, str(element.get("text") or address))
        case "emoji":
            name = str(element.get("name", ""))
            return Markup("{}").format(character(name) or f":{name}:")
        case "user":
            return mention(str(element.get("user_id", "")), None, viewer, lookup)
        case "channel":
            return channel_link(str(element.get("channel_id", "")), None, viewer, lookup)
        case "broadcast":
            target = str(element.get("range", ""))
            return broadcast(target if target in BROADCASTS else "channel")
        case "usergroup":
            return Markup('<span class="ping">@{}</span>').format(element.get("usergroup_id", ""))
        case "date":
            stamp = str(element.get("timestamp", ""))
            dated = render_date(
                viewer, stamp, str(element.get("format", "")), str(element.get("fallback", stamp))
            )
            return link(str(element["url"]), dated) if "url" in element else dated
        case "color":
            return Markup("<code>{}</code>").format(element.get("value", ""))
    return Markup("{}").format(element.get("text", ""))
