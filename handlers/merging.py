"""Merging signals that say the same: the button on a similar one, the form to choose one, and *Undo*."""

from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Commands
from handlers.front import Body, Caller, caller, clicked, filled, reply, show, suggesting
from rituals.merging import signals as merging
from rituals.merging.signals import Merged
from rituals.messages import merging as looks
from rituals.roadmap.suggestions import signal_options
from rituals.services import Services


def register(app: App, services: Services, commands: Commands) -> None:
    for action_id in looks.MERGE:

        @app.action(action_id)
        def merge(ack: Ack, body: dict[str, Any]) -> None:
            who = caller(services, body)
            merged, _, kept = clicked(body).partition(":")
            _show(services, body, who, merging.merge(services, who.person, merged, kept))
            ack()

    @app.action(looks.CHOOSE)
    def choose(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        signal = merging.open_to_merge(services, who.person, clicked(body))
        form = looks.choose_form(who.texts, signal, memory=signal.id)
        show(services, body, form)
        ack()

    @app.view(looks.CHOSEN)
    def chosen(ack: Ack, body: dict[str, Any]) -> None:
        who, kept = caller(services, body), filled(body)[looks.KEPT]
        done = merging.merge(services, who.person, body["view"]["private_metadata"], kept)
        message = looks.merged(who.texts, done.merge, done.merged, done.kept, told=done.told)
        ack(response_action="update", view=looks.as_view(who.texts, done.merged, message).payload())

    @app.action(looks.UNDO)
    def undo(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        done = merging.undo(services, who.person, clicked(body))
        message = looks.parted(who.texts, done.merged, done.kept)
        reply(services, body, message, looks.as_view(who.texts, done.merged, message))
        ack()

    suggesting(app, services, looks.KEPT, lambda who, typed: signal_options(services, who.person, typed))


def _show(services: Services, body: Body, who: Caller, done: Merged) -> None:
    message = looks.merged(who.texts, done.merge, done.merged, done.kept, told=done.told)
    reply(services, body, message, looks.as_view(who.texts, done.merged, message))
