"""`/diapason roles`: who is what, by user groups and people; and what Slack tells of those groups."""

from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Answer, Call, Commands
from handlers.front import caller, given_roles, suggesting
from rituals.messages import roles as looks
from rituals.roles import giving, groups
from rituals.services import Services

EVENTS = ("subteam_members_changed", "subteam_updated")
"""The events that the app subscribes to for this."""


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.word("roles", "rôles")
    def opened(call: Call) -> Answer:
        given, mark = giving.open_roles(services, call.caller.person)
        services.views.open(call.trigger_id, looks.form(call.caller.texts, given, memory=mark))
        return None

    @app.view(looks.FORM)
    def kept(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = giving.keep(services, who.person, given_roles(body), body["view"]["private_metadata"])
        page = looks.kept(who.texts, waiting=found.waiting)
        ack(response_action="update", view=page.payload())

    for action_id in looks.GROUPS.values():
        suggesting(
            app, services, action_id, lambda who, typed: giving.group_options(services, who.person, typed)
        )

    @app.event("subteam_members_changed")
    def members_changed(ack: Ack, body: dict[str, Any]) -> None:
        groups.changed(services, body["team_id"], body["event"]["subteam_id"], body["event_id"])
        ack()

    @app.event("subteam_updated")
    def updated(ack: Ack, body: dict[str, Any]) -> None:
        groups.changed(services, body["team_id"], body["event"]["subteam"]["id"], body["event_id"])
        ack()
