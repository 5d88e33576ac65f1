"""Answering surveys; being an ambassador, or asked no more, by one click."""

from typing import Any

from slack_bolt import Ack, App

from bot.kit.message import View
from handlers.commands import Commands
from handlers.front import Body, Caller, caller, clicked, filled, in_modal, reply, turn
from rituals.messages import surveys as looks
from rituals.services import Services
from rituals.surveys import answering, seeing


def register(app: App, services: Services, commands: Commands) -> None:
    @app.action(looks.ANSWER)
    def ask(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = answering.open_form(services, who.person, clicked(body))
        page = looks.form(who.texts, found.seen.survey)
        turn(services, body, looks.thanks(who.texts, found, now=False) if found.answered else page)
        ack()

    @app.view(looks.ANSWER_FORM)
    def answered(ack: Ack, body: dict[str, Any]) -> None:
        who, survey = caller(services, body), body["view"]["private_metadata"]
        found, first = answering.answer(services, who.person, survey, filled(body))
        ack(response_action="update", view=looks.thanks(who.texts, found, now=first).payload())

    def turning(action_id: str, *, yes: bool) -> None:
        """Being an ambassador, said under the thanks."""

        @app.action(action_id)
        def turned(ack: Ack, body: dict[str, Any]) -> None:
            who = caller(services, body)
            found = answering.be_ambassador(services, who.person, clicked(body), yes=yes)
            turn(services, body, looks.thanks(who.texts, found, now=True))
            ack()

    turning(looks.BE_AMBASSADOR, yes=True)
    turning(looks.NO_AMBASSADOR, yes=False)

    @app.action(looks.STEP_BACK)
    def step_back(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        answering.step_back(services, who.person, clicked(body))
        turn(services, body, _list(services, who))
        ack()

    def asking(action_id: str, *, never: bool) -> None:
        """Being asked, said in a private message or on the list of surveys."""

        @app.action(action_id)
        def turned(ack: Ack, body: dict[str, Any]) -> None:
            who = caller(services, body)
            answering.never_ask(services, who.person, never=never)
            _show(services, body, who, never=never)
            ack()

    asking(looks.NEVER, never=True)
    asking(looks.ASK_AGAIN, never=False)


def _show(services: Services, body: Body, who: Caller, *, never: bool) -> None:
    """On the list it is seen there; a message that asks is to stay as it is."""
    if in_modal(body):
        turn(services, body, _list(services, who))
    else:
        reply(services, body, looks.never(who.texts, on=never))


def _list(services: Services, who: Caller) -> View:
    return looks.listing(who.texts, seeing.listing(services, who.person))
