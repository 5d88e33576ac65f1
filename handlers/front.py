"""What every listener does first: who acts, in which workspace, and what a form or click holds."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from slack_bolt import Ack, App

from bot.kit.blocks import Option
from bot.kit.frontdoor import plain
from bot.kit.message import Message, View
from bot.kit.texts import Texts
from bot.kit.times import search_zones
from rituals.messages import roles as role_looks
from rituals.messages.roles import Given
from rituals.releases.inputs import gather
from rituals.services import Person, Services, person_id

Body = Mapping[str, Any]
Shown = TypeVar("Shown")
SUGGESTIONS = 100  # as many as Slack shows


@dataclass(frozen=True)
class Caller:
    """Who acts, with the texts in their language."""

    person: Person
    texts: Texts


def caller(services: Services, body: Body) -> Caller:
    """Who sent this request. Somebody unknown costs one short look-up in Slack."""
    workspace, user_team, user = _who(body)
    person = services.directory.person(workspace, person_id(user_team, user))
    return Caller(person, services.texts_for(person))


def workspace_of(body: Body) -> str:
    """The workspace that a request comes from."""
    return _who(body)[0]


def _who(body: Body) -> tuple[str, str, str]:
    if "user_id" in body:  # a slash command
        return body["team_id"], body["team_id"], body["user_id"]
    user = body["user"]
    own_team = user.get("team_id") or user.get("team")
    workspace = (body.get("team") or {}).get("id") or own_team
    return workspace, own_team or workspace, user["id"]


def command_key(body: Body) -> str:
    """Idempotency key of a command: Slack gives each sending its own trigger."""
    return f"command:{body['trigger_id']}"


def form_key(body: Body) -> str:
    """Idempotency key of a form: submitting again after an error saves once."""
    return f"form:{body['view']['id']}:{body['view']['callback_id']}"


def click_key(body: Body) -> str:
    """Idempotency key of a click: what was clicked and when."""
    container = body.get("container", {})
    place = container.get("message_ts") or container.get("view_id") or ""
    return f"click:{container.get('channel_id', '')}:{place}:{body['actions'][0]['action_ts']}"


def clicked(body: Body) -> str:
    """The value of the button that was clicked, or what was typed into a field that tells at once."""
    return str(body["actions"][0].get("value") or "")


def filled(body: Body, *, to_the_letter: Container[str] = ()) -> dict[str, str]:
    """What a form holds, by action id, made plain and storable.

    Blank fields are left out; spaces around the others are dropped, but not in those to be kept to the letter.
    """
    values: dict[str, str] = {}
    for block in body["view"]["state"]["values"].values():
        for action_id, field in block.items():
            chosen = field.get("selected_option") or {}
            typed = (
                field.get("value")
                or chosen.get("value")
                or field.get("selected_date")
                or field.get("selected_time")
                or str(field.get("selected_date_time") or "")  # seconds since 1970
                or field.get("selected_conversation")
                or field.get("selected_user")
            )
            text = plain(typed or "", escaped=False)
            if trimmed := text.strip():
                values[action_id] = text if action_id in to_the_letter else trimmed
    return values


def picked(body: Body, action_id: str) -> tuple[Option, ...]:
    """The options chosen where a form takes several."""
    fields = [block[action_id] for block in body["view"]["state"]["values"].values() if action_id in block]
    return tuple(
        Option(option["text"]["text"], option["value"])
        for field in fields
        for option in field.get("selected_options") or ()
    )


def picked_channels(body: Body, action_id: str) -> tuple[str, ...]:
    """The channels chosen where a form takes several."""
    fields = [block[action_id] for block in body["view"]["state"]["values"].values() if action_id in block]
    return tuple(channel for field in fields for channel in field.get("selected_conversations") or ())


def picked_people(body: Body, action_id: str) -> tuple[str, ...]:
    """Slack's user ids chosen where a form takes several."""
    fields = [block[action_id] for block in body["view"]["state"]["values"].values() if action_id in block]
    return tuple(user for field in fields for user in field.get("selected_users") or ())


def given_roles(body: Body) -> dict[str, Given]:
    """To whom the form of roles gives each."""
    return {
        role: Given(picked(body, role_looks.GROUPS[role]), picked_people(body, role_looks.PEOPLE[role]))
        for role in role_looks.ROLES
    }


def pasted(body: Body, names: Iterable[str]) -> str:
    """A long text, to the letter, from the inputs over which it was spread."""
    typed = {
        action_id: plain(field.get("value") or "", escaped=False)
        for block in body["view"]["state"]["values"].values()
        for action_id, field in block.items()
    }
    return gather(typed[name] for name in names if typed.get(name))


def show(services: Services, body: Body, page: View) -> None:
    """Open what a click asks for: over the modal it was made in, else as one of its own. Raises SlackUnavailable."""
    open_page = services.views.push if in_modal(body) else services.views.open
    open_page(body["trigger_id"], page)


def turn(services: Services, body: Body, page: View) -> None:
    """Show a page in place of the one where somebody clicked; from a message, in a modal of its own. Raises SlackUnavailable."""
    if in_modal(body):
        services.views.update(body["view"]["id"], page)
    else:
        services.views.open(body["trigger_id"], page)


def turning(
    app: App, services: Services, look: Callable[[Texts, Shown], View]
) -> Callable[[str, Callable[[Person, str, str], Shown]], None]:
    """For buttons of a page: `changing(action id, change)` has a click change something and shows the page as it is then.

    `change` takes who clicked, the button's value, and the click's request key.
    """

    def changing(action_id: str, change: Callable[[Person, str, str], Shown]) -> None:
        @app.action(action_id)
        def changed(ack: Ack, body: dict[str, Any]) -> None:
            who = caller(services, body)
            turn(services, body, look(who.texts, change(who.person, clicked(body), click_key(body))))
            ack()

    return changing


def suggesting(
    app: App, services: Services, action_id: str, find: Callable[[Caller, str], Iterable[Option]]
) -> None:
    """A menu that people type in: `find` takes who does and what they typed so far."""

    @app.options(action_id)
    def suggested(ack: Ack, body: dict[str, Any]) -> None:
        _suggest(ack, find(caller(services, body), body.get("value", "")))


def suggesting_zones(app: App, action_id: str) -> None:
    """A menu of time zones, alike for everybody."""

    @app.options(action_id)
    def suggested(ack: Ack, body: dict[str, Any]) -> None:
        _suggest(ack, (Option(zone, zone) for zone in search_zones(body.get("value", ""), SUGGESTIONS)))


def _suggest(ack: Ack, found: Iterable[Option]) -> None:
    ack(options=[option.block() for option in found])


def back(services: Services, ack: Ack, body: Body, page: View) -> None:
    """Close a form that was sent, and show the page under it anew; where there is none, the page takes the form's place."""
    if under := body["view"].get("previous_view_id"):
        services.views.update(under, page)
        ack()
    else:
        ack(response_action="update", view=page.payload())


def in_modal(body: Body) -> bool:
    """Whether a click was made in a modal: not in a message, nor in somebody's Home."""
    return (body.get("view") or {}).get("type") == "modal"


def reply(
    services: Services, body: Body, message: Message, page: View | None = None, *, beside: bool = False
) -> None:
    """Answer a click where it was made: in the modal, or in the private message it stands in.

    A click on a message that all see gets a private message of its own; so does one on a private message that is to
    stay (`beside`). May be lost: what it says is shown elsewhere too.
    """
    if body.get("view") and page is not None:
        services.views.update(body["view"]["id"], page)
    elif url := body.get("response_url"):
        instead = bool(body.get("container", {}).get("is_ephemeral")) and not beside
        services.reply(url, *(answer | {"replace_original": instead} for answer in message.ephemerals()))
