"""The front door for text: what Slack hands over becomes the verbatim, once.

Slack escapes `&`, `<` and `>` in commands and messages, and only these, so that its own references
(`<@U12|ann>`, `<#C7|sso>`, `<https://…>`) stand out; form inputs arrive as they were typed.
Source: https://docs.slack.dev/messaging/formatting-message-text#escaping
"""

import re

_ENTITY = re.compile("&(lt|gt|amp);")
_CHARACTER = {"lt": "<", "gt": ">", "amp": "&"}

# PostgreSQL refuses NUL, and UTF-8 has no form for half a surrogate pair: neither can be stored everywhere.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def plain(text: str, *, escaped: bool) -> str:
    """Return the verbatim: the text as its author meant it, fit to be stored equally on every database.

    With `escaped` (commands, messages) exactly `&lt;`, `&gt;` and `&amp;` are undone, in one pass, so that a
    typed `&lt;` (which arrives as `&amp;lt;`) stays `&lt;`. Slack's references are kept. Afterwards a typed
    `<!channel>` looks like a real one; whoever shows the verbatim escapes it. NUL and lone surrogates become
    U+FFFD. Nothing else changes; nothing is raised.
    """
    if escaped:
        text = _ENTITY.sub(lambda entity: _CHARACTER[entity[1]], text)
    return _UNSTORABLE.sub("\ufffd", text)
