"""`/diapason export`: the signals that one may read, as a file; for admins, the audit log too."""

from slack_bolt import App

from bot.kit.frontdoor import plain
from handlers.commands import MAIN, Answer, Call, Commands
from rituals.exports.asking import ask_for_audit, ask_for_signals
from rituals.messages import exports as looks
from rituals.services import Services

AUDIT = ("audit", "journal")


def register(app: App, services: Services, commands: Commands) -> None:
    command = f"{commands.slash_name(MAIN)} export"

    @commands.word("export", "exporter")
    def asked(call: Call) -> Answer:
        texts, typed = call.caller.texts, plain(call.text, escaped=True).strip()
        if typed.casefold() in AUDIT:
            ask_for_audit(services, call.caller.person, call.key)
            return looks.coming(texts).ephemeral()
        answer = ask_for_signals(services, call.caller.person, typed, call.key)
        if answer.query.puzzling:
            return looks.puzzling(texts, answer.query.puzzling, command).ephemeral()
        if not answer.coming:
            return looks.nothing(texts, answer.query.typed).ephemeral()
        return looks.coming(texts).ephemeral()
