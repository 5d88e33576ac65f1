"""Modals and Home: views.*"""

import json
from typing import Any

from bot.playground.api.arguments import Arguments
from bot.playground.limits import view_problems
from bot.playground.world import Json, Refusal, View, World
from bot.playground.world.refusal import refuse_places

VIEW_BYTES = 250_000


def read_view(view: Any, kind: str) -> Json:
    """A view of that kind that Slack takes; Refusal otherwise."""
    if not isinstance(view, dict):
        raise Refusal("invalid_arguments")
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES:
        raise Refusal("view_too_large")
    problems = view_problems(view)
    if view.get("type") != kind:
        problems.append(f"unsupported type: {view.get('type')}; expected {kind} [json-pointer:/view/type]")
    if problems:
        raise refuse_places("invalid_arguments", problems)
    return view


def open_view(world: World, arguments: Arguments) -> Json:
    view = read_view(_given(arguments), "modal")
    person = _person(world, arguments)
    return _answer(world, world.views.open(person, view))


def push(world: World, arguments: Arguments) -> Json:
    view = read_view(_given(arguments), "modal")
    person = _person(world, arguments)
    return _answer(world, world.views.push(person, view))


def update(world: World, arguments: Arguments) -> Json:
    """New content for an open view, found by `view_id` or `external_id`; `hash` guards against races."""
    found = world.views.find(arguments.text("view_id") or None, arguments.text("external_id") or None)
    if found is None:
        raise Refusal("not_found")
    view = read_view(_given(arguments), found.type)
    return _answer(world, world.views.update(found, view, expected_hash=arguments.text("hash") or None))


def publish(world: World, arguments: Arguments) -> Json:
    person = world.people.get(arguments.needed("user_id", "user_not_found"))
    if person is None or person.deleted:
        raise Refusal("user_not_found")
    view = read_view(_given(arguments), "home")
    return _answer(world, world.views.publish(person.id, view, expected_hash=arguments.text("hash") or None))


def _given(arguments: Arguments) -> Any:
    return arguments.structure("view", "invalid_arguments")


def _person(world: World, arguments: Arguments) -> str:
    """Whose act the trigger came from."""
    return world.triggers.spend(arguments.needed("trigger_id", "invalid_trigger_id"))


def _answer(world: World, view: View) -> Json:
    return {"view": view.payload(world.team, world.app_id, world.bot_id)}
