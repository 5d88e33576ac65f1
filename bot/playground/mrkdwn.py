"""Slack's mrkdwn to safe HTML.

Grammar: https://docs.slack.dev/messaging/formatting-message-text. Whatever the text, only
the tags written in this file come out, and every character from outside passes through markupsafe.
"""

import re
from collections.abc import Callable

from markupsafe import Markup

from bot.playground.render.dates import render_date
from bot.playground.render.emoji import SHORT_NAME, character, with_emoji
from bot.playground.render.viewer import Lookup, Viewer

_FENCE = re.compile(r"```(.+?)```", re.DOTALL)
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"|]+\Z")
_QUOTE = re.compile(r"(?:&gt;|>) ?")
_REST_QUOTED = re.compile(r"(?:&gt;|>){3} ?")
BROADCASTS = ("channel", "here", "everyone")


def _span(name: str, mark: str) -> str:
    """A pair of marks at word boundaries around something that neither starts nor ends with a space."""
    return rf"(?<![\w{mark}]){mark}(?=[^\s{mark}])(?P<{name}>[^{mark}\n]+)(?<=\S){mark}(?![\w{mark}])"


_INLINE = re.compile(
    "|".join(
        (
            r"`(?P<code>[^`\n]+)`",
            r"<(?P<reference>[^<>\n]+)>",
            r"(?P<bare>https?://[^\s<>\"|]+[^\s<>\"|.,;:!?)\]*_~'’»])",
            SHORT_NAME,
            _span("strong", r"\*"),
            _span("em", "_"),
            _span("s", "~"),
        )
    )
)


def render_mrkdwn(text: str, viewer: Viewer, lookup: Lookup) -> Markup:
    """The text for this reader. Line breaks stay: the page shows them with `white-space: pre-wrap`."""
    parts = _FENCE.split(text)
    pieces: list[Markup] = []
    for index, part in enumerate(parts):
        if index % 2:
            pieces.append(
                Markup("<pre><code>{}</code></pre>").format(_as_code(part.strip("\n"), viewer, lookup))
            )
        else:
            # A fence is a block of its own: the line breaks that touch it would show as empty lines.
            start = part.removeprefix("\n") if index else part
            pieces.append(
                _paragraphs(start.removesuffix("\n") if index + 1 < len(parts) else start, viewer, lookup)
            )
    return Markup("").join(pieces)


def is_address(text: str) -> bool:
    """Whether a text is an address that the page may link to: http(s) or mailto."""
    return _ADDRESS.match(text) is not None


def render_plain(text: str) -> Markup:
    """A plain_text object: no formatting but emoji."""
    return Markup("{}").format(with_emoji(text))


def mention(person_id: str, label: str | None, viewer: Viewer, lookup: Lookup) -> Markup:
    """A person named so that Slack notifies them."""
    kind = "mention me" if person_id == viewer.id else "mention"
    return Markup('<span class="{}">@{}</span>').format(
        kind, lookup.person_name(person_id) or label or person_id
    )


def broadcast(target: str) -> Markup:
    """A ping of many people: shown loudly, since a bot that quotes somebody must never make one."""
    return Markup('<span class="ping">@{}</span>').format(target)


def channel_link(channel_id: str, label: str | None, viewer: Viewer, lookup: Lookup) -> Markup:
    name = lookup.channel_name(channel_id)
    if name is None:
        return Markup('<span class="channel-ref">#{}</span>').format(label or channel_id)
    return Markup('<a class="channel-ref" href="/as/{}/{}">#{}</a>').format(viewer.id, channel_id, name)


def link(address: str, label: Markup | str) -> Markup:
    """A link out of the page; an address that is neither http(s) nor mailto is only its label."""
    if not is_address(address):
        return Markup("{}").format(label)
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(address, label)


def _paragraphs(text: str, viewer: Viewer, lookup: Lookup) -> Markup:
    """Lines, those that begin with > gathered in quotes; >>> quotes everything after it."""
    pieces: list[Markup] = []
    quoted: list[str] = []
    plain: list[str] = []

    def flush() -> None:
        if quoted:
            pieces.append(
                Markup("<blockquote>{}</blockquote>").format(_inline("\n".join(quoted), viewer, lookup))
            )
        elif plain:
            pieces.append(_inline("\n".join(plain), viewer, lookup))
        quoted.clear()
        plain.clear()

    lines = text.split("\n") if text else []
    for index, line in enumerate(lines):
        if rest := _REST_QUOTED.match(line):
            if plain:
                flush()
            quoted.extend([line[rest.end() :], *lines[index + 1 :]])
            break
        if mark := _QUOTE.match(line):
            if plain:
                flush()
            quoted.append(line[mark.end() :])
        else:
            if quoted:
                flush()
            plain.append(line)
    flush()
    return Markup("").join(pieces)


def _inline(text: str, viewer: Viewer, lookup: Lookup) -> Markup:
    pieces: list[Markup] = []
    end = 0
    for match in _INLINE.finditer(text):
        pieces.append(_plain(text[end : match.start()]))
        pieces.append(_piece(match, viewer, lookup))
        end = match.end()
    pieces.append(_plain(text[end:]))
    return Markup("").join(pieces)


def _piece(match: re.Match[str], viewer: Viewer, lookup: Lookup) -> Markup:
    kind = match.lastgroup or ""
    inner = match[kind]
    if kind == "code":
        return Markup("<code>{}</code>").format(_as_code(inner, viewer, lookup))
    if kind == "reference":
        return _reference(inner, viewer, lookup)
    if kind == "bare":
        return link(_unescape(inner), _unescape(inner))
    if kind == "emoji":
        return Markup("{}").format(character(inner) or match[0])
    # The inside of a pair of marks holds none of that mark, so that this goes three deep at most.
    return Markup("<{}>{}</{}>").format(kind, _inline(inner, viewer, lookup), kind)


def _as_code(text: str, viewer: Viewer, lookup: Lookup) -> Markup:
    """Inside code only Slack's references are read."""
    pieces: list[Markup] = []
    for index, part in enumerate(re.split(r"<([^<>\n]+)>", text)):
        pieces.append(_reference(part, viewer, lookup) if index % 2 else _plain(part))
    return Markup("").join(pieces)


def _reference(body: str, viewer: Viewer, lookup: Lookup) -> Markup:
    """What stands between < and >: a person, a channel, a special mention, a date or a link."""
    target, bar, label = body.partition("|")
    label_text = _unescape(label)
    drawn: dict[str, Callable[[], Markup]] = {
        "@": lambda: mention(target[1:], label_text or None, viewer, lookup),
        "#": lambda: channel_link(target[1:], label_text or None, viewer, lookup),
        "!": lambda: _special(target[1:], label_text, viewer),
    }
    if (draw := drawn.get(target[:1])) and len(target) > 1:
        return draw()
    address = _unescape(target)
    if not is_address(address):
        return _plain(f"<{body}>")
    return link(address, with_emoji(label_text) if bar and label else address.removeprefix("mailto:"))


def _special(command: str, label: str, viewer: Viewer) -> Markup:
    name, *rest = command.split("^")
    if name == "date" and len(rest) >= 2:
        dated = render_date(viewer, rest[0], _unescape(rest[1]), label)
        return link(_unescape(rest[2]), dated) if len(rest) > 2 else dated
    if name in BROADCASTS:
        return broadcast(name)
    if name == "subteam" and rest:
        return Markup('<span class="ping">{}</span>').format(label or f"@{rest[0]}")
    return _plain(label or f"<!{command}>")


def _unescape(text: str) -> str:
    """Slack's three entities, and no other (https://docs.slack.dev/messaging/formatting-message-text#escaping)."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _plain(text: str) -> Markup:
    return Markup("{}").format(_unescape(text))
