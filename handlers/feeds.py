"""Calendars at a secret address: made, made anew, turned off."""

from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Commands
from handlers.front import caller, clicked, in_modal, show
from rituals import feeds
from rituals.messages import feeds as looks
from rituals.messages.feeds import What
from rituals.services import Services


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

    @app.action(looks.RENEW)
    def renew(ack: Ack, body: dict[str, Any]) -> None:
        who, (what, feed) = caller(services, body), looks.read(clicked(body))
        page = looks.page(who.texts, feeds.renew(services, who.person, what, feed))
        services.views.update(body["view"]["id"], page)
        ack()

    @app.action(looks.TURN_OFF)
    def turn_off(ack: Ack, body: dict[str, Any]) -> None:
        who, (what, feed) = caller(services, body), looks.read(clicked(body))
        page = looks.page(who.texts, feeds.turn_off(services, who.person, what, feed))
        services.views.update(body["view"]["id"], page)
        ack()
