"""Triage: the buttons on cards and in the inbox, the forms behind them, and replies that come back."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot.kit.frontdoor import plain
from bot.kit.message import View
from handlers.commands import Answer as Said
from handlers.commands import Call, Commands
from handlers.front import Body, Caller, caller, clicked, filled, form_key, show, suggesting
from rituals.home import narrowing
from rituals.likes.finding import similar
from rituals.messages.likes import alike
from rituals.messages.triage import card as looks
from rituals.messages.triage import forms
from rituals.messages.triage import inbox as inbox_looks
from rituals.messages.triage.inbox import Filters
from rituals.refusals import FieldErrors
from rituals.services import Services
from rituals.signals.forms import theme_labels
from rituals.signals.suggestions import known_account_options, theme_options
from rituals.triage import answer as answering
from rituals.triage import decide as deciding
from rituals.triage import inbox
from rituals.triage.decide import Wish
from rituals.triage.states import Answer, Reason

EVENTS = ("message.im",)
"""The events that the app subscribes to for this."""


def register(app: App, services: Services, commands: Commands) -> None:
    @app.action(looks.ACKNOWLEDGE)
    def acknowledge(ack: Ack, body: dict[str, Any]) -> None:
        who, (signal, seen) = caller(services, body), looks.read_seen(clicked(body))
        deciding.decide(services, who.person, signal, Wish(Answer.ACKNOWLEDGED, seen))
        if (view := body.get("view")) and view["callback_id"] == inbox_looks.INBOX:
            _show(services, who, view["id"], Filters.read(view["private_metadata"]))
        ack()

    @app.action(looks.DECIDE)
    def decide(ack: Ack, body: dict[str, Any]) -> None:
        who, (signal, _) = caller(services, body), looks.read_seen(clicked(body))
        found = deciding.open_for_triage(services, who.person, signal)
        likes = similar(services, who.person, found.workspace, found.signal)
        form = forms.decision_form(
            who.texts,
            found.signal,
            likes=alike(who.texts, found.signal, likes, currency=found.workspace.currency),
            memory=_memory(looks.seen_value(found.signal), body),
        )
        show(services, body, form)
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
        _show_under(services, who, body)
        ack(response_action="update", view=page.payload())

    @app.action(looks.ANSWER)
    def answer(ack: Ack, body: dict[str, Any]) -> None:
        who, (signal, _) = caller(services, body), looks.read_seen(clicked(body))
        found, others = answering.open_to_answer(services, who.person, signal)
        memory = _memory(clicked(body), body)
        form = forms.answer_form(who.texts, found.signal, author=found.author, others=others, memory=memory)
        show(services, body, form)
        ack()

    @app.view(forms.ANSWERING)
    def answered(ack: Ack, body: dict[str, Any]) -> None:
        who, text = caller(services, body), filled(body, to_the_letter=(forms.TEXT,)).get(forms.TEXT)
        if text is None:
            raise FieldErrors({forms.TEXT: "forms.error_empty"})
        signal, _ = looks.read_seen(_remembered(body))
        found = answering.answer_author(services, who.person, signal, text, form_key(body))
        page = forms.answered(who.texts, found.signal, author=found.author)
        _show_under(services, who, body)
        ack(response_action="update", view=page.payload())

    # The inbox -------------------------------------------------------------------------------------------------

    @commands.word("inbox", "boîte", "boite")
    def opened(call: Call) -> Said:
        services.views.open(call.trigger_id, _page(services, call.caller, Filters()))
        return None

    @app.action(inbox_looks.OPEN)
    def from_home(ack: Ack, body: dict[str, Any]) -> None:
        services.views.open(body["trigger_id"], _page(services, caller(services, body), Filters()))
        ack()

    for action_id, field in _FILTERS.items():
        _on_filter(app, services, action_id, field)

    @app.action(inbox_looks.CLEAR)
    def clear(ack: Ack, body: dict[str, Any]) -> None:
        _turn(services, body, lambda filters: Filters(show=filters.show, area=filters.area))
        ack()

    @app.action(inbox_looks.OLDER)
    def older(ack: Ack, body: dict[str, Any]) -> None:
        _turn(services, body, lambda filters: filters.on_page(max(0, filters.page - 1)))
        ack()

    @app.action(inbox_looks.NEWER)
    def newer(ack: Ack, body: dict[str, Any]) -> None:
        _turn(services, body, lambda filters: filters.on_page(filters.page + 1))
        ack()

    @app.action(inbox_looks.PICK)
    def pick(ack: Ack) -> None:
        ack()  # the tick stays in the view, and comes with the next click

    @app.action(inbox_looks.SET_THEME)
    def set_theme(ack: Ack, body: dict[str, Any]) -> None:
        who, view, chosen = caller(services, body), body["view"], _picked(body)
        under = view["private_metadata"] if view["callback_id"] == inbox_looks.INBOX else None
        if chosen:
            memory = json.dumps({"signals": chosen, "under": under})
            show(services, body, inbox_looks.bulk_form(who.texts, count=len(chosen), memory=memory))
        elif under is None:
            show(services, body, inbox_looks.pick_first(who.texts))
        else:
            _show(services, who, view["id"], Filters.read(under), "triage.pick_first")
        ack()

    @app.view(inbox_looks.BULK)
    def themed(ack: Ack, body: dict[str, Any]) -> None:
        who, view = caller(services, body), body["view"]
        labels = theme_labels(filled(body).get(inbox_looks.THEMES, ""))
        if not labels:
            raise FieldErrors({inbox_looks.THEMES: "forms.error_empty"})
        chosen = json.loads(view["private_metadata"])["signals"]
        inbox.add_theme(services, who.person, chosen, labels)
        _show_under(services, who, body)
        ack()

    suggesting(
        app, services, inbox_looks.BY_THEME, lambda who, typed: theme_options(services, who.person, typed)
    )
    suggesting(
        app,
        services,
        inbox_looks.BY_ACCOUNT,
        lambda who, typed: known_account_options(services, who.person, typed),
    )

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


_FILTERS = {
    inbox_looks.SHOW: "show",
    inbox_looks.BY_AREA: "area",
    inbox_looks.BY_KIND: "kind",
    inbox_looks.BY_THEME: "theme",
    inbox_looks.BY_ACCOUNT: "account",
}


def _on_filter(app: App, services: Services, action_id: str, field: str) -> None:
    @app.action(action_id)
    def filtered(ack: Ack, body: dict[str, Any]) -> None:
        chosen = body["actions"][0]["selected_option"]["value"]
        _turn(services, body, lambda filters: replace(filters, **{field: chosen, "page": 0}))
        ack()


def _turn(services: Services, body: Body, change: Callable[[Filters], Filters]) -> None:
    """Show the inbox, or what Home shows of it, with other filters or on another page."""
    who, view = caller(services, body), body["view"]
    if view["type"] == "home":
        narrowing.turn(services, who.person, change)
    else:
        _show(services, who, view["id"], change(Filters.read(view["private_metadata"])))


def _show(services: Services, who: Caller, view: str, filters: Filters, notice: str | None = None) -> None:
    services.views.update(view, _page(services, who, filters, notice))


def _page(services: Services, who: Caller, filters: Filters, notice: str | None = None) -> View:
    return inbox_looks.inbox(who.texts, inbox.inbox(services, who.person, filters), notice)


def _picked(body: Body) -> list[str]:
    """The signals that were ticked in the inbox."""
    fields = (block.get(inbox_looks.PICK) or {} for block in body["view"]["state"]["values"].values())
    return [option["value"] for field in fields for option in field.get("selected_options") or ()]


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


def _memory(value: str, body: Body) -> str:
    """What a form remembers: the signal as it was seen, and the filters of the inbox under it."""
    view = body.get("view") or {}
    return json.dumps(
        {
            "seen": value,
            "under": view["private_metadata"] if view.get("callback_id") == inbox_looks.INBOX else None,
        }
    )


def _show_under(services: Services, who: Caller, body: Body) -> None:
    """Show the inbox under a form as it is now."""
    view = body["view"]
    filters = json.loads(view["private_metadata"])["under"]
    if filters is not None and (under := view.get("previous_view_id")):
        _show(services, who, under, Filters.read(filters))


def _remembered(body: Body) -> str:
    return str(json.loads(body["view"]["private_metadata"])["seen"])
