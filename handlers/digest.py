"""Digests: `/digest`, one's own by direct message, those of channels, and whether they are useful."""

from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Answer, Call, Commands
from handlers.front import (
    Body,
    Caller,
    caller,
    clicked,
    filled,
    form_key,
    picked,
    reply,
    show,
    suggesting,
    suggesting_zones,
)
from rituals import digest as digests
from rituals.digest import official, personal, useful
from rituals.digest.choosing import Chosen
from rituals.digest.options import Style
from rituals.messages import digest as looks
from rituals.messages.digest import forms
from rituals.services import Services
from rituals.signals.suggestions import theme_options

SUBSCRIBE_WORDS = ("subscribe", "abonner", "abonnement")


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.command("digest")
    def digest(call: Call) -> Answer:
        texts, person = call.caller.texts, call.caller.person
        if call.words()[0] in SUBSCRIBE_WORDS:
            services.views.open(call.trigger_id, forms.my_form(texts, *personal.open_form(services, person)))
            return None
        if not digests.exists(services, person):
            setup = f"{commands.slash_name('diapason')} setup"
            return looks.not_yet(texts, setup).ephemeral()
        return looks.since_last(texts, digests.since_last(services, person)).ephemeral()

    @app.action(looks.LAST_ONE)
    def last_one(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = digests.last_one(services, who.person)
        reply(services, body, looks.digest(who.texts, found) if found else looks.no_last_one(who.texts))
        ack()

    # One's own ----------------------------------------------------------------------------------------------------

    @app.action(looks.CHANGE)
    def change_mine(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        show(services, body, forms.my_form(who.texts, *personal.open_form(services, who.person)))
        ack()

    @app.view(forms.MINE)
    def subscribed(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        due = personal.subscribe(services, who.person, _chosen(body))
        ack(response_action="update", view=forms.kept(who.texts, due, mine=True).payload())

    @app.action(looks.STOP)
    def stop_mine(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        personal.stop(services, who.person)
        command = f"{commands.slash_name('digest')} subscribe"
        reply(
            services,
            body,
            forms.stopped(who.texts, command=command),
            forms.stopped_page(who.texts, command=command),
        )
        ack()

    # Those of channels --------------------------------------------------------------------------------------------

    def open_official(who: Caller, body: Body, ritual: str) -> None:
        show(
            services, body, forms.official_form(who.texts, *official.open_form(services, who.person, ritual))
        )

    @app.action(forms.NEW)
    def new(ack: Ack, body: dict[str, Any]) -> None:
        open_official(caller(services, body), body, "")
        ack()

    @app.action(forms.EDIT)
    def edit(ack: Ack, body: dict[str, Any]) -> None:
        open_official(caller(services, body), body, clicked(body))
        ack()

    @app.view(forms.OFFICIAL)
    def kept(ack: Ack, body: dict[str, Any]) -> None:
        who, ritual = caller(services, body), body["view"]["private_metadata"]
        due = official.keep(services, who.person, ritual, _chosen(body), form_key(body))
        ack(response_action="update", view=forms.kept(who.texts, due, mine=False).payload())

    suggesting(app, services, forms.THEMES, lambda who, typed: theme_options(services, who.person, typed))
    suggesting_zones(app, forms.ZONE)

    # Useful? ------------------------------------------------------------------------------------------------------

    def say_useful(action_id: str, *, is_useful: bool) -> None:
        @app.action(action_id)
        def pressed(ack: Ack, body: dict[str, Any]) -> None:
            who, run = caller(services, body), clicked(body)
            useful.vote(services, who.person, run, useful=is_useful)
            reply(services, body, forms.thanks(who.texts, run, useful=is_useful))
            ack()

    say_useful(looks.USEFUL, is_useful=True)
    say_useful(looks.NOT_USEFUL, is_useful=False)

    @app.action(forms.SAY_WHY)
    def say_why(ack: Ack, body: dict[str, Any]) -> None:
        who, run = caller(services, body), clicked(body)
        useful.open_why(services, who.person, run)
        show(services, body, forms.why_form(who.texts, run))
        ack()

    @app.view(forms.WHY)
    def said_why(ack: Ack, body: dict[str, Any]) -> None:
        who, words = caller(services, body), filled(body).get(forms.WORDS)
        useful.say_why(services, who.person, body["view"]["private_metadata"], words, forms.WORDS)
        ack(response_action="update", view=forms.why_kept(who.texts).payload())


def _chosen(body: Body) -> Chosen:
    """What the form of a digest holds."""
    values = filled(body)

    def several(name: str) -> tuple[str, ...]:
        return tuple(option.value for option in picked(body, name))

    return Chosen(
        frequency=values.get(forms.FREQUENCY, ""),
        weekday=values.get(forms.WEEKDAY, ""),
        at=values.get(forms.AT, ""),
        zone=values.get(forms.ZONE, ""),
        areas=several(forms.AREAS),
        themes=several(forms.THEMES),
        kinds=several(forms.KINDS),
        sections=several(forms.CHOSEN),
        style=Style(values.get(forms.STYLE, Style.FULL)),
        channel=values.get(forms.CHANNEL),
        language=values.get(forms.LANGUAGE),
    )
