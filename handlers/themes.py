"""`/diapason themes`: what signals are about, with who answers for it."""

from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Answer, Call, Commands
from handlers.front import Body, Caller, caller, clicked, filled, picked, show, suggesting
from rituals.messages import theme_forms as forms
from rituals.messages import themes as looks
from rituals.messages.theme_forms import Opened
from rituals.services import Services
from rituals.signals.suggestions import theme_options
from rituals.themes import editing, merging, seeing


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.word("themes", "thèmes")
    def listed(call: Call) -> Answer:
        who = call.caller
        services.views.open(call.trigger_id, looks.board(who.texts, seeing.board(services, who.person)))
        return None

    @app.action(looks.OLDER)
    def older(ack: Ack, body: dict[str, Any]) -> None:
        _turn(services, body, by=1)
        ack()

    @app.action(looks.NEWER)
    def newer(ack: Ack, body: dict[str, Any]) -> None:
        _turn(services, body, by=-1)
        ack()

    @app.action(looks.OPEN)
    def opened(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = seeing.open_theme(services, who.person, clicked(body))
        show(services, body, forms.page(who.texts, found, _page_under(body)))
        ack()

    @app.action(looks.FIND)
    def chosen(ack: Ack, body: dict[str, Any]) -> None:
        who, label = caller(services, body), body["actions"][0]["selected_option"]["value"]
        found = seeing.open_named(services, who.person, label)
        show(services, body, forms.page(who.texts, found, _page_under(body)))
        ack()

    for action_id in (looks.FIND, forms.OTHER):
        suggesting(app, services, action_id, lambda who, typed: theme_options(services, who.person, typed))

    @app.view(forms.FORM)
    def kept(ack: Ack, body: dict[str, Any]) -> None:
        who, view = caller(services, body), body["view"]
        opened = Opened.read(view["private_metadata"])
        wanted = editing.wanted(filled(body), leave_to_area=bool(picked(body, forms.LEAVE)))
        editing.keep(services, who.person, opened, wanted)
        if opened.under is not None and (under := view.get("previous_view_id")):
            _show(services, who, under, opened.under)
        ack()

    @app.action(forms.MERGE)
    def choose(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = seeing.open_theme(services, who.person, clicked(body))
        show(services, body, forms.merge_form(who.texts, found))
        ack()

    @app.view(forms.MERGING)
    def merged(ack: Ack, body: dict[str, Any]) -> None:
        who, view = caller(services, body), body["view"]
        other = filled(body)[forms.OTHER]
        found = merging.merge(services, who.person, view["private_metadata"], other)
        if under := view.get("previous_view_id"):
            services.views.update(under, forms.page(who.texts, found))
        ack()

    @app.action(forms.UNDO)
    def undo(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = merging.undo(services, who.person, clicked(body))
        services.views.update(body["view"]["id"], forms.page(who.texts, found, _page_under(body)))
        ack()


def _page_under(body: Body) -> int | None:
    """The page of the list that a click was made on, or that is under the page where it was made."""
    view = body.get("view") or {}
    if view.get("callback_id") == forms.FORM:
        return Opened.read(view["private_metadata"]).under
    return int(view["private_metadata"]) if view.get("callback_id") == looks.LIST else None


def _turn(services: Services, body: Body, *, by: int) -> None:
    view = body["view"]
    _show(services, caller(services, body), view["id"], int(view["private_metadata"]) + by)


def _show(services: Services, who: Caller, view: str, number: int) -> None:
    services.views.update(view, looks.board(who.texts, seeing.board(services, who.person, number)))
