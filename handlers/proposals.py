"""Proposed themes: a look at them, and what a person makes of each."""

from typing import Any

from slack_bolt import Ack, App

from bot.kit.blocks import Mrkdwn
from bot.kit.message import View
from handlers.commands import Commands
from handlers.front import Caller, caller, clicked, filled
from rituals.messages import proposals as looks
from rituals.proposals import deciding, making, seeing
from rituals.services import Services


def register(app: App, services: Services, commands: Commands) -> None:
    @app.action(looks.OPEN)
    def opened(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        known = seeing.board(services, who.person)
        view = services.views.push(body["trigger_id"], looks.looking(who.texts, known))
        making.ask(services, who.person, view)
        ack()

    @app.action(looks.DISMISS)
    def dismissed(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        deciding.dismiss(services, who.person, clicked(body))
        services.views.update(body["view"]["id"], _board(services, who))
        ack()

    @app.action(looks.ACCEPT)
    def named(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        shown = seeing.open_one(services, who.person, clicked(body))
        services.views.push(body["trigger_id"], looks.form(who.texts, shown))
        ack()

    @app.view(looks.FORM)
    def accepted(ack: Ack, body: dict[str, Any]) -> None:
        who, view = caller(services, body), body["view"]
        typed = filled(body).get(looks.NAME, "")
        label, count = deciding.accept(services, who.person, view["private_metadata"], typed)
        if under := view.get("previous_view_id"):
            notice = looks.accepted(who.texts, label, count)
            services.views.update(under, _board(services, who, notice))
        ack()


def _board(services: Services, who: Caller, notice: Mrkdwn | None = None) -> View:
    return looks.board(who.texts, seeing.board(services, who.person), notice)
