"""The limits of views, of the inputs in them, and of suggestions."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.playground.limits import option_problems, view_problems
from tests.bot.playground.company import field, modal, option
from tests.bot.playground.documents import Block, bar, options, plain, table

# Each input that a form may hold.
INPUTS: dict[str, Block] = {
    "plain_text_input": {"multiline": True, "min_length": 1, "max_length": 2},
    "email_text_input": {},
    "url_text_input": {"initial_value": "https://a.b"},
    "number_input": {"is_decimal_allowed": False, "min_value": "1"},
    "rich_text_input": {},
    "static_select": {"options": options(2), "initial_option": option("o1")},
    "multi_static_select": {"options": options(2), "initial_options": options(1), "max_selected_items": 2},
    "external_select": {"min_query_length": 0, "initial_option": option("o1")},
    "multi_external_select": {"initial_options": options(1)},
    "users_select": {"initial_user": "U1"},
    "multi_users_select": {"initial_users": ["U1"]},
    "channels_select": {"initial_channel": "C1"},
    "multi_channels_select": {},
    "conversations_select": {"filter": {"include": ["public", "private"], "exclude_bot_users": True}},
    "multi_conversations_select": {"initial_conversations": ["C1"]},
    "datepicker": {"initial_date": "2026-11-23"},
    "timepicker": {"initial_time": "09:00"},
    "datetimepicker": {"initial_date_time": 1_764_000_000},
    "checkboxes": {"options": options(2), "initial_options": options(1)},
    "radio_buttons": {"options": options(2), "initial_option": option("o0")},
}


@pytest.mark.parametrize("kind", INPUTS)
def test_an_input(kind: str) -> None:
    assert view_problems(modal(field("f", kind, **INPUTS[kind]))) == []
    assert view_problems(modal(field("f", kind, **INPUTS[kind], colour="red")))


class TestViews:
    @pytest.mark.parametrize(
        ("key", "most", "make"),
        [
            ("title", 24, lambda n: plain("x" * n)),
            ("submit", 24, lambda n: plain("x" * n)),
            ("close", 24, lambda n: plain("x" * n)),
            ("private_metadata", 3000, lambda n: "x" * n),
            ("callback_id", 255, lambda n: "x" * n),
            ("external_id", 255, lambda n: "x" * n),
            ("blocks", 100, lambda n: [{"type": "divider"}] * n),
        ],
    )
    def test_a_limit(self, key: str, most: int, make: Callable[[int], Any]) -> None:
        assert view_problems(modal(**{key: make(most)})) == []
        assert view_problems(modal(**{key: make(most + 1)}))

    def test_inputs_need_a_submit_button(self) -> None:
        view = modal(field("f"))
        del view["submit"]
        assert view_problems(view) == [
            "missing required field: submit (the view has input blocks) [json-pointer:/view]"
        ]
        assert view_problems(modal() | {"type": "home"})
        assert view_problems({"type": "home", "blocks": [field("f")]}) == []

    def test_blocks_that_only_messages_hold(self) -> None:
        for block in (bar(), table(), {"type": "markdown", "text": "x"}):
            assert view_problems(modal(block))
        assert view_problems(modal({"type": "alert", "text": plain("x" * 200), "level": "info"})) == []

    def test_one_focus_only(self) -> None:
        first, second = field("f", focus_on_load=True), field("g", focus_on_load=True)
        assert view_problems(modal(first)) == []
        assert view_problems(modal(first, second))

    def test_something_that_is_no_view(self) -> None:
        assert view_problems({"type": "workflow_step"})
        assert view_problems("modal")


def test_suggestions() -> None:
    assert option_problems({"options": options(100)}) == []
    assert option_problems({"options": []}) == []
    assert option_problems({"options": options(101)})
    assert option_problems({"option_groups": [{"label": plain("g"), "options": options(1)}]}) == []
    assert option_problems({})
    assert option_problems([])
    assert option_problems(None)
