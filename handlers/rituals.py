"""`/diapason rituals`: all of them, and the page of each: when it comes, run now, skip, pause, preview, copy, end."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot.kit.blocks import Mrkdwn
from bot.kit.message import Message
from handlers.commands import Answer, Call, Commands
from handlers.front import Caller, caller, click_key, clicked, in_modal, reply, turn, turning
from rituals import steering, tuning
from rituals.messages import ritual_pages as pages
from rituals.messages import rituals as looks
from rituals.messages.ritual_pages import Page
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
        """A button that stands on the board and on the page of a ritual."""

        @app.action(action_id)
        def listener(ack: Ack, body: dict[str, Any]) -> None:
            who = caller(services, body)
            change(who.person, clicked(body))
            if in_modal(body):
                page = steering.open_page(services, kinds, who.person, clicked(body))
                services.views.update(body["view"]["id"], pages.page(who.texts, page))
            else:
                reply(services, body, board(who))
            ack()

    steer(looks.SKIP, lambda by, ritual: steering.skip_next(services, by, ritual))
    steer(looks.UNSKIP, lambda by, ritual: steering.skip_next(services, by, ritual, skip=False))
    steer(looks.PAUSE, lambda by, ritual: steering.pause(services, by, ritual, paused=True))
    steer(looks.RESUME, lambda by, ritual: steering.pause(services, by, ritual, paused=False))

    def run_from_page(by: Person, ritual_id: str, key: str) -> Page:
        ritual = chosen(by, ritual_id).ritual
        ran = steering.run_now(services, kinds, by.workspace, ritual.name, by=by, request_key=key)
        said = "rituals.on_its_way" if ran.run else looks.nothing_to_post(ritual)
        return replace(steering.open_page(services, kinds, by, ritual_id), notice=said)

    changing = turning(app, services, pages.page)
    changing(looks.OPEN, lambda by, ritual, _: steering.open_page(services, kinds, by, ritual))
    changing(pages.PREVIEW, lambda by, ritual, _: steering.preview(services, kinds, by, ritual))
    changing(pages.TRY_AGAIN, lambda by, ritual, _: steering.try_again(services, kinds, by, ritual))
    changing(pages.DUPLICATE, lambda by, ritual, key: tuning.duplicate(services, kinds, by, ritual, key))
    changing(pages.RUN, run_from_page)

    @app.action(pages.END)
    def end(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        tuning.end(services, who.person, clicked(body))
        turn(services, body, pages.ended(who.texts))
        ack()
