"""The radar, privately and in the digest: the reasons in words, through the reader's eyes, and what is new once."""

from datetime import timedelta

import pytest

from rituals.messages import digest as digest_looks
from rituals.messages import theme_forms
from rituals.messages import themes as theme_looks
from tests.e2e.house import MONDAY, House, words
from tests.e2e.test_digest import digests


@pytest.fixture
def told(house: House) -> House:
    """Nine weeks: tablets once, then three times; prices from customers, in a deal, and at last about a competitor."""
    start = MONDAY - timedelta(weeks=9)
    say(house, start, "U0ANN", "The very first #hello")
    say(house, MONDAY - timedelta(weeks=5), "U0ANN", "The screen of the tablet is tiny for:Acme #tablets")
    say(house, MONDAY - timedelta(weeks=3), "U0ANN", "A fair price, please #pricing !request")
    say(house, MONDAY - timedelta(weeks=2), "U0LEA", "Perdu sur le prix #pricing !perdu")
    say(house, MONDAY - timedelta(days=3), "U0LEA", "La tablette glisse des mains #tablets !irritant")
    say(house, MONDAY - timedelta(days=3), "U0ANN", "When will tablets be supported? #tablets !request")
    say(house, MONDAY - timedelta(days=2), "U0PAM", "Gloves on, tablets do not react #tablets")
    say(house, MONDAY - timedelta(days=1), "U0ANN", "They quote per truck vs:Kadenz #pricing !competitor")
    return house


def say(house: House, at: object, person: str, text: str) -> None:
    house.clock.now = at  # type: ignore[assignment]
    house.type(person, f"/signal {text}")
    house.settle()


def restrict(house: House, person: str, text: str) -> None:
    house.answer(person, house.type(person, f"/signal {text}"), "signals.restrict")


def test_each_theme_has_its_reason_in_words(told: House) -> None:
    told.clock.now = MONDAY
    radar = told.type("U0ANN", "/diapason radar")
    assert "*#tablets* 3 in 7 days after 1 in the 8 weeks before" in words(radar)
    assert "*#pricing* heard from customers, in deals, and about a competitor" in words(radar)
    assert "#hello" not in words(radar)
    french = words(told.type("U0LEA", "/diapason radar"))
    assert "*#tablets* 3 en 7 jours après 1 dans les 8 semaines d’avant" in french
    assert "entendu chez des clients" in french
    told.acts.click("U0ANN", radar, theme_looks.OPEN)
    assert "Gloves on" in words(told.view("U0ANN"))
    told.acts.submit("U0ANN", told.view("U0ANN"), {theme_forms.LABEL: "tablet"})
    assert "*#tablet* 3 in 7 days" in words(told.type("U0ANN", "/diapason radar"))
    assert told.refused() == []


def test_the_digest_tells_what_is_new_and_says_it_again_as_it_was(told: House) -> None:
    told.clock.now = MONDAY
    [*_, digest] = digests(told)
    assert "*On the radar*" in digest
    assert "*#tablets* 3 in 7 days after 1 in the 8 weeks before" in digest
    assert "*#pricing* heard from customers, in deals, and about a competitor" in digest
    assert "#tablets is rising" not in digest  # told once
    say(told, MONDAY + timedelta(days=1), "U0ANN", "And again #pricing")
    last = words(told.answer("U0LEA", told.type("U0LEA", "/digest"), digest_looks.LAST_ONE))
    assert "*#tablets* 3 en 7 jours après 1 dans les 8 semaines d’avant" in last
    told.clock.now = MONDAY + timedelta(weeks=1)
    [*_, following] = digests(told)
    assert "*On the radar*" not in following  # what several sides say was told a week ago
    assert "#pricing" in words(told.type("U0ANN", "/diapason radar"))
    assert told.refused() == []


def test_a_theme_that_nobody_ever_spoke_of(told: House) -> None:
    for number in range(3):
        say(told, MONDAY - timedelta(hours=5 - number), "U0ANN", f"Cold {number} #freezer")
    told.clock.now = MONDAY
    assert "*#freezer* first heard of: 3 in 7 days" in words(told.type("U0ANN", "/diapason radar"))
    say(told, MONDAY + timedelta(weeks=10), "U0ANN", "Something else")
    for number in range(3):
        say(told, MONDAY + timedelta(weeks=10, hours=number), "U0ANN", f"Cold again {number} #freezer")
    told.clock.later(minutes=1)
    assert "*#freezer* 3 in 7 days after 0 in the 8 weeks before" in words(
        told.type("U0ANN", "/diapason radar")
    )


def test_restricted_signals_are_on_their_keepers_radar_alone(told: House) -> None:
    told.clock.now = MONDAY - timedelta(hours=1)
    for number in range(3):
        restrict(told, "U0ANN", f"Acme will merge {number} for:Acme #merger")
    told.clock.now = MONDAY
    for person in ("U0ANN", "U0ADA"):
        assert "*#merger* first heard of" in words(told.type(person, "/diapason radar"))
    for person in ("U0PAM", "U0LEA"):
        seen = words(told.type(person, "/diapason radar"))
        assert "merger" not in seen
        assert "tablets" in seen
    for digest in digests(told):
        assert "merger" not in digest
    told.clock.later(minutes=1)
    assert "merger" not in words(told.type("U0ADA", "/digest"))


def test_restricted_ones_do_not_count_among_the_others(told: House) -> None:
    told.clock.now = MONDAY - timedelta(hours=1)
    restrict(told, "U0ANN", "Between us #tablets")
    told.clock.now = MONDAY
    assert "*#tablets* 4 in 7 days after 1" in words(told.type("U0ANN", "/diapason radar"))
    assert "*#tablets* 3 in 7 days after 1" in words(told.type("U0PAM", "/diapason radar"))
    assert "*#tablets* 3 in 7 days after 1" in digests(told)[-1]


def test_before_two_weeks_it_says_what_it_waits_for(house: House) -> None:
    for number in range(4):
        house.type("U0ANN", f"/signal {number} #tablets")
    house.clock.later(minutes=1)
    assert "two weeks after the first signal" in words(house.type("U0ANN", "/diapason radar"))
    house.clock.later(days=13)
    assert "two weeks after" in words(house.type("U0ANN", "/diapason radar"))
    house.clock.later(days=1)
    assert "Nothing on the radar" in words(house.type("U0ANN", "/diapason radar"))
