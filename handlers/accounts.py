"""`/diapason accounts`: find an account, change what is known of it, merge it with another."""

from typing import Any

from slack_bolt import Ack, App

from bot.kit.frontdoor import plain
from handlers.commands import Answer, Call, Commands
from handlers.front import Body, Caller, caller, clicked, filled, picked, show, suggesting
from rituals.accounts import editing, merging, seeing
from rituals.messages import accounts as looks
from rituals.messages.accounts import Opened, Page
from rituals.services import Services
from rituals.signals.suggestions import known_account_options


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.word("accounts", "comptes")
    def listed(call: Call) -> Answer:
        who = call.caller
        found = seeing.board(services, who.person, plain(call.text, escaped=True))
        services.views.open(call.trigger_id, looks.board(who.texts, found))
        return None

    @app.action(looks.OPEN)
    def opened(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        _open(services, body, who, seeing.open_account(services, who.person, clicked(body)))
        ack()

    @app.action(looks.FIND)
    def found(ack: Ack, body: dict[str, Any]) -> None:
        who, name = caller(services, body), body["actions"][0]["selected_option"]["value"]
        _open(services, body, who, seeing.open_named(services, who.person, name))
        ack()

    for action_id in (looks.FIND, looks.OTHER):
        suggesting(
            app, services, action_id, lambda who, typed: known_account_options(services, who.person, typed)
        )

    @app.view(looks.FORM)
    def kept(ack: Ack, body: dict[str, Any]) -> None:
        who, view = caller(services, body), body["view"]
        opened = Opened.read(view["private_metadata"])
        wanted = editing.wanted(filled(body), no_owner=bool(picked(body, looks.NO_OWNER)))
        editing.keep(services, who.person, opened, wanted)
        if opened.under is not None and (under := view.get("previous_view_id")):
            board = seeing.board(services, who.person, opened.under)
            services.views.update(under, looks.board(who.texts, board))
        ack()

    @app.action(looks.MERGE)
    def choose(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = seeing.open_account(services, who.person, clicked(body))
        show(services, body, looks.merge_form(who.texts, found))
        ack()

    @app.view(looks.MERGING)
    def merged(ack: Ack, body: dict[str, Any]) -> None:
        who, view, values = caller(services, body), body["view"], filled(body)
        other_stays = values[looks.STAYS] == looks.THE_OTHER
        done = merging.merge(
            services, who.person, view["private_metadata"], values[looks.OTHER], other_stays=other_stays
        )
        if under := view.get("previous_view_id"):
            services.views.update(under, looks.page(who.texts, done.page))
        ack()

    @app.action(looks.UNDO)
    def undo(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        done = merging.undo(services, who.person, clicked(body))
        services.views.update(body["view"]["id"], looks.page(who.texts, done.page, _words_of(body)))
        ack()


def _open(services: Services, body: Body, who: Caller, found: Page) -> None:
    view = body.get("view") or {}
    words = view.get("private_metadata", "") if view.get("callback_id") == looks.LIST else None
    show(services, body, looks.page(who.texts, found, words))


def _words_of(body: Body) -> str | None:
    """The words of the list under an account's page."""
    view = body["view"]
    return Opened.read(view["private_metadata"]).under if view["callback_id"] == looks.FORM else None
