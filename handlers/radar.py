"""`/diapason radar`: themes that are rare but rising, or heard from several sides."""

from slack_bolt import App

from handlers.commands import Answer, Call, Commands
from rituals.messages import radar as looks
from rituals.radar import sweeping
from rituals.services import Services


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.word("radar")
    def radar(call: Call) -> Answer:
        who = call.caller
        return looks.radar(who.texts, sweeping.for_person(services, who.person)).ephemeral()
