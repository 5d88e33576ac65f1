"""What people do in the playground, for its page and for tests alike.

Each act makes the request that Slack would make, signs it, sends it to the app and puts the answer before people.
"""

from bot.playground.acts.outcome import Impossible, Outcome
from bot.playground.acts.people import Acts
from bot.playground.acts.transport import (
    HttpTransport,
    Reply,
    Request,
    SocketTransport,
    Transport,
    sign,
)

__all__ = [
    "Acts",
    "HttpTransport",
    "Impossible",
    "Outcome",
    "Reply",
    "Request",
    "SocketTransport",
    "Transport",
    "sign",
]
