"""Finding the conversation that a call names, and whether the app may do this there."""

from bot.playground.api.arguments import Arguments
from bot.playground.world import Channel, Refusal, World
from bot.playground.world.scopes import BY_KIND


def visible(world: World, arguments: Arguments, what: str) -> Channel:
    """The channel that a conversations.* call names, if the app can see it and has the scope for its kind.

    `what` is "read" or "history". A private channel that the app is not in does not exist for it.
    """
    channel = world.channel(arguments.needed("channel", "channel_not_found"))
    if channel.kind != "public" and world.bot_user not in channel.members:
        raise Refusal("channel_not_found")
    require(world, BY_KIND[what][channel.kind])
    return channel


def require(world: World, scope: str) -> None:
    """Refusal `missing_scope`, with what is needed and what the app has."""
    if scope not in world.scopes:
        raise Refusal("missing_scope", needed=scope, provided=",".join(sorted(world.scopes)))
