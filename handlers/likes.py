"""*Same theme* on the answer to a capture: two signals are about one thing."""

from typing import Any

from slack_bolt import Ack, App

from handlers.answering import show_after_click
from handlers.commands import Commands
from handlers.front import caller, clicked, filled
from rituals.likes import joining
from rituals.likes.joining import Pair
from rituals.messages import likes as looks
from rituals.messages.likes import read_pair
from rituals.services import Services


def register(app: App, services: Services, commands: Commands) -> None:
    @app.action(looks.JOIN)
    def same_theme(ack: Ack, body: dict[str, Any]) -> None:
        who, pair = caller(services, body), Pair(*read_pair(clicked(body)))
        if (captured := joining.join(services, who.person, pair)) is not None:
            show_after_click(services, body, who, captured)
        else:
            new, like = joining.open_pair(services, who.person, pair)
            show = services.views.push if body.get("view") else services.views.open
            show(body["trigger_id"], looks.name_form(who.texts, new.signal, like.signal))
        ack()

    @app.view(looks.NAME)
    def named(ack: Ack, body: dict[str, Any]) -> None:
        who, pair = caller(services, body), Pair(*read_pair(body["view"]["private_metadata"]))
        typed = filled(body).get(looks.THEME, "")
        new, like = joining.join_in_new(services, who.person, pair, typed, looks.THEME)
        ack(response_action="update", view=looks.joined(who.texts, new.signal, like.signal).payload())
