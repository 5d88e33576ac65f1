"""Launches: `/launch`, the forms that start one, the buttons of its plan and roles."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.kit.frontdoor import plain
from bot.kit.message import View
from handlers.commands import Answer, Call, Commands
from handlers.front import Caller, caller, clicked, filled, form_key, picked, reply, show, turn
from rituals.launches import calendar, seeing, starting, writing
from rituals.launches.templates import standing as templates
from rituals.messages import home as home_looks
from rituals.messages import launch_choice as choice_looks
from rituals.messages import launch_dates as date_looks
from rituals.messages import launch_forms as forms
from rituals.messages import launch_templates as template_looks
from rituals.messages import launches as looks
from rituals.messages.launch_forms import Asked
from rituals.messages.launches import Where
from rituals.services import Services

START_WORDS = ("start", "démarrer", "demarrer")
MINE_WORDS = ("mine", "moi")
CALENDAR_WORDS = ("calendar", "calendrier")
TEMPLATES_WORDS = ("templates", "modèles", "modeles")
REFERENCE = re.compile(r"l[-–‑ ]?([0-9]{1,9})", re.IGNORECASE)
RELEASE = re.compile(r"r[-–‑ ]?([0-9]{1,9})", re.IGNORECASE)


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.command("launch")
    def launch(call: Call) -> Answer:
        return _answer(services, call, commands.slash_name("launch"))

    commands.references["l"] = launch
    _start(app, services)
    _lists(app, services)


def _start(app: App, services: Services) -> None:
    @app.action(home_looks.LAUNCH)
    def which(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        show(services, body, choice_looks.choice(who.texts, starting.launchable(services, who.person)))
        ack()

    @app.action(choice_looks.CHOOSE)
    def begin(ack: Ack, body: dict[str, Any]) -> None:
        who, number = caller(services, body), clicked(body)
        found = starting.open_form(services, who.person, int(number) if number.isdecimal() else 0)
        if found.plan:  # somebody was faster
            plan = seeing.open_launch(services, who.person, found.plan.id)
            turn(services, body, looks.all_page(who.texts, plan, Where(launch=found.plan.id)))
        else:
            turn(services, body, forms.ask_form(who.texts, found.release, channel=found.channel))
        ack()

    @app.view(forms.ASK)
    def answered(ack: Ack, body: dict[str, Any]) -> None:
        who, release = caller(services, body), body["view"]["private_metadata"]
        answers = [option.value for option in picked(body, forms.ANSWERS)]
        wanted = starting.asked(services, who.person, release, filled(body), answers)
        found = starting.propose(services, who.person, wanted)
        way = date_looks.in_the_way(who.texts, found.way) if found.way else None
        keeps = forms.keep_options(found.keeps)
        form = forms.start_form(
            who.texts, found.release, wanted, found.verdict, found.tasks, way, keeps, found.people
        )
        ack(response_action="update", view=form.payload())

    @app.view(forms.START)
    def started(ack: Ack, body: dict[str, Any]) -> None:
        who, wanted = caller(services, body), Asked.read(body["view"]["private_metadata"])
        keeps = [option.value for option in picked(body, forms.KEEPS)]
        found = starting.start(services, who.person, wanted, filled(body), form_key(body), keeps)
        ack(response_action="update", view=looks.started(who.texts, found).payload())


def _lists(app: App, services: Services) -> None:
    @app.action(looks.SHOW)
    def show_plan(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = seeing.open_launch(services, who.person, clicked(body))
        reply(services, body, looks.plan(who.texts, found), beside=True)
        ack()

    @app.action(looks.MINE)
    def mine(ack: Ack, body: dict[str, Any]) -> None:
        show(services, body, _list(services, caller(services, body), Where()))
        ack()

    @app.action(looks.ALL)
    def all_tasks(ack: Ack, body: dict[str, Any]) -> None:
        show(services, body, _list(services, caller(services, body), Where.read(clicked(body))))
        ack()

    for action_id in (looks.BEFORE, looks.AFTER, looks.BACK):

        @app.action(action_id)
        def turn(ack: Ack, body: dict[str, Any]) -> None:
            page = _list(services, caller(services, body), Where.read(clicked(body)))
            services.views.update(body["view"]["id"], page)
            ack()

    @app.action(looks.ADD)
    def add(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = seeing.open_launch(services, who.person, clicked(body))
        services.views.update(body["view"]["id"], forms.add_form(who.texts, found.launch))
        ack()

    @app.view(forms.ADD)
    def added(ack: Ack, body: dict[str, Any]) -> None:
        who, launch = caller(services, body), body["view"]["private_metadata"]
        found = writing.add(services, who.person, launch, filled(body), form_key(body))
        ack(response_action="update", view=looks.all_page(who.texts, found, Where(launch)).payload())


def _answer(services: Services, call: Call, command: str) -> Answer:
    who = call.caller
    typed = plain(call.text, escaped=True).strip()
    word, _, rest = typed.partition(" ")
    if not typed:
        return looks.listing(who.texts, seeing.mine(services, who.person), command=command).ephemeral()
    if typed.casefold() in MINE_WORDS:
        services.views.open(call.trigger_id, _list(services, who, Where()))
        return None
    if typed.casefold() in CALENDAR_WORDS:
        weeks = calendar.weeks(services, who.person)
        page = date_looks.calendar(who.texts, weeks, feed=services.public_url is not None)
        services.views.open(call.trigger_id, page)
        return None
    if typed.casefold() in TEMPLATES_WORDS:
        page = template_looks.listing(who.texts, templates.listing(services, who.person))
        services.views.open(call.trigger_id, page)
        return None
    if word.casefold() in START_WORDS:
        return _open_start(services, call, rest.strip(), command)
    if reference := REFERENCE.fullmatch(typed):
        found = seeing.by_number(services, who.person, int(reference[1]))
        if found is None:
            return looks.not_found(who.texts, number=int(reference[1]), command=command).ephemeral()
        return looks.plan(who.texts, found).ephemeral()
    return looks.unknown(who.texts, typed=typed, command=command).ephemeral()


def _open_start(services: Services, call: Call, rest: str, command: str) -> Answer:
    who = call.caller
    reference = RELEASE.fullmatch(rest)
    if reference is None:
        return looks.start_what(who.texts, command=command).ephemeral()
    found = starting.open_form(services, who.person, int(reference[1]))
    if found.plan:
        return looks.has_plan(who.texts, found.plan).ephemeral()
    services.views.open(call.trigger_id, forms.ask_form(who.texts, found.release, channel=found.channel))
    return None


def _list(services: Services, who: Caller, where: Where) -> View:
    if where.launch:
        return looks.all_page(who.texts, seeing.open_launch(services, who.person, where.launch), where)
    return looks.mine_page(who.texts, seeing.mine(services, who.person).tasks, where)
