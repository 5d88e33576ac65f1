"""A message or a form as it reads: one line for each thing that people see, so that a difference is read as easily."""

from collections.abc import Iterator
from typing import Any

from bot.kit.message import Message, View

Shown = Message | View


def read(shown: Shown) -> str:
    """All blocks, then the text of those who read no blocks; for a form its title and buttons."""
    if isinstance(shown, View):
        return "\n".join(
            [f"# {shown.title}", *_lines(shown.blocks), f"[{shown.submit or '-'}] [{shown.close}]"]
        )
    return "\n".join([*_lines(shown.blocks), "", "In words:", *str(shown.text).splitlines()])


def _lines(blocks: Any) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _block(block: Any) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield f"# {block['text']['text']}"
        case "section":
            yield from block["text"]["text"].splitlines()
            if accessory := block.get("accessory"):
                yield f"    {_element(accessory)}"
        case "context":
            yield f"({' '.join(_element(element) for element in block['elements'])})"
        case "actions":
            yield " ".join(_element(element) for element in block["elements"])
        case "divider":
            yield "---"
        case "input":
            optional = " (optional)" if block.get("optional") else ""
            yield f"{block['label']['text']}{optional}: {_element(block['element'])}"
            if hint := block.get("hint"):
                yield f"    {hint['text']}"
        case "data_visualization":
            yield f"chart: {block['title']}"
            for series in block["chart"]["series"]:
                told = ", ".join(f"{one['label']} {one['value']}" for one in series["data"])
                yield f"    {series['name']}: {told}"
        case "table":
            for row in block["rows"]:
                yield "| " + " | ".join(_plain(cell) for cell in row) + " |"
        case _:
            yield f"{block['type']}: {_plain(block)}"


def _element(element: Any) -> str:
    match element["type"]:
        case "mrkdwn" | "plain_text":
            return str(element["text"])
        case "button":
            return f"[{element['text']['text']}]"
        case _:
            options = [_plain(option["text"]) for option in element.get("options", ())]
            return " / ".join(options) or f"<{element['type']}>"


def _plain(thing: Any) -> str:
    """All text in something nested."""
    if isinstance(thing, dict):
        found = [thing["text"]] if isinstance(thing.get("text"), str) else []
        return "".join(found + [_plain(value) for value in thing.values() if isinstance(value, dict | list)])
    return "".join(map(_plain, thing)) if isinstance(thing, list) else ""
