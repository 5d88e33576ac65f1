"""Polls: `/roadmap poll`, drafts, the page of a poll with what can be done there, the decision."""

from typing import Any

from slack_bolt import Ack, App

from bot.kit.references import references
from bot.kit.times import picked_instant
from handlers.commands import Answer, Call, Commands
from handlers.front import (
    caller,
    click_key,
    clicked,
    filled,
    form_key,
    picked,
    picked_people,
    show,
    suggesting,
    turn,
    turning,
)
from rituals.messages import polls as looks
from rituals.messages.opened import Opened
from rituals.messages.polls import Page, forms
from rituals.messages.polls import recurring as rules
from rituals.permissions import Act
from rituals.polls import closing, deciding, drafting, exporting, opening, recurring, seeing
from rituals.polls.drafting import Filled
from rituals.roadmap.suggestions import item_options
from rituals.roles.giving import group_options
from rituals.services import Person, Services


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.word("poll", "sondage")
    def new(call: Call) -> Answer:
        draft = drafting.open_form(services, call.caller.person)
        services.views.open(call.trigger_id, forms.form(call.caller.texts, draft))
        return None

    @commands.word("polls", "sondages")
    def every(call: Call) -> Answer:
        found, asks = seeing.listing(services, call.caller.person)
        services.views.open(call.trigger_id, looks.listing(call.caller.texts, found, asks=asks))
        return None

    def by_reference(call: Call) -> Answer:
        who, (named, *_) = call.caller, references(call.text)
        page = seeing.by_number(services, who.person, named[1])
        if page is None:
            command = f"{commands.slash_name('roadmap')} polls"
            return looks.no_such(who.texts, ref=f"P-{named[1]}", command=command).ephemeral()
        services.views.open(call.trigger_id, looks.page(who.texts, page))
        return None

    commands.references["p"] = by_reference
    _drafts(app, services)
    _pages(app, services)
    _ends(app, services)
    _rule(app, services)


def _drafts(app: App, services: Services) -> None:
    @app.action(looks.NEW)
    def new(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        draft = drafting.open_form(services, who.person, clicked(body) or None)
        show(services, body, forms.form(who.texts, draft))
        ack()

    @app.action(looks.EDIT)
    def edit(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        draft = drafting.open_draft(services, who.person, clicked(body))
        services.views.update(body["view"]["id"], forms.form(who.texts, draft))
        ack()

    @app.view(looks.FORM)
    def kept(ack: Ack, body: dict[str, Any]) -> None:
        who, opened = caller(services, body), Opened.read(body["view"]["private_metadata"])
        found = Filled(
            filled(body),
            items=[option.value for option in picked(body, forms.ITEMS)],
            people=picked_people(body, forms.PEOPLE),
            more=[option.value for option in picked(body, forms.MORE)],
        )
        page = drafting.keep(services, who.person, opened, found, form_key(body))
        ack(response_action="update", view=looks.page(who.texts, page).payload())

    suggesting(app, services, forms.ITEMS, lambda who, typed: item_options(services, who.person, typed))
    suggesting(
        app,
        services,
        forms.GROUP,
        lambda who, typed: group_options(services, who.person, typed, Act.ASK_POLL),
    )


def _pages(app: App, services: Services) -> None:
    def post(by: Person, value: str, _: str) -> Page:
        opened = Opened.read(value)
        return opening.post(services, by, opened.id, opened.revision)

    changing = turning(app, services, looks.page)
    changing(looks.OPEN, lambda by, poll, _: seeing.open_page(services, by, poll))
    changing(looks.POST, post)
    changing(looks.STOP, lambda by, poll, _: closing.stop(services, by, poll))
    changing(looks.DUPLICATE, lambda by, poll, key: drafting.duplicate(services, by, poll, key))

    @app.action(looks.LIST)
    def every(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found, asks = seeing.listing(services, who.person)
        turn(services, body, looks.listing(who.texts, found, asks=asks))
        ack()

    @app.action(looks.DELETE)
    def delete(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        turn(services, body, looks.deleted(who.texts, drafting.delete(services, who.person, clicked(body))))
        ack()


def _ends(app: App, services: Services) -> None:
    """A later end, the decision, the file."""

    @app.action(looks.EXTEND)
    def ask_later(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = closing.open_extending(services, who.person, clicked(body))
        turn(services, body, forms.extend_form(who.texts, found.seen))
        ack()

    @app.view(looks.EXTEND_FORM)
    def extended(ack: Ack, body: dict[str, Any]) -> None:
        who, poll = caller(services, body), body["view"]["private_metadata"]
        later = picked_instant(filled(body).get(forms.LATER))
        page = closing.extend(services, who.person, poll, later, forms.LATER)
        ack(response_action="update", view=looks.page(who.texts, page).payload())

    @app.action(looks.DECIDE)
    def ask_decision(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        turn(
            services,
            body,
            forms.decide_form(who.texts, deciding.open_form(services, who.person, clicked(body))),
        )
        ack()

    @app.view(looks.DECIDE_FORM)
    def decided(ack: Ack, body: dict[str, Any]) -> None:
        who, poll = caller(services, body), body["view"]["private_metadata"]
        items = [option.value for option in picked(body, forms.ABOUT)]
        page = deciding.decide(services, who.person, poll, filled(body), items)
        ack(response_action="update", view=looks.page(who.texts, page).payload())

    @app.action(looks.EXPORT)
    def export(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        exporting.ask_for(services, who.person, clicked(body), click_key(body))
        turn(services, body, looks.file_coming(who.texts))
        ack()


def _rule(app: App, services: Services) -> None:
    """How the poll that comes again is made: for who steers rituals."""

    @app.action(rules.CHANGE)
    def change(ack: Ack, body: dict[str, Any]) -> None:
        who, ritual = caller(services, body), clicked(body)
        rule, areas = recurring.open_form(services, who.person, ritual)
        show(services, body, rules.rule_form(who.texts, rule, areas, ritual))
        ack()

    @app.view(rules.RULE_FORM)
    def changed(ack: Ack, body: dict[str, Any]) -> None:
        who, ritual = caller(services, body), body["view"]["private_metadata"]
        areas = [option.value for option in picked(body, rules.AREAS)]
        rule = rules.Rule.chosen(areas, filled(body))
        due = recurring.keep(services, who.person, ritual, rule)
        ack(response_action="update", view=rules.rule_kept(who.texts, due).payload())
