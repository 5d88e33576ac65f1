"""`/diapason doctor`: what works, what does not and what to do; for admins."""

from collections.abc import Callable, Sequence
from typing import Any

from slack_bolt import Ack, App

from bot.kit.message import Message
from handlers.commands import Answer, Call, Commands
from handlers.front import Body, Caller, caller, clicked, reply, turn
from rituals.doctor.rules import Check
from rituals.doctor.visit import Doctor
from rituals.messages import doctor as looks
from rituals.services import Services


def register(app: App, services: Services, commands: Commands, doctor: Doctor) -> None:
    @commands.word("doctor", "diagnostic", "docteur")
    def visit(call: Call) -> Answer:
        return _report(services, call.caller, doctor.visit(call.caller.person)).ephemeral()

    @app.action(looks.LOOK_AGAIN)
    def look_again(ack: Ack, body: dict[str, Any]) -> None:
        _after_click(services, body, lambda who: doctor.visit(who.person))
        ack()

    @app.action(looks.RETRY)
    def retry(ack: Ack, body: dict[str, Any]) -> None:
        _after_click(services, body, lambda who: doctor.retry(who.person, clicked(body)))
        ack()

    @app.action(looks.IS_THERE)
    def is_there(ack: Ack, body: dict[str, Any]) -> None:
        _after_click(services, body, lambda who: doctor.settle(who.person, clicked(body), posted=True))
        ack()

    @app.action(looks.NOT_THERE)
    def not_there(ack: Ack, body: dict[str, Any]) -> None:
        _after_click(services, body, lambda who: doctor.settle(who.person, clicked(body), posted=False))
        ack()


def _after_click(services: Services, body: Body, look: Callable[[Caller], Sequence[Check]]) -> None:
    """In a message it is shown there; from Home, and on its own page, as a page."""
    who = caller(services, body)
    found = _report(services, who, look(who))
    if body.get("view"):
        turn(services, body, looks.page(who.texts, found))
    else:
        reply(services, body, found)


def _report(services: Services, who: Caller, found: Sequence[Check]) -> Message:
    return looks.report(who.texts, found, prefix=services.command_prefix)
