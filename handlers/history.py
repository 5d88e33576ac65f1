"""`/diapason history S-12`: what became of a signal, release or roadmap item, for who may see it."""

from slack_bolt import App

from bot.kit.blocks import section
from bot.kit.frontdoor import plain
from bot.kit.message import Message
from handlers.commands import MAIN, Answer, Call, Commands
from rituals.history.reading import history
from rituals.messages import history as looks
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
