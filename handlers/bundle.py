"""The one message of a day: *Open* says one of its messages whole, *Show the rest* has those that it has no room for."""

from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Commands
from handlers.front import Body, caller, clicked, turn
from rituals import bundle
from rituals.catalog import MESSAGES
from rituals.messages import bundle as looks
from rituals.messages.bundle import Place
from rituals.services import Person, Services


def register(app: App, services: Services, commands: Commands) -> None:
    @app.action(looks.OPEN)
    def opened(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        bundle.open_one(services, who.person, int(clicked(body)), _hears(body, who.person))
        if view := body.get("view"):
            place = Place.read(view["private_metadata"])
            page = bundle.page(services, MESSAGES, who.person, who.texts, place, {place.recipient})
            services.views.update(view["id"], page)
        ack()

    @app.action(looks.REST)
    def rest(ack: Ack, body: dict[str, Any]) -> None:
        who, place = caller(services, body), Place.read(clicked(body))
        hears = _hears(body, who.person)
        turn(services, body, bundle.page(services, MESSAGES, who.person, who.texts, place, hears))
        ack()


def _hears(body: Body, by: Person) -> set[str]:
    """As whom somebody reads what they clicked in: themselves, and the channel where it stands."""
    if view := body.get("view"):
        return {by.id, Place.read(view["private_metadata"]).recipient}
    return {by.id, str((body.get("container") or {}).get("channel_id", ""))}
