"""Surveys: `/diapason survey`, drafts, the page of a survey with what can be done there."""

from typing import Any

from slack_bolt import Ack, App

from bot.kit.references import references
from handlers.commands import Answer, Call, Commands
from handlers.front import caller, clicked, filled, form_key, picked_people, show, suggesting, turn, turning
from rituals.messages import surveys as looks
from rituals.messages.opened import Opened
from rituals.messages.surveys import Page, forms
from rituals.permissions import Act
from rituals.releases.suggestions import release_options
from rituals.roles.giving import group_options
from rituals.services import Person, Services
from rituals.surveys import closing, drafting, opening, recurring, seeing
from rituals.surveys.drafting import Filled


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.word("survey", "surveys", "enquête", "enquêtes", "enquete", "enquetes")
    def every(call: Call) -> Answer:
        found = seeing.listing(services, call.caller.person)
        services.views.open(call.trigger_id, looks.listing(call.caller.texts, found))
        return None

    def by_reference(call: Call) -> Answer:
        who, (named, *_) = call.caller, references(call.text)
        page = seeing.by_number(services, who.person, named[1])
        if page is None:
            command = f"{commands.slash_name('diapason')} survey"
            return looks.no_such(who.texts, ref=f"N-{named[1]}", command=command).ephemeral()
        services.views.open(call.trigger_id, looks.page(who.texts, page))
        return None

    commands.references["n"] = by_reference
    _drafts(app, services)
    _pages(app, services)


def _drafts(app: App, services: Services) -> None:
    @app.action(looks.NEW)
    def new(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        show(services, body, forms.form(who.texts, drafting.open_form(services, who.person)))
        ack()

    @app.action(looks.EDIT)
    def edit(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        draft = drafting.open_draft(services, who.person, clicked(body))
        turn(services, body, forms.form(who.texts, draft))
        ack()

    @app.view(looks.FORM)
    def kept(ack: Ack, body: dict[str, Any]) -> None:
        who, opened = caller(services, body), Opened.read(body["view"]["private_metadata"])
        found = Filled(filled(body), picked_people(body, forms.PEOPLE))
        page = drafting.keep(services, who.person, opened, found, form_key(body))
        ack(response_action="update", view=looks.page(who.texts, page).payload())

    suggesting(
        app,
        services,
        forms.RELEASE,
        lambda who, typed: release_options(services, who.person, typed, Act.ASK_SURVEY),
    )
    suggesting(
        app,
        services,
        forms.GROUP,
        lambda who, typed: group_options(services, who.person, typed, Act.ASK_SURVEY),
    )


def _pages(app: App, services: Services) -> None:
    def send(by: Person, value: str, _: str) -> Page:
        opened = Opened.read(value)
        return opening.send(services, by, opened.id, opened.revision)

    changing = turning(app, services, looks.page)
    changing(looks.OPEN, lambda by, survey, _: seeing.open_page(services, by, survey))
    changing(looks.SEND, send)
    changing(looks.STOP, lambda by, survey, _: closing.stop(services, by, survey))
    changing(looks.END, lambda by, survey, _: recurring.end(services, by, survey))

    @app.action(looks.LIST)
    def every(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        turn(services, body, looks.listing(who.texts, seeing.listing(services, who.person)))
        ack()

    @app.action(looks.DELETE)
    def delete(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        turn(services, body, looks.deleted(who.texts, drafting.delete(services, who.person, clicked(body))))
        ack()
