"""Product areas: admins name them, and signals go to their owners."""

from rituals.messages import areas as looks
from rituals.messages import signal_forms
from storage import accounts
from tests.e2e.house import TEAM, House, words
from tests.e2e.test_triage import decide


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
    assert ["pam will answer" in words(card) for card in house.cards()] == [True, False, True]
    assert "ada will answer" in words(house.cards()[1])


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
    assert ["pam will answer" in words(card) for card in house.cards()] == [False, True]
    assert "max will answer" in words(house.cards()[0])


def test_a_name_is_one_areas_only(house: House) -> None:
    add(house, "Access", "U0PAM", "")
    board = house.view("U0ADA")
    house.acts.click("U0ADA", board, looks.ADD)
    outcome = house.acts.submit(
        "U0ADA", house.view("U0ADA"), {"areas.name": "ACCESS ", "areas.owner": "U0MAX"}
    )
    assert "Another area" in outcome.errors["areas.name"]


def test_everybody_reads_the_areas_and_admins_change_them(house: House) -> None:
    add(house, "Access", "U0PAM", "#sso")
    board = house.open("U0LEA", "/diapason domaines")
    assert "*Access* · <@U0PAM>" in words(board)
    for action in (looks.ADD, looks.EDIT):
        assert action not in words(board)
    form = house.view("U0ADA")
    house.acts.click("U0ADA", form, looks.ADD)
    house.rename("U0ADA", is_admin=False, is_owner=False)
    house.acts.open_home("U0MAX")  # with it goes what else happened
    refused = house.acts.submit(
        "U0ADA", house.view("U0ADA"), {"areas.name": "Exports", "areas.owner": "U0PAM"}
    )
    assert refused.errors
    assert "Exports" not in words(house.open("U0LEA", "/diapason domaines"))


def test_an_area_shows_the_revenue_at_risk_an_account_once(house: House) -> None:
    add(house, "Access", "U0PAM", "#sso")
    house.type("U0ANN", "/signal They leave without SSO for:Acme 45k€ #sso !dealbreaker")
    house.type("U0LEA", "/signal SSO or nothing for:Acme 30k€ #sso !dealbreaker")
    house.type("U0MAX", "/signal SSO for:Globex $20k #sso !dealbreaker")
    house.type("U0MAX", "/signal Nice to have for:Initech 500k€ #sso")
    house.type("U0ANN", "/signal No SLA, no deal for:Hooli !dealbreaker")
    board = words(house.open("U0PAM", "/diapason areas"))
    assert ":warning: 3 open dealbreakers · *revenue at risk: €45,000 and $20,000*" in board
    assert ':warning: 1 open dealbreaker"' in board, "Hooli's revenue is not known"
    assert ":warning: 3 points bloquants en suspens · *revenu en jeu : 45 000 € et 20 000 $US*" in words(
        house.open("U0LEA", "/diapason domaines")
    )
    with house.bot.services.write() as tx:
        acme = accounts.ensure(tx, TEAM, "Acme", house.clock())
        accounts.describe(tx, TEAM, acme, revenue_minor=9_000_000, revenue_currency="EUR")
    decide(house, "U0PAM", house.cards()[2], "declined", reason="direction")
    board = words(house.open("U0PAM", "/diapason areas"))
    assert ":warning: 2 open dealbreakers · *revenue at risk: €90,000*" in board


def test_restricted_revenue_at_risk_is_for_who_may_read_it(house: House) -> None:
    secret = {signal_forms.TEXT: "Umbrella leaves for:Umbrella 7M€ !dealbreaker"}
    form = house.open("U0ANN", "/signal")
    house.acts.submit("U0ANN", form, secret | {signal_forms.VISIBILITY: "restricted"})
    assert "€7,000,000" in words(house.open("U0ANN", "/diapason areas"))
    assert "€7,000,000" in words(house.open("U0ADA", "/diapason areas"))
    assert "dealbreaker" not in words(house.open("U0PAM", "/diapason areas"))
