"""`/diapason setup`: the form with its time zones and countries, and the page that shows how the channels come."""

from typing import Any

from slack_bolt import Ack, App

from bot.kit.message import View
from handlers.commands import Answer, Call, Commands
from handlers.front import (
    SUGGESTIONS,
    Caller,
    back,
    caller,
    click_key,
    filled,
    form_key,
    show,
    suggesting,
    suggesting_zones,
)
from rituals import setup as setting_up
from rituals.messages import setup as looks
from rituals.messages import setup_steps as steps
from rituals.services import Services


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.word("setup", "configurer", "configuration", "installation")
    def setup(call: Call) -> Answer:
        services.views.open(call.trigger_id, _now(services, call.caller))
        return None

    @app.action(steps.OPEN)
    def go_on(ack: Ack, body: dict[str, Any]) -> None:
        show(services, body, _now(services, caller(services, body)))
        ack()

    @app.action(steps.CHANGE)
    def change(ack: Ack, body: dict[str, Any]) -> None:
        show(services, body, _form(services, caller(services, body)))
        ack()

    @app.view(looks.SETUP)
    def submitted(ack: Ack, body: dict[str, Any]) -> None:
        who, wanted = caller(services, body), setting_up.choices(filled(body))
        page_id = body["view"].get("previous_view_id") or body["view"]["id"]
        reached = setting_up.set_up(services, who.person, wanted, view=page_id, request_key=form_key(body))
        back(services, ack, body, setting_up.page(who.texts, reached))

    @app.action(looks.LOOK_AGAIN)
    def look_again(ack: Ack, body: dict[str, Any]) -> None:
        who, view = caller(services, body), body["view"]["id"]
        reached = setting_up.look_again(services, who.person, view=view, request_key=click_key(body))
        services.views.update(view, setting_up.page(who.texts, reached))
        ack()

    suggesting_zones(app, looks.ZONE)
    suggesting(
        app,
        services,
        looks.COUNTRY,
        lambda who, typed: looks.country_options(who.texts, typed, SUGGESTIONS),
    )


def _now(services: Services, who: Caller) -> View:
    """Where an admin goes on: the form first, then the page with the steps."""
    reached = setting_up.go_on(services, who.person)
    return setting_up.page(who.texts, reached) if reached.workspace.set_up_at else _form(services, who)


def _form(services: Services, who: Caller) -> View:
    home = setting_up.open_setup(services, who.person)
    return looks.setup_form(who.texts, home, zone=who.person.zone)
