"""`/diapason setup`: the form with its time zones and countries, and its answer that shows how the channels come."""

from typing import Any

from slack_bolt import Ack, App

from bot.kit.blocks import Option
from bot.kit.times import search_zones
from handlers.commands import Answer, Call, Commands
from handlers.front import caller, click_key, filled, form_key
from rituals import setup as setting_up
from rituals.messages import setup as looks
from rituals.services import Services

SUGGESTIONS = 100  # as many as Slack shows


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.word("setup", "configurer", "configuration", "installation")
    def setup(call: Call) -> Answer:
        home = setting_up.open_setup(services, call.caller.person)
        form = looks.setup_form(call.caller.texts, home, zone=call.caller.person.zone)
        services.views.open(call.trigger_id, form)
        return None

    @app.view(looks.SETUP)
    def submitted(ack: Ack, body: dict[str, Any]) -> None:
        who, wanted = caller(services, body), setting_up.choices(filled(body))
        reached = setting_up.set_up(
            services, who.person, wanted, view=body["view"]["id"], request_key=form_key(body)
        )
        page = looks.progress_view(who.texts, reached.workspace, reached.first_digest)
        ack(response_action="update", view=page.payload())

    @app.action(looks.LOOK_AGAIN)
    def look_again(ack: Ack, body: dict[str, Any]) -> None:
        who, view = caller(services, body), body["view"]["id"]
        reached = setting_up.look_again(services, who.person, view=view, request_key=click_key(body))
        services.views.update(view, looks.progress_view(who.texts, reached.workspace, reached.first_digest))
        ack()

    @app.options(looks.ZONE)
    def zones(ack: Ack, body: dict[str, Any]) -> None:
        found = search_zones(body.get("value", ""), SUGGESTIONS)
        ack(options=[Option(zone, zone).block() for zone in found])

    @app.options(looks.COUNTRY)
    def countries(ack: Ack, body: dict[str, Any]) -> None:
        texts = caller(services, body).texts
        found = looks.country_options(texts, body.get("value", ""), SUGGESTIONS)
        ack(options=[option.block() for option in found])
