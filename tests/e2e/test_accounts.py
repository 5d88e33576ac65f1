"""The accounts page: every name of an account leads to it; two that are one are merged, and parted again."""

from bot.kit.money import Money
from bot.playground.world import View
from rituals.messages import accounts as looks
from storage import accounts
from storage.accounts import Account
from tests.e2e.house import TEAM, House, words


def account(house: House, name: str) -> Account:
    with house.bot.services.read() as tx:
        found = accounts.named(tx, TEAM, name)
    assert found, f"nobody is called {name}"
    return found


def page(house: House, person: str, typed: str) -> View:
    """The page of the first account that is found by what is typed."""
    house.acts.click(person, house.open(person, f"/diapason accounts {typed}"), looks.OPEN)
    return house.view(person)


def merge(house: House, person: str, name: str, other: str, *, stays: str = looks.THIS) -> View:
    house.acts.click(person, page(house, person, name), looks.MERGE)
    form = house.view(person)
    house.acts.suggest(person, form, looks.OTHER, other)
    outcome = house.acts.submit(person, form, {looks.OTHER: other, looks.STAYS: stays})
    assert outcome.ok, outcome.errors
    return house.view(person)


def test_an_account_is_found_changed_and_known_by_its_other_names(house: House) -> None:
    house.type("U0ANN", "/signal Acme won't renew without SSO for:Acme")
    form = page(house, "U0LEA", "ac")
    assert "1 signal" in words(form)
    filled = {
        looks.ALIASES: "Acme Holding\nAKME",
        looks.SEGMENT: "Enterprise",
        looks.REVENUE: "1.2M",
        looks.CURRENCY: "USD",
        looks.OWNER: "U0MAX",
    }
    assert house.acts.submit("U0LEA", form, filled).ok
    found = account(house, "akme")
    assert (found.name, found.segment, found.owner) == ("Acme", "Enterprise", f"{TEAM}:U0MAX")
    assert Money(found.revenue_minor or 0, found.revenue_currency or "") == Money.of(1_200_000, "USD")
    assert "par an · <@U0MAX> · 1 signal" in words(house.view("U0LEA"))

    house.type("U0ANN", "/signal AKME is unhappy about exports")
    house.type("U0ANN", "/signal They like it, for:'acme holding'")
    assert [house.signal(number).account for number in (1, 2, 3)] == ["Acme"] * 3
    assert "*S-2*" in words(house.type("U0PAM", '/diapason search account:"AKME"'))
    form = house.open("U0PAM", "/signal")
    suggested = house.acts.suggest("U0PAM", form, "signals.account", "akm")
    assert "Acme (AKME)" in str(suggested)
    assert "New:" not in str(house.acts.suggest("U0PAM", form, "signals.account", "AKME"))
    assert house.refused() == []


def test_a_name_leads_to_one_account(house: House) -> None:
    for name in ("Acme", "Globex"):
        house.type("U0ANN", f"/signal SSO please for:{name}")
    form = page(house, "U0PAM", "globex")
    outcome = house.acts.submit("U0PAM", form, {looks.ALIASES: "acme"})
    assert "leads to another account" in outcome.errors[looks.ALIASES]
    outcome = house.acts.submit("U0PAM", form, {looks.ALIASES: "", looks.NAME: " ACME "})
    assert "Another account has this name" in outcome.errors[looks.NAME]
    outcome = house.acts.submit("U0PAM", form, {looks.NAME: "Globex", looks.REVENUE: "a lot"})
    assert looks.REVENUE in outcome.errors
    assert house.acts.submit("U0PAM", form, {looks.NAME: "Globex Inc", looks.REVENUE: ""}).ok
    assert account(house, "globex").name == "Globex Inc", "the name it had leads to it still"
    house.settle()
    assert "Globex Inc" in words(house.cards()[1])
    assert "*S-2*" in words(house.type("U0PAM", "/diapason search inc"))


def test_what_others_changed_since_the_form_was_opened_stays(house: House) -> None:
    house.type("U0ANN", "/signal SSO please for:Acme")
    pam, lea = page(house, "U0PAM", "acme"), page(house, "U0LEA", "acme")
    house.acts.submit("U0PAM", pam, {looks.SEGMENT: "Enterprise", looks.ALIASES: "Akme"})
    house.acts.submit("U0LEA", lea, {looks.REVENUE: "10k", looks.OWNER: "U0LEA"})
    found = account(house, "akme")
    assert (found.segment, found.revenue_minor, found.owner) == ("Enterprise", 1_000_000, f"{TEAM}:U0LEA")


def test_two_accounts_are_merged_and_parted(house: House) -> None:
    house.type("U0ANN", "/signal SSO please for:Acme 10k€")
    house.type("U0ANN", "/signal SSO please, again for:'Acme France'")
    house.acts.submit(
        "U0PAM", page(house, "U0PAM", "acme f"), {looks.SEGMENT: "Enterprise", looks.OWNER: "U0MAX"}
    )
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    shown = words(merge(house, "U0PAM", "acme", "Acme France"))
    assert "*Acme France* leads here since" in shown
    assert "Enterprise · <@U0MAX> · 2 signals" in shown
    assert [house.signal(number).account for number in (1, 2)] == ["Acme", "Acme"]
    house.type("U0ANN", "/signal Acme France wants dark mode")
    assert house.signal(3).account == "Acme"
    house.settle()
    assert "*S-2*" in words(house.type("U0PAM", "/diapason search acme again"))
    assert "Acme France" in words(house.view("U0PAM"))

    assert house.acts.click("U0PAM", house.view("U0PAM"), looks.UNDO).ok
    assert "leads here" not in words(house.view("U0PAM"))
    assert [house.signal(number).account for number in (1, 2, 3)] == ["Acme", "Acme France", "Acme"]
    acme, france = account(house, "acme"), account(house, "acme france")
    assert (acme.segment, acme.owner) == (None, None)
    assert (france.segment, france.owner) == ("Enterprise", f"{TEAM}:U0MAX")
    house.settle()
    assert "Acme France" in words(house.cards()[1])
    assert house.refused() == []


def test_the_other_may_stay_and_chains_are_undone_from_their_end(house: House) -> None:
    for name in ("One", "Two", "Three"):
        house.type("U0LEA", f"/signal Demande de {name}ia for:{name}ia")
    shown = merge(house, "U0LEA", "oneia", "Twoia", stays=looks.THE_OTHER)
    assert "*Oneia* mène ici" in words(shown)
    house.acts.close("U0LEA", shown, everything=True)
    opened = page(house, "U0PAM", "twoia")
    merge(house, "U0LEA", "threeia", "Twoia")
    assert [house.signal(number).account for number in (1, 2, 3)] == ["Threeia"] * 3
    house.acts.click("U0PAM", opened, looks.UNDO)
    assert "*Twoia* was merged into *Threeia* since" in words(house.view("U0PAM"))
    house.acts.click("U0LEA", house.view("U0LEA"), looks.UNDO)
    assert [house.signal(number).account for number in (1, 2, 3)] == ["Twoia", "Twoia", "Threeia"]


def test_an_account_of_restricted_signals_is_shown_to_their_keepers_only(house: House) -> None:
    told = house.type("U0ANN", "/signal Umbrella stops for:Umbrella")
    house.answer("U0ANN", told, "signals.restrict")
    for person, knows in (("U0ANN", True), ("U0ADA", True), ("U0PAM", False)):
        listed = words(house.open(person, "/diapason accounts umb"))
        assert ("*Umbrella*" in listed) == knows
    house.type("U0ANN", "/signal SSO for:Acme")
    house.acts.click("U0PAM", page(house, "U0PAM", "acme"), looks.MERGE)
    form = house.view("U0PAM")
    assert "Umbrella" not in str(house.acts.suggest("U0PAM", form, looks.OTHER, "umb"))


def test_more_names_than_the_form_holds_stay_and_the_form_can_be_kept(house: House) -> None:
    house.type("U0ANN", "/signal Acme won't renew without SSO for:Acme")
    acme = account(house, "Acme").id
    names = [f"Acme Holding of the {number:02} provinces and their many capitals" for number in range(60)]
    with house.bot.services.write() as tx:
        for name in names:
            accounts.add_alias(tx, TEAM, acme, name)
    form = page(house, "U0PAM", "acme")
    assert "and 20 more" in words(form)
    assert house.acts.submit("U0PAM", form, {looks.SEGMENT: "Enterprise"}).ok
    assert account(house, "Acme").segment == "Enterprise"
    with house.bot.services.read() as tx:
        assert sorted(accounts.aliases(tx, TEAM, acme)) == names
    assert house.refused() == []
