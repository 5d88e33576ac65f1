"""`/release import`: what is watched, the form for more, and an end to it. `handlers.releases` opens the form."""

from typing import Any

from slack_bolt import Ack, App

from bot.kit.frontdoor import plain
from handlers.commands import Commands
from handlers.front import Body, caller, clicked, filled, form_key
from rituals.messages import release_imports as looks
from rituals.releases.importing import adding
from rituals.releases.inputs import gather
from rituals.services import Services, user_of


def register(app: App, services: Services, commands: Commands) -> None:
    @app.view(looks.IMPORT)
    def submitted(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        values = filled(body) | {looks.PASTED: _pasted(body)}
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


def _pasted(body: Body) -> str:
    """The changelog as pasted, to the letter, from all its inputs."""
    typed = {
        action_id: plain(field.get("value") or "", escaped=False)
        for block in body["view"]["state"]["values"].values()
        for action_id, field in block.items()
    }
    names = (looks.pasted_input(number) for number in range(looks.PASTED_INPUTS))
    return gather(typed[name] for name in names if typed.get(name))
