"""Tasks of launches: the buttons of a task's page, of its forms, and of the reminders."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.kit.message import View
from bot.kit.texts import Texts
from handlers.commands import Commands
from handlers.front import Body, Caller, caller, clicked, filled, form_key, in_modal, reply, turn
from rituals.launches import acting, helping, progress, seeing, writing
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
        turn(services, body, _task_page(who, found, _back(body) if in_modal(body) else ""))
        ack()

    @app.action(looks.TAKE)
    def take(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        task, _, owner = clicked(body).partition(" ")
        found = acting.take_over(services, who.person, task, owner or None)
        services.views.update(body["view"]["id"], _task_page(who, found, _back(body)))
        ack()

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

    for action_id, days in ((reminders.TOMORROW, 1), (reminders.LATER, 3)):
        _on_wait(app, services, action_id, days)
    _help(app, services)
    for action_id, change in _CHANGES.items():
        _on_task(app, services, action_id, change)
    for action_id, form in _FORMS.items():
        _on_form(app, services, action_id, form)
    _sent(app, services)


def _on_wait(app: App, services: Services, action_id: str, days: int) -> None:
    """A button that has a reminder come again after so many working days."""

    @app.action(action_id)
    def on_wait(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = acting.put_off(services, who.person, clicked(body), days)
        reply(services, body, reminders.answered(who.texts, found, put_off=True))
        ack()


def _help(app: App, services: Services) -> None:
    @app.action(looks.HELP)
    def ask(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = helping.ask_for_help(services, who.person, clicked(body))
        said = reminders.asked(who.texts, found.seen, who=found.who)
        reply(services, body, said, reminders.as_page(who.texts, found.seen, said))
        ack()

    @app.action(looks.COMING)
    def come(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = helping.come_to_help(services, who.person, clicked(body))
        reply(services, body, reminders.coming(who.texts, found))
        ack()

    @app.action(reminders.NOT_MINE)
    def not_mine(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = helping.not_mine(services, who.person, clicked(body))
        reply(services, body, reminders.handed_back(who.texts, found.seen, who=found.who))
        ack()


_CHANGES = {
    looks.DONE: acting.done,
    looks.UNDO: acting.undo,
    looks.BEGIN: progress.begin,
    looks.STOP: progress.stop,
    looks.UNBLOCK: progress.unblock,
}
_FORMS = {
    looks.DROP: forms.drop_form,
    looks.MOVE: forms.move_form,
    looks.BLOCK: forms.block_form,
    looks.GIVE: forms.give_form,
    looks.NOTE: forms.note_form,
    looks.EDIT: forms.edit_form,
}


def _on_task(
    app: App, services: Services, action_id: str, change: Callable[[Services, Person, str], SeenTask]
) -> None:
    """A button that changes one thing about a task, and shows its page anew."""

    @app.action(action_id)
    def on_task(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = change(services, who.person, clicked(body))
        if body.get("view"):
            services.views.update(body["view"]["id"], _task_page(who, found, _back(body)))
        else:  # from a message
            reply(services, body, reminders.answered(who.texts, found))
        ack()


def _on_form(app: App, services: Services, action_id: str, form: Callable[[Texts, Any, str], View]) -> None:
    """A button that asks for more about a task, in place of its page."""

    @app.action(action_id)
    def on_form(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = seeing.open_task(services, who.person, clicked(body))
        services.views.update(body["view"]["id"], form(who.texts, found.task, _back(body)))
        ack()


def _sent(app: App, services: Services) -> None:
    """What those forms hold; each gives way to the page of its task."""

    def on_sent(callback: str, change: Callable[[Person, OpenedTask, Body], SeenTask]) -> None:
        @app.view(callback)
        def sent(ack: Ack, body: dict[str, Any]) -> None:
            who, opened = caller(services, body), OpenedTask.read(body["view"]["private_metadata"])
            found = change(who.person, opened, body)
            ack(response_action="update", view=_task_page(who, found, opened.back).payload())

    on_sent(
        forms.DROP,
        lambda by, opened, body: acting.drop(services, by, opened.task, filled(body).get(forms.DROP_WHY)),
    )
    on_sent(
        forms.MOVE,
        lambda by, opened, body: acting.move(
            services, by, opened.task, opened.seen, filled(body).get(forms.MOVE_TO)
        ),
    )
    on_sent(forms.BLOCK, lambda by, opened, body: progress.block(services, by, opened.task, filled(body)))
    on_sent(
        forms.GIVE,
        lambda by, opened, body: progress.give(
            services, by, opened.task, opened.seen or None, filled(body).get(forms.GIVE_TO)
        ),
    )
    on_sent(
        forms.NOTE,
        lambda by, opened, body: writing.remark(services, by, opened.task, filled(body), form_key(body)),
    )
    on_sent(
        forms.EDIT,
        lambda by, opened, body: writing.edit(services, by, opened.task, opened.seen, filled(body)),
    )


def _task_page(who: Caller, found: SeenTask, back: str) -> View:
    return looks.task_page(who.texts, found, back, me=who.person.id)


def _back(body: Body) -> str:
    """The list that a page was opened from; a form's page remembers more."""
    return str(body["view"]["private_metadata"])
