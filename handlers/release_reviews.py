"""Reviews of a draft: asking for one, *Looks good*, and comments."""

from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Commands
from handlers.front import caller, clicked, filled, show
from rituals.messages import release_reviews as looks
from rituals.releases import reviewing
from rituals.services import Services


def register(app: App, services: Services, commands: Commands) -> None:
    @app.action(looks.ASK)
    def ask(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found, channel = reviewing.open_form(services, who.person, clicked(body))
        show(services, body, looks.ask_form(who.texts, found.release, channel=channel))
        ack()

    @app.view(looks.ASKED)
    def asked(ack: Ack, body: dict[str, Any]) -> None:
        who, values = caller(services, body), filled(body)
        channel = values.get(looks.CHANNEL, "")
        release = reviewing.ask(
            services, who.person, body["view"]["private_metadata"], channel, values.get(looks.NOTE)
        )
        ack(response_action="update", view=looks.asked(who.texts, release, channel=channel).payload())

    @app.action(looks.GOOD)
    def good(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        reviewing.looks_good(services, who.person, clicked(body), body["container"].get("channel_id", ""))
        ack()

    @app.action(looks.COMMENT)
    def comment(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        release = reviewing.open_comment(services, who.person, clicked(body))
        show(services, body, looks.comment_form(who.texts, release))
        ack()

    @app.view(looks.COMMENTED)
    def commented(ack: Ack, body: dict[str, Any]) -> None:
        who, words = caller(services, body), filled(body).get(looks.NOTE)
        reviewing.comment(services, who.person, body["view"]["private_metadata"], words)
        ack(response_action="update", view=looks.commented(who.texts).payload())
