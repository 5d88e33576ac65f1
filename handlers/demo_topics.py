"""What is shown in demos and asked there, before and after: topics, questions, answers, recordings, feedback."""

from typing import Any

from slack_bolt import Ack, App

from handlers.commands import Commands
from handlers.front import caller, clicked, filled, form_key, show, suggesting, turn, turning
from rituals.demos import afterwards, agenda, questions, seeing
from rituals.demos.agenda import Offering
from rituals.messages import demos as looks
from rituals.messages.demos import Page, forms
from rituals.permissions import Act
from rituals.releases.suggestions import release_options
from rituals.roadmap.suggestions import item_options
from rituals.services import Person, Services, user_of


def register(app: App, services: Services, commands: Commands) -> None:
    _topics(app, services)
    _questions(app, services)
    _afterwards(app, services)


def _topics(app: App, services: Services) -> None:
    @app.action(looks.PRESENT)
    def ask_what(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = _offering(services, who.person, body)
        form = forms.present_form(who.texts, found.seen, found.coming, user_of(who.person.id))
        turn(services, body, form)
        ack()

    @app.view(looks.PRESENT_FORM)
    def offered(ack: Ack, body: dict[str, Any]) -> None:
        who, values = caller(services, body), filled(body)
        demo = values.get(forms.SESSION) or body["view"]["private_metadata"]
        page = agenda.offer(services, who.person, demo, values, form_key(body))
        ack(response_action="update", view=looks.page(who.texts, page).payload())

    def step_back(by: Person, value: str, _: str) -> Page:
        demo, _, topic = value.partition(" ")
        return agenda.step_back(services, by, demo, topic)

    turning(app, services, looks.page)(looks.STEP_BACK, step_back)

    suggesting(
        app,
        services,
        forms.RELEASE,
        lambda who, typed: release_options(services, who.person, typed, Act.READ),
    )
    suggesting(app, services, forms.ITEM, lambda who, typed: item_options(services, who.person, typed))


def _offering(services: Services, person: Person, body: dict[str, Any]) -> Offering:
    found = agenda.open_form(services, person, clicked(body))
    assert found is not None  # a session was named
    return found


def _questions(app: App, services: Services) -> None:
    changing = turning(app, services, looks.questions)
    changing(looks.QUESTIONS, lambda by, demo, _: seeing.open_page(services, by, demo))
    changing(looks.WANT, lambda by, question, _: questions.want(services, by, question))
    changing(looks.AS_SIGNAL, lambda by, question, _: questions.as_signal(services, by, question))

    @app.action(looks.ASK)
    def ask_what(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found = _offering(services, who.person, body)
        turn(services, body, forms.ask_form(who.texts, found.seen, found.coming))
        ack()

    @app.view(looks.ASK_FORM)
    def asked(ack: Ack, body: dict[str, Any]) -> None:
        who, values = caller(services, body), filled(body)
        demo = values.get(forms.SESSION) or body["view"]["private_metadata"]
        page = questions.ask(services, who.person, demo, values, form_key(body))
        ack(response_action="update", view=looks.questions(who.texts, page).payload())

    @app.action(looks.ANSWER)
    def ask_answer(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        found, question = questions.open_answer(services, who.person, clicked(body))
        show(services, body, forms.answer_form(who.texts, found, question))
        ack()

    @app.view(looks.ANSWER_FORM)
    def answered(ack: Ack, body: dict[str, Any]) -> None:
        who, question = caller(services, body), body["view"]["private_metadata"]
        page = questions.answer(services, who.person, question, filled(body).get(forms.WORDS))
        ack(response_action="update", view=looks.questions(who.texts, page).payload())


def _afterwards(app: App, services: Services) -> None:
    @app.action(looks.LINKS)
    def ask_links(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        demo = afterwards.open_links(services, who.person, clicked(body))
        turn(services, body, forms.links_form(who.texts, demo))
        ack()

    @app.view(looks.LINKS_FORM)
    def links_kept(ack: Ack, body: dict[str, Any]) -> None:
        who, demo = caller(services, body), body["view"]["private_metadata"]
        page = afterwards.keep_links(services, who.person, demo, filled(body))
        ack(response_action="update", view=looks.page(who.texts, page).payload())

    turning(app, services, looks.page)(
        looks.NO_LINKS, lambda by, demo, _: afterwards.no_links(services, by, demo)
    )

    @app.action(looks.FEEDBACK)
    def ask_feedback(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        demo = afterwards.open_feedback(services, who.person, clicked(body))
        turn(services, body, forms.feedback_form(who.texts, demo))
        ack()

    @app.view(looks.FEEDBACK_FORM)
    def rated(ack: Ack, body: dict[str, Any]) -> None:
        who, demo = caller(services, body), body["view"]["private_metadata"]
        page = afterwards.rate(services, who.person, demo, filled(body))
        ack(response_action="update", view=looks.thanks(who.texts, page).payload())
