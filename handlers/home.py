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

    def turning(action_id: str, tab: looks.Tab) -> None:
        """Another tab, or another page of one."""

        @app.action(action_id)
        def turned(ack: Ack, body: dict[str, Any]) -> None:
            page = clicked(body)
            narrowing.open_tab(
                services, caller(services, body).person, tab, int(page) if page.isdecimal() else 0
            )
            ack()

    for tab, action_id in looks.TABS.items():
        turning(action_id, tab)
    turning(looks.EARLIER, looks.Tab.RITUALS)
    turning(looks.LATER, looks.Tab.RITUALS)

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
