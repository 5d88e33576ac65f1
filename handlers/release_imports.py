"""`/release import`: what is watched, the form for more, and an end to it. `handlers.releases` opens the form."""

from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Commands
from handlers.front import caller, clicked, filled, form_key, pasted
from rituals.messages import release_imports as looks
from rituals.releases.importing import adding
from rituals.services import Services, user_of


def register(app: App, services: Services, commands: Commands) -> None:
    @app.view(looks.IMPORT)
    def submitted(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        values = filled(body) | {
            looks.PASTED: pasted(body, map(looks.pasted_input, range(looks.PASTED_INPUTS)))
        }
        added = adding.add(services, who.person, values, form_key(body))
        ack(
            response_action="update",
            view=looks.added(who.texts, drafts=added.drafts, place=added.place).payload(),
        )

    @app.action(looks.STOP)
    def stop(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        page = adding.stop(services, who.person, clicked(body))
        form = looks.import_form(who.texts, page.since, page.sources, owner=user_of(who.person.id))
        services.views.update(body["view"]["id"], form)
        ack()
