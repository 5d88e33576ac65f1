"""`/diapason areas`: product areas, with their owners and themes."""

from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Answer, Call, Commands
from handlers.front import caller, clicked, filled
from rituals import areas
from rituals.messages import areas as looks
from rituals.services import Services


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.word("areas", "domaines")
    def listed(call: Call) -> Answer:
        found = areas.board(services, call.caller.person)
        services.views.open(call.trigger_id, looks.board(call.caller.texts, found))
        return None

    @app.action(looks.ADD)
    def add(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        form = looks.form(who.texts, areas.open_to_edit(services, who.person, ""))
        services.views.push(body["trigger_id"], form)
        ack()

    @app.action(looks.EDIT)
    def edit(ack: Ack, body: dict[str, Any]) -> None:
        who, wanted = caller(services, body), clicked(body)
        if wanted == looks.DEFAULT:
            form = looks.default_form(who.texts, areas.default_owner(services, who.person))
        else:
            form = looks.form(who.texts, areas.open_to_edit(services, who.person, wanted))
        services.views.push(body["trigger_id"], form)
        ack()

    @app.view(looks.FORM)
    def kept(ack: Ack, body: dict[str, Any]) -> None:
        who, view = caller(services, body), body["view"]
        area = view["private_metadata"]
        areas.keep(services, who.person, area, areas.choices(filled(body), default=area == looks.DEFAULT))
        if under := view.get("previous_view_id"):
            services.views.update(under, looks.board(who.texts, areas.board(services, who.person)))
        ack()
