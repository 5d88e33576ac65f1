"""“You asked, it shipped”: who will be told, and telling them."""

from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Commands
from handlers.front import caller, clicked
from rituals.messages import shipped as looks
from rituals.messages.releases import TELL as PREVIEW
from rituals.services import Services
from rituals.shipped import telling


def register(app: App, services: Services, commands: Commands) -> None:
    @app.action(PREVIEW)
    def preview(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        page = looks.preview(who.texts, telling.preview(services, who.person, clicked(body)))
        show = services.views.push if body.get("view") else services.views.open
        show(body["trigger_id"], page)
        ack()

    @app.view(looks.TELL)
    def tell(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        release, count = telling.tell(services, who.person, body["view"]["private_metadata"])
        page = looks.being_told(who.texts, release, count)
        ack(response_action="update", view=page.payload())
