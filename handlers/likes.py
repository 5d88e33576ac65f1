"""*Similar* at triage, and *Link* and *Unlink* wherever a signal's likes are shown."""

from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from handlers.answering import show_after_click
from handlers.commands import Commands
from handlers.front import Body, Caller, caller, clicked, filled, show
from rituals.likes import joining
from rituals.likes.finding import open_similar, similar
from rituals.likes.joining import Pair
from rituals.messages import likes as looks
from rituals.messages.likes import read_pair
from rituals.messages.signals import SHOWN
from rituals.services import Person, Services
from rituals.signals.capture import Captured


def register(app: App, services: Services, commands: Commands) -> None:
    @app.action(looks.SIMILAR)
    def open_page(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found, likes = open_similar(services, who.person, clicked(body))
        page = looks.similar_page(who.texts, found.signal, likes, currency=found.workspace.currency)
        show(services, body, page)
        ack()

    @app.action(looks.JOIN)
    def join(ack: Ack, body: dict[str, Any]) -> None:
        who, pair = caller(services, body), Pair(*read_pair(clicked(body)))
        if (captured := joining.join(services, who.person, pair)) is not None:
            _show_again(services, body, who, captured)
        else:
            new, like = joining.open_pair(services, who.person, pair)
            show(services, body, looks.name_form(who.texts, new.signal, like.signal))
        ack()

    _on_click(app, services, looks.LEAVE, partial(joining.leave, services))
    _on_click(app, services, looks.LINK, partial(joining.link, services, behind=True))
    _on_click(app, services, looks.UNLINK, partial(joining.link, services, behind=False))

    @app.view(looks.NAME)
    def named(ack: Ack, body: dict[str, Any]) -> None:
        who, pair = caller(services, body), Pair(*read_pair(body["view"]["private_metadata"]))
        typed = filled(body).get(looks.THEME, "")
        new, like = joining.join_in_new(services, who.person, pair, typed, looks.THEME)
        ack(response_action="update", view=looks.joined(who.texts, new.signal, like.signal).payload())


def _on_click(app: App, services: Services, action_id: str, act: Callable[[Person, Pair], Captured]) -> None:
    @app.action(action_id)
    def turned(ack: Ack, body: dict[str, Any]) -> None:
        who, pair = caller(services, body), Pair(*read_pair(clicked(body)))
        _show_again(services, body, who, act(who.person, pair))
        ack()


def _show_again(services: Services, body: Body, who: Caller, captured: Captured) -> None:
    """Show what was clicked in as it is now: the answer to a capture, or the page of similar ones, laid over a form."""
    view = body.get("view")
    if not view or view["callback_id"] == SHOWN:
        show_after_click(services, body, who, captured)
        return
    likes = similar(services, who.person, captured.workspace, captured.signal)
    page = looks.similar_page(who.texts, captured.signal, likes, currency=captured.workspace.currency)
    if view["callback_id"] == looks.PAGE:
        services.views.update(view["id"], page)
    else:
        services.views.push(body["trigger_id"], page)
