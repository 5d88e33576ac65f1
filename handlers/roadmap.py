"""The roadmap: `/roadmap`, its board and items in a modal, and their forms."""

from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.kit.frontdoor import plain
from bot.kit.references import references
from handlers.commands import Answer, Call, Commands
from handlers.front import Body, Caller, caller, clicked, filled, form_key, suggesting
from rituals.messages import roadmap as looks
from rituals.messages import roadmap_forms as forms
from rituals.messages.opened import Opened
from rituals.messages.roadmap import Page
from rituals.roadmap import acting, seeing
from rituals.roadmap.suggestions import signal_options
from rituals.services import Person, Services

ADD_WORDS = ("add", "ajouter")
POLL_WORDS = ("poll", "sondage", "polls", "sondages")


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.command("roadmap")
    def roadmap(call: Call) -> Answer:
        if call.words()[0] in POLL_WORDS:  # another handler's, as `/diapason poll` is
            return commands.words[call.words()[0]](call)
        return _board_or_answer(services, call, commands)

    commands.references["i"] = roadmap

    _turn_pages(app, services)
    _open_forms(app, services)
    _keep_forms(app, services)

    suggesting(app, services, forms.SIGNAL, lambda who, typed: signal_options(services, who.person, typed))


def _turn_pages(app: App, services: Services) -> None:
    """Buttons that show another page in place of the one before somebody."""

    @app.action(looks.OPEN)
    def open_item(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        page = looks.item_page(who.texts, seeing.open_item(services, who.person, clicked(body)))
        if body.get("view"):
            services.views.update(body["view"]["id"], page)
        else:
            services.views.open(body["trigger_id"], page)
        ack()

    @app.action(looks.BOARD)
    def board(ack: Ack, body: dict[str, Any]) -> None:
        _show_board(services, caller(services, body), body)
        ack()

    for action_id in looks.COLUMNS:

        @app.action(action_id)
        def column(ack: Ack, body: dict[str, Any]) -> None:
            who = caller(services, body)
            place, number = clicked(body).split()
            found, home = seeing.column(services, who.person, place, int(number))
            services.views.update(
                body["view"]["id"], looks.one_column(who.texts, found, currency=home.currency)
            )
            ack()

    for action_id, up in ((looks.UP, True), (looks.DOWN, False)):
        _on_change(app, services, action_id, partial(acting.shift, services, up=up))
    for action_id, follows in ((looks.FOLLOW, True), (looks.UNFOLLOW, False)):
        _on_change(app, services, action_id, partial(acting.follow, services, follows=follows))


def _on_change(app: App, services: Services, action_id: str, change: Callable[[Person, str], Page]) -> None:
    """A button that changes one thing about an item, and shows its page anew."""

    @app.action(action_id)
    def changed(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        page = change(who.person, clicked(body))
        services.views.update(body["view"]["id"], looks.item_page(who.texts, page))
        ack()


def _open_forms(app: App, services: Services) -> None:
    """Buttons that lay a form over the page before somebody."""

    @app.action(looks.ADD)
    def add(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        areas = seeing.areas_to_choose(services, who.person)
        services.views.push(body["trigger_id"], forms.add_form(who.texts, areas))
        ack()

    @app.action(looks.EDIT)
    def edit(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        item = acting.open_item(services, who.person, clicked(body))
        areas = seeing.areas_to_choose(services, who.person)
        services.views.push(body["trigger_id"], forms.change_form(who.texts, item, areas))
        ack()

    @app.action(looks.MOVE)
    def move(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        item = acting.open_item(services, who.person, clicked(body))
        services.views.push(body["trigger_id"], forms.move_form(who.texts, item))
        ack()

    @app.action(looks.LINK)
    def link(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        item = acting.open_item(services, who.person, clicked(body), to_link=True)
        services.views.push(body["trigger_id"], forms.link_form(who.texts, item))
        ack()


def _keep_forms(app: App, services: Services) -> None:
    """Forms that come back filled in: they close, and the page under them shows what became of it."""

    @app.view(forms.ADDED)
    def added(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        item = acting.add(services, who.person, filled(body), form_key(body))
        page = looks.item_page(who.texts, seeing.open_item(services, who.person, item.id))
        if under := body["view"].get("previous_view_id"):
            services.views.update(under, page)
            ack()
        else:  # opened by `/roadmap add`
            ack(response_action="update", view=page.payload())

    @app.view(forms.CHANGED)
    def changed(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        _show_under(services, who, body, acting.change(services, who.person, _opened(body), filled(body)))
        ack()

    @app.view(forms.MOVED)
    def moved(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        _show_under(services, who, body, acting.move(services, who.person, _opened(body), filled(body)))
        ack()

    @app.view(forms.LINKED)
    def linked(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        chosen = filled(body)[forms.SIGNAL]
        _show_under(services, who, body, acting.link(services, who.person, _opened(body).id, chosen))
        ack()


def _board_or_answer(services: Services, call: Call, commands: Commands) -> Answer:
    who, command = call.caller, commands.slash_name("roadmap")
    typed = plain(call.text, escaped=True).strip()
    if not typed:
        columns, counts, home = seeing.board(services, who.person)
        board = looks.board(who.texts, columns, counts, currency=home.currency)
        services.views.open(call.trigger_id, board)
        return None
    if typed.casefold() in ADD_WORDS:
        areas = seeing.areas_to_choose(services, who.person)
        services.views.open(call.trigger_id, forms.add_form(who.texts, areas))
        return None
    match references(typed):
        case [("i", number)]:
            page = seeing.by_number(services, who.person, number)
            if page is None:
                return looks.no_such(who.texts, ref=f"I-{number}", command=command).ephemeral()
            services.views.open(call.trigger_id, looks.item_page(who.texts, page))
            return None
        case [("p", _)]:
            return commands.references["p"](call)
        case [("i", number), ("s", signal)]:
            linked = acting.link_by_numbers(services, who.person, number, signal)
            return looks.linked(who.texts, linked.item, linked.signal, already=linked.already).ephemeral()
        case _:
            return looks.unknown(who.texts, typed=typed, command=command).ephemeral()


def _show_board(services: Services, who: Caller, body: Body) -> None:
    columns, counts, home = seeing.board(services, who.person)
    board = looks.board(who.texts, columns, counts, currency=home.currency)
    services.views.update(body["view"]["id"], board)


def _show_under(services: Services, who: Caller, body: Body, page: Page) -> None:
    services.views.update(body["view"]["previous_view_id"], looks.item_page(who.texts, page))


def _opened(body: Body) -> Opened:
    return Opened.read(body["view"]["private_metadata"])
