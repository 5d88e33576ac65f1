"""`/diapason`, `/diapason help`, what nobody understood, and `/diapason language`."""

from typing import Any

from slack_bolt import Ack, App

from bot.kit.blocks import display
from bot.kit.frontdoor import plain
from bot.kit.message import Message
from handlers.commands import Answer, Call, Commands
from handlers.front import caller, clicked, reply
from rituals import language
from rituals.messages import help as looks
from rituals.messages.setup import not_set_up
from rituals.services import Person, Services
from rituals.signals.capture import home

# Languages as people type them, in both languages.
_LANGUAGES = {
    **dict.fromkeys(("fr", "français", "francais", "french"), "fr"),
    **dict.fromkeys(("en", "english", "anglais"), "en"),
    **dict.fromkeys(("auto", "slack", "automatique", "automatic"), language.AUTO),
}


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.word("help", "aide")
    def asked(call: Call) -> Answer:
        return _help(services, commands, call, unknown=None)

    def fallback(call: Call) -> Answer:
        typed = display(plain(call.text, escaped=True)).strip()
        return _help(services, commands, call, unknown=typed or None)

    commands.fallback = fallback

    @commands.word("language", "langue")
    def speak(call: Call) -> Answer:
        typed = display(plain(call.text, escaped=True)).strip()
        wanted = _LANGUAGES.get(typed.casefold())
        if wanted is None:
            return looks.language_asked(call.caller.texts, unknown=typed or None).ephemeral()
        return _choose(services, call.caller.person, wanted).ephemeral()

    for button in looks.SPEAK.values():

        @app.action(button)
        def language_clicked(ack: Ack, body: dict[str, Any]) -> None:
            reply(services, body, _choose(services, caller(services, body).person, clicked(body)))
            ack()


def _choose(services: Services, person: Person, wanted: str) -> Message:
    texts = services.texts_for(language.choose(services, person, wanted))
    return looks.language_chosen(texts, by_itself=wanted == language.AUTO)


def _help(services: Services, commands: Commands, call: Call, *, unknown: str | None) -> Answer:
    person, texts = call.caller.person, call.caller.texts
    known = looks.Known(commands.slash, commands.words, services.command_prefix, person.is_admin)
    notice = not_set_up(texts, home(services, person), person.is_admin, prefix=services.command_prefix)
    return looks.help_message(texts, known, unknown=unknown, notice=notice).ephemeral()
