"""The roadmap from the keyboard: adding, moving, ordering, linking, following; what stands behind an item."""

from rituals.messages import roadmap as looks
from rituals.messages import roadmap_forms as forms
from rituals.messages import signal_forms
from storage import audit, roadmap, roles
from storage.roadmap import Item
from tests.e2e.house import TEAM, House, open_house, words


def add(house: House, title: str, place: str = "next", person: str = "U0PAM") -> None:
    form = house.open(person, "/roadmap add")
    assert house.acts.submit(person, form, {forms.TITLE: title, forms.PLACE: place}).ok
    house.acts.close(person, house.view(person), everything=True)


def item(house: House, number: int) -> Item:
    with house.bot.services.read() as tx:
        found = roadmap.by_number(tx, TEAM, number)
    assert found, f"there is no I-{number}"
    return found


def order(house: House, place: str = "next") -> list[str]:
    with house.bot.services.read() as tx:
        return [found.title for found in roadmap.in_place(tx, TEAM, place, 50)]


def click(house: House, person: str, action: str, value: str | None = None) -> None:
    outcome = house.acts.click(person, house.view(person), action, value=value)
    assert outcome.ok, outcome.error


def test_an_item_is_added_and_stands_on_the_board(house: House) -> None:
    board = house.open("U0PAM", "/roadmap")
    assert words(board).count("Nothing here yet") == 3
    click(house, "U0PAM", looks.ADD)
    filled = {forms.TITLE: "SSO  with Okta", forms.OWNER: "U0LEA", forms.PLACE: "now"}
    assert house.acts.submit("U0PAM", house.view("U0PAM"), filled).ok
    page = house.view("U0PAM")
    assert page.id == board.id, "the form is gone, the page under it shows the item"
    for part in ("I-1", "SSO with Okta", "léa", "Now", "No signal stands behind it yet"):
        assert part in words(page) + str(page.title)
    click(house, "U0PAM", looks.BOARD)
    assert "*I-1* · SSO with Okta · léa" in words(house.view("U0PAM"))
    assert "Now (1)" in words(house.view("U0PAM"))
    assert house.refused() == []


def test_the_board_speaks_french_to_who_reads_french(house: House) -> None:
    add(house, "SSO")
    board = house.open("U0LEA", "/roadmap")
    for part in (
        "Maintenant (0)",
        "Ensuite (1)",
        "Plus tard (0)",
        "Livré (0)",
        "Écarté (0)",
        "Ajouter un sujet",
    ):
        assert part in words(board)
    house.open("U0LEA", "/roadmap i-1")
    assert "Aucun signal derrière" in words(house.view("U0LEA"))
    assert "Nouveau sujet" in str(house.open("U0LEA", "/roadmap ajouter").title)
    assert "I-9" in words(house.type("U0LEA", "/roadmap I-9"))
    assert "ne me dit rien" in words(house.type("U0LEA", "/roadmap danser"))


def test_evidence_counts_an_account_once_and_prints_the_score(house: House) -> None:
    house.type("U0ANN", "/signal We need SSO for:Acme 45k€ !dealbreaker")
    house.type("U0LEA", "/signal SSO again, or we leave for:Acme 30k€")
    house.type("U0MAX", "/signal SSO please for:Globex $20k")
    add(house, "SSO with Okta")
    for number in (1, 2, 3):
        assert f"S-{number}" in words(house.type("U0PAM", f"/roadmap I-1 S-{number}"))
    assert "already" in words(house.type("U0ANN", "/roadmap I-1 S-1"))
    page = words(house.open("U0PAM", "/roadmap I-1"))
    assert "3 signals · 2 accounts · €45,000 · $20,000 · 1 dealbreaker" in page
    # 3 × 1 + 2 × 3 + 1 × 5 + 4 whole steps of 10,000 €
    assert "*Score 18* = signals 3 × 1 + accounts 2 × 3 + dealbreakers 1 × 5 + 4 for revenue" in page
    assert "1 dealbreaker · *Score 18*" in words(house.open("U0PAM", "/roadmap"))
    assert "We need SSO for:Acme" in page
    assert "Signals: S-1, S-2, S-3" in page


def test_a_restricted_signal_counts_and_is_named_to_nobody_else(house: House) -> None:
    secret = {signal_forms.TEXT: "Umbrella wants SSO for:Umbrella 7M€", signal_forms.VISIBILITY: "restricted"}
    house.acts.submit("U0ANN", house.open("U0ANN", "/signal"), secret)
    house.acts.close("U0ANN", house.view("U0ANN"))
    add(house, "SSO with Okta")
    assert "Vous ne pouvez pas" in words(house.type("U0LEA", "/roadmap I-1 S-1"))
    assert "now stands behind" in words(house.type("U0ANN", "/roadmap I-1 S-1"))
    hers, his = words(house.open("U0ANN", "/roadmap I-1")), words(house.open("U0PAM", "/roadmap I-1"))
    assert "Umbrella" in hers
    assert "1 signal (1 restricted)" in his
    for named in ("Umbrella", "7,000,000", "S-1"):
        assert named not in his
    click(house, "U0PAM", looks.LINK)
    offered = house.acts.suggest("U0PAM", house.view("U0PAM"), forms.SIGNAL, "Umbrella")
    assert offered.ok
    assert offered.options == []


def test_linking_by_the_form_finds_by_reference_and_words(house: House) -> None:
    house.type("U0ANN", "/signal Acme needs SSO")
    house.type("U0ANN", "/signal The export is slow")
    add(house, "Faster export")
    house.open("U0PAM", "/roadmap I-1")
    click(house, "U0PAM", looks.LINK)
    for typed, found in (("export", ["S-2"]), ("s-1", ["S-1"]), ("2", ["S-2"]), ("", ["S-2", "S-1"])):
        offered = house.acts.suggest("U0PAM", house.view("U0PAM"), forms.SIGNAL, typed).options
        assert [option["text"]["text"].split(" ")[0] for option in offered or ()] == found, typed
    chosen = house.signal(2).id
    assert house.acts.submit("U0PAM", house.view("U0PAM"), {forms.SIGNAL: chosen}).ok
    assert "The export is slow" in words(house.view("U0PAM"))


def test_later_and_declined_need_a_reason(house: House) -> None:
    add(house, "Dark mode")
    house.open("U0PAM", "/roadmap I-1")
    click(house, "U0PAM", looks.MOVE)
    for place in ("later", "declined"):
        refused = house.acts.submit("U0PAM", house.view("U0PAM"), {forms.PLACE: place})
        assert "Choose a reason" in refused.errors[forms.REASON]
    house.acts.submit("U0PAM", house.view("U0PAM"), {forms.PLACE: "later", forms.REASON: "too_few"})
    assert "Too few people need it for now" in words(house.view("U0PAM"))
    click(house, "U0PAM", looks.MOVE)
    house.acts.submit("U0PAM", house.view("U0PAM"), {forms.PLACE: "declined", forms.WORDS: "Not <us>, Zoé"})
    assert "Not &lt;us&gt;, Zoé" in words(house.view("U0PAM"))
    assert "Trop peu" not in words(house.open("U0LEA", "/roadmap I-1"))
    house.open("U0PAM", "/roadmap")
    click(house, "U0PAM", looks.CLOSED[roadmap.Place.DECLINED])
    assert "Dark mode" in words(house.view("U0PAM"))
    with house.bot.services.read() as tx:
        story = audit.history(tx, TEAM, roadmap.KIND, item(house, 1).id)
    assert [entry.act for entry in story] == ["add", "move", "move"]
    assert (story[1].before["place"], story[1].after["place"]) == ("next", "later")


def test_up_and_down_change_the_order_inside_a_column(house: House) -> None:
    for title in ("One", "Two", "Three"):
        add(house, title)
    house.open("U0PAM", "/roadmap I-3")
    click(house, "U0PAM", looks.UP)
    assert order(house) == ["One", "Three", "Two"]
    click(house, "U0PAM", looks.UP)
    assert order(house) == ["Three", "One", "Two"]
    assert looks.UP not in words(house.view("U0PAM"))
    click(house, "U0PAM", looks.DOWN)
    assert order(house) == ["One", "Three", "Two"]


def test_a_form_that_somebody_overtook_changes_nothing(house: House) -> None:
    add(house, "SSO")
    for person in ("U0PAM", "U0ANN"):
        house.open(person, "/roadmap I-1")
        click(house, person, looks.EDIT)
    assert house.acts.submit("U0PAM", house.view("U0PAM"), {forms.TITLE: "SSO with Okta"}).ok
    late = house.acts.submit("U0ANN", house.view("U0ANN"), {forms.TITLE: "SAML"})
    assert "Somebody has changed this item" in late.errors[forms.TITLE]
    assert item(house, 1).title == "SSO with Okta"


def test_following_is_mine_to_take_and_leave(house: House) -> None:
    add(house, "SSO")
    house.open("U0MAX", "/roadmap I-1")
    click(house, "U0MAX", looks.FOLLOW)
    assert "Suivi par max" in words(house.view("U0MAX"))
    assert "Followed by max" in words(house.open("U0ANN", "/roadmap I-1"))
    click(house, "U0MAX", looks.UNFOLLOW)
    assert "Followed" not in words(house.open("U0ANN", "/roadmap I-1"))


def test_a_long_column_is_shown_page_by_page(house: House) -> None:
    for number in range(28):
        add(house, f"Idea {number}")
    board = house.open("U0PAM", "/roadmap")
    assert words(board).count("Idea ") >= looks.COLUMN_SHOWN
    assert "Idea 15" not in words(board)
    click(house, "U0PAM", looks.COLUMN)
    assert "Idea 24" in words(house.view("U0PAM"))
    click(house, "U0PAM", looks.AFTER)
    assert "Idea 27" in words(house.view("U0PAM"))
    assert "Idea 24" not in words(house.view("U0PAM"))
    click(house, "U0PAM", looks.BEFORE)
    click(house, "U0PAM", looks.BOARD)
    assert house.refused() == []


def test_marketings_and_products_evidence_stand_apart(house: House) -> None:
    house.type("U0ANN", "/signal We need SSO for:Acme 45k€ !dealbreaker")
    house.type("U0ADA", "/signal SSO again for:Acme")  # she owns what belongs to no area
    house.type("U0PAM", "/signal SSO for:Globex 20k€")
    add(house, "SSO with Okta")
    for number in (1, 2, 3):
        house.type("U0PAM", f"/roadmap I-1 S-{number}")
    page = words(house.open("U0PAM", "/roadmap I-1"))
    assert "3 signals · 2 accounts · €65,000 · 1 dealbreaker" in page
    assert "• *From marketing, sales and the field:* 2 signals · 2 accounts · €65,000 · 1 dealbreaker" in page
    assert "• *From product:* 1 signal · 1 account" in page, "nobody is a PM by a role yet"
    with house.bot.services.write() as tx:
        now = house.clock()
        roles.give(tx, TEAM, "pm", f"{TEAM}:U0PAM", known=True, by=f"{TEAM}:U0ADA", now=now)
    page = words(house.open("U0LEA", "/roadmap I-1"))
    assert "• *Du marketing, des ventes et du terrain :* 2 signaux · 1 compte · 45 000 € · 1 bloquant" in page
    assert "• *Du produit :* 1 signal · 1 compte · 20 000 €" in page


def test_a_side_that_noted_nothing_says_so(house: House) -> None:
    house.type("U0ANN", "/signal We need SSO")
    add(house, "SSO with Okta")
    house.type("U0PAM", "/roadmap I-1 S-1")
    assert "All of it from marketing, sales and the field; nothing from product yet." in words(
        house.open("U0PAM", "/roadmap I-1")
    )


def test_the_weights_of_the_score_are_settings(database_url: str) -> None:
    weights = {
        "diapason_score_signal": "2",
        "diapason_score_account": "0",
        "diapason_score_revenue_step": "5000",
    }
    with open_house(database_url, weights) as house:
        house.set_up()
        house.type("U0ANN", "/signal We need SSO for:Acme 45k€ !dealbreaker")
        add(house, "SSO with Okta")
        house.type("U0PAM", "/roadmap I-1 S-1")
        page = words(house.open("U0PAM", "/roadmap I-1"))
    assert "*Score 16* = signals 1 × 2 + dealbreakers 1 × 5 + 9 for revenue (1 for every €5,000)" in page, (
        "what weighs nothing is left out"
    )
