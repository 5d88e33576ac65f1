"""Product areas: admins name them, and signals go to their owners."""

from rituals.messages import areas as looks
from tests.e2e.house import House, words


def add(house: House, name: str, owner: str, themes: str, **more: str) -> None:
    board = house.open("U0ADA", "/diapason areas")
    house.acts.click("U0ADA", board, looks.ADD)
    values = {"areas.name": name, "areas.owner": owner, "areas.themes": themes} | more
    outcome = house.acts.submit("U0ADA", house.view("U0ADA"), values)
    assert not outcome.errors, outcome.errors


def test_a_signal_goes_to_the_owner_of_its_themes_area_else_to_the_default_one(house: House) -> None:
    add(house, "Access", "U0PAM", "#sso scim", **{"areas.channel": "C0GEN"})
    board = house.view("U0ADA")
    assert "*Access* · <@U0PAM> · <#C0GEN>" in words(board)
    assert "#scim #sso" in words(board)
    house.type("U0ANN", "/signal They want SSO #sso #zebra")
    house.type("U0ANN", "/signal Something else #zebra")
    house.type("U0ANN", "/signal Between us #sso")
    assert ["pam answers" in words(card) for card in house.cards()] == [True, False, True]
    assert "ada answers" in words(house.cards()[1])


def test_areas_and_the_default_owner_can_be_changed(house: House) -> None:
    add(house, "Access", "U0PAM", "#sso")
    board = house.view("U0ADA")
    house.acts.click("U0ADA", board, looks.EDIT, value=looks.DEFAULT)
    house.acts.submit("U0ADA", house.view("U0ADA"), {"areas.owner": "U0MAX"})
    assert "*Everything else* · <@U0MAX>" in words(house.view("U0ADA"))
    [button] = [
        block["accessory"]["value"]
        for block in board.blocks
        if "Access" in str(block) and "accessory" in block
    ]
    house.acts.click("U0ADA", house.view("U0ADA"), looks.EDIT, value=button)
    house.acts.submit("U0ADA", house.view("U0ADA"), {"areas.themes": "#export", "areas.name": "Exports"})
    assert "*Exports* · <@U0PAM>" in words(house.view("U0ADA"))
    house.type("U0ANN", "/signal They want SSO #sso")
    house.type("U0ANN", "/signal They want CSV #export")
    assert ["pam answers" in words(card) for card in house.cards()] == [False, True]
    assert "max answers" in words(house.cards()[0])


def test_a_name_is_one_areas_only(house: House) -> None:
    add(house, "Access", "U0PAM", "")
    board = house.view("U0ADA")
    house.acts.click("U0ADA", board, looks.ADD)
    outcome = house.acts.submit(
        "U0ADA", house.view("U0ADA"), {"areas.name": "ACCESS ", "areas.owner": "U0MAX"}
    )
    assert "Another area" in outcome.errors["areas.name"]


def test_areas_are_for_admins(house: House) -> None:
    told = house.type("U0LEA", "/diapason domaines")
    assert "Vous ne pouvez pas" in told.text or "administrat" in told.text
