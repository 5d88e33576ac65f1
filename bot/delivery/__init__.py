"""Outbox to Slack: the only writer of messages.

A step claims one row in a transaction of its own, says it with no transaction open, and records what came of it. Once
means once: a row whose fate is unknown (the process died, the answer was lost) is looked for in Slack, by the key
that goes with every post, before it is sent again.
"""

from bot.delivery.policy import Policy
from bot.delivery.problems import Limited, NotSent, Refused, SlackProblem, Unknown
from bot.delivery.sender import Payload, Slack, Unreadable, WebSlack
from bot.delivery.steps import Delivery

__all__ = [
    "Delivery",
    "Limited",
    "NotSent",
    "Payload",
    "Policy",
    "Refused",
    "Slack",
    "SlackProblem",
    "Unknown",
    "Unreadable",
    "WebSlack",
]
