"""`/diapason history S-12` and *History*: what became of a signal, release, roadmap item or launch, for who may see it."""

from typing import Any

from slack_bolt import Ack, App

from bot.kit.blocks import section
from bot.kit.frontdoor import plain
from bot.kit.message import Message
from handlers.commands import MAIN, Answer, Call, Commands
from handlers.front import caller, clicked, show
from rituals.history.reading import history
from rituals.messages import history as looks
from rituals.refusals import NotFound
from rituals.services import Services


def register(app: App, services: Services, commands: Commands) -> None:
    command = f"{commands.slash_name(MAIN)} history"

    @commands.word("history", "historique")
    def asked(call: Call) -> Answer:
        typed = plain(call.text, escaped=True).strip()
        past = history(services, call.caller.person, typed)
        if past is None:
            words = looks.how(call.caller.texts, typed=typed, command=command)
            return Message(words, (section(words),)).ephemeral()
        services.views.open(call.trigger_id, looks.page(call.caller.texts, past))
        return None

    @app.action(looks.OPEN)
    def opened(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        past = history(services, who.person, clicked(body))
        if past is None:
            raise NotFound
        show(services, body, looks.page(who.texts, past))
        ack()
