"""Triage: the buttons on cards and in the inbox, the forms behind them, and replies that come back."""

import json
from typing import Any

from slack_bolt import Ack, App

from bot.kit.frontdoor import plain
from handlers.commands import Commands
from handlers.front import Body, caller, clicked, filled, form_key
from rituals.messages.triage import card as looks
from rituals.messages.triage import forms
from rituals.refusals import FieldErrors
from rituals.services import Services
from rituals.triage import answer as answering
from rituals.triage import decide as deciding
from rituals.triage.decide import Wish
from rituals.triage.states import Answer, Reason

EVENTS = ("message.im",)
"""The events that the app subscribes to for this."""


def register(app: App, services: Services, commands: Commands) -> None:
    @app.action(looks.ACKNOWLEDGE)
    def acknowledge(ack: Ack, body: dict[str, Any]) -> None:
        who, (signal, seen) = caller(services, body), looks.read_seen(clicked(body))
        deciding.decide(services, who.person, signal, Wish(Answer.ACKNOWLEDGED, seen))
        ack()

    @app.action(looks.DECIDE)
    def decide(ack: Ack, body: dict[str, Any]) -> None:
        who, (signal, _) = caller(services, body), looks.read_seen(clicked(body))
        found = deciding.open_for_triage(services, who.person, signal)
        form = forms.decision_form(who.texts, found.signal, memory=_memory(looks.seen_value(found.signal)))
        (services.views.push if body.get("view") else services.views.open)(body["trigger_id"], form)
        ack()

    @app.view(forms.DECISION)
    def decided(ack: Ack, body: dict[str, Any]) -> None:
        who, values = caller(services, body), filled(body)
        signal, seen = looks.read_seen(_remembered(body))
        reason = values.get(forms.REASON)
        wish = Wish(
            Answer(values[forms.CHOICE]), seen, Reason(reason) if reason else None, values.get(forms.WORDS)
        )
        found = deciding.decide(services, who.person, signal, wish)
        page = forms.decided(who.texts, found.signal, wish.answer, author=found.author, told=found.told)
        ack(response_action="update", view=page.payload())

    @app.action(looks.ANSWER)
    def answer(ack: Ack, body: dict[str, Any]) -> None:
        who, (signal, _) = caller(services, body), looks.read_seen(clicked(body))
        found = deciding.open_for_triage(services, who.person, signal)
        form = forms.answer_form(who.texts, found.signal, author=found.author, memory=_memory(clicked(body)))
        (services.views.push if body.get("view") else services.views.open)(body["trigger_id"], form)
        ack()

    @app.view(forms.ANSWERING)
    def answered(ack: Ack, body: dict[str, Any]) -> None:
        who, text = caller(services, body), filled(body, to_the_letter=(forms.TEXT,)).get(forms.TEXT)
        if text is None:
            raise FieldErrors({forms.TEXT: "forms.error_empty"})
        signal, _ = looks.read_seen(_remembered(body))
        found = answering.answer_author(services, who.person, signal, text, form_key(body))
        page = forms.answered(who.texts, found.signal, author=found.author)
        ack(response_action="update", view=page.payload())

    @app.event("message", matchers=[_is_reply])
    def replied(ack: Ack, body: dict[str, Any]) -> None:
        event = body["event"]
        who = caller(services, {"team": {"id": body["team_id"]}, "user": {"id": event["user"]}})
        text = plain(event.get("text", ""), escaped=True)
        if text.strip():
            answering.bring_back(
                services, who.person, event["thread_ts"], text, f"reply:{event['channel']}:{event['ts']}"
            )
        ack()


def _is_reply(body: Body) -> bool:
    """Something that a person wrote in a thread of their direct messages with us."""
    event = body["event"]
    return bool(
        event.get("channel_type") == "im"
        and event.get("thread_ts")
        and event.get("user")
        and not event.get("subtype")
        and not event.get("bot_id")
    )


def _memory(value: str) -> str:
    return json.dumps({"seen": value})


def _remembered(body: Body) -> str:
    return str(json.loads(body["view"]["private_metadata"])["seen"])
