"""What people do with the elements of messages, modals and Home: buttons, menus, pickers, suggestions."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.playground.acts.filling import Filling, State, Values, find
from bot.playground.acts.outcome import Impossible, Outcome
from bot.playground.acts.sender import Sender, channel_name, read_body
from bot.playground.limits import option_problems
from bot.playground.world import Ephemeral, Grant, Json, Message, Person, View
from bot.playground.world.elements import STATE_KEYS, state
from bot.playground.world.shapes import message_json

Surface = Message | Ephemeral | View

# A menu asks the app only once so many letters stand in it, unless it says otherwise.
QUERY_LENGTH = 3


class Touching(Sender):
    """Acts on elements. A surface is found again as it is now: what was redrawn meanwhile counts."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._suggested: dict[str, dict[tuple[str, str], dict[str, Json]]] = {}

    def click(
        self,
        person: Person | str,
        surface: Surface,
        action_id: str,
        block_id: str | None = None,
        value: str | None = None,
        *,
        values: Values | None = None,
    ) -> Outcome:
        """Press a button, or pick the entry with that value of an overflow menu.

        `value` picks among buttons with one action id. `values` fills in inputs of the surface beforehand.
        """
        who, current = self._seen(person, surface)
        block, element = self._button(current, action_id, block_id, value)
        action: Json = {}
        if element["type"] == "overflow":
            option = next((one for one in element["options"] if one.get("value") == value), None)
            if option is None:
                raise Impossible(f"the menu {action_id} has no entry {value!r}")
            action["selected_option"] = option
        else:
            action = {key: element[key] for key in ("text", "value", "style", "icon") if key in element}
        return self._act(who, current, block, element, action, values)

    def choose(
        self,
        person: Person | str,
        surface: Surface,
        action_id: str,
        content: Any,
        block_id: str | None = None,
        *,
        values: Values | None = None,
    ) -> Outcome:
        """Pick in a menu or picker, tick boxes, type into a field; the app is told where it wants to be.

        `content`: an option by its value or whole, an id, a date, text, a list where several can be chosen.
        """
        who, current = self._seen(person, surface)
        block, element = find(current.blocks, action_id, block_id)
        if element["type"] not in STATE_KEYS:
            raise Impossible(f"nothing can be chosen in {action_id}")
        held = self._filling(who, current).hold(block, element, content)
        filled = {block["block_id"]: {action_id: held}}
        if block["type"] == "input" and not block.get("dispatch_action"):
            if isinstance(current, View):
                current = self.world.views.put_values(current, self._fill(who, current, values))
                current = self.world.views.put_values(current, filled)
            return Outcome(view=current if isinstance(current, View) else None)
        action = {key: content for key, content in held.items() if key != "type"}
        action |= {
            key: element[key] for key in ("placeholder", STATE_KEYS[element["type"]][1]) if key in element
        }
        return self._act(who, current, block, element, action, values, filled)

    def suggest(
        self, person: Person | str, surface: Surface, action_id: str, typed: str, block_id: str | None = None
    ) -> Outcome:
        """Type into an external menu: `options` are what the app suggests (groups are flattened)."""
        who, current = self._seen(person, surface)
        block, element = find(current.blocks, action_id, block_id)
        if not element["type"].endswith("external_select"):
            raise Impossible(f"{action_id} asks the app for nothing")
        if len(typed) < element.get("min_query_length", QUERY_LENGTH):
            return Outcome()
        payload = self._common("block_suggestion", who) | {
            "action_id": action_id,
            "block_id": block["block_id"],
            "value": typed,
            **self._container(current),
        }
        request = self._interactive(payload)
        reply, error = self._send(request)
        status = reply.status if reply else None
        if reply is None or error is not None:
            return Outcome(error=error, status=status, request=request)
        try:
            body = read_body(reply)
        except ValueError:
            body = None
        if option_problems(body):
            return Outcome(error="invalid_response", status=status, request=request)
        options = [
            *body.get("options", ()),
            *(o for g in body.get("option_groups", ()) for o in g["options"]),
        ]
        offered = self._suggested.setdefault(_key(current), {})
        offered.setdefault((block["block_id"], action_id), {}).update({o["value"]: o for o in options})
        return Outcome(options=options, status=status, request=request)

    # How it is told -----------------------------------------------------------------------------------------

    def _act(
        self,
        who: Person,
        surface: Surface,
        block: Json,
        element: Json,
        action: Json,
        values: Values | None,
        filled: Mapping[str, Mapping[str, Json]] | None = None,
    ) -> Outcome:
        """Send `block_actions` for one element."""
        entered = _merged(self._fill(who, surface, values), filled or {})
        if isinstance(surface, View):
            surface = self.world.views.put_values(surface, entered)
        payload = self._common("block_actions", who) | self._container(surface, entered)
        payload["trigger_id"] = self.world.triggers.issue(who.id)
        payload["actions"] = [
            {
                "type": element["type"],
                "action_id": element["action_id"],
                "block_id": block["block_id"],
                **action,
                "action_ts": self._stamp(),
            }
        ]
        if not isinstance(surface, View):
            ephemeral = isinstance(surface, Ephemeral)
            payload["response_url"] = self._response_url(
                Grant(who.id, surface.channel, surface.ts, ephemeral)
            )
        request = self._interactive(payload)
        reply, error = self._send(request)
        self._deliver_new_events()
        status = reply.status if reply else None
        front = self.world.views.top(who.id)
        if isinstance(surface, View) and surface.type == "home":
            front = front or self.world.views.home(who.id)
        return Outcome(error=error, status=status, request=request, view=front)

    def _container(self, surface: Surface, entered: State | None = None) -> Json:
        """Where it happened: a view, or a message with what stands in its inputs."""
        world = self.world
        if isinstance(surface, View):
            return {
                "container": {"type": "view", "view_id": surface.id},
                "view": surface.payload(world.team, world.app_id, world.bot_id),
            }
        channel = world.channel(surface.channel)
        place: Json = {
            "container": {
                "type": "message",
                "message_ts": surface.ts,
                "channel_id": channel.id,
                "is_ephemeral": isinstance(surface, Ephemeral),
            },
            "channel": {"id": channel.id, "name": channel_name(channel)},
            "state": {"values": state(surface.blocks, entered)},
        }
        if isinstance(surface, Message):
            place["message"] = message_json(world, surface)
            if surface.thread_ts:
                place["container"]["thread_ts"] = surface.thread_ts
        return place

    # What is there ------------------------------------------------------------------------------------------

    def _seen(self, person: Person | str, surface: Surface) -> tuple[Person, Surface]:
        """The surface as this person has it before them now; Impossible when they have not."""
        who = self._person(person)
        current: Surface | None
        if isinstance(surface, View):
            current = self.world.views.find(surface.id)
            if current is not None and current.person != who.id:
                current = None
        elif isinstance(surface, Ephemeral):
            current = next(
                (e for e in self.world.ephemerals(who.id, surface.channel) if e.ts == surface.ts), None
            )
        else:
            self._channel(who, surface.channel)
            current = self.world.message(surface.channel, surface.ts)
        if current is None:
            raise Impossible(f"{who.name} does not see that any more")
        return who, current

    @staticmethod
    def _button(
        surface: Surface, action_id: str, block_id: str | None, value: str | None
    ) -> tuple[Json, Json]:
        block, element = find(surface.blocks, action_id, block_id)
        if element["type"] == "button" and value is not None and element.get("value") != value:
            return _with_value(surface.blocks, action_id, value)
        if element["type"] in STATE_KEYS:
            raise Impossible(f"{action_id} is not a button")
        return block, element

    def _filling(self, who: Person, surface: Surface) -> Filling:
        held = surface.values if isinstance(surface, View) else {}
        return Filling(self.world, who, surface.blocks, held, self._suggested.get(_key(surface), {}))

    def _fill(self, who: Person, surface: Surface, values: Values | None) -> State:
        return self._filling(who, surface).fill(values or {})


def _with_value(blocks: Sequence[Json], action_id: str, value: str) -> tuple[Json, Json]:
    """One of several buttons with the same action id."""
    for block in blocks:
        for element in (*block.get("elements", ()), block.get("accessory")):
            if element and element.get("action_id") == action_id and element.get("value") == value:
                return block, element
    raise Impossible(f"no button {action_id} has the value {value!r}")


def _merged(first: State, second: Mapping[str, Mapping[str, Json]]) -> State:
    merged = {block: dict(actions) for block, actions in first.items()}
    for block, actions in second.items():
        merged.setdefault(block, {}).update(actions)
    return merged


def _key(surface: Surface) -> str:
    return surface.id if isinstance(surface, View) else f"{surface.channel} {surface.ts}"
