"""The texts of a release for its audiences: the form, and the copy for customers."""

from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Commands
from handlers.front import caller, clicked, filled, picked_channels, show
from rituals.messages import release_audiences as looks
from rituals.releases import audiences
from rituals.services import Services


def register(app: App, services: Services, commands: Commands) -> None:
    @app.action(looks.OPEN)
    def open_form(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found, variants = audiences.open_form(services, who.person, clicked(body))
        show(services, body, looks.form(who.texts, found.release, variants))
        ack()

    @app.view(looks.FORM)
    def written(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        names = {looks.words_name(audience): audience for audience in looks.AUDIENCES}
        typed = filled(body, to_the_letter=names)
        words = {audience: typed.get(name, "") for name, audience in names.items()}
        channels = {
            audience: picked_channels(body, looks.channels_name(audience)) for audience in looks.POSTED
        }
        release, variants = audiences.write(
            services, who.person, body["view"]["private_metadata"], who.texts, words, channels
        )
        ack(response_action="update", view=looks.saved(who.texts, release, variants).payload())

    @app.action(looks.COPY)
    def copy(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        release, variant = audiences.copy_for_customers(services, who.person, clicked(body))
        show(services, body, looks.to_copy(who.texts, release, variant))
        ack()
