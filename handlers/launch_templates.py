"""`/launch templates`: what plans are made of, seen by all and changed by admins. `handlers.launches` opens the list."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.kit.message import View
from bot.kit.texts import Texts
from handlers.commands import Commands
from handlers.front import caller, clicked, filled, form_key, pasted, picked, turn
from rituals.launches.templates import keeping, standing
from rituals.messages import launch_template_forms as forms
from rituals.messages import launch_template_imports as imports
from rituals.messages import launch_templates as looks
from rituals.messages.launch_template_forms import Filled, Opened
from rituals.messages.launch_templates import Kept, Name
from rituals.services import Services


def register(app: App, services: Services, commands: Commands) -> None:
    _pages(app, services)
    _acts(app, services)
    _forms(app, services)


def _pages(app: App, services: Services) -> None:
    @app.action(looks.ALL)
    def all_of_them(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        turn(services, body, looks.listing(who.texts, standing.listing(services, who.person)))
        ack()

    for action_id in (looks.SEE, looks.TURN, looks.TURN_BACK):

        @app.action(action_id)
        def see(ack: Ack, body: dict[str, Any]) -> None:
            who, (name, page) = caller(services, body), Name.read(clicked(body))
            kept = standing.see(services, who.person, name)
            turn(services, body, looks.page(who.texts, kept, _number(page)))
            ack()

    @app.action(looks.VERSIONS)
    def versions(ack: Ack, body: dict[str, Any]) -> None:
        who, (name, _) = caller(services, body), Name.read(clicked(body))
        turn(services, body, looks.versions(who.texts, standing.see(services, who.person, name)))
        ack()

    @app.action(looks.STEP)
    def step(ack: Ack, body: dict[str, Any]) -> None:
        who, (name, key) = caller(services, body), Name.read(clicked(body))
        kept, found = standing.open_step(services, who.person, name, key)
        turn(services, body, forms.step_form(who.texts, kept, found))
        ack()

    def opens(action_id: str, form: Callable[[Texts, Kept], View]) -> None:
        @app.action(action_id)
        def open_form(ack: Ack, body: dict[str, Any]) -> None:
            who, (name, _) = caller(services, body), Name.read(clicked(body))
            turn(services, body, form(who.texts, standing.open_to_change(services, who.person, name)))
            ack()

    opens(looks.UPGRADE, looks.news)
    opens(looks.ADD, lambda texts, kept: forms.step_form(texts, kept, None))
    opens(looks.CRITERIA, forms.criteria_form)
    opens(looks.IMPORT, lambda texts, kept: imports.import_form(texts, kept.name))


def _acts(app: App, services: Services) -> None:
    @app.action(looks.EXPORT)
    def export(ack: Ack, body: dict[str, Any]) -> None:
        who, (name, _) = caller(services, body), Name.read(clicked(body))
        kept = standing.see(services, who.person, name)
        keeping.ask_for_file(services, who.person, name, f"template:{body['trigger_id']}")
        turn(services, body, looks.page(who.texts, kept, said="coming"))
        ack()

    @app.action(looks.RESTORE)
    def restore(ack: Ack, body: dict[str, Any]) -> None:
        who, (name, rest) = caller(services, body), Name.read(clicked(body))
        version, _, seen = rest.partition(":")
        kept = keeping.bring_back(services, who.person, name, _number(version), seen_version=_number(seen))
        turn(services, body, looks.page(who.texts, kept, said="restored"))
        ack()

    for action_id, take in ((looks.TAKE, True), (looks.LEAVE, False)):
        _follow(app, services, action_id, take=take)

    @app.action(forms.REMOVE)
    def remove(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        kept = keeping.remove_step(services, who.person, Opened.read(clicked(body)))
        turn(services, body, looks.page(who.texts, kept, said="removed"))
        ack()


def _follow(app: App, services: Services, action_id: str, *, take: bool) -> None:
    @app.action(action_id)
    def follow(ack: Ack, body: dict[str, Any]) -> None:
        who, (name, seen) = caller(services, body), Name.read(clicked(body))
        kept = keeping.follow(services, who.person, name, seen_version=_number(seen), take=take)
        turn(services, body, looks.page(who.texts, kept, said="upgraded" if take else "left"))
        ack()


def _forms(app: App, services: Services) -> None:
    def answer(ack: Ack, page: View) -> None:
        ack(response_action="update", view=page.payload())

    @app.view(forms.STEP_FORM)
    def kept_step(ack: Ack, body: dict[str, Any]) -> None:
        who, opened = caller(services, body), Opened.read(body["view"]["private_metadata"])
        wanted = Filled(
            filled(body),
            [option.value for option in picked(body, forms.CONDITION)],
            bool(picked(body, forms.ENABLES)),
        )
        kept = keeping.keep_step(services, who.person, opened, wanted, form_key(body))
        answer(ack, looks.page(who.texts, kept, _page_of(kept, opened.key), said="kept"))

    @app.view(forms.CRITERIA_FORM)
    def kept_criteria(ack: Ack, body: dict[str, Any]) -> None:
        who, (name, version) = caller(services, body), Name.read(body["view"]["private_metadata"])
        lines = filled(body).get(forms.CRITERIA, "")
        kept = keeping.keep_criteria(services, who.person, name, _number(version), lines, form_key(body))
        answer(ack, looks.page(who.texts, kept, said="kept"))

    @app.view(imports.IMPORT_FORM)
    def imported(ack: Ack, body: dict[str, Any]) -> None:
        who, (name, _) = caller(services, body), Name.read(body["view"]["private_metadata"])
        text = pasted(body, [imports.pasted_input(number) for number in range(imports.PASTED_INPUTS)])
        kept = keeping.bring_in(services, who.person, name, text, form_key(body))
        answer(ack, looks.page(who.texts, kept, said="imported"))


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 7 else 0


def _page_of(kept: Kept, key: str) -> int:
    """The page on which a task stands; a new one stands last, unless it was placed."""
    keys = [step.key for step in kept.template.tasks]
    return (keys.index(key) if key in keys else len(keys) - 1) // looks.ON_A_PAGE
