"""`/diapason rituals`: post now, skip next, pause."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.kit.blocks import Mrkdwn
from bot.kit.message import Message
from handlers.commands import Answer, Call, Commands
from handlers.front import Caller, caller, click_key, clicked, reply
from rituals import steering
from rituals.messages import rituals as looks
from rituals.refusals import NotFound
from rituals.running import Kinds
from rituals.services import Person, Services


def register(app: App, services: Services, commands: Commands, kinds: Kinds) -> None:
    @commands.word("rituals", "rituels")
    def rituals(call: Call) -> Answer:
        return board(call.caller).ephemeral()

    def board(who: Caller, notice: Mrkdwn | None = None) -> Message:
        setup = f"{commands.slash_name('diapason')} setup"
        return looks.board(
            who.texts,
            steering.board(services, who.person),
            setup=setup,
            personal=steering.subscribers(services, who.person),
            notice=notice,
        )

    @app.action(looks.POST_NOW)
    def post_now(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        steered = chosen(who.person, clicked(body))
        ran = steering.run_now(
            services,
            kinds,
            who.person.workspace,
            steered.ritual.name,
            by=who.person,
            request_key=click_key(body),
        )
        reply(services, body, board(who, looks.ran(who.texts, steered, posted=ran.run is not None)))
        ack()

    def chosen(by: Person, ritual_id: str) -> looks.Steered:
        for steered in steering.board(services, by):
            if steered.ritual.id == ritual_id:
                return steered
        raise NotFound

    def steer(action_id: str, change: Callable[[Person, str], None]) -> None:
        @app.action(action_id)
        def listener(ack: Ack, body: dict[str, Any]) -> None:
            who = caller(services, body)
            change(who.person, clicked(body))
            reply(services, body, board(who))
            ack()

    steer(looks.SKIP, lambda by, ritual: steering.skip_next(services, by, ritual))
    steer(looks.UNSKIP, lambda by, ritual: steering.skip_next(services, by, ritual, skip=False))
    steer(looks.PAUSE, lambda by, ritual: steering.pause(services, by, ritual, paused=True))
    steer(looks.RESUME, lambda by, ritual: steering.pause(services, by, ritual, paused=False))
