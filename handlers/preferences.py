"""`/diapason preferences`: one's own, and with a channel behind it, that channel's."""

import re
from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Answer, Call, Commands
from handlers.front import caller, filled, picked
from rituals import preferences
from rituals.messages import preferences as looks
from rituals.preferences import Typed
from rituals.services import Services

CHANNEL = re.compile(r"<#([A-Z0-9]+)(?:\|[^>]*)?>")


def register(app: App, services: Services, commands: Commands) -> None:
    @commands.word("preferences", "préférences")
    def opened(call: Call) -> Answer:
        who, named = call.caller, CHANNEL.search(call.text)
        if named:
            chosen, zone = preferences.open_channel(services, who.person, named[1])
            services.views.open(call.trigger_id, looks.channel(who.texts, chosen, named[1], zone=zone))
            return None
        away = f"{commands.slash_name('diapason')} away"
        chosen = preferences.open_mine(services, who.person)
        services.views.open(call.trigger_id, looks.mine(who.texts, chosen, away=away))
        return None

    @app.view(looks.FORM)
    def kept(ack: Ack, body: dict[str, Any]) -> None:
        who, channel = caller(services, body), body["view"]["private_metadata"]
        days = [option.value for option in picked(body, looks.QUIET_DAYS)]
        person = preferences.keep(services, who.person, channel, Typed(filled(body), days))
        ack(response_action="update", view=looks.kept(services.texts_for(person)).payload())
