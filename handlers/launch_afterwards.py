"""After a launch: what came of it, the retro, the thanks."""

import json
from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Commands
from handlers.front import Body, caller, clicked, filled, reply, show
from rituals.launches import afterwards
from rituals.messages import launch_afterwards as looks
from rituals.messages import launches as plan_looks
from rituals.services import Services


def register(app: App, services: Services, commands: Commands) -> None:
    @app.action(plan_looks.OUTCOME)
    def page(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        show(services, body, looks.page(who.texts, afterwards.outcome(services, who.person, clicked(body))))
        ack()

    @app.action(looks.ANSWER)
    def ask(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        launch, after = _about(body)
        found = afterwards.outcome(services, who.person, launch)
        own = [one for one in found.answers if one.after == after and one.person == who.person.id]
        show(services, body, looks.form(who.texts, found, after, own[0] if own else None))
        ack()

    @app.view(looks.FORM)
    def answered(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        launch, after = json.loads(body["view"]["private_metadata"])
        found = afterwards.answer(services, who.person, launch, after, filled(body))
        ack(response_action="update", view=looks.page(who.texts, found).payload())

    @app.action(looks.NOT_NOW)
    def not_now(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        launch, after = _about(body)
        found = afterwards.answer(services, who.person, launch, after, None)
        reply(services, body, looks.answered(who.texts, found))
        ack()

    @app.action(looks.THANK)
    def thank(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        draft = afterwards.draft_thanks(services, who.person, clicked(body))
        show(services, body, looks.thanks_form(who.texts, clicked(body), draft))
        ack()

    @app.view(looks.THANKS_FORM)
    def thanked(ack: Ack, body: dict[str, Any]) -> None:
        who, launch = caller(services, body), body["view"]["private_metadata"]
        found = afterwards.thank(services, who.person, launch, filled(body).get(looks.THANKS_WORDS))
        ack(response_action="update", view=looks.thanked(who.texts, found.channel_id).payload())


def _about(body: Body) -> tuple[str, int]:
    """Of which launch, and which question."""
    launch, _, after = clicked(body).partition(" ")
    return launch, int(after) if after.isdecimal() and len(after) < 4 else 0
