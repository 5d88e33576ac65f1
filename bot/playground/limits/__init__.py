"""What Slack accepts in blocks and views, as pure functions: a document in, a list of problems out.

Limits: https://docs.slack.dev/reference/block-kit/blocks and https://docs.slack.dev/reference/views. A problem reads
as in Slack's `response_metadata.messages`: what is wrong and a JSON pointer to the place.
"""

from bot.playground.limits.surfaces import (
    message_problems,
    message_too_long,
    option_problems,
    view_problems,
)

__all__ = ["message_problems", "message_too_long", "option_problems", "view_problems"]
