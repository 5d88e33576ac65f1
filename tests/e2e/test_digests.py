"""Digests of one's own and of channels, and whether they are useful: by signed requests, in both languages."""

from datetime import timedelta

from bot.playground.world import Message
from rituals.messages import digest as looks
from rituals.messages import release_forms
from rituals.messages.digest import forms
from storage import digest_votes
from storage.releases import State
from tests.e2e.house import HERE, MONDAY, TEAM, House, words

ANN, LEA, PAM, MAX, ADA = "U0ANN", "U0LEA", "U0PAM", "U0MAX", "U0ADA"


def direct(house: House, person: str) -> list[Message]:
    return [one for one in house.world.messages(house.world.direct(person).id) if one.bot and not one.deleted]


def subscribe(house: House, person: str, **more: object) -> str:
    form = house.open(person, "/digest subscribe")
    if zone := more.get(forms.ZONE):
        house.acts.suggest(person, form, forms.ZONE, str(zone))
    outcome = house.acts.submit(person, form, {forms.AT: "08:00", **more})
    assert outcome.ok, outcome.errors
    told = words(house.view(person))
    house.acts.close(person, house.view(person))
    return told


def go_to(house: House, moment: object) -> None:
    house.clock.now = moment  # type: ignore[assignment]
    house.settle()


def test_a_digest_of_ones_own_comes_at_ones_hour_in_ones_language(house: House) -> None:
    assert "Your next digest comes" in subscribe(house, PAM)
    house.type(ANN, "/signal Kestrel needs SSO #sso")
    house.settle()
    go_to(house, MONDAY + timedelta(hours=1))  # 10:00 in Paris, 04:00 in Montréal
    assert not [one for one in direct(house, PAM) if "Digest" in one.text]
    go_to(house, MONDAY + timedelta(hours=5))  # 08:00 in Montréal
    digest = direct(house, PAM)[-1]
    assert "Kestrel needs SSO" in digest.text
    assert looks.STOP in words(digest)
    go_to(house, MONDAY + timedelta(hours=9))
    assert direct(house, PAM)[-1].ts == digest.ts


def test_it_is_seen_through_its_readers_eyes(house: House) -> None:
    for person in (LEA, MAX):
        subscribe(house, person, **{forms.ZONE: "Europe/Paris"})
    form = house.open(LEA, "/signal")
    house.acts.submit(LEA, form, {"signals.text": "Merlin part en juin", "signals.visibility": "restricted"})
    house.settle()
    go_to(house, MONDAY)
    assert "Merlin part en juin" in direct(house, LEA)[-1].text
    assert "Merlin" not in direct(house, MAX)[-1].text
    assert "Merlin" not in words(house.posted("C0DIG")[-1])


def test_one_click_stops_it_and_nothing_is_made_up_for(house: House) -> None:
    subscribe(house, LEA)
    house.type(ANN, "/signal Kestrel needs SSO")
    house.settle()
    go_to(house, MONDAY)
    digest = direct(house, LEA)[-1]
    house.answer(LEA, digest, looks.STOP)
    assert "1 personne" not in words(house.type(ADA, "/diapason rituals"))
    house.type(ANN, "/signal Kestrel still needs SSO")
    go_to(house, MONDAY + timedelta(days=7))
    assert direct(house, LEA)[-1].ts == digest.ts
    assert "Votre prochain récap" in subscribe(house, LEA)
    house.settle()
    assert direct(house, LEA)[-1].ts == digest.ts


def test_another_hour_in_the_week_repeats_nothing(house: House) -> None:
    subscribe(house, ANN)
    house.type(LEA, "/signal Kestrel needs SSO")
    house.settle()
    go_to(house, MONDAY)
    before = len(direct(house, ANN))
    form = house.open(ANN, "/digest subscribe")
    assert "The next one comes" in words(form)
    house.acts.suggest(ANN, form, forms.ZONE, "Asia/Tokyo")
    house.acts.submit(ANN, form, {forms.AT: "18:00", forms.ZONE: "Asia/Tokyo", forms.WEEKDAY: "FR"})
    house.type(LEA, "/signal Kestrel asks again")
    go_to(house, MONDAY + timedelta(days=4, hours=12))
    assert len(direct(house, ANN)) == before
    go_to(house, MONDAY + timedelta(days=11, hours=12))
    assert len(direct(house, ANN)) == before + 1
    assert "Kestrel asks again" in direct(house, ANN)[-1].text


def test_it_tells_only_what_was_chosen(house: House) -> None:
    house.type(LEA, "/signal Kestrel needs SSO #sso !request")
    house.type(LEA, "/signal Merlin loves the search #search !praise")
    subscribe(house, ANN, **{forms.KINDS: ["praise"], forms.CHOSEN: ["field"]})
    form = house.open(ADA, "/release")
    house.acts.submit(ADA, form, {release_forms.NAME: "4.2", release_forms.CHANGES: "- x"})
    house.settle()
    go_to(house, MONDAY)
    digest = direct(house, ANN)[-1].text
    assert "Merlin loves the search" in digest
    assert "Kestrel" not in digest
    assert "4.2" not in digest


def test_an_admin_adds_a_digest_for_leaders_and_one_changes_in_place(house: House) -> None:
    board = house.type(ADA, "/diapason rituals")
    assert house.acts.click(ADA, board, forms.NEW).ok
    chosen = {
        forms.CHANNEL: HERE,
        forms.LANGUAGE: "fr",
        forms.STYLE: "executive",
        forms.FREQUENCY: "monthly",
        forms.WEEKDAY: "TU",
        forms.AT: "10:00",
    }
    assert house.acts.submit(ADA, house.view(ADA), chosen).ok
    house.type(LEA, "/signal Kestrel needs SSO for:Kestrel 45k€ #sso !dealbreaker")
    house.settle()
    go_to(house, MONDAY + timedelta(days=8, hours=1))  # Tuesday, 1 December, 10:00 in Paris
    brief = house.posted(HERE)[-1]
    assert "1 signal du terrain" in brief.text
    assert "Kestrel" not in words(brief)
    assert "45" not in brief.text
    told = words(house.type(ADA, "/diapason rituals"))
    assert "the first Tuesday of the month" in told


def test_useful_is_told_in_shares_from_five_presses_on(house: House) -> None:
    house.type(LEA, "/signal Kestrel needs SSO")
    house.settle()
    go_to(house, MONDAY)
    digest = house.posted("C0DIG")[-1]
    for person in (ANN, LEA, PAM, MAX):
        house.answer(person, digest, looks.USEFUL)
    assert "%" not in words(house.type(ADA, "/diapason rituals"))
    told = house.answer(ADA, digest, looks.USEFUL)
    house.answer(ADA, digest, looks.NOT_USEFUL)
    board = words(house.type(ADA, "/diapason rituals"))
    assert "Useful to 80 % of 5 who said so" in board
    assert "max" not in board.casefold()
    assert house.acts.click(ADA, told, forms.SAY_WHY).ok
    house.acts.submit(ADA, house.view(ADA), {forms.WORDS: "Too long"})
    with house.bot.services.read() as tx:
        [(_, useful, pressed)] = digest_votes.by_ritual(tx, TEAM)
    assert (useful, pressed) == (4, 5)


def test_what_comes_what_is_silent_and_what_was_declined_have_their_sections(house: House) -> None:
    form = house.open(ADA, "/release")
    at = str(int((MONDAY + timedelta(days=3)).timestamp()))
    filled = {release_forms.NAME: "Next one", release_forms.CHANGES: "- x"}
    house.acts.submit(ADA, form, filled | {release_forms.WHEN: State.SCHEDULED, release_forms.AT: at})
    house.acts.close(ADA, house.view(ADA))
    form = house.open(ADA, "/release")
    old = {
        release_forms.NAME: "Old one",
        release_forms.CHANGES: "- x",
        release_forms.RELEASED_ON: "2026-11-02",
    }
    house.acts.submit(ADA, form, old | {release_forms.WHEN: State.DRAFT})
    house.type(LEA, "/signal Kestrel wants a fax #fax")
    house.settle()
    go_to(house, MONDAY)
    digest = words(house.posted("C0DIG")[-1])
    assert "Next one · to be announced" in digest
    assert "Old one · out since Nov" in digest
