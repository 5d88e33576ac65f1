"""Elements that are typed into: text, numbers, addresses, dates and times."""

from datetime import UTC, datetime

from markupsafe import Markup

from bot.playground.render.element import Element, acting, attributes, described
from bot.playground.render.viewer import Block

_TYPES = {
    "plain_text_input": "text",
    "number_input": "number",
    "email_text_input": "email",
    "url_text_input": "url",
    "datepicker": "date",
    "timepicker": "time",
    "datetimepicker": "datetime-local",
}
_LINES = 4
FIELD_KINDS = frozenset((*_TYPES, "rich_text_input"))


def render_field(element: Element) -> Markup:
    """An `<input>` of the right type, or a `<textarea>` for several lines."""
    block = element.block
    value = "".join(element.typed([_initial(element)])[:1])
    common = described(element) + attributes(
        name=element.address.name,
        placeholder=element.placeholder,
        required=element.required,
        minlength=block.get("min_length"),
        maxlength=block.get("max_length"),
        autocomplete="off",
    )
    common += acting(element, _trigger(block))
    if block.get("multiline") or element.kind == "rich_text_input":
        # A textarea swallows one line break right after its tag.
        return Markup('<textarea class="control" rows="{}"{}>\n{}</textarea>').format(_LINES, common, value)
    kind = _TYPES[element.kind]
    if element.kind == "number_input":
        step = "any" if block.get("is_decimal_allowed") else "1"
        common += attributes(min=block.get("min_value"), max=block.get("max_value"), step=step)
        common += attributes(inputmode="decimal" if step == "any" else "numeric")
    return Markup('<input class="control" type="{}" value="{}"{}>').format(kind, value, common)


def _initial(element: Element) -> str:
    block = element.block
    if element.kind == "datetimepicker" and block.get("initial_date_time"):
        moment = datetime.fromtimestamp(int(block["initial_date_time"]), UTC)
        return element.viewer.local(moment).strftime("%Y-%m-%dT%H:%M")
    if element.kind == "rich_text_input":
        return ""
    return str(block.get("initial_value") or block.get("initial_date") or block.get("initial_time") or "")


def _trigger(block: Block) -> str:
    """When a dispatching input tells the app: at each pause in typing, or (as by default) when it is left."""
    on = (block.get("dispatch_action_config") or {}).get("trigger_actions_on") or []
    if "on_character_entered" in on:
        return "input changed delay:400ms"
    return "change"
