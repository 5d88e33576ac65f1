"""The forms of rituals: when and where one speaks, which to add, the days on which the company is closed."""

from typing import Any

from slack_bolt import Ack, App

from bot.kit.blocks import Option
from bot.kit.times import country_name, search_countries
from handlers.commands import Commands
from handlers.front import (
    SUGGESTIONS,
    Body,
    Caller,
    caller,
    clicked,
    filled,
    form_key,
    picked,
    show,
    suggesting,
    suggesting_zones,
    turn,
)
from rituals import tuning
from rituals.messages import ritual_forms as forms
from rituals.messages import ritual_pages as pages
from rituals.messages import rituals as looks
from rituals.running import Kinds
from rituals.services import Services
from rituals.tuning import Typed


def register(app: App, services: Services, commands: Commands, kinds: Kinds) -> None:
    @app.action(pages.EDIT)
    def edit(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        turn(services, body, forms.form(who.texts, tuning.open_form(services, who.person, clicked(body))))
        ack()

    @app.action(forms.DATES)
    def look(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = tuning.look(services, who.person, clicked(body), _typed(body))
        turn(services, body, forms.form(who.texts, found))
        ack()

    @app.view(forms.FORM)
    def kept(ack: Ack, body: dict[str, Any]) -> None:
        who, ritual = caller(services, body), body["view"]["private_metadata"]
        page = tuning.keep(services, kinds, who.person, ritual, _typed(body))
        ack(response_action="update", view=pages.page(who.texts, page).payload())

    @app.action(looks.ADD)
    def which(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        show(services, body, forms.add_form(who.texts, tuning.addable(services, kinds, who.person)))
        ack()

    @app.view(forms.ADD_FORM)
    def added(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        page = tuning.add(services, kinds, who.person, filled(body), form_key(body))
        ack(response_action="update", view=pages.page(who.texts, page).payload())

    @app.action(looks.CLOSURES)
    def closures(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        show(services, body, forms.closures_form(who.texts, tuning.open_closures(services, who.person)))
        ack()

    @app.view(forms.CLOSURES_FORM)
    def closed(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        days = tuning.keep_closures(services, who.person, filled(body).get(forms.CLOSED, ""))
        ack(response_action="update", view=forms.closures_kept(who.texts, days).payload())

    def countries(who: Caller, typed: str) -> list[Option]:
        language = who.texts.language
        found = search_countries(typed, language, SUGGESTIONS)
        return [Option(country_name(one, language), one) for one in found]

    suggesting_zones(app, forms.ZONE)
    suggesting(app, services, forms.COUNTRY, countries)


def _typed(body: Body) -> Typed:
    return Typed(filled(body), [option.value for option in picked(body, forms.DAYS)])
