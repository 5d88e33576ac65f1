"""App Home: shown when somebody opens it, and its buttons."""

from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Commands
from handlers.front import caller, clicked
from rituals import digest as digests
from rituals.home import narrowing, opening
from rituals.messages import digest as digest_looks
from rituals.messages import home as looks
from rituals.messages import release_forms, signal_forms
from rituals.messages.release_forms import Opened
from rituals.releases import finding
from rituals.releases.forms import empty_draft
from rituals.services import Services
from rituals.signals import capture as capturing

EVENTS = ("app_home_opened",)
"""The events that the app subscribes to for this."""


def register(app: App, services: Services, commands: Commands) -> None:
    @app.event("app_home_opened")
    def opened(ack: Ack, body: dict[str, Any]) -> None:
        if body["event"].get("tab") == "home":  # not its messages
            workspace = body["team_id"]
            who = caller(services, {"team": {"id": workspace}, "user": {"id": body["event"]["user"]}})
            opening.opened(services, who.person)
        ack()

    def opening_tab(tab: looks.Tab, action_id: str) -> None:
        @app.action(action_id)
        def opened_tab(ack: Ack, body: dict[str, Any]) -> None:
            narrowing.open_tab(services, caller(services, body).person, tab)
            ack()

    def turning(action_id: str) -> None:
        """Another page of a list."""

        @app.action(action_id)
        def turned(ack: Ack, body: dict[str, Any]) -> None:
            narrowing.turn_page(services, caller(services, body).person, *looks.read_turn(clicked(body)))
            ack()

    for tab, action_id in looks.TABS.items():
        opening_tab(tab, action_id)
    turning(looks.EARLIER)
    turning(looks.LATER)

    @app.action(looks.NEW_SIGNAL)
    def new_signal(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        currency = capturing.open_form(services, who.person).currency
        services.views.open(body["trigger_id"], signal_forms.capture_form(who.texts, currency=currency))
        ack()

    @app.action(looks.ANNOUNCE)
    def announce(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        draft = empty_draft(*finding.open_form(services, who.person))
        services.views.open(body["trigger_id"], release_forms.form(who.texts, draft, Opened()))
        ack()

    @app.action(looks.NEWS)
    def news(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        if digests.exists(services, who.person):
            found = digest_looks.since_last(who.texts, digests.since_last(services, who.person))
        else:
            found = digest_looks.not_yet(who.texts, f"{commands.slash_name('diapason')} setup")
        services.views.open(body["trigger_id"], looks.page(who.texts, found))
        ack()
