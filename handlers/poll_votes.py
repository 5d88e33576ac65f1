"""Voting in polls, by a click or by a form; and reminders, switched off by one click."""

from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Commands
from handlers.front import caller, clicked, filled, in_modal, picked, reply, turn
from rituals.messages import polls as looks
from rituals.messages.polls import voting as forms
from rituals.polls import muting, voting
from rituals.services import Services


def register(app: App, services: Services, commands: Commands) -> None:
    @app.action(looks.CHOOSE)
    def choose(ack: Ack, body: dict[str, Any]) -> None:
        who, (poll, _, option) = caller(services, body), clicked(body).partition(" ")
        page = voting.choose(services, who.person, poll, option)
        reply(services, body, forms.voted(who.texts, page), beside=True)
        ack()

    @app.action(looks.VOTE)
    def ask(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        turn(
            services, body, forms.vote_form(who.texts, voting.open_form(services, who.person, clicked(body)))
        )
        ack()

    @app.view(looks.VOTE_FORM)
    def voted(ack: Ack, body: dict[str, Any]) -> None:
        who, poll = caller(services, body), body["view"]["private_metadata"]
        chosen = [option.value for option in picked(body, forms.CHOICE)]
        page = voting.vote(services, who.person, poll, filled(body), chosen)
        ack(response_action="update", view=forms.voted_page(who.texts, page).payload())

    def turn_reminders(action_id: str, *, muted: bool) -> None:
        @app.action(action_id)
        def turned(ack: Ack, body: dict[str, Any]) -> None:
            who = caller(services, body)
            muting.mute(services, who.person, muted=muted)
            reply(services, body, looks.muted(who.texts, on=muted), beside=not in_modal(body))
            ack()

    turn_reminders(looks.MUTE, muted=True)
    turn_reminders(looks.UNMUTE, muted=False)
