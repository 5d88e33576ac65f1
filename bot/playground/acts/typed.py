"""Text as Slack passes it on: https://docs.slack.dev/messaging/formatting-message-text#escaping

People type `@ana` and `#sales`; the app is given `<@U1|ana>` and `<#C1|sales>`, and `& < >` escaped.
"""

import re
from collections.abc import Mapping

from bot.playground.world import Person, World

_URL = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"]")
_BROADCAST = re.compile(r"(?<![\w@])@(channel|here|everyone)(?!\w)")


def in_command(world: World, person: Person, text: str) -> str:
    """The text of a command: references carry their name."""
    return _references(world, person, text, labelled=True)


def in_message(world: World, person: Person, text: str) -> str:
    """The text of a message: people are named by id alone, and @channel notifies everybody."""
    return _BROADCAST.sub(r"<!\1>", _references(world, person, text, labelled=False))


def _references(world: World, person: Person, text: str, *, labelled: bool) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = _URL.sub(r"<\g<0>>", escaped)
    people = {one.name: one.id for one in world.people.values()} | {
        one.real_name: one.id for one in world.people.values()
    }
    channels = {
        channel.name: channel.id
        for channel in world.channels.values()
        if channel.name and (channel.kind == "public" or person.id in channel.members)
    }
    labels = {one.id: one.name for one in world.people.values()}

    def name_person(match: re.Match[str]) -> str:
        found = people[match[1]]
        return f"<@{found}|{labels[found]}>" if labelled else f"<@{found}>"

    escaped = _named("@", people).sub(name_person, escaped)
    return _named("#", channels).sub(lambda match: f"<#{channels[match[1]]}|{match[1]}>", escaped)


def _named(sign: str, names: Mapping[str, str]) -> re.Pattern[str]:
    """A sign and one of the names as a whole word, the longest that fits."""
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w{sign}/&;]){sign}({known})(?![\w-])" if known else r"(?!)()")
