"""Slack's Web API over a `World`: the methods that the app uses, refusing what Slack refuses.

https://docs.slack.dev/reference/methods
"""

from bot.playground.api.answers import answer
from bot.playground.api.dispatch import METHODS, Api, Reply

__all__ = ["METHODS", "Api", "Reply", "answer"]
