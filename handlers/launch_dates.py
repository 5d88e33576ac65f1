"""Days of launches: moving them with a look first, confirming the tier, the calendar."""

from datetime import date
from typing import Any

from slack_bolt import Ack, App

from bot.kit.message import View
from handlers.commands import Commands
from handlers.front import Caller, caller, clicked, filled, reply
from rituals.launches import calendar, moving, roles, seeing
from rituals.messages import launch_dates as looks
from rituals.messages import launches as plan_looks
from rituals.messages.launch_dates import Wanted, Week
from rituals.services import Services


def register(app: App, services: Services, commands: Commands) -> None:
    @app.action(plan_looks.CONFIRM)
    def confirm(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        launch, _, tier = clicked(body).partition(" ")
        found = roles.confirm(services, who.person, launch, int(tier) if tier.isdecimal() else None)
        reply(services, body, plan_looks.plan(who.texts, found), beside=True)
        ack()

    @app.action(plan_looks.MOVE_DAYS)
    def move(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = seeing.open_launch(services, who.person, clicked(body))
        services.views.update(body["view"]["id"], looks.days_form(who.texts, found.launch))
        ack()

    @app.view(looks.FORM)
    def asked(ack: Ack, body: dict[str, Any]) -> None:
        who, launch = caller(services, body), body["view"]["private_metadata"]
        found = moving.ask(services, who.person, launch, filled(body))
        page = looks.preview(who.texts, found.seen, found.wanted, found.days, found.collisions)
        ack(response_action="update", view=page.payload())

    @app.view(looks.PREVIEW)
    def moved(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        launch, wanted = Wanted.read(body["view"]["private_metadata"])
        found = moving.move(services, who.person, launch, wanted)
        ack(response_action="update", view=looks.moved(who.texts, found).payload())

    def shown(who: Caller, weeks: list[Week]) -> View:
        return looks.calendar(who.texts, weeks, feed=services.public_url is not None)

    for action_id in (looks.EARLIER, looks.LATER):

        @app.action(action_id)
        def turn(ack: Ack, body: dict[str, Any]) -> None:
            who = caller(services, body)
            weeks = calendar.weeks(services, who.person, date.fromisoformat(clicked(body)))
            services.views.update(body["view"]["id"], shown(who, weeks))
            ack()

    @app.action(plan_looks.CALENDAR)
    def show_calendar(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        services.views.open(body["trigger_id"], shown(who, calendar.weeks(services, who.person)))
        ack()
