"""Making, signing and sending requests; the base of all acts."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from bot.playground.acts.outcome import Impossible
from bot.playground.acts.transport import FORM, JSON, HttpTransport, Reply, Request, Transport, sign
from bot.playground.world import Channel, Delivery, Grant, Json, Person, World

# The app has three seconds for each answer (https://docs.slack.dev/interactivity/handling-user-interaction).
ANSWER_SECONDS = 3.0


class Sender:
    """Requests to the app on behalf of Slack.

    `bot_url` is the app's request URL, `signing_secret` what both know, `transport` another way than HTTP.
    """

    def __init__(
        self, world: World, bot_url: str, signing_secret: str, transport: Transport | None = None
    ) -> None:
        self.world = world
        self.seconds = ANSWER_SECONDS
        self.last_request: Request | None = None
        self._secret = signing_secret
        self._transport = transport or HttpTransport(bot_url)

    # Requests -----------------------------------------------------------------------------------------------

    def resend(
        self,
        request: Request,
        *,
        age: int = 0,
        secret: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send a request once more and give back the app's answer as it is; people see nothing of it.

        `age` makes the signature that many seconds old, `secret` signs with another one.
        """
        return self._transport.send(
            self._signed(request, headers or {}, age=age, secret=secret), self.seconds
        )

    def _send(
        self, request: Request, headers: Mapping[str, str] | None = None
    ) -> tuple[Reply | None, str | None]:
        """The app's answer if it is a good one, else what Slack calls the failure."""
        self.last_request = request
        try:
            reply = self._transport.send(self._signed(request, headers or {}), self.seconds)
        except TimeoutError:
            return None, "operation_timeout"
        except ConnectionError:
            return None, "dispatch_failed"
        return reply, None if reply.status == 200 else "dispatch_failed"

    def _signed(
        self, request: Request, headers: Mapping[str, str], *, age: int = 0, secret: str | None = None
    ) -> Request:
        at = int(self.world.real_time()) - age
        signed = {
            "X-Slack-Request-Timestamp": str(at),
            "X-Slack-Signature": sign(secret or self._secret, at, request.body),
            **headers,
        }
        return Request(request.kind, request.payload, request.body, request.content_type, signed)

    @staticmethod
    def _interactive(payload: Json) -> Request:
        return Request("interactive", payload, urlencode({"payload": json.dumps(payload)}).encode(), FORM)

    # Events -------------------------------------------------------------------------------------------------

    def retry_due_events(self) -> bool:
        """Send one event whose time has come, a new one or a retry; whether there was one."""
        delivery = self.world.events.take_due()
        if delivery is not None:
            self._deliver(delivery)
        return delivery is not None

    def _deliver_new_events(self) -> None:
        """Send what happened just now; retries wait for `retry_due_events`."""
        while (delivery := self.world.events.take_due(new_only=True)) is not None:
            self._deliver(delivery)

    def _deliver(self, delivery: Delivery) -> None:
        request = Request("events_api", delivery.payload, json.dumps(delivery.payload).encode(), JSON)
        headers = {}
        if delivery.retry:
            headers = {"X-Slack-Retry-Num": str(delivery.retry), "X-Slack-Retry-Reason": delivery.reason}
        reply, error = self._send(request, headers)
        if error is None or (reply is not None and reply.headers.get("X-Slack-No-Retry") == "1"):
            return
        reasons = {"operation_timeout": "http_timeout"}
        self.world.events.put_back(
            delivery, "http_error" if reply else reasons.get(error, "connection_failed")
        )

    # What payloads share ------------------------------------------------------------------------------------

    def _person(self, person: Person | str) -> Person:
        found = self.world.people.get(person if isinstance(person, str) else person.id)
        if found is None or found.deleted:
            raise Impossible(f"{person} has no account here")
        return found

    def _channel(self, person: Person, channel: Channel | str) -> Channel:
        """The channel as it is now, that the person is a member of."""
        found = self.world.channels.get(channel if isinstance(channel, str) else channel.id)
        if found is None or person.id not in found.members:
            raise Impossible(f"{person.name} is not in {channel}")
        return found

    def _common(self, kind: str, person: Person) -> Json:
        """What every interactive payload says."""
        world = self.world
        return {
            "type": kind,
            "user": {
                "id": person.id,
                "username": person.name,
                "name": person.name,
                "team_id": person.team,
            },
            "api_app_id": world.app_id,
            "token": "verification-token",
            "team": {"id": world.team, "domain": world.domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _response_url(self, grant: Grant) -> str:
        return f"{self.world.url}/response/{self.world.responses.issue(grant)}"

    def _stamp(self) -> str:
        return f"{self.world.real_time():.6f}"


def channel_name(channel: Channel) -> str:
    """As payloads name conversations that have no name for everybody."""
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)


def read_body(reply: Reply) -> Any:
    """The JSON of an answer, None when it is empty; ValueError when it is not JSON."""
    return json.loads(reply.body) if reply.body.strip() else None
