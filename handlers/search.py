"""`/diapason search`: what the words find, and the buttons from page to page."""

from typing import Any

from slack_bolt import Ack, App

from bot.kit.frontdoor import plain
from bot.kit.message import Message
from handlers.commands import MAIN, Answer, Call, Commands
from handlers.front import Caller, caller, clicked, reply
from rituals.messages import search as looks
from rituals.messages.home import SEARCH
from rituals.messages.search import Turn
from rituals.search.asking import ask
from rituals.services import Services


def register(app: App, services: Services, commands: Commands) -> None:
    command = f"{commands.slash_name(MAIN)} search"

    @commands.word("search", "chercher", "recherche", "find")
    def search(call: Call) -> Answer:
        typed = plain(call.text, escaped=True)
        return _answer(services, call.caller, typed, command).ephemeral()

    for act in (looks.OLDER, looks.NEWER):

        @app.action(act)
        def turned(ack: Ack, body: dict[str, Any]) -> None:
            turn = Turn.read(clicked(body))
            who = caller(services, body)
            message = _answer(services, who, turn.typed, command, turn)
            reply(services, body, message, looks.as_view(who.texts, message))
            ack()

    @app.action(SEARCH)
    def from_home(ack: Ack, body: dict[str, Any]) -> None:
        who, typed = caller(services, body), plain(clicked(body), escaped=False)
        message = _answer(services, who, typed, command)
        services.views.open(body["trigger_id"], looks.as_view(who.texts, message))
        ack()


def _answer(services: Services, who: Caller, typed: str, command: str, turn: Turn | None = None) -> Message:
    page = ask(
        services,
        who.person,
        typed,
        number=turn.number if turn else 0,
        upto=turn.upto if turn else None,
    )
    query = page.query
    if query.empty:
        return looks.how(who.texts, command=command)
    if query.puzzling:
        return looks.puzzling(who.texts, query.puzzling, command=command)
    if not page.found:
        return looks.nothing(who.texts, query.typed, command=command)
    shown = Turn(query.typed, page.number, page.upto)
    return looks.page(who.texts, shown, query.words, page.found, more=page.more, to_follow=page.to_follow)
