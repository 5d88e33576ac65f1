"""The inbox: what is new, waiting and late for who owns it; filters, pages, themes for several at once."""

from bot.playground.world import View
from rituals.messages.triage import card as card_looks
from rituals.messages.triage import inbox as looks
from tests.e2e.house import House, words


def refs(view: View) -> list[str]:
    """The signals that stand in the inbox, from top to bottom."""
    sections = [block for block in view.blocks if str(block.get("block_id", "")).startswith(looks.PICK)]
    return [block["text"]["text"].split("*")[1] for block in sections]


def test_its_owner_sees_what_is_new_then_what_waits(house: House) -> None:
    house.type("U0ANN", "/signal Acme <b>needs SSO</b> for:Acme !risk")
    house.type("U0LEA", "/signal Durand veut l’export")
    inbox = house.open("U0ADA", "/diapason inbox")
    assert refs(inbox) == ["S-1", "S-2"]
    assert "*New* 2 · *Waiting* 0 · *Late* 0" in words(inbox)
    assert "Acme &lt;b&gt;needs SSO&lt;/b&gt;" in words(inbox)

    house.acts.click("U0ADA", inbox, card_looks.ACKNOWLEDGE)
    inbox = house.view("U0ADA")
    assert refs(inbox) == ["S-2"]
    house.acts.choose("U0ADA", inbox, looks.SHOW, "waiting")
    assert refs(house.view("U0ADA")) == ["S-1"]

    assert refs(house.open("U0PAM", "/diapason boîte")) == []
    house.acts.choose("U0PAM", house.view("U0PAM"), looks.BY_AREA, "all")
    assert refs(house.view("U0PAM")) == ["S-2"]
    assert house.refused() == []


def test_a_decision_made_there_leaves_the_inbox_true(house: House) -> None:
    house.type("U0ANN", "/signal Acme needs SSO")
    inbox = house.open("U0ADA", "/diapason inbox")
    house.acts.click("U0ADA", inbox, card_looks.DECIDE)
    house.acts.submit("U0ADA", house.view("U0ADA"), {"triage.choice": "planned"})
    assert "*S-1* is now: *Planned*" in words(house.view("U0ADA"))
    house.acts.close("U0ADA", house.view("U0ADA"))
    assert refs(house.view("U0ADA")) == []


def test_filters_by_kind_theme_and_account(house: House) -> None:
    house.type("U0ANN", "/signal Acme needs SSO for:Acme #sso !risk")
    house.type("U0ANN", "/signal Globex needs SSO for:Globex #sso")
    house.type("U0ANN", "/signal Globex wants exports for:Globex #export")
    inbox = house.open("U0ADA", "/diapason inbox")
    house.acts.choose("U0ADA", inbox, looks.BY_KIND, "churn_risk")
    assert refs(house.view("U0ADA")) == ["S-1"]
    house.acts.click("U0ADA", house.view("U0ADA"), looks.CLEAR)
    assert refs(house.view("U0ADA")) == ["S-1", "S-2", "S-3"]
    house.acts.suggest("U0ADA", house.view("U0ADA"), looks.BY_THEME, "SS")
    house.acts.choose("U0ADA", house.view("U0ADA"), looks.BY_THEME, "sso")
    assert refs(house.view("U0ADA")) == ["S-1", "S-2"]
    house.acts.suggest("U0ADA", house.view("U0ADA"), looks.BY_ACCOUNT, "glo")
    house.acts.choose("U0ADA", house.view("U0ADA"), looks.BY_ACCOUNT, "Globex")
    assert refs(house.view("U0ADA")) == ["S-2"]


def test_pages_of_ten_the_oldest_first(house: House) -> None:
    for number in range(1, 24):
        house.type("U0ANN", f"/signal Wish number {number}")
    inbox = house.open("U0ADA", "/diapason inbox")
    assert refs(inbox) == [f"S-{number}" for number in range(1, 11)]
    for _ in range(2):
        house.acts.click("U0ADA", house.view("U0ADA"), looks.NEWER)
    assert refs(house.view("U0ADA")) == ["S-21", "S-22", "S-23"]
    house.acts.click("U0ADA", house.view("U0ADA"), looks.OLDER)
    assert refs(house.view("U0ADA"))[0] == "S-11"
    assert house.refused() == []


def test_a_theme_for_several_at_once(house: House) -> None:
    for text in ("one #old", "two", "three"):
        house.type("U0ANN", f"/signal {text}")
    inbox = house.open("U0ADA", "/diapason inbox")
    house.acts.click("U0ADA", inbox, looks.SET_THEME)
    assert "Tick the signals first" in words(house.view("U0ADA"))
    inbox = house.view("U0ADA")
    for number in (1, 2):
        signal = house.signal(number).id
        house.acts.choose("U0ADA", inbox, looks.PICK, [signal], block_id=f"{looks.PICK}.{signal}")
    house.acts.click("U0ADA", house.view("U0ADA"), looks.SET_THEME)
    house.acts.submit("U0ADA", house.view("U0ADA"), {looks.THEMES: "#sso"})
    assert [house.signal(number).themes for number in (1, 2, 3)] == [("old", "sso"), ("sso",), ()]
    assert "#sso" in words(house.cards()[0])


def test_what_is_late_counts_working_days(house: House) -> None:
    house.type("U0ANN", "/signal Acme leaves without SSO !dealbreaker")  # on a Friday: promised by Tuesday
    house.type("U0ANN", "/signal Nice to have")
    house.clock.later(days=4)
    inbox = house.open("U0ADA", "/diapason inbox")
    assert "*Late* 0" in words(inbox)
    house.clock.later(days=1)
    inbox = house.open("U0ADA", "/diapason inbox")
    house.acts.choose("U0ADA", inbox, looks.SHOW, "late")
    assert refs(house.view("U0ADA")) == ["S-1"]


def test_a_restricted_signal_is_in_its_keepers_inbox_only(house: House) -> None:
    told = house.type("U0ANN", "/signal Between us")
    house.answer("U0ANN", told, "signals.restrict")
    for person, seen in (("U0ADA", ["S-1"]), ("U0PAM", [])):
        inbox = house.open(person, "/diapason inbox")
        house.acts.choose(person, inbox, looks.BY_AREA, "all")
        assert refs(house.view(person)) == seen
        assert ("Between us" in words(house.view(person))) == bool(seen)
