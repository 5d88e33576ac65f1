"""The playground's workspace, in memory: people, channels, messages, modals, and what Slack keeps track of.

Nothing here speaks HTTP. The Web API changes it for the app (`bot.playground.api`), people change it through
`bot.playground.acts`; both may do so from any thread.
"""

from bot.playground.world.events import Delivery, Events
from bot.playground.world.files import File
from bot.playground.world.pings import Ping
from bot.playground.world.refusal import Refusal
from bot.playground.world.things import (
    Call,
    Channel,
    Command,
    Ephemeral,
    Group,
    Json,
    Message,
    Person,
    Shortcut,
    View,
)
from bot.playground.world.tickets import Grant
from bot.playground.world.world import World

__all__ = [
    "Call",
    "Channel",
    "Command",
    "Delivery",
    "Ephemeral",
    "Events",
    "File",
    "Grant",
    "Group",
    "Json",
    "Message",
    "Person",
    "Ping",
    "Refusal",
    "Shortcut",
    "View",
    "World",
]
