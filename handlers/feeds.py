"""Calendars at a secret address: made, made anew, turned off."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Commands
from handlers.front import caller, clicked, in_modal, show
from rituals import feeds
from rituals.messages import feeds as looks
from rituals.messages.feeds import Address, What
from rituals.services import Person, Services


def register(app: App, services: Services, commands: Commands) -> None:
    @app.action(looks.SUBSCRIBE)
    def subscribe(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        page = looks.page(who.texts, feeds.subscribe(services, who.person, What(clicked(body))))
        if in_modal(body) and body["view"]["callback_id"] == looks.PAGE:  # turned off, and on again
            services.views.update(body["view"]["id"], page)
        else:
            show(services, body, page)
        ack()

    for action_id, act in ((looks.RENEW, feeds.renew), (looks.TURN_OFF, feeds.turn_off)):
        _on_address(app, services, action_id, act)


def _on_address(
    app: App, services: Services, action_id: str, act: Callable[[Services, Person, What, str], Address]
) -> None:
    """A button about the address that somebody sees."""

    @app.action(action_id)
    def on_address(ack: Ack, body: dict[str, Any]) -> None:
        who, (what, feed) = caller(services, body), looks.read(clicked(body))
        services.views.update(
            body["view"]["id"], looks.page(who.texts, act(services, who.person, what, feed))
        )
        ack()
