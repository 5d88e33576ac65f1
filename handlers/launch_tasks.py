"""Tasks of launches: the buttons of a task's page, of its forms, and of the reminders."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.kit.message import View
from handlers.commands import Commands
from handlers.front import Body, Caller, caller, clicked, filled, reply
from rituals.launches import acting, seeing
from rituals.messages import launch_forms as forms
from rituals.messages import launch_reminders as reminders
from rituals.messages import launches as looks
from rituals.messages.launch_forms import OpenedTask
from rituals.messages.launches import SeenTask
from rituals.services import Person, Services


def register(app: App, services: Services, commands: Commands) -> None:
    @app.action(looks.OPEN_TASK)
    def open_task(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = seeing.open_task(services, who.person, clicked(body))
        services.views.update(body["view"]["id"], _task_page(who, found, _back(body)))
        ack()

    @app.action(looks.TAKE)
    def take(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        task, _, owner = clicked(body).partition(" ")
        found = acting.take_over(services, who.person, task, owner or None)
        services.views.update(body["view"]["id"], _task_page(who, found, _back(body)))
        ack()

    @app.action(looks.DROP)
    def drop(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = seeing.open_task(services, who.person, clicked(body))
        services.views.update(body["view"]["id"], forms.drop_form(who.texts, found.task, _back(body)))
        ack()

    @app.action(looks.MOVE)
    def move(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = seeing.open_task(services, who.person, clicked(body))
        services.views.update(body["view"]["id"], forms.move_form(who.texts, found.task, _back(body)))
        ack()

    @app.view(forms.DROP)
    def dropped(ack: Ack, body: dict[str, Any]) -> None:
        who, opened = caller(services, body), OpenedTask.read(body["view"]["private_metadata"])
        found = acting.drop(services, who.person, opened.task, filled(body).get(forms.DROP_WHY))
        ack(response_action="update", view=_task_page(who, found, opened.back).payload())

    @app.view(forms.MOVE)
    def moved(ack: Ack, body: dict[str, Any]) -> None:
        who, opened = caller(services, body), OpenedTask.read(body["view"]["private_metadata"])
        typed = filled(body).get(forms.MOVE_TO)
        found = acting.move(services, who.person, opened.task, opened.seen, typed)
        ack(response_action="update", view=_task_page(who, found, opened.back).payload())

    @app.action(reminders.DONE)
    def done_now(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = acting.done(services, who.person, clicked(body))
        reply(services, body, reminders.answered(who.texts, found))
        ack()

    @app.action(reminders.TAKE)
    def take_now(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        task, _, owner = clicked(body).partition(" ")
        found = acting.take_over(services, who.person, task, owner or None)
        reply(services, body, reminders.taken(who.texts, found))
        ack()

    @app.action(reminders.TOMORROW)
    def tomorrow(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = acting.put_off(services, who.person, clicked(body))
        reply(services, body, reminders.answered(who.texts, found, put_off=True))
        ack()

    _on_task(app, services, looks.DONE, acting.done)
    _on_task(app, services, looks.UNDO, acting.undo)


def _on_task(
    app: App, services: Services, action_id: str, change: Callable[[Services, Person, str], SeenTask]
) -> None:
    """A button that changes one thing about a task, and shows its page anew."""

    @app.action(action_id)
    def on_task(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = change(services, who.person, clicked(body))
        services.views.update(body["view"]["id"], _task_page(who, found, _back(body)))
        ack()


def _task_page(who: Caller, found: SeenTask, back: str) -> View:
    return looks.task_page(who.texts, found, back, me=who.person.id)


def _back(body: Body) -> str:
    """The list that a page was opened from; a form's page remembers more."""
    return str(body["view"]["private_metadata"])
