"""A posted form as an act of the person: pressing, choosing, submitting, asking for suggestions."""

from bot.playground.acts import Acts, Impossible, Outcome
from bot.playground.page.forms import Form, find_element, read_state
from bot.playground.page.visits import Visit
from bot.playground.render.controls import Act, Address
from bot.playground.render.viewer import Block
from bot.playground.world import Ephemeral, Message, View, World
from bot.playground.world.elements import STATE_KEYS

Surface = Message | Ephemeral | View


def find_surface(world: World, visit: Visit, kind: str, key: str) -> Surface:
    """A message of the conversation by its ts (kind "message") or a view by its id; Impossible when gone."""
    found: Surface | None
    if kind == "view":
        found = world.views.find(key)
        if found is not None and found.person != visit.person.id:
            found = None
    else:
        whispered = world.ephemerals(visit.person.id, visit.channel.id)
        found = next((one for one in whispered if one.ts == key), world.message(visit.channel.id, key))
    if found is None:
        raise Impossible(f"{visit.person.name} does not see that any more")
    return found


def act_on(acts: Acts, visit: Visit, surface: Surface, form: Form) -> Outcome:
    """What the form of a surface says: one of its elements (`act`), or for a modal `close` or `submit`."""
    who, values = visit.person, read_state(surface.blocks, form, visit.person.tz)
    if "act" in form:
        return _touch(acts, visit, surface, Act.read(form["act"][0]), form)
    if not isinstance(surface, View) or surface.type != "modal":
        raise Impossible("there is nothing to submit here")
    if "close" in form:
        return acts.close(who, surface)
    return acts.submit(who, surface, values)


def _touch(acts: Acts, visit: Visit, surface: Surface, act: Act, form: Form) -> Outcome:
    who, address = visit.person, act.address
    element = found_element(surface, address)
    values = read_state(surface.blocks, form, who.tz)
    if element["type"] not in STATE_KEYS:
        value = act.option.get("value") if act.option else None
        return acts.click(who, surface, address.action_id, address.block_id, value, values=values)
    content = values[address.block_id][address.action_id][STATE_KEYS[element["type"]][0]]
    return acts.choose(who, surface, address.action_id, content, address.block_id, values=values)


def found_element(surface: Surface, address: Address) -> Block:
    """The element; Impossible when the surface has none like it any more."""
    element = find_element(surface.blocks, address)
    if element is None:
        raise Impossible(f"there is no {address.action_id} here any more")
    return element
