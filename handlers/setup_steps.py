"""The steps of set-up after its form: each opens a form over the page, and comes back to it."""

from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot.kit.blocks import Mrkdwn
from handlers.commands import Commands
from handlers.front import Body, Caller, back, caller, filled, given_roles, in_modal, picked, show
from rituals import setup as setting_up
from rituals import setup_steps, tuning
from rituals.accounts.pasting import paste
from rituals.messages import ritual_forms
from rituals.messages import roles as role_looks
from rituals.messages import setup_steps as looks
from rituals.messages.setup_steps import ReadyMade
from rituals.roles import giving
from rituals.running import Kinds
from rituals.services import Services


def register(app: App, services: Services, commands: Commands, kinds: Kinds) -> None:
    _open_forms(app, services, kinds)

    @app.view(looks.ROLES_FORM)
    def roles_given(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = giving.keep(services, who.person, given_roles(body), body["view"]["private_metadata"])
        _back(services, ack, body, who, role_looks.kept_in_words(who.texts, waiting=found.waiting))

    @app.view(looks.DAYS_FORM)
    def closed(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        days = tuning.keep_closures(services, who.person, filled(body).get(ritual_forms.CLOSED, ""))
        _back(services, ack, body, who, who.texts.mrkdwn("rituals.closures_kept", count=days))

    @app.view(looks.RITUALS_FORM)
    def switched_on(ack: Ack, body: dict[str, Any]) -> None:
        who, chosen = caller(services, body), [option.value for option in picked(body, looks.CHOSEN)]
        count = tuning.add_all(services, kinds, who.person, chosen, filled(body).get(looks.CHANNEL))
        _back(services, ack, body, who, who.texts.mrkdwn("setup.switched_on", count=count))

    @app.view(looks.ACCOUNTS_FORM)
    def pasted(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        kept = paste(services, who.person, filled(body).get(looks.PASTED, ""))
        told = who.texts.mrkdwn("setup.accounts_kept", added=kept.added, changed=kept.changed)
        _back(services, ack, body, who, told)

    @app.action(looks.ENOUGH)
    def enough(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        setup_steps.leave_out(services, who.person)
        if in_modal(body):  # Home is shown anew by itself
            reached = setting_up.go_on(services, who.person)
            services.views.update(body["view"]["id"], setting_up.page(who.texts, reached))
        ack()


def _open_forms(app: App, services: Services, kinds: Kinds) -> None:
    @app.action(looks.DO_ROLES)
    def roles(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        given, mark = giving.open_roles(services, who.person)
        form = role_looks.form(who.texts, given, memory=mark)
        show(services, body, replace(form, callback_id=looks.ROLES_FORM))
        ack()

    @app.action(looks.DO_DAYS)
    def days(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        form = ritual_forms.closures_form(who.texts, tuning.open_closures(services, who.person))
        show(services, body, replace(form, callback_id=looks.DAYS_FORM))
        ack()

    @app.action(looks.DO_RITUALS)
    def ready_made(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found, channel = tuning.ready_made(services, kinds, who.person)
        offered = [ReadyMade(kind.name, kind.default_rule, kind.default_at) for kind in found]
        show(services, body, looks.rituals_form(who.texts, offered, channel=channel))
        ack()

    @app.action(looks.DO_ACCOUNTS)
    def accounts(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        setting_up.go_on(services, who.person)
        show(services, body, looks.accounts_form(who.texts))
        ack()


def _back(services: Services, ack: Ack, body: Body, who: Caller, notice: Mrkdwn) -> None:
    reached = setting_up.go_on(services, who.person)
    back(services, ack, body, setting_up.page(who.texts, reached, notice=notice))
