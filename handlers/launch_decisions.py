"""Go or no-go of launches, and the gate before an announcement: pages and forms."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.kit.message import View
from bot.kit.texts import Texts
from handlers.commands import Commands
from handlers.front import caller, clicked, filled, picked_people, show, turn
from rituals.launches import deciding, rounds
from rituals.messages import launch_decisions as looks
from rituals.messages import launches as plan_looks
from rituals.messages.launch_decisions import Standing
from rituals.services import Services, user_of


def register(app: App, services: Services, commands: Commands) -> None:
    @app.action(plan_looks.DECISION)
    def page(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = deciding.open_decision(services, who.person, clicked(body))
        show(services, body, looks.page(who.texts, found))
        ack()

    @app.action(looks.PLAN)
    def ask(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = rounds.propose(services, who.person, clicked(body))
        asked = [user_of(person) for person in found.deciders]
        form = looks.plan_form(
            who.texts, found.standing.seen.launch.id, found.opens_at, asked, found.criteria
        )
        services.views.update(body["view"]["id"], form)
        ack()

    @app.view(looks.PLAN_FORM)
    def planned(ack: Ack, body: dict[str, Any]) -> None:
        who, launch = caller(services, body), body["view"]["private_metadata"]
        users = picked_people(body, looks.DECIDERS)
        found = rounds.plan(services, who.person, launch, filled(body), users)
        ack(response_action="update", view=looks.page(who.texts, found).payload())

    @app.action(looks.CANCEL)
    def cancel(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = rounds.cancel(services, who.person, clicked(body))
        services.views.update(body["view"]["id"], looks.page(who.texts, found))
        ack()

    _on_form(app, services, looks.CAST, looks.vote_form)
    _on_form(app, services, looks.DECIDE, looks.decide_form)

    @app.view(looks.VOTE_FORM)
    def voted(ack: Ack, body: dict[str, Any]) -> None:
        who, decision = caller(services, body), body["view"]["private_metadata"]
        found = deciding.vote(services, who.person, decision, filled(body))
        ack(response_action="update", view=looks.page(who.texts, found).payload())

    @app.view(looks.DECIDE_FORM)
    def decided(ack: Ack, body: dict[str, Any]) -> None:
        who, decision = caller(services, body), body["view"]["private_metadata"]
        found = deciding.decide(services, who.person, decision, filled(body))
        ack(response_action="update", view=looks.page(who.texts, found).payload())


def _on_form(app: App, services: Services, action_id: str, form: Callable[[Texts, Standing], View]) -> None:
    """A button that asks for a vote or for the decision, in a modal or from a message."""

    @app.action(action_id)
    def on_form(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        page = form(who.texts, deciding.open_round(services, who.person, clicked(body)))
        turn(services, body, page)
        ack()
