"""Reading refusals in tests."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse


def refused(call: Callable[..., Any], **arguments: Any) -> SlackResponse:
    """Slack's answer to a call that it refuses."""
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    response = caught.value.response
    assert isinstance(response, SlackResponse)
    assert not response["ok"]
    return response


def error(call: Callable[..., Any], **arguments: Any) -> str:
    """Slack's word for why it refuses."""
    return str(refused(call, **arguments)["error"])
