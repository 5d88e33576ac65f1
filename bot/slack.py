"""The one configured Slack client, and what is read and shown through it."""

import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry import RetryHandler
from slack_sdk.webhook import WebhookClient

from bot.kit.message import View
from bot.kit.texts import language_of
from rituals.doctor.facts import SlackFacts
from rituals.people import remember
from rituals.services import (
    CantRead,
    Person,
    PersonId,
    Place,
    Roles,
    SlackUnavailable,
    UserGroup,
    ViewRefused,
    person_id,
    user_of,
)
from storage import people, roles
from storage.database import Database

log = structlog.get_logger()

LOOK_UP_SECONDS = 1
VIEW_SECONDS = 2
WORK_SECONDS = 10
REASON = 200  # characters of Slack's answer that are logged
PAGE = 200
GROUP_GONE = ("no_such_subteam", "subteam_not_found")


@cache
def _tls() -> ssl.SSLContext:
    """One for all that we call: building it costs 20 ms."""
    return ssl.create_default_context()


class Clients:
    """WebClients by patience. They share one TLS context and never repeat a call by themselves."""

    def __init__(self, token: str, base_url: str) -> None:
        self._token = token
        self._base_url = base_url
        self._ssl = _tls()

    def patient(self, seconds: int) -> WebClient:
        no_retries: list[RetryHandler] = []
        return WebClient(
            token=self._token,
            base_url=self._base_url,
            timeout=seconds,
            ssl=self._ssl,
            retry_handlers=no_retries,
        )

    def webhook(self, url: str) -> WebhookClient:
        return WebhookClient(url, timeout=WORK_SECONDS, ssl=self._ssl, retry_handlers=[])


@dataclass(frozen=True)
class Identity:
    """Who the bot is in Slack (auth.test)."""

    workspace: str
    workspace_name: str
    url: str
    bot_user: str
    bot_id: str


def identify(clients: Clients) -> Identity:
    """Ask Slack who we are. Raises SlackApiError for a token that it refuses, SlackUnavailable when it does not answer."""
    answer = call(clients.patient(WORK_SECONDS), "auth.test")
    return Identity(
        workspace=answer["team_id"],
        workspace_name=answer["team"],
        url=answer["url"],
        bot_user=answer["user_id"],
        bot_id=answer["bot_id"],
    )


class SlackDirectory:
    """People and channels: our own copy first, then Slack."""

    def __init__(
        self,
        database: Database,
        clients: Clients,
        now: Callable[[], datetime],
        default_language: str,
        default_zone: str,
    ) -> None:
        self._database = database
        self._quick = clients.patient(LOOK_UP_SECONDS)
        self._patient = clients.patient(WORK_SECONDS)
        self._now = now
        self._language = default_language
        self._zone = default_zone

    def person(self, workspace: str, person: PersonId) -> Person:
        with self._database.read() as tx:
            known, home = people.get_at_home(tx, workspace, person)
            standing = Roles(*roles.standing(tx, workspace, person))
        language, zone = home or (self._language, self._zone)
        if known is None:
            try:
                self._fetch(workspace, user_of(person))
                with self._database.read() as tx:
                    known = people.get(tx, workspace, person)
            except (SlackUnavailable, SlackApiError):
                known = None
        if known is None:  # nobody tells about them: they get the workspace's language and zone
            return Person(person, workspace, name="", language=language, zone=zone, roles=standing)
        return Person(
            person,
            workspace,
            name=known.name,
            language=known.language or language_of(known.locale) or language,
            zone=known.zone or zone,
            is_admin=known.is_admin or people.ADMIN in standing.held,
            is_bot=known.is_bot,
            deactivated=known.deactivated,
            guest=known.guest,
            roles=standing,
        )

    def somebody(self, workspace: str, user: str) -> Person:
        with self._database.read() as tx:
            known = people.by_user(tx, workspace, user)
        if known is None:
            try:
                known = self._fetch(workspace, user)
            except (SlackUnavailable, SlackApiError):
                known = None
        return self.person(workspace, PersonId(known) if known else person_id(workspace, user))

    def everybody(self, cursor: str) -> tuple[list[dict[str, Any]], str]:
        """One page of users.list, and the cursor of the next. Raises SlackUnavailable."""
        page = call(self._patient, "users.list", limit=PAGE, cursor=cursor, include_locale=True)
        return page["members"], page.get("response_metadata", {}).get("next_cursor", "")

    def groups(self) -> list[UserGroup]:
        found = _of_groups(self._quick, "usergroups.list")["usergroups"]
        return [UserGroup(group["id"], group["name"], group["handle"]) for group in found]

    def members(self, group: str) -> list[str]:
        try:
            return list(_of_groups(self._patient, "usergroups.users.list", usergroup=group)["users"])
        except CantRead as problem:
            if problem.code in GROUP_GONE:
                return []
            raise

    def channel(self, channel_id: str, *, quick: bool = False) -> Place | None:
        client = self._quick if quick else self._patient
        try:
            return _place(call(client, "conversations.info", channel=channel_id)["channel"])
        except SlackApiError as error:
            if error.response["error"] == "channel_not_found":
                return None
            raise SlackUnavailable(error.response["error"]) from error

    def join(self, channel_id: str) -> Place | None:
        """Join a public channel. None where it does not exist for us, or is private."""
        try:
            return _place(call(self._patient, "conversations.join", channel=channel_id)["channel"])
        except SlackApiError as error:
            if error.response["error"] in ("channel_not_found", "method_not_supported_for_channel_type"):
                return None
            if error.response["error"] == "is_archived":
                return self.channel(channel_id)
            raise SlackUnavailable(error.response["error"]) from error

    def _fetch(self, workspace: str, user: str) -> PersonId:
        answer = call(self._quick, "users.info", user=user, include_locale=True)
        with self._database.write() as tx:
            return remember(tx, workspace, answer["user"], self._now())


class SlackViews:
    """Opening and changing modals: short, not repeated, since a trigger lives three seconds."""

    def __init__(self, clients: Clients) -> None:
        self._client = clients.patient(VIEW_SECONDS)

    def open(self, trigger_id: str, view: View) -> str:
        return str(self._call("views.open", trigger_id=trigger_id, view=view.payload())["view"]["id"])

    def push(self, trigger_id: str, view: View) -> str:
        return str(self._call("views.push", trigger_id=trigger_id, view=view.payload())["view"]["id"])

    def update(self, view_id: str, view: View) -> None:
        self._call("views.update", view_id=view_id, view=view.payload())

    def _call(self, method: str, **arguments: Any) -> dict[str, Any]:
        try:
            return call(self._client, method, **arguments)
        except SlackApiError as error:
            code = error.response["error"]
            log.warning("view_refused", method=method, error=code)
            raise ViewRefused(f"{method}: {code}") from error


class Replies:
    """Answers through a `response_url`, sent after the ack. One that is lost is logged; what it says is shown elsewhere too."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self._threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="reply")

    def send(self, url: str, *answers: dict[str, Any]) -> None:
        """Send the first of the answers; the next only where Slack refuses how the one before is built."""
        self._threads.submit(self._send, url, answers)

    def _send(self, url: str, answers: tuple[dict[str, Any], ...]) -> None:
        webhook = self._clients.webhook(url)
        for answer in answers:
            try:
                sent = webhook.send_dict(answer)
            except (OSError, SlackClientError) as error:
                log.warning("reply_lost", error=type(error).__name__)
                return
            if sent.status_code == 200 and '"ok":false' not in sent.body.replace(" ", ""):
                return
            log.warning("reply_refused", status=sent.status_code, error=sent.body[:REASON])
            if sent.status_code not in (200, 400):  # the address is used up, or Slack is not well
                return

    def close(self) -> None:
        self._threads.shutdown(wait=True)


def probe(clients: Clients, real_now: datetime, seconds: int = LOOK_UP_SECONDS) -> SlackFacts:
    """Look at token, scopes and clock. Raises nothing: what fails is the finding."""
    try:
        response = clients.patient(seconds).api_call("auth.test")
    except SlackApiError as error:
        return SlackFacts(error=str(error.response["error"]))
    except (OSError, SlackClientError) as error:
        return SlackFacts(error=type(error).__name__)
    headers = {name.lower(): value for name, value in response.headers.items()}
    said = headers.get("date")
    skew = (real_now - parsedate_to_datetime(said)).total_seconds() if said else None
    scopes = frozenset(
        filter(None, (scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",")))
    )
    return SlackFacts(None, response["url"], response["user_id"], scopes, skew)


def _of_groups(client: WebClient, method: str, **arguments: Any) -> dict[str, Any]:
    try:
        return call(client, method, **arguments)
    except SlackApiError as error:
        raise CantRead(str(error.response["error"])) from error


def _place(channel: dict[str, Any]) -> Place:
    return Place(
        id=channel["id"],
        name=channel.get("name", ""),
        is_private=bool(channel.get("is_private")),
        is_archived=bool(channel.get("is_archived")),
        joined=bool(channel.get("is_member")),
        is_shared=bool(channel.get("is_ext_shared")),
    )


def call(client: WebClient, method: str, **arguments: Any) -> dict[str, Any]:
    """One call. Raises SlackApiError for a refusal by Slack, SlackUnavailable where it did not answer."""
    try:
        answer = (
            client.api_call(method, json=arguments)
            if "view" in arguments or "outputs" in arguments
            else client.api_call(method, params=_plain(arguments))
        )
    except SlackApiError as error:
        if error.response.status_code >= 500 or error.response.status_code == 429:
            after = error.response.headers.get("Retry-After")
            raise SlackUnavailable(method, float(after) if after else None) from error
        raise
    except (OSError, SlackClientError) as error:
        raise SlackUnavailable(method) from error
    data = answer.data
    assert isinstance(data, dict)  # every method here answers JSON
    return data


def _plain(arguments: dict[str, Any]) -> dict[str, Any]:
    return {
        name: str(value).lower() if isinstance(value, bool) else value for name, value in arguments.items()
    }
