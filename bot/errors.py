"""A known problem is told in its own words; an unknown one in ours, with a reference that is in the log.

What Slack does with an answer depends on what it sent: https://docs.slack.dev/interactivity/handling-user-interaction
"""

import json
import secrets
from typing import Any

import structlog
from slack_bolt import App, BoltRequest, BoltResponse

from bot.connection import UnknownWorkspace
from bot.kit.blocks import Block, Mrkdwn, escape, section
from bot.kit.frontdoor import plain
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from handlers.front import caller, workspace_of
from rituals.refusals import FieldErrors, NotAllowed, Refusal
from rituals.roles.telling import who_can
from rituals.services import Services, SlackUnavailable, ViewRefused
from storage.database import Busy, OutcomeUnknown, Unreachable

log = structlog.get_logger()

OURS = BoltResponse(status=200, body="")
TYPED_IN_BLOCKS = 10_000  # characters; Slack takes about 13,000 in all blocks of a message


def install(app: App, services: Services) -> None:
    """Answer every error of every listener."""

    @app.error
    def answer(error: Exception, body: dict[str, Any], request: BoltRequest) -> BoltResponse:
        return _answer(services, error, body)


def _answer(services: Services, error: Exception, body: dict[str, Any]) -> BoltResponse:
    kind = "command" if "command" in body else str(body.get("type"))
    if kind in ("event_callback", "None"):
        _log(error, kind)
        return BoltResponse(status=500, body="")  # Slack sends it again
    texts = _usual(services) if isinstance(error, UnknownWorkspace) else _texts(services, body)
    if isinstance(error, FieldErrors) and kind == "view_submission":
        return _json({"response_action": "errors", "errors": _field_words(texts, error)})
    words = _words(services, texts, error, kind, body)
    match kind:
        case "command":
            return _json(_command_answer(texts, words, error, body))
        case "view_submission":
            return _json(_form_answer(texts, words, body))
        case "block_suggestion":
            return _json({"options": []})
    _tell(services, texts, words, body)
    return OURS


def _words(services: Services, texts: Texts, error: Exception, kind: str, body: dict[str, Any]) -> Mrkdwn:
    if isinstance(error, NotAllowed):
        return texts.mrkdwn(error.key, who=_who_can(services, texts, workspace_of(body), error))
    if isinstance(error, Refusal):
        return texts.mrkdwn(error.key, **error.values)
    reference = _log(error, kind)
    if isinstance(error, OutcomeUnknown):
        key = "errors.outcome_unknown"
    elif services.progress.saved:
        key = "errors.after_saving"
    elif isinstance(error, ViewRefused):
        key = "errors.view_refused"
    elif isinstance(error, SlackUnavailable):
        key = "errors.slack_unavailable"
    elif isinstance(error, UnknownWorkspace):
        key = "errors.starting"
    elif isinstance(error, Busy):
        key = "errors.database_busy"
    elif isinstance(error, Unreachable):
        key = "errors.database_away"
    else:
        key = "errors.unknown"
    return texts.mrkdwn(key, reference=reference)


def _who_can(services: Services, texts: Texts, workspace: str, error: NotAllowed) -> str:
    """“product managers (Pam, Samuel), admins (Ada)”"""
    found = who_can(services, workspace, error)
    return ", ".join(
        f"{texts.plain(key)} ({', '.join(names)})" if names else texts.plain(key) for key, names in found
    )


def _log(error: Exception, kind: str) -> str:
    reference = secrets.token_hex(4)
    log.error("request_failed", reference=reference, request=kind, exc_info=error)
    return reference


def _field_words(texts: Texts, error: FieldErrors) -> dict[str, str]:
    return {name: texts.plain(key, **error.values) for name, key in error.errors.items()}


def _command_answer(texts: Texts, words: Mrkdwn, error: Exception, body: dict[str, Any]) -> dict[str, Any]:
    blocks = [section(words)]
    typed = plain(body.get("text", ""), escaped=True)
    if typed.strip() and not isinstance(error, Refusal):  # so that nothing typed is lost
        blocks.append(section(texts.mrkdwn("errors.your_text")))
        blocks.append(_to_copy(typed))
        words = Mrkdwn(f"{words}\n{escape(typed)}")
    if len(typed) > TYPED_IN_BLOCKS:  # the text of a message holds more than its blocks
        blocks = []
    return Message(words, tuple(blocks)).ephemeral()


def _to_copy(typed: str) -> Block:
    text = [{"type": "text", "text": typed}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": text}]}


def _form_answer(texts: Texts, words: Mrkdwn, body: dict[str, Any]) -> dict[str, Any]:
    first = next((block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input"), None)
    if first is None:
        return {"response_action": "update", "view": _page(texts, words).payload()}
    return {"response_action": "errors", "errors": {first: _unmarked(words)}}  # the form stays filled in


def _tell(services: Services, texts: Texts, words: Mrkdwn, body: dict[str, Any]) -> None:
    """Answer a click: privately beside its message, or as a page over its modal."""
    try:
        if url := body.get("response_url"):
            services.reply(url, Message(words, (section(words),)).ephemeral())
        elif trigger := body.get("trigger_id"):
            modal = (body.get("view") or {}).get("type") == "modal"
            show = services.views.push if modal else services.views.open
            show(trigger, _page(texts, words))
    except SlackUnavailable as error:
        _log(error, "telling an error")


def _page(texts: Texts, words: Mrkdwn) -> View:
    return View("errors.shown", texts.plain("errors.title"), (section(words),), texts.plain("forms.close"))


def _texts(services: Services, body: dict[str, Any]) -> Texts:
    try:
        return caller(services, body).texts
    except Exception:  # noqa: BLE001  what broke the request may break this look-up too: then the usual language
        return _usual(services)


def _usual(services: Services) -> Texts:
    return services.catalogs.texts(services.default_language, services.default_zone)


def _unmarked(words: Mrkdwn) -> str:
    return words.replace("*", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _json(answer: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(answer), headers={"content-type": "application/json"})
