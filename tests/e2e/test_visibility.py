"""Restricted signals count, and are never quoted or named where others read."""

from datetime import timedelta

from rituals.messages import digest as digest_looks
from rituals.messages import signal_forms as forms
from rituals.messages import signals as looks
from tests.e2e.house import HERE, MONDAY, House, words

SECRET = "Umbrella is for sale for:Umbrella 7M€ #merger vs:Wayne !blocker"
SECRETS = ("Umbrella", "for sale", "merger", "Wayne", "7,000,000", "7 000 000")


def hears_nothing(house: House, *, but: str) -> None:
    """Nothing of the secret is anywhere but before its author."""
    for channel in house.world.channels:
        for message in house.world.messages(channel):
            assert message.deleted or not any(secret in words(message) for secret in SECRETS)
    for person in house.world.people:
        if person != but:
            for told in house.world.ephemerals(person, HERE):
                assert not any(secret in words(told) for secret in SECRETS)


def test_restricting_takes_the_card_away_and_showing_brings_it_back(house: House) -> None:
    told = house.type("U0ANN", f"/signal {SECRET}")
    assert "The team sees it" in words(told)
    assert len(house.cards()) == 1
    told = house.answer("U0ANN", told, looks.RESTRICT)
    assert "Restricted" in words(told)
    assert house.cards() == []
    hears_nothing(house, but="U0ANN")
    told = house.answer("U0ANN", told, looks.SHARE)
    assert "The team sees it" in words(told)
    [card] = house.cards()
    assert "Umbrella is for sale" in words(card)


def test_a_restricted_signal_counts_and_is_named_nowhere(house: House) -> None:
    form = house.open("U0ANN", "/signal")
    house.acts.submit("U0ANN", form, {forms.TEXT: SECRET, forms.VISIBILITY: "restricted"})
    assert "Restricted" in words(house.view("U0ANN"))
    house.type("U0LEA", "/signal Acme needs SSO")
    assert len(house.cards()) == 1
    house.clock.now = MONDAY
    house.settle()
    [_, digest] = house.posted("C0DIG")
    assert "2 signals" in words(digest)
    assert "1 restricted" in words(digest) or "1 of them restricted" in words(digest)
    house.type("U0LEA", "/signal one more")
    seen = house.type("U0LEA", "/digest")
    house.answer("U0LEA", seen, digest_looks.LAST_ONE)
    hears_nothing(house, but="U0ANN")


def test_a_quote_restricted_later_leaves_the_last_digest(house: House) -> None:
    told = house.type("U0ANN", f"/signal {SECRET}")
    house.clock.now = MONDAY + timedelta(hours=1)
    house.settle()
    house.answer("U0ANN", told, looks.RESTRICT)
    seen = house.type("U0LEA", "/digest")
    last = house.answer("U0LEA", seen, digest_looks.LAST_ONE)
    assert "1 signal" in words(last)  # the numbers stay
    assert "Umbrella" not in words(last)


def test_accounts_known_from_restricted_signals_alone_are_suggested_to_their_author_only(
    house: House,
) -> None:
    form = house.open("U0ANN", "/signal")
    house.acts.submit("U0ANN", form, {forms.TEXT: SECRET, forms.VISIBILITY: "restricted"})

    def suggested(person: str) -> list[str]:
        found = house.acts.suggest(person, house.open(person, "/signal"), forms.ACCOUNT, "umb")
        return [option["text"]["text"] for option in found.options]

    assert "Umbrella" in suggested("U0ANN")
    assert "Umbrella" in suggested("U0ADA")
    assert "Umbrella" not in suggested("U0LEA")
    house.type("U0PAM", "/signal for:Umbrella needs SSO")
    assert "Umbrella" in suggested("U0LEA")


def test_others_can_neither_open_nor_read_what_is_restricted(house: House) -> None:
    told = house.type("U0ANN", "/signal Umbrella is for sale. " + "Really. " * 200)
    [card] = house.cards()
    house.answer("U0ANN", told, looks.RESTRICT)
    for button in (looks.READ_ALL, looks.EDIT):  # the card stands before her until the bot has taken it away
        refused = house.answer("U0LEA", card, button)
        assert "Umbrella" not in words(refused)
    assert house.world.views.top("U0LEA") is None
