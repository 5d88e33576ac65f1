"""`/digest`: what is new since the last one, for me only, with *Last one* beside it."""

from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Answer, Call, Commands
from handlers.front import caller, reply
from rituals import digest as digests
from rituals.messages import digest as looks
from rituals.services import Services


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.command("digest")
    def digest(call: Call) -> Answer:
        texts, person = call.caller.texts, call.caller.person
        if not digests.exists(services, person):
            setup = f"{commands.slash_name('diapason')} setup"
            return looks.not_yet(texts, setup).ephemeral()
        return looks.since_last(texts, digests.since_last(services, person)).ephemeral()

    @app.action(looks.LAST_ONE)
    def last_one(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = digests.last_one(services, who.person)
        reply(services, body, looks.digest(who.texts, found) if found else looks.no_last_one(who.texts))
        ack()
