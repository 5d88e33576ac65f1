"""`/diapason`, `/diapason help`, what nobody understood, and `/diapason language`."""

from typing import Any

from slack_bolt import Ack, App

from bot.kit.blocks import Mrkdwn, display
from bot.kit.frontdoor import plain
from bot.kit.message import Message
from handlers.commands import Answer, Call, Commands
from handlers.front import Caller, caller, clicked, reply
from rituals import language
from rituals.messages import help as looks
from rituals.messages.setup import not_set_up
from rituals.permissions import calling
from rituals.services import Person, Services
from rituals.signals.capture import home

# Languages as people type them, in both languages.
_LANGUAGES = {
    **dict.fromkeys(("fr", "français", "francais", "french"), "fr"),
    **dict.fromkeys(("en", "english", "anglais"), "en"),
    **dict.fromkeys(("auto", "slack", "automatique", "automatic"), language.AUTO),
}


_EVERYTHING = {"all", "everything", "tout"}


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.word("help", "aide")
    def asked(call: Call) -> Answer:
        if call.words()[0] in _EVERYTHING:
            return _everything(services, commands, call.caller).ephemeral()
        return _help(services, commands, call, unknown=None)

    def fallback(call: Call) -> Answer:
        typed = display(plain(call.text, escaped=True)).strip()
        return _help(services, commands, call, unknown=typed or None)

    @app.action(looks.EVERYTHING)
    def everything(ack: Ack, body: dict[str, Any]) -> None:
        reply(services, body, _everything(services, commands, caller(services, body)))
        ack()

    for action_id, typed in looks.EXAMPLES.items():
        _do(app, commands, action_id, typed)

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


def _do(app: App, commands: Commands, action_id: str, typed: str) -> None:
    """A button that does what its example says."""

    @app.action(action_id)
    def example(ack: Ack, body: dict[str, Any]) -> None:
        commands.click(body, typed)
        ack()


def _help(services: Services, commands: Commands, call: Call, *, unknown: str | None) -> Answer:
    known, notice = _known(services, commands, call.caller)
    role = calling(call.caller.person)
    return looks.help_message(call.caller.texts, known, role, unknown=unknown, notice=notice).ephemeral()


def _everything(services: Services, commands: Commands, who: Caller) -> Message:
    known, notice = _known(services, commands, who)
    return looks.everything(who.texts, known, notice=notice)


def _known(services: Services, commands: Commands, who: Caller) -> tuple[looks.Known, Mrkdwn | None]:
    """What somebody can type, and what they are told until the channels are set up."""
    admin, prefix = who.person.is_admin, services.command_prefix
    notice = not_set_up(who.texts, home(services, who.person), admin, prefix=prefix)
    return looks.Known(commands.slash, commands.words, prefix, admin), notice
