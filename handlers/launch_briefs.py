"""Briefs and roles of launches: their pages and forms."""

import json
from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Commands
from handlers.front import caller, clicked, filled, show
from rituals.launches import brief, roles, seeing
from rituals.launches.ready import PAGES
from rituals.messages import launch_brief as looks
from rituals.messages import launch_forms as forms
from rituals.messages import launches as plan_looks
from rituals.messages.launch_brief import OpenedBrief
from rituals.services import Services


def register(app: App, services: Services, commands: Commands) -> None:
    _briefs(app, services)
    _roles(app, services)


def _briefs(app: App, services: Services) -> None:
    @app.action(plan_looks.BRIEF)
    def read(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found, _ = brief.open_brief(services, who.person, clicked(body))
        show(services, body, looks.brief_page(who.texts, found))
        ack()

    for number in range(len(PAGES)):

        @app.action(f"{looks.WRITE}_{number}")
        def write(ack: Ack, body: dict[str, Any]) -> None:
            who = caller(services, body)
            found, release = brief.open_brief(services, who.person, clicked(body))
            page = int(body["actions"][0]["action_id"].rpartition("_")[2])
            services.views.update(body["view"]["id"], looks.form(who.texts, found, release, page))
            ack()

    @app.action(looks.SHARE)
    def share(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = brief.share(services, who.person, clicked(body))
        services.views.update(body["view"]["id"], looks.brief_page(who.texts, found, shared=True))
        ack()

    @app.view(looks.FORM)
    def written(ack: Ack, body: dict[str, Any]) -> None:
        who, opened = caller(services, body), OpenedBrief.read(body["view"]["private_metadata"])
        typed = filled(body)
        found, clashes = brief.write(services, who.person, opened.launch, opened.page, opened.marked, typed)
        page = (
            looks.form(who.texts, found, None, opened.page, typed=typed, clashes=clashes)
            if clashes
            else looks.brief_page(who.texts, found)
        )
        ack(response_action="update", view=page.payload())


def _roles(app: App, services: Services) -> None:
    @app.action(plan_looks.ROLES)
    def all_roles(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = seeing.open_launch(services, who.person, clicked(body))
        show(services, body, plan_looks.roles_page(who.texts, found))
        ack()

    @app.action(plan_looks.TAKE_ROLE)
    def take(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        launch, _, role = clicked(body).partition(" ")
        found = roles.take_role(services, who.person, launch, role)
        services.views.update(body["view"]["id"], plan_looks.roles_page(who.texts, found))
        ack()

    @app.action(plan_looks.CHANGE_ROLE)
    def change(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        launch, _, role = clicked(body).partition(" ")
        found = seeing.open_launch(services, who.person, launch)
        form = forms.role_form(who.texts, found.launch, role, found.roles.get(role))
        services.views.update(body["view"]["id"], form)
        ack()

    @app.view(forms.ROLE)
    def changed(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        launch, role, holder = json.loads(body["view"]["private_metadata"])
        found = roles.change(services, who.person, launch, role, holder, filled(body).get(forms.ROLE_TO))
        ack(response_action="update", view=plan_looks.roles_page(who.texts, found).payload())
