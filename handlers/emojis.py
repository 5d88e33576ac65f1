"""`/diapason emoji`: which emoji on a message saves it, and as which kind."""

from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Answer, Call, Commands
from handlers.front import caller, clicked, filled
from rituals import emojis
from rituals.messages import emojis as looks
from rituals.services import Services


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.word("emoji", "émoji", "emojis", "émojis")
    def listed(call: Call) -> Answer:
        found = emojis.board(services, call.caller.person)
        services.views.open(call.trigger_id, looks.board(call.caller.texts, found))
        return None

    @app.action(looks.ADD)
    def add(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        emojis.board(services, who.person)  # asks whether they may
        services.views.push(body["trigger_id"], looks.form(who.texts))
        ack()

    @app.view(looks.FORM)
    def kept(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = emojis.keep(services, who.person, filled(body))
        if under := body["view"].get("previous_view_id"):
            services.views.update(under, looks.board(who.texts, found))
        ack()

    @app.action(looks.REMOVE)
    def remove(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = emojis.remove(services, who.person, clicked(body))
        services.views.update(body["view"]["id"], looks.board(who.texts, found))
        ack()
