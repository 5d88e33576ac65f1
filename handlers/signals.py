"""Signals: `/signal` and `/feedback`, the form, and the buttons on answers and cards."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.kit.frontdoor import plain
from bot.kit.references import references
from handlers.answering import answer, show_after_click
from handlers.commands import Answer, Call, Commands
from handlers.front import Caller, caller, click_key, clicked, filled, form_key, reply, show, suggesting
from rituals.messages import signal_forms as forms
from rituals.messages import signal_page
from rituals.messages import signals as looks
from rituals.refusals import FieldErrors
from rituals.services import Person, Services
from rituals.signals import capture as capturing
from rituals.signals import edit as editing
from rituals.signals import seeing
from rituals.signals.capture import Captured, Heard
from rituals.signals.forms import interpretation
from rituals.signals.suggestions import account_options

MEMORY_LIMIT = 3000  # characters of private_metadata


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.command("signal")
    def signal(call: Call) -> Answer:
        return _capture_or_form(services, call, kind=None)

    commands.references["s"] = signal

    @commands.command("feedback")
    def feedback(call: Call) -> Answer:
        return _capture_or_form(services, call, kind="feedback")

    @app.view(forms.CAPTURE)
    def submitted(ack: Ack, body: dict[str, Any]) -> None:
        who, values = caller(services, body), filled(body, to_the_letter=(forms.TEXT,))
        text = values.pop(forms.TEXT, None)
        if text is None:
            raise FieldErrors({forms.TEXT: "forms.error_empty"})
        heard = Heard(text, who.person, "form", form_key(body), interpretation=interpretation(values))
        captured = capturing.capture(services, heard)
        _show_in_form(services, ack, who, captured, memory=_remembered(values) if captured.repeated else "")

    @app.view(forms.CHANGE)
    def changed(ack: Ack, body: dict[str, Any]) -> None:
        who, values = caller(services, body), filled(body, to_the_letter=(forms.CORRECTION,))
        opened = forms.Opened.read(body["view"]["private_metadata"])
        wanted = editing.Edit(interpretation(values), values.get(forms.CORRECTION), opened.revision)
        _show_in_form(services, ack, who, editing.edit(services, who.person, opened.signal, wanted))

    @app.action(looks.EDIT)
    def edit(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = editing.open_signal(services, who.person, clicked(body))
        show(services, body, forms.change_form(who.texts, found.signal, currency=found.workspace.currency))
        ack()

    for action_id in (looks.READ_ALL, looks.SEE_KEPT):

        @app.action(action_id)
        def read_all(ack: Ack, body: dict[str, Any]) -> None:
            who = caller(services, body)
            whole = seeing.read_whole(services, who.person, clicked(body))
            show(services, body, signal_page.whole(who.texts, whole))
            ack()

    @app.action(looks.UNDO)
    def undo(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = editing.undo(services, who.person, clicked(body))
        message = looks.undone(who.texts, found.signal)
        reply(services, body, message, looks.as_view(who.texts, found.signal, message))
        ack()

    @app.action(looks.SAVE_AGAIN)
    def save_again(ack: Ack, body: dict[str, Any]) -> None:
        who, form = caller(services, body), (body.get("view") or {}).get("private_metadata")
        said = interpretation(json.loads(form)) if form else None
        captured = capturing.capture_again(services, who.person, clicked(body), click_key(body), said)
        show_after_click(services, body, who, captured)
        ack()

    for action_id, yes in ((looks.ACCOUNT_YES, True), (looks.ACCOUNT_NO, False)):
        _on_change(app, services, action_id, partial(editing.settle_account, services, yes=yes))
    for action_id, visibility in ((looks.SHARE, "team"), (looks.RESTRICT, "restricted")):
        _on_change(app, services, action_id, partial(editing.show_to, services, visibility=visibility))

    suggesting(
        app,
        services,
        forms.ACCOUNT,
        lambda who, typed: account_options(services, who.person, who.texts, typed),
    )


def _on_change(
    app: App, services: Services, action_id: str, change: Callable[[Person, str], Captured]
) -> None:
    """A button that changes one thing about a signal, and shows the answer to its capture anew."""

    @app.action(action_id)
    def changed(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        show_after_click(services, body, who, change(who.person, clicked(body)))
        ack()


def _capture_or_form(services: Services, call: Call, *, kind: str | None) -> Answer:
    text = plain(call.text, escaped=True)
    if not text.strip():
        home = capturing.open_form(services, call.caller.person)
        services.views.open(
            call.trigger_id, forms.capture_form(call.caller.texts, currency=home.currency, kind=kind)
        )
        return None
    match references(text):
        case [("s", number)]:
            return _open(services, call, number)
        case _:
            pass
    captured = capturing.capture(services, Heard(text, call.caller.person, "command", call.key))
    return answer(services, call.caller, captured).ephemeral()


def _open(services: Services, call: Call, number: int) -> Answer:
    whole = seeing.read_by_number(services, call.caller.person, number)
    services.views.open(call.trigger_id, signal_page.whole(call.caller.texts, whole))
    return None


def _show_in_form(services: Services, ack: Ack, who: Caller, captured: Captured, *, memory: str = "") -> None:
    """The answer as the form's last page. `memory` holds the form while *Save again* is asked."""
    page = looks.as_view(who.texts, captured.signal, answer(services, who, captured), memory=memory)
    ack(response_action="update", view=page.payload())


def _remembered(values: dict[str, str]) -> str:
    """A form's fields for *Save again*: all that a modal's memory holds, who may read it first, the longest last."""
    kept: dict[str, str] = {}
    for name in sorted(values, key=lambda name: (name != forms.VISIBILITY, len(values[name]))):
        more = kept | {name: values[name]}
        if len(json.dumps(more, ensure_ascii=False)) <= MEMORY_LIMIT:
            kept = more
    return json.dumps(kept, ensure_ascii=False)
