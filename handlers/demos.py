"""Demos: `/demo`, sessions planned, changed and called off, their pages, who comes; the meetings held again and again."""

from typing import Any

from slack_bolt import Ack, App

from bot.kit.frontdoor import plain
from bot.kit.message import Message, View
from bot.kit.references import references
from handlers.commands import Answer, Call, Commands
from handlers.front import (
    Caller,
    caller,
    clicked,
    filled,
    form_key,
    picked,
    picked_people,
    reply,
    show,
    suggesting,
    turn,
    turning,
)
from rituals.demos import agenda, coming, feed, meetings, planning, seeing
from rituals.messages import demos as looks
from rituals.messages.demos import forms, settings
from rituals.messages.opened import Opened
from rituals.permissions import Act
from rituals.roles.giving import group_options
from rituals.services import Services, user_of

PLAN_WORDS = ("plan", "prévoir", "prevoir", "planifier")
PRESENT_WORDS = ("present", "présenter", "presenter")
ASK_WORDS = ("ask", "question", "demander")
LIST_WORDS = ("list", "liste")


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.command("demo")
    def demo(call: Call) -> Answer:
        return _answer(services, call, commands.slash_name("demo"))

    commands.references["d"] = demo
    _plans(app, services)
    _pages(app, services)
    _coming(app, services)
    _meetings(app, services, commands.slash_name("diapason"))


def _answer(services: Services, call: Call, command: str) -> Answer:
    found = _asked(services, call.caller, plain(call.text, escaped=True).strip(), command)
    if isinstance(found, Message):
        return found.ephemeral()
    services.views.open(call.trigger_id, found)
    return None


def _asked(services: Services, who: Caller, typed: str, command: str) -> View | Message:
    """What somebody typed after the command opens, or what they read instead."""
    word = typed.casefold()
    if word in PLAN_WORDS:
        return forms.form(who.texts, planning.open_form(services, who.person))
    if word in (*PRESENT_WORDS, *ASK_WORDS):
        offering = agenda.open_form(services, who.person)
        if offering is None:
            return looks.none_coming(who.texts, command=command)
        if word in ASK_WORDS:
            return forms.ask_form(who.texts, offering.seen, offering.coming)
        return forms.present_form(who.texts, offering.seen, offering.coming, user_of(who.person.id))
    if not word and (page := seeing.next_page(services, who.person)):
        return looks.page(who.texts, page)
    match references(typed):
        case [("d", number)]:
            page = seeing.by_number(services, who.person, number)
            if page is None:
                return looks.no_such(who.texts, ref=f"D-{number}", command=command)
            return looks.page(who.texts, page)
    every = seeing.listing(services, who.person)  # who may not see it hears so, whatever they typed
    if not word or word in LIST_WORDS:
        return looks.listing(who.texts, every)
    return looks.unknown(who.texts, typed=typed, command=command)


def _plans(app: App, services: Services) -> None:
    @app.action(looks.NEW)
    def new(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        show(services, body, forms.form(who.texts, planning.open_form(services, who.person)))
        ack()

    @app.action(looks.EDIT)
    def edit(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        draft = planning.open_change(services, who.person, clicked(body))
        turn(services, body, forms.form(who.texts, draft))
        ack()

    @app.view(looks.FORM)
    def kept(ack: Ack, body: dict[str, Any]) -> None:
        who, opened = caller(services, body), Opened.read(body["view"]["private_metadata"])
        people = picked_people(body, settings.PEOPLE)
        page = planning.keep(services, who.person, opened, filled(body), people, form_key(body))
        ack(response_action="update", view=looks.page(who.texts, page).payload())

    suggesting(
        app,
        services,
        settings.GROUP,
        lambda who, typed: group_options(services, who.person, typed, Act.PLAN_DEMO),
    )

    @app.action(looks.CANCEL)
    def ask_why(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        demo = planning.open_cancelling(services, who.person, clicked(body))
        turn(services, body, forms.cancel_form(who.texts, demo))
        ack()

    @app.view(looks.CANCEL_FORM)
    def cancelled(ack: Ack, body: dict[str, Any]) -> None:
        who, demo = caller(services, body), body["view"]["private_metadata"]
        page = planning.cancel(services, who.person, demo, filled(body).get(forms.WHY))
        ack(response_action="update", view=looks.page(who.texts, page).payload())


def _pages(app: App, services: Services) -> None:
    changing = turning(app, services, looks.page)
    changing(looks.OPEN, lambda by, demo, _: seeing.open_page(services, by, demo))
    changing(looks.HOST, lambda by, demo, _: planning.host(services, by, demo))
    changing(looks.HOUR, lambda by, demo, _: planning.question_hour(services, by, demo))

    @app.action(looks.LIST)
    def every(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        turn(services, body, looks.listing(who.texts, seeing.listing(services, who.person)))
        ack()

    @app.action(looks.CALENDAR)
    def calendar(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        show(services, body, feed.ways(services, who.person, clicked(body), who.texts))
        ack()

    for action_id in looks.LINKED:

        @app.action(action_id)
        def opened(ack: Ack) -> None:
            ack()  # the browser has opened it


def _coming(app: App, services: Services) -> None:
    def on(action_id: str, answer: str) -> None:
        @app.action(action_id)
        def said(ack: Ack, body: dict[str, Any]) -> None:
            who = caller(services, body)
            page = coming.say(services, who.person, clicked(body), answer)
            kept = looks.rsvp_kept(who.texts, page.seen, answer)
            reply(services, body, kept, looks.page(who.texts, page), beside=True)
            ack()

    for answer, action_id in looks.RSVP.items():
        on(action_id, answer)


def _meetings(app: App, services: Services, board: str) -> None:
    """For who steers rituals."""

    @app.action(looks.MEETINGS)
    def listed(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        on = meetings.listing(services, who.person)
        turn(services, body, settings.meetings(who.texts, on, f"{board} rituals"))
        ack()

    @app.action(looks.SWITCH_ON)
    def switched_on(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        on = meetings.switch_on(services, who.person, clicked(body))
        turn(services, body, settings.meetings(who.texts, on, f"{board} rituals"))
        ack()

    @app.action(looks.CHANGE)
    def change(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        held = meetings.open_form(services, who.person, clicked(body))
        show(services, body, settings.change_form(who.texts, held))
        ack()

    @app.view(looks.CHANGE_FORM)
    def changed(ack: Ack, body: dict[str, Any]) -> None:
        who, ritual = caller(services, body), body["view"]["private_metadata"]
        rota, people = picked_people(body, settings.ROTA), picked_people(body, settings.PEOPLE)
        kind = meetings.keep(services, who.person, ritual, filled(body), rota, people)
        ack(response_action="update", view=settings.changed(who.texts, kind).payload())

    @app.action(looks.CHANGE_REMINDERS)
    def change_reminders(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        held = meetings.open_form(services, who.person, clicked(body))
        show(services, body, settings.reminders_form(who.texts, held))
        ack()

    @app.view(looks.REMINDERS_FORM)
    def reminders_changed(ack: Ack, body: dict[str, Any]) -> None:
        who, ritual = caller(services, body), body["view"]["private_metadata"]
        on = [option.value for option in picked(body, settings.REMINDERS)]
        kind = meetings.keep_reminders(services, who.person, ritual, filled(body), on)
        ack(response_action="update", view=settings.changed(who.texts, kind).payload())
