"""Elements that are chosen from: native selects, tick lists, suggestions asked of the app while typing."""

import json
from collections.abc import Sequence
from urllib.parse import urlencode

from markupsafe import Markup

from bot.playground.mrkdwn import render_mrkdwn, render_plain
from bot.playground.render.controls import write_option
from bot.playground.render.element import Element, acting, attributes, described, text_of
from bot.playground.render.emoji import with_emoji
from bot.playground.render.viewer import Block, Choice
from bot.playground.words import words

_SIGNS = {"users": "@", "channels": "#", "conversations": "#"}
_NATIVE = frozenset(("static_select", *(f"{kind}_select" for kind in _SIGNS)))
# Several controls each: their label is a legend.
GROUP_KINDS = frozenset(
    (
        "radio_buttons",
        "checkboxes",
        "external_select",
        "multi_external_select",
        "multi_static_select",
        *(f"multi_{kind}_select" for kind in _SIGNS),
    )
)
SELECT_KINDS = GROUP_KINDS | _NATIVE


def render_select(element: Element) -> Markup:
    """Any element of choice, as controls of a form."""
    if element.kind in ("external_select", "multi_external_select"):
        return _suggested(element)
    if element.kind == "static_select":
        return _native(element, _static_options(element))
    if element.kind in ("radio_buttons", "checkboxes", "multi_static_select"):
        return _tick_list(element, [_tick(element, option) for option in _all_options(element)])
    plural = element.kind.removeprefix("multi_").removesuffix("_select")
    entries = element.lookup.people() if plural == "users" else element.lookup.channels()
    if element.kind in _NATIVE:
        return _native(element, _id_options(element, entries, plural))
    chosen = element.typed(element.block.get(f"initial_{plural}", []))
    labels = [Markup("{}{}").format(_SIGNS[plural], entry.name) for entry in entries]
    ticks = [
        _choice(element, "checkbox", entry.id, label, checked=entry.id in chosen)
        for entry, label in zip(entries, labels, strict=True)
    ]
    return _tick_list(element, ticks)


def render_suggestions(element: Element, options: Sequence[Block]) -> Markup:
    """The app's answer to what was typed, as radio buttons or boxes to pick from."""
    if not options:
        return Markup('<p class="empty">{}</p>').format(words(element.viewer.language)["no_results"])
    return Markup("").join(_tick(element, option, chosen=()) for option in options)


# Native selects ---------------------------------------------------------------------------------------------


def _native(element: Element, options: Markup) -> Markup:
    empty = element.placeholder or words(element.viewer.language)["choose"]
    return Markup('<select class="control"{}{}{}><option value="">{}</option>{}</select>').format(
        described(element),
        attributes(name=element.address.name, required=element.required),
        acting(element),
        empty,
        options,
    )


def _static_options(element: Element) -> Markup:
    chosen = element.typed(_initial(element))
    groups = element.block.get("option_groups") or [{"options": element.block.get("options", [])}]
    drawn = Markup("")
    for group in groups:
        options = Markup("").join(
            _option(write_option(option), with_emoji(text_of(option.get("text"))), chosen)
            for option in group["options"]
        )
        label = text_of(group.get("label"))
        drawn += Markup('<optgroup label="{}">{}</optgroup>').format(label, options) if label else options
    return drawn


def _id_options(element: Element, entries: Sequence[Choice], plural: str) -> Markup:
    initial = element.block.get(f"initial_{plural.removesuffix('s')}")
    chosen = element.typed([str(initial)] if initial else [])
    return Markup("").join(_option(entry.id, f"{_SIGNS[plural]}{entry.name}", chosen) for entry in entries)


def _option(value: str, label: str, chosen: Sequence[str]) -> Markup:
    return Markup("<option{}>{}</option>").format(attributes(value=value, selected=value in chosen), label)


# Ticks: radio buttons and boxes -----------------------------------------------------------------------------


def _tick_list(element: Element, ticks: Sequence[Markup]) -> Markup:
    long = " long" if len(ticks) > 10 else ""
    return Markup('<div class="ticks{}"{}{}>{}</div>').format(
        long, attributes(id=element.id), acting(element), Markup("").join(ticks)
    )


def _tick(element: Element, option: Block, chosen: Sequence[str] | None = None) -> Markup:
    value = write_option(option)
    kind = "checkbox" if element.kind == "checkboxes" or element.kind.startswith("multi_") else "radio"
    checked = value in (element.typed(_initial(element)) if chosen is None else chosen)
    return _choice(element, kind, value, _label(element, option), checked=checked)


def _choice(element: Element, kind: str, value: str, label: Markup, *, checked: bool) -> Markup:
    # Only a lone radio group can be required natively: of boxes, the browser would demand each one.
    required = element.required and kind == "radio" and element.kind == "radio_buttons"
    return Markup('<label class="tick"><input type="{}"{}><span>{}</span></label>').format(
        kind, attributes(name=element.address.name, value=value, checked=checked, required=required), label
    )


def _label(element: Element, option: Block) -> Markup:
    drawn = _text(element, option.get("text"))
    if option.get("description"):
        drawn += Markup('<small class="hint">{}</small>').format(_text(element, option["description"]))
    return drawn


def _text(element: Element, text: object) -> Markup:
    if isinstance(text, dict) and text.get("type") == "mrkdwn":
        return render_mrkdwn(text_of(text), element.viewer, element.lookup)
    return render_plain(text_of(text))


def _all_options(element: Element) -> list[Block]:
    groups = element.block.get("option_groups") or [element.block]
    return [option for group in groups for option in group.get("options", [])]


def _initial(element: Element) -> list[str]:
    block = element.block
    initial = [block["initial_option"]] if block.get("initial_option") else block.get("initial_options", [])
    return [write_option(option) for option in initial]


# Suggestions ------------------------------------------------------------------------------------------------


def _suggested(element: Element) -> Markup:
    """What is picked, a search field, and room for the app's suggestions (page.js moves a pick up)."""
    picked = [
        _choice(element, _pick_kind(element), value, _label(element, json.loads(value)), checked=True)
        for value in element.typed(_initial(element))
        if value
    ]
    query = urlencode({"block_id": element.block_id, "action_id": element.address.action_id})
    search = described(element) + attributes(
        placeholder=element.placeholder or words(element.viewer.language)["search_hint"],
        aria_labelledby="" if element.label else f"{element.id}-label",
        aria_controls=f"{element.id}-options",
        hx_get=f"{element.surface.suggest_url}?{query}",
        hx_trigger="focus, input changed delay:250ms",
        hx_target=f"#{element.id}-options",
        hx_swap="innerHTML",
        hx_sync="this:replace",
        data_required=element.required,
    )
    return Markup(
        '<div class="pick" data-pick="{}"{}><div class="picked">{}</div>'
        '<input class="control" type="search" name="typed" autocomplete="off"{}>'
        '<div class="options" id="{}-options" role="group" tabindex="-1" aria-label="{}"></div></div>'
    ).format(
        "many" if element.kind.startswith("multi_") else "one",
        acting(element, "picked"),
        Markup("").join(picked),
        search,
        element.id,
        element.label or element.placeholder,
    )


def _pick_kind(element: Element) -> str:
    return "checkbox" if element.kind.startswith("multi_") else "radio"
