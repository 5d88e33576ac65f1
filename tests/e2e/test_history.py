"""Everything that changes is written down with before and after, and told in words to who may see the thing."""

from collections.abc import Callable, Mapping

import pytest
from sqlalchemy import select

from bot.playground.world import Ephemeral
from bot.playground.world.elements import elements
from rituals.messages import accounts as account_looks
from rituals.messages import areas as area_looks
from rituals.messages import following as following_looks
from rituals.messages import release_forms, roadmap_forms, theme_forms
from rituals.messages import rituals as ritual_looks
from rituals.messages import roadmap as roadmap_looks
from rituals.messages import roles as role_looks
from rituals.messages import signal_forms as forms
from rituals.messages import signals as looks
from rituals.messages import themes as theme_looks
from rituals.messages.triage import card as card_looks
from rituals.messages.triage import forms as triage_forms
from storage import tables
from tests.e2e.house import House, words


def capture(house: House) -> None:
    house.type("U0ANN", "/signal They want SSO for:Acme #sso")


def noted(house: House) -> list[tuple[str, str, str | None]]:
    """Everything in the audit log, in order: kind, act, and who did it."""
    audit = tables.audit
    with house.bot.services.read() as tx:
        rows = tx.execute(select(audit.c.object_kind, audit.c.act, audit.c.by).order_by(audit.c.id)).all()
    return [(kind, act, by.partition(":")[2] if by else None) for kind, act, by in rows]


def on_card(house: House, person: str, action_id: str, values: Mapping[str, str]) -> None:
    card = house.cards()[0]
    house.acts.click(person, card, action_id)
    outcome = house.acts.submit(person, house.view(person), values)
    assert not outcome.errors
    house.acts.close(person, house.view(person))


def edit(house: House) -> None:
    values = {forms.CORRECTION: "SSO with SAML", forms.KIND: "request"}
    on_card(house, "U0ANN", looks.EDIT, values)


def decide(house: House) -> None:
    on_card(house, "U0PAM", card_looks.DECIDE, {triage_forms.CHOICE: "planned"})


def answer(house: House) -> None:
    on_card(house, "U0PAM", card_looks.ANSWER, {triage_forms.TEXT: "Soon"})


def restrict(house: House) -> None:
    told = house.type("U0ANN", "/signal Between us")
    house.answer("U0ANN", told, looks.RESTRICT)


def undo(house: House) -> None:
    house.answer("U0ANN", house.type("U0ANN", "/signal A slip"), looks.UNDO)


def follow(house: House) -> None:
    card = house.cards()[0]
    house.answer("U0LEA", card, following_looks.FOLLOW)


def announce(house: House) -> None:
    view = house.open("U0PAM", "/release")
    house.acts.submit("U0PAM", view, {release_forms.NAME: "4.2", release_forms.changes_input(0): "SSO"})
    house.acts.close("U0PAM", house.view("U0PAM"))


def add_item(house: House) -> None:
    view = house.open("U0PAM", "/roadmap add")
    house.acts.submit("U0PAM", view, {roadmap_forms.TITLE: "Single sign-on"})
    house.acts.close("U0PAM", house.view("U0PAM"))


def move_item(house: House) -> None:
    view = house.open("U0PAM", "/roadmap I-1")
    house.acts.click("U0PAM", view, roadmap_looks.MOVE)
    house.acts.submit("U0PAM", house.view("U0PAM"), {roadmap_forms.PLACE: "now"})
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)


def link(house: House) -> None:
    house.type("U0ANN", "/roadmap I-1 S-1")


def follow_item(house: House) -> None:
    view = house.open("U0ANN", "/roadmap I-1")
    house.acts.click("U0ANN", view, roadmap_looks.FOLLOW)
    house.acts.close("U0ANN", house.view("U0ANN"), everything=True)


def area(house: House) -> None:
    board = house.open("U0ADA", "/diapason areas")
    house.acts.click("U0ADA", board, area_looks.ADD)
    house.acts.submit("U0ADA", house.view("U0ADA"), {"areas.name": "Access", "areas.owner": "U0PAM"})
    house.acts.close("U0ADA", house.view("U0ADA"))


def theme(house: House) -> None:
    board = house.open("U0PAM", "/diapason themes")
    house.acts.click("U0PAM", board, theme_looks.OPEN)
    house.acts.submit("U0PAM", house.view("U0PAM"), {theme_forms.LABEL: "#login"})
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)


def account(house: House) -> None:
    house.acts.click("U0LEA", house.open("U0LEA", "/diapason accounts acme"), account_looks.OPEN)
    house.acts.submit("U0LEA", house.view("U0LEA"), {account_looks.SEGMENT: "Enterprise"})
    house.acts.close("U0LEA", house.view("U0LEA"), everything=True)


def role(house: House) -> None:
    view = house.open("U0ADA", "/diapason roles")
    house.acts.submit("U0ADA", view, {role_looks.PEOPLE["marketing"]: ["U0MAX"]})
    house.acts.close("U0ADA", house.view("U0ADA"))


def pause(house: House) -> None:
    board = house.type("U0ADA", "/diapason rituals")
    _first(house, board, ritual_looks.PAUSE)


def skip(house: House) -> None:
    board = house.type("U0ADA", "/diapason rituals")
    _first(house, board, ritual_looks.SKIP)


def _first(house: House, board: Ephemeral, action_id: str) -> None:
    value = next(one["value"] for _, one in elements(board.blocks) if one["action_id"] == action_id)
    house.answer("U0ADA", board, action_id, value=value)


def language(house: House) -> None:
    house.type("U0ANN", "/diapason language fr")
    house.type("U0ANN", "/diapason language en")


ACTS: list[tuple[Callable[[House], None], list[tuple[str, str, str | None]]]] = [
    (capture, [("signal", "capture", "U0ANN")]),
    (edit, [("signal", "edit", "U0ANN")]),
    (decide, [("signal", "planned", "U0PAM")]),
    (answer, [("signal", "answer", "U0PAM")]),
    (follow, [("signal", "follow", "U0LEA")]),
    (restrict, [("signal", "capture", "U0ANN"), ("signal", "edit", "U0ANN")]),
    (undo, [("signal", "capture", "U0ANN"), ("signal", "undo", "U0ANN")]),
    (announce, [("release", "add", "U0PAM"), ("release", "announced", "U0PAM")]),
    (add_item, [("item", "add", "U0PAM")]),
    (move_item, [("item", "move", "U0PAM")]),
    (link, [("item", "link", "U0ANN")]),
    (follow_item, [("item", "follow", "U0ANN")]),
    (area, [("area", "edit", "U0ADA")]),
    (theme, [("theme", "edit", "U0PAM")]),
    (account, [("account", "edit", "U0LEA")]),
    (role, [("role", "give", "U0ADA")]),
    (pause, [("ritual", "pause", "U0ADA")]),
    (skip, [("ritual", "skip", "U0ADA")]),
    (language, [("person", "language", "U0ANN"), ("person", "language", "U0ANN")]),
]


def test_each_act_is_written_down(house: House) -> None:
    made = ("demo", "planned", None)  # the next two sessions
    assert noted(house) == [("workspace", "set_up", "U0ADA"), made, made]
    for act, expected in ACTS:
        before = len(noted(house))
        act(house)
        house.settle()
        assert noted(house)[before:] == expected, act.__name__


def test_what_people_wrote_is_not_in_the_log(house: House) -> None:
    for act in (capture, edit, answer):
        act(house)
    audit = tables.audit
    with house.bot.services.read() as tx:
        whole = str(tx.execute(select(audit.c.before, audit.c.after)).all())
    for said in ("They want SSO", "SSO with SAML", "Soon"):
        assert said not in whole


@pytest.mark.parametrize("person", ["U0ANN", "U0LEA"])
def test_a_signals_history_in_words(house: House, person: str) -> None:
    for act in (capture, edit, decide):
        act(house)
    page = words(house.open(person, "/diapason history S-1"))
    if person == "U0ANN":
        told = ("*ann* captured it", "*ann* edited it", "Kind: Feedback → Request", "*pam* planned it")
    else:
        told = ("*ann* l’a saisi", "*ann* l’a modifié", "*pam* l’a prévu", "État : Nouveau → ")
    for line in told:
        assert line in page, page
    assert page.index(told[-1]) < page.index(told[0])  # the newest first
    assert "SAML" not in page


def test_an_items_and_a_releases_history(house: House) -> None:
    for act in (announce, add_item, move_item, capture, link):
        act(house)
    page = words(house.open("U0ANN", "/diapason historique i-1"))
    for line in ("*pam* added it", "Column: Next → Now", "*ann* put a signal behind it", "Signal: S-1"):
        assert line in page, page
    house.acts.close("U0ANN", house.view("U0ANN"))
    assert "State: draft → announced" in words(house.open("U0ANN", "/diapason history R-1"))


def test_a_restricted_signals_history_is_for_its_keepers(house: House) -> None:
    for act in (capture, add_item, restrict):
        act(house)
    assert "Who can" in house.type("U0PAM", "/diapason history S-2").text
    house.type("U0ANN", "/roadmap I-1 S-2")
    page = words(house.open("U0PAM", "/diapason history I-1"))
    assert "put a signal behind it" in page
    assert "S-2" not in page
    assert house.open("U0ADA", "/diapason history S-2")


@pytest.mark.parametrize("typed", ["", "S-99", "SSO", "<!channel>"])
def test_no_reference_is_told_how(house: House, typed: str) -> None:
    told = house.type("U0ANN", f"/diapason history {typed}").text
    assert "`/diapason history S-12`" in told
    assert house.world.pings == []
