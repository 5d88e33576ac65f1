"""Block Kit's limits: each with a document just inside and one just outside."""

import math
from collections.abc import Callable, Iterable

import pytest

from bot.kit import blocks as kit
from bot.playground.limits import message_problems, message_too_long
from tests.bot.playground.company import button, field, option, section
from tests.bot.playground.documents import Block, actions, bar, card, options, pie, plain, rich, select, table

# A block that is fine up to a number and refused one above it.
LIMITS: dict[str, tuple[int, Callable[[int], Block]]] = {
    "section text": (3000, lambda n: section("x" * n)),
    "section fields": (10, lambda n: {"type": "section", "fields": [plain("x")] * n}),
    "section field": (2000, lambda n: {"type": "section", "fields": [plain("x" * n)]}),
    "header": (150, lambda n: {"type": "header", "text": plain("x" * n)}),
    "context elements": (10, lambda n: {"type": "context", "elements": [plain("x")] * n}),
    "actions elements": (25, lambda n: actions(*(button(f"b{i}") for i in range(n)))),
    "button text": (75, lambda n: actions(button("b", "x" * n))),
    "button value": (2000, lambda n: actions(button("b", value="x" * n))),
    "button label": (75, lambda n: actions(button("b", accessibility_label="x" * n))),
    "action_id": (255, lambda n: actions(button("x" * n))),
    "block_id": (255, lambda n: {"type": "divider", "block_id": "x" * n}),
    "select options": (100, lambda n: actions(select(options=options(n)))),
    "option groups": (
        100,
        lambda n: actions(select(option_groups=[{"label": plain("g"), "options": options(1)}] * n)),
    ),
    "group label": (
        75,
        lambda n: actions(select(option_groups=[{"label": plain("x" * n), "options": options(1)}])),
    ),
    "option text": (75, lambda n: actions(select(options=[{"text": plain("x" * n), "value": "v"}]))),
    "option value": (150, lambda n: actions(select(options=[{"text": plain("x"), "value": "x" * n}]))),
    "placeholder": (150, lambda n: actions(select("external_select", placeholder=plain("x" * n)))),
    "overflow options": (5, lambda n: actions(select("overflow", options=options(n)))),
    "checkboxes": (10, lambda n: actions(select("checkboxes", options=options(n)))),
    "radio buttons": (10, lambda n: actions(select("radio_buttons", options=options(n)))),
    "input label": (2000, lambda n: field("f") | {"label": plain("x" * n)}),
    "input hint": (2000, lambda n: field("f") | {"hint": plain("x" * n)}),
    "max_length": (3000, lambda n: field("f", max_length=n)),
    "initial value": (3000, lambda n: field("f", initial_value="x" * n)),
    "initial value, by max_length": (10, lambda n: field("f", max_length=10, initial_value="x" * n)),
    "image alt_text": (2000, lambda n: {"type": "image", "image_url": "https://a.b/c", "alt_text": "x" * n}),
    "markdown": (12_000, lambda n: {"type": "markdown", "text": "x" * n}),
    "table rows": (100, lambda n: table(rows=n)),
    "table cells": (20, lambda n: table(cells=n)),
    "table characters": (5000, lambda n: table(cells=2, text="x" * n)),
    "chart title": (50, lambda n: bar() | {"title": "x" * n}),
    "chart series": (6, lambda n: bar(series=n)),
    "chart categories": (20, lambda n: bar(categories=n)),
    "chart segments": (6, lambda n: pie(*([1.0] * n))),
    "card title": (150, lambda n: card(title=plain("x" * n))),
    "card body": (200, lambda n: card(body=plain("x" * n))),
    "carousel": (10, lambda n: {"type": "carousel", "elements": [card(title=plain("t"))] * n}),
    "container": (
        10,
        lambda n: {"type": "container", "title": plain("t"), "child_blocks": [{"type": "divider"}] * n},
    ),
    "confirm title": (
        100,
        lambda n: actions(button("b", confirm=kit.confirm("t", "t", "y", "n") | {"title": plain("x" * n)})),
    ),
    "confirm text": (
        300,
        lambda n: actions(button("b", confirm=kit.confirm("t", "t", "y", "n") | {"text": plain("x" * n)})),
    ),
    "confirm button": (
        30,
        lambda n: actions(button("b", confirm=kit.confirm("t", "t", "y", "n") | {"deny": plain("x" * n)})),
    ),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit(name: str) -> None:
    most, make = LIMITS[name]
    assert message_problems([make(most)]) == []
    assert message_problems([make(most + 1)])


@pytest.mark.parametrize(
    ("blocks", "more"),
    [
        ([{"type": "divider"}] * 50, {"type": "divider"}),
        ([table()], table()),
        ([bar(), bar()], bar()),
        ([{"type": "markdown", "text": "x" * 12_000}], {"type": "markdown", "text": "x"}),
    ],
)
def test_how_many_a_message_holds(blocks: list[Block], more: Block) -> None:
    assert message_problems(blocks) == []
    assert message_problems([*blocks, more])


def test_how_long_a_message_is_in_all() -> None:
    blocks = [section("x" * 3000)] * 4
    assert not message_too_long([*blocks, section("x" * 1200)])
    assert message_too_long([*blocks, section("x" * 1201)])


# Documents that Slack refuses, and what it says of them.
REFUSED: dict[str, tuple[Block, str]] = {
    "an unknown block": ({"type": "banner"}, "unsupported type: banner [json-pointer:/blocks/0/type]"),
    "a video": ({"type": "video"}, "unsupported type: video"),
    "no type": ({"text": plain("x")}, "unsupported type: None"),
    "nothing required": ({"type": "header"}, "missing required field: text [json-pointer:/blocks/0]"),
    "something unknown": ({"type": "divider", "colour": "red"}, "invalid additional property: colour"),
    "null": (section("x") | {"block_id": None}, "expected a string [json-pointer:/blocks/0/block_id]"),
    "an empty text": (section(""), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    "a section of nothing": ({"type": "section"}, "must define either text or fields"),
    "mrkdwn in a header": (
        {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
        "unsupported type: mrkdwn; expected plain_text [json-pointer:/blocks/0/text/type]",
    ),
    "mrkdwn on a button": (
        actions(button("b") | {"text": {"type": "mrkdwn", "text": "x"}}),
        "expected plain_text",
    ),
    "a number as a value": (actions(button("b", value=7)), "expected a string"),
    "an unknown style": (actions(button("b", style="blue")), "value must be one of primary, danger"),
    "an address that is none": (actions(button("b", url="acme")), "must be a valid URL"),
    "an input in actions": (actions(select("plain_text_input")), "unsupported type: plain_text_input"),
    "a button in an input": (
        {"type": "input", "label": plain("l"), "element": button("b")},
        "unsupported type",
    ),
    "a file input": (field("f", "file_input"), "unsupported type: file_input"),
    "an unknown element": (actions(select("slider")), "unsupported type: slider"),
    "no options": (actions(select()), "must define either options or option_groups"),
    "empty options": (actions(select(options=[])), "no fewer than 1 items allowed"),
    "an option twice": (actions(select(options=options(1) * 2)), "is there twice"),
    "an initial option that is not offered": (
        actions(select(options=options(2), initial_option=option("o3"))),
        "must be one of the options",
    ),
    "a date that is none": (actions(select("datepicker", initial_date="23/11/2026")), "YYYY-MM-DD"),
    "a time that is none": (actions(select("timepicker", initial_time="9:00")), "HH:mm"),
    "one action_id twice": (actions(button("b"), button("b")), "`action_id` b already exists"),
    "a rich text without elements": ({"type": "rich_text"}, "missing required field: elements"),
    "an unknown rich element": (rich({"type": "blink", "text": "x"}), "unsupported type: blink"),
    "an empty rich text element": (rich({"type": "text", "text": ""}), "must be more than 0 characters"),
    "a list of texts": (
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_list", "style": "bullet", "elements": [{"type": "text", "text": "x"}]}
            ],
        },
        "unsupported type: text",
    ),
    "a chart of nothing": (bar() | {"chart": {"type": "radar"}}, "unsupported type: radar"),
    "a slice of nothing": (pie(1, 0), "must be greater than 0"),
    "a value that is no number": (pie(math.nan), "expected a finite number"),
    "alert in a message": ({"type": "alert", "text": plain("x")}, "alert can't be in a message"),
    "a container in a container": (
        {
            "type": "container",
            "title": plain("t"),
            "child_blocks": [
                {"type": "container", "title": plain("t"), "child_blocks": [{"type": "divider"}]}
            ],
        },
        "container in a container",
    ),
    "a table cell of another kind": (
        {"type": "table", "rows": [[plain("x")]]},
        "unsupported type: plain_text",
    ),
    "a data table of a heading only": (
        {"type": "data_table", "caption": "c", "rows": [[{"type": "raw_text", "text": "x"}]]},
        "no fewer than 2",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_block_that_is_refused(name: str) -> None:
    block, expected = REFUSED[name]
    problems = message_problems([block])
    assert any(expected in problem for problem in problems), problems


def test_charts_whose_parts_do_not_fit() -> None:
    def problems(change: Callable[[Block], None]) -> Iterable[str]:
        block = bar(series=2, categories=2)
        change(block["chart"])
        return message_problems([block])

    assert problems(lambda chart: None) == []
    assert problems(lambda chart: chart["axis_config"].update(categories=["c0"]))
    assert problems(lambda chart: chart["axis_config"].update(categories=["c0", "c0"]))
    assert problems(lambda chart: chart["series"][0].update(name="s1"))
    assert problems(lambda chart: chart["series"][0].update(name="x" * 21))
    assert problems(lambda chart: chart["series"][0].update(data=[{"label": "c0", "value": 1}]))
    assert problems(lambda chart: chart.pop("axis_config"))


def test_one_block_id_twice() -> None:
    blocks = [section("x") | {"block_id": "b"}, {"type": "divider", "block_id": "b"}]
    assert message_problems(blocks) == ["`block_id` b already exists [json-pointer:/blocks/1/block_id]"]


def test_each_kind_of_block_that_a_message_may_hold() -> None:
    task = {
        "type": "task_card",
        "task_id": "1",
        "title": "t",
        "status": "pending",
        "details": rich({"type": "text", "text": "x"}),
    }
    data = {
        "type": "data_table",
        "caption": "c",
        "rows": [[{"type": "raw_text", "text": "h"}], [{"type": "raw_number", "value": 1}]],
    }
    blocks = [
        kit.header("h"),
        kit.section(kit.bold("x"), accessory=kit.button("b", "b1", "v")),
        kit.fields(kit.escape("<!channel>")),
        kit.context(kit.escape("c")),
        kit.divider(),
        kit.quote("<!channel>"),
        kit.actions(
            kit.button("b", "b2", url="https://a.b"),
            kit.select("s", [kit.Option("l", "v")], placeholder="p", chosen="v"),
        ),
        {"type": "image", "image_url": "https://a.b/c.png", "alt_text": "a", "title": plain("t")},
        {
            "type": "context_actions",
            "elements": [{"type": "icon_button", "icon": "trash", "text": plain("x")}],
        },
        {"type": "plan", "title": "t", "tasks": [task]},
        {"type": "markdown", "text": "# x"},
        {"type": "container", "title": plain("t"), "is_collapsible": True, "child_blocks": [section("x")]},
        card(title=plain("t"), actions=[button("b")]),
        task,
        data,
        table(),
        bar(),
        field("f"),
        rich(
            {"type": "link", "url": "https://a.b", "text": "l", "style": {"bold": True}},
            {"type": "emoji", "name": "tada"},
            {"type": "date", "timestamp": 1_764_000_000, "format": "{date_short}"},
        ),
    ]
    assert message_problems(blocks) == []
