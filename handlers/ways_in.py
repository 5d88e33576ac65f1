"""The ways in from where things are said: shortcuts, reactions, mentions, direct messages, steps of workflows."""

from typing import Any

from slack_bolt import Ack, App

from bot.kit.frontdoor import plain
from handlers.answering import answer
from handlers.commands import Commands
from handlers.front import Body, Caller, caller, clicked, filled, form_key, picked
from rituals.messages import signal_forms
from rituals.messages import signals as signal_looks
from rituals.messages import ways_in as looks
from rituals.messages.ways_in import Memory
from rituals.services import Services, person_id
from rituals.signals import capture as capturing
from rituals.signals.forms import interpretation
from rituals.ways_in import drafts, offers, places, reactions, steps
from rituals.ways_in.drafts import AlreadySaved, Opened, Picked
from rituals.ways_in.offers import Addressed
from rituals.ways_in.reactions import Reaction

STEP = "capture_signal"
STEP_INPUTS = ("text", "kind", "account", "theme", "said_by", "link", "captured_by")
EVENTS = ("app_mention", "function_executed", "message.im", "reaction_added")
"""The events that the app subscribes to for this."""


def register(app: App, services: Services, commands: Commands) -> None:
    @app.shortcut({"callback_id": looks.NEW_SIGNAL, "type": "shortcut"})
    def new_signal(ack: Ack, body: dict[str, Any]) -> None:
        who = caller(services, body)
        home = capturing.open_form(services, who.person)
        services.views.open(body["trigger_id"], signal_forms.capture_form(who.texts, currency=home.currency))
        ack()

    @app.shortcut({"callback_id": looks.SAVE_MESSAGE, "type": "message_action"})
    def save_message(ack: Ack, body: dict[str, Any]) -> None:
        who, channel, message = caller(services, body), body["channel"], body["message"]
        kind = places.kind_of(services, channel["id"], channel.get("name", ""), quick=True)
        opened = drafts.pick(services, who.person, _picked(who, channel["id"], message), kind)
        _open(services, who, body, opened, thread=_thread_of(message))
        ack()

    @app.action(looks.SAVE)
    def save(ack: Ack, body: dict[str, Any]) -> None:
        who, (place, ts) = caller(services, body), looks.offered(clicked(body))
        opened = drafts.pick_posted(services, who.person, place, ts)
        offers.used(services, who.person.workspace, who.person.id)
        _open(services, who, body, opened, thread=None)
        ack()

    @app.view(looks.FORM)
    def submitted(ack: Ack, body: dict[str, Any]) -> None:
        who, memory = caller(services, body), Memory.read(body["view"]["private_metadata"])
        values = filled(body, to_the_letter=(signal_forms.TEXT,))
        typed = values.pop(signal_forms.TEXT, None)
        captured = drafts.save(
            services,
            who.person,
            memory.draft,
            interpretation(values),
            request_key=form_key(body),
            typed=typed,
            thread_ts=memory.thread if picked(body, looks.THREAD) else None,
        )
        signal = captured.signal
        if captured.known:
            message = looks.known(who.texts, signal, seen=False, may_share=False)
        else:
            message = answer(services, who, captured)
        page = signal_looks.as_view(who.texts, signal, message)
        ack(response_action="update", view=page.payload())

    for button, word in ((looks.HELP, "help"), (looks.SEARCH, "search")):
        _answer_as_command(app, services, commands, button, word)

    @app.event("reaction_added")
    def reacted(ack: Ack, body: dict[str, Any]) -> None:
        event, item = body["event"], body["event"]["item"]
        if item["type"] == "message":
            reaction = Reaction(
                event=body["event_id"],
                user=event["user"],
                emoji=event["reaction"],
                place=item["channel"],
                ts=item["ts"],
                at=event["event_ts"],
            )
            reactions.hear(services, body["team_id"], reaction)
        ack()

    @app.event("app_mention")
    def mentioned(ack: Ack, body: dict[str, Any]) -> None:
        if _by_a_person(body["event"]):
            offers.mentioned(services, body["team_id"], _addressed(body))
        ack()

    @app.event("message")  # whatever no listener before this one wanted: Slack would send it again
    def written_to(ack: Ack, body: dict[str, Any]) -> None:
        if _is_direct(body["event"]) and _by_a_person(body["event"]):
            offers.written_to(services, body["team_id"], _addressed(body))
        ack()

    @app.function(STEP, auto_acknowledge=False)
    def step(ack: Ack, body: dict[str, Any]) -> None:
        event = body["event"]
        steps.run_step(services, body["team_id"], event["function_execution_id"], event.get("inputs") or {})
        ack()


def _answer_as_command(app: App, services: Services, commands: Commands, button: str, word: str) -> None:
    """A button that says what `/diapason word` says."""

    @app.action(button)
    def asked(ack: Ack, body: dict[str, Any]) -> None:
        person = caller(services, body).person
        offers.used(services, person.workspace, person.id)
        commands.click(body, word)
        ack()


def _open(
    services: Services, who: Caller, body: Body, opened: Opened | AlreadySaved, *, thread: str | None
) -> None:
    if isinstance(opened, AlreadySaved):
        message = looks.known(who.texts, opened.signal, seen=opened.seen, may_share=opened.may_share)
        services.views.open(body["trigger_id"], signal_looks.as_view(who.texts, opened.signal, message))
        return
    form = looks.message_form(
        who.texts,
        opened.draft.words,
        opened.understood,
        place_kind=opened.draft.place_kind,
        currency=opened.currency,
        memory=Memory(opened.draft.id, thread),
    )
    services.views.open(body["trigger_id"], form)


def _picked(who: Caller, place: str, message: Body) -> Picked:
    user = message.get("user")
    team = message.get("user_team") or message.get("team") or who.person.workspace
    profile = message.get("bot_profile") or {}
    return Picked(
        place=place,
        ts=message["ts"],
        words=plain(message.get("text", ""), escaped=True),
        author=person_id(team, user) if user else None,
        author_name=message.get("username") or profile.get("name"),
    )


def _thread_of(message: Body) -> str | None:
    """The ts of the thread that a message stands in, if others wrote there."""
    thread: str | None = message.get("thread_ts")
    return thread if thread and (thread != message["ts"] or message.get("reply_count")) else None


def _addressed(body: Body) -> Addressed:
    event = body["event"]
    return Addressed(
        event=body["event_id"],
        user=event["user"],
        place=event["channel"],
        ts=event["ts"],
        thread_ts=event.get("thread_ts"),
        words=plain(event.get("text", ""), escaped=True),
    )


def _by_a_person(event: Body) -> bool:
    """Not by an app (ourselves, perhaps), and not a change or deletion of an earlier message."""
    return bool(
        event.get("user") and not event.get("bot_id") and event.get("subtype") in (None, "file_share")
    )


def _is_direct(event: Body) -> bool:
    """A direct message that is no reply in a thread; those are heard where they are answered."""
    return event.get("channel_type") == "im" and not event.get("thread_ts")
