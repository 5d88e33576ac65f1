"""`/diapason away until 12 December for @somebody`, its form, and `/diapason back`."""

import re
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App

from bot.kit.frontdoor import plain
from bot.kit.times import read_day
from handlers.commands import Answer, Call, Commands
from handlers.front import Caller, caller, filled
from rituals import absences
from rituals.messages import absences as looks
from rituals.refusals import FieldErrors
from rituals.services import Services

MENTION = re.compile(r"(?:\b(?:for|pour|par|with|avec)\s+)?<@([A-Z0-9]+)(?:\|[^>]*)?>")
UNTIL = re.compile(r"^(?:until|till|jusqu['’]au|jusqu['’]à|jusqu['’])\s*", re.IGNORECASE)


def register(app: App, services: Services, commands: Commands) -> None:
    command = commands.slash_name("diapason")

    @commands.word("away", "absent", "absente")
    def away(call: Call) -> Answer:
        return _away(services, call, command)

    @commands.word("back", "retour")
    def back(call: Call) -> Answer:
        who = call.caller
        was_away = absences.come_back(services, who.person)
        return looks.back(who.texts, was_away=was_away).ephemeral()

    @app.view(looks.FORM)
    def sent(ack: Ack, body: dict[str, Any]) -> None:
        who, values = caller(services, body), filled(body)
        until = read_day(values.get(looks.UNTIL, ""), _today(services, who))
        found = absences.leave(services, who.person, until, values.get(looks.DELEGATE))
        name = found.delegate.name if found.delegate else None
        page = looks.away_page(who.texts, found.until_on, name, command=command)
        ack(response_action="update", view=page.payload())


def _away(services: Services, call: Call, command: str) -> Answer:
    who, typed = call.caller, plain(call.text, escaped=True).strip()
    absences.open_form(services, who.person)
    if not typed:
        services.views.open(call.trigger_id, looks.form(who.texts))
        return None
    mention = MENTION.search(typed)
    said = UNTIL.sub("", MENTION.sub("", typed).strip())
    until = read_day(said, _today(services, who))
    if until is None:
        return looks.not_understood(who.texts, command=command).ephemeral()
    try:
        found = absences.leave(services, who.person, until, mention[1] if mention else None)
    except FieldErrors:
        return looks.not_understood(who.texts, command=command).ephemeral()
    name = found.delegate.name if found.delegate else None
    return looks.away(who.texts, found.until_on, name, command=command).ephemeral()


def _today(services: Services, who: Caller) -> Any:
    return services.now().astimezone(ZoneInfo(who.person.zone)).date()
