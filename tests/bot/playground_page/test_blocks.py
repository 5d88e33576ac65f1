"""Every block is drawn: readable, labelled, harmless, and within a strict Content-Security-Policy."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.playground.render.blocks import render_blocks
from bot.playground.render.controls import Act, Address
from bot.playground.render.viewer import Surface, Viewer
from tests.bot.playground_page import gallery
from tests.bot.playground_page.gallery import Block, field, option, plain
from tests.bot.playground_page.readers import CAMILLE, COMPANY, MODAL, NORA, Tags

MESSAGE = Surface("message", "/as/U1/C1/message/1", "/as/U1/C1/suggest/message/1", "m1")
ALL = {
    "card": gallery.CARD,
    "digest": gallery.DIGEST,
    "charts": gallery.CHARTS,
    "prose": gallery.PROSE,
    "new": gallery.NEW,
    "form": gallery.FORM,
}


def drawn(blocks: Sequence[Block], viewer: Viewer = CAMILLE, surface: Surface = MESSAGE) -> Tags:
    return Tags(str(render_blocks(blocks, viewer, COMPANY, surface)))


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("viewer", [CAMILLE, NORA], ids=["fr", "en"])
def test_nothing_needs_inline_style_or_script(name: str, viewer: Viewer) -> None:
    tags = drawn(ALL[name], viewer)
    assert tags.text.strip()
    for tag, attributes in tags.found:
        assert tag not in ("script", "style", "iframe", "object", "form")
        assert not [key for key in attributes if key == "style" or key.startswith("on")]
        for key in ("href", "src"):
            assert (attributes.get(key) or "https:").startswith(("https:", "/as/"))


@pytest.mark.parametrize("name", ALL)
def test_ids_are_unique_and_stay_the_same(name: str) -> None:
    once, again = drawn(ALL[name]), drawn(ALL[name])
    ids = [attributes["id"] for _, attributes in once.found if "id" in attributes]
    assert ids == [attributes["id"] for _, attributes in again.found if "id" in attributes]
    assert [key for key, count in Counter(ids).items() if count > 1] == []


def test_what_people_wrote_stays_words() -> None:
    assert "<!channel> & <b>vite</b>" in drawn(gallery.CARD).text
    assert "b" not in {tag for tag, _ in drawn(gallery.CARD).found}


def test_an_unknown_block_is_seen() -> None:
    assert "from_the_future" in drawn(gallery.NEW).text


def test_buttons_say_which_act_they_are() -> None:
    acts = [
        Act.read(str(button["value"]))
        for button in drawn(gallery.CARD).all("button")
        if button.get("name") == "act"
    ]
    assert [act.address for act in acts[:2]] == [
        Address("acts", "signal.edit"),
        Address("acts", "signal.undo"),
    ]
    assert [act.option["value"] for act in acts if act.option] == ["share", "history"]


def test_a_question_is_asked_before_the_act() -> None:
    tags = drawn(gallery.CARD)
    dialog = tags.all("dialog")[0]["id"]
    assert {"data-opens": dialog}.items() <= next(b for b in tags.all("button") if "data-opens" in b).items()
    assert "Annuler S-12 ?" in tags.text


def test_a_link_that_is_no_link_is_a_plain_button() -> None:
    button = {"type": "button", "action_id": "a", "text": plain("Open"), "url": "javascript:alert(1)"}
    tags = drawn([{"type": "actions", "block_id": "b", "elements": [button]}])
    assert tags.all("a") == []
    assert len(tags.all("button")) == 1


def test_a_choice_in_a_message_is_told_at_once_and_one_in_a_form_waits() -> None:
    [menu] = drawn(gallery.CARD).all("select")
    assert menu["hx-post"] == MESSAGE.url
    assert menu["aria-label"] == "Changer le type"
    kind, room, owner = drawn(gallery.FORM, surface=MODAL).all("select")
    assert "hx-post" not in kind
    assert "hx-post" not in room
    assert owner["hx-post"] == MODAL.url  # it dispatches


def test_every_field_has_a_label_a_hint_and_its_error() -> None:
    surface = replace(MODAL, errors={"link": "An address begins with https://"})
    tags = drawn(gallery.FORM, surface=surface)
    labels = {label.get("for") for label in tags.all("label")}
    controls = [
        c
        for tag in ("input", "textarea", "select")
        for c in tags.all(tag)
        if c.get("type") not in ("radio", "checkbox")
    ]
    assert controls
    search = [control["id"] for control in controls if control.get("type") == "search"]
    assert {control["id"] for control in controls} - labels == set(search)  # it stands in a fieldset
    [text] = tags.all("textarea")
    assert text["required"] is None
    assert text["maxlength"] == "3000"
    assert str(text["aria-describedby"]).endswith("-hint")
    [link] = [control for control in controls if control.get("type") == "url"]
    assert link["aria-invalid"] == "true"
    assert link["aria-describedby"] in {p.get("id") for p in tags.all("p")}
    assert "An address begins with https://" in tags.text


def test_typed_words_win_over_initial_ones() -> None:
    name = Address("day", "day.value").name
    tags = drawn(gallery.FORM, surface=replace(MODAL, typed={name: ["2027-01-04"]}))
    assert (
        next(control for control in tags.all("input") if control.get("name") == name)["value"] == "2027-01-04"
    )


def test_a_text_that_starts_with_a_line_break_keeps_it() -> None:
    text = field(
        "t", "T", {"type": "plain_text_input", "multiline": True, "initial_value": "\n</textarea><b>"}
    )
    html = str(render_blocks([text], CAMILLE, COMPANY, MODAL))
    assert ">\n\n&lt;/textarea&gt;&lt;b&gt;</textarea>" in html


def test_option_groups_have_names() -> None:
    groups = [{"label": plain("Ours"), "options": [option("SSO", "sso")]}]
    tags = drawn([field("g", "Theme", {"type": "static_select", "option_groups": groups})])
    assert tags.all("optgroup") == [{"label": "Ours"}]


def test_charts_say_their_numbers() -> None:
    pie, line, area = (
        drawn(gallery.CHARTS, NORA).all("svg")[0::4][:1] + drawn(gallery.CHARTS, NORA).all("svg")[4::3][:2]
    )
    assert "Requests: 14 (56%)" in str(pie["aria-label"])
    assert "Signals: W42 12, W43 18" in str(line["aria-label"])
    assert "Net change" in str(area["aria-label"])


@pytest.mark.parametrize("kind", ["bar", "line", "area"])
@pytest.mark.parametrize("values", [[0, 0], [-3, -8], [0.001, 0.002], [1e12, 5]], ids=str)
def test_any_numbers_stay_in_the_drawing(kind: str, values: list[float]) -> None:
    labels = ["a", "b"]
    data = [{"label": label, "value": value} for label, value in zip(labels, values, strict=True)]
    chart = {"type": kind, "series": [{"name": "s", "data": data}], "axis_config": {"categories": labels}}
    tags = drawn([{"type": "data_visualization", "title": "t", "chart": chart}])
    for circle in tags.all("circle"):
        assert 0 <= float(str(circle["cy"])) <= 240
    for bar in tags.all("rect"):
        assert float(str(bar.get("y", 0))) + float(str(bar["height"])) <= 241


def test_names_without_room_lean_and_are_never_cut() -> None:
    def names(categories: list[str]) -> list[tuple[str, bool]]:
        data = [{"label": name, "value": 1} for name in categories]
        chart = {"type": "bar", "series": [{"name": "s", "data": data}]}
        block = {
            "type": "data_visualization",
            "title": "t",
            "chart": chart | {"axis_config": {"categories": categories}},
        }
        tags = drawn([block])
        return [
            (name, "transform" in tag)
            for name, tag in zip(categories, tags.all("text")[-len(categories) :], strict=True)
        ]

    assert names(["Win", "Loss"]) == [("Win", False), ("Loss", False)]
    many = ["Competitor", "Churn risk", "Feedback", "Friction", "Praise", "Win", "Loss", "Reputation"]
    assert names(many) == [(name, True) for name in many]
