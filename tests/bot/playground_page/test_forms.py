"""A posted form becomes the state that Slack would report."""

import json

from bot.playground.page.forms import find_element, read_state, write_state
from bot.playground.render.blocks import render_blocks
from bot.playground.render.controls import Address
from bot.playground.render.viewer import Surface
from tests.bot.playground_page import gallery
from tests.bot.playground_page.gallery import field, option
from tests.bot.playground_page.readers import CAMILLE, COMPANY, MODAL, Tags


def posted(html: str) -> dict[str, list[str]]:
    """What a browser would send of this form if nobody touched it (selects and text areas left empty)."""
    sent: dict[str, list[str]] = {}
    for control in Tags(html).all("input"):
        ticked = control.get("type") not in ("radio", "checkbox") or "checked" in control
        if ticked and control.get("name"):
            sent.setdefault(str(control["name"]), []).append(str(control.get("value") or ""))
    return sent


def test_an_untouched_form_gives_its_initial_values() -> None:
    state = read_state(
        gallery.FORM, posted(str(render_blocks(gallery.FORM, CAMILLE, COMPANY, MODAL))), "Europe/Paris"
    )
    assert state["text"]["text.value"] == {"type": "plain_text_input", "value": None}
    assert state["account"]["account.value"]["selected_option"] == option("Acme", "acme")
    assert state["themes"]["themes.value"]["selected_options"] == [option("SSO", "sso")]
    assert state["importance"]["importance.value"]["selected_option"]["value"] == "normal"
    assert state["day"]["day.value"] == {"type": "datepicker", "selected_date": "2026-11-30"}
    assert state["hour"]["hour.value"] == {"type": "timepicker", "selected_time": "09:00"}
    assert state["moment"]["moment.value"] == {"type": "datetimepicker", "selected_date_time": 1795437000}
    assert state["people"]["people.value"] == {"type": "multi_users_select", "selected_users": ["U2"]}
    assert state["visible"]["visible.value"] == {"type": "checkboxes", "selected_options": []}
    assert state["room"]["room.value"] == {"type": "conversations_select", "selected_conversation": None}
    assert "more" not in state  # a button has no state
    assert read_state(gallery.FORM, write_state(state, "Europe/Paris"), "Europe/Paris") == state


def test_what_was_typed_and_chosen_is_read() -> None:
    def name(block: str) -> str:
        return Address(block, f"{block}.value").name

    chosen = option("Objection", "objection")
    form = {
        name("text"): ["Two\r\nlines & <b>"],
        name("kind"): [json.dumps(chosen)],
        name("owner"): ["U2"],
        name("amount"): ["45000.5"],
        "typed": ["of the page's own"],
    }
    state = read_state(gallery.FORM, form, "Europe/Paris")
    assert state["text"]["text.value"]["value"] == "Two\nlines & <b>"
    assert state["kind"]["kind.value"]["selected_option"] == chosen
    assert state["owner"]["owner.value"]["selected_user"] == "U2"
    assert state["amount"]["amount.value"] == {"type": "number_input", "value": "45000.5"}


def test_a_date_with_time_is_meant_in_the_persons_zone() -> None:
    block = field("m", "When", {"type": "datetimepicker"})
    form = {Address("m", "m.value").name: ["2026-11-23T09:30"]}
    state = read_state([block], form, "America/New_York")
    assert state["m"]["m.value"]["selected_date_time"] == 1795444200
    assert write_state(state, "Europe/Paris") == {Address("m", "m.value").name: ["2026-11-23T15:30"]}


def test_any_ids_survive_the_form() -> None:
    address = Address("b/&=é :%", 'a"|<x>')
    block = {
        "type": "input",
        "block_id": address.block_id,
        "element": {"type": "url_text_input", "action_id": address.action_id},
    }
    html = str(render_blocks([block], CAMILLE, COMPANY, Surface("modal", "/", "/", "v")))
    [control] = Tags(html).all("input")
    assert Address.read(str(control["name"])) == address
    assert find_element([block], address) == block["element"]
    assert find_element([block], Address("b", "c")) is None
    assert Address.read("text") is None
