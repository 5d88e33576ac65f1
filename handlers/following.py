"""*Follow* and *Unfollow* on a signal, wherever it is shown."""

from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Commands
from handlers.front import caller, clicked, reply, show
from rituals.following import acting
from rituals.messages import following as looks
from rituals.messages import signal_page
from rituals.services import Services
from rituals.signals.seeing import read_whole


def register(app: App, services: Services, commands: Commands) -> None:
    _on_click(app, services, looks.FOLLOW, follows=True)
    _on_click(app, services, looks.UNFOLLOW, follows=False)


def _on_click(app: App, services: Services, action_id: str, *, follows: bool) -> None:
    @app.action(action_id)
    def turned(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        followed = acting.follow(services, who.person, clicked(body), follows=follows)
        signal = followed.signal
        message = looks.answer(who.texts, signal, follows=followed.follows, mine=followed.mine)
        match (body.get("view") or {}).get("callback_id"):
            case None:
                # What was found by a search stays; an answer to following gives way to the next one.
                stays = body["actions"][0].get("block_id") != looks.ANSWER
                reply(services, body, message, beside=stays)
            case signal_page.WHOLE:
                whole = read_whole(services, who.person, signal.id)
                services.views.update(body["view"]["id"], signal_page.whole(who.texts, whole))
            case looks.ANSWERED:
                services.views.update(body["view"]["id"], looks.as_view(who.texts, signal, message))
            case _:
                show(services, body, looks.as_view(who.texts, signal, message))
        ack()
