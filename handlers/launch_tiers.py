"""Another tier for a launch: asked for, looked at, then changed."""

from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Commands
from handlers.front import caller, clicked, filled
from rituals.launches import retiering
from rituals.messages import launch_tiers as looks
from rituals.messages import launches as plan_looks
from rituals.messages.launch_tiers import Wanted
from rituals.services import Services


def register(app: App, services: Services, commands: Commands) -> None:
    @app.action(plan_looks.CHANGE_TIER)
    def change(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = retiering.open_form(services, who.person, clicked(body))
        services.views.update(body["view"]["id"], looks.form(who.texts, found))
        ack()

    @app.view(looks.FORM)
    def asked(ack: Ack, body: dict[str, Any]) -> None:
        who, launch = caller(services, body), body["view"]["private_metadata"]
        found = retiering.ask(services, who.person, launch, filled(body))
        page = looks.preview(who.texts, found.seen, found.wanted, found.shift)
        ack(response_action="update", view=page.payload())

    @app.view(looks.PREVIEW)
    def changed(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        launch, wanted = Wanted.read(body["view"]["private_metadata"])
        found = retiering.change(services, who.person, launch, wanted)
        page = looks.changed(who.texts, found, me=who.person.id)
        ack(response_action="update", view=page.payload())
