"""A release from draft to announcement and back, as people see it: by signed requests, in both languages."""

from datetime import timedelta

from bot.playground.world import View
from rituals.messages import release_drafts as drafts
from rituals.messages import release_forms as forms
from rituals.messages import releases as looks
from storage.releases import State
from tests.e2e.house import House, words

ANN, LEA, ADA = "U0ANN", "U0LEA", "U0ADA"


def written(house: House, person: str, when: str, **more: str) -> View:
    """What somebody sees after sending the form."""
    form = house.open(person, "/release")
    filled = {forms.NAME: "New search", forms.CHANGES: "- Faster", forms.WHEN: when} | more
    outcome = house.acts.submit(person, form, filled)
    assert outcome.ok, outcome.error
    return house.view(person)


def in_two_hours(house: House) -> str:
    return str(int((house.clock.now + timedelta(hours=2)).timestamp()))


def test_a_draft_names_what_it_lacks_and_is_announced_by_a_click(house: House) -> None:
    page = written(house, LEA, State.DRAFT, **{forms.CHANGES: "", forms.VALUE: "Trouver en une seconde"})
    assert "*R-1* New search · brouillon" in words(page)
    assert "Il manque encore : ce qui change, pour qui, arguments" in words(page)
    assert "Annoncer maintenant" not in words(page)
    house.acts.click(LEA, page, looks.EDIT)
    form = house.view(LEA)
    house.acts.submit(LEA, form, {forms.CHANGES: "- Plus rapide"})
    page = house.view(LEA)
    house.settle()
    assert len(house.posted("C0REL")) == 1  # the hello
    assert house.acts.click(LEA, page, drafts.ANNOUNCE_NOW).ok
    house.settle()
    assert "Trouver en une seconde" in house.posted("C0REL")[-1].text
    assert "R-1" in words(house.view(LEA))


def test_it_goes_out_at_the_chosen_time_and_shows_when(house: House) -> None:
    page = written(house, ANN, State.SCHEDULED, **{forms.AT: in_two_hours(house)})
    assert "New search · goes out <!date^" in words(page)
    assert "Not announced yet" in words(house.type(ADA, "/release list"))
    house.clock.later(hours=1, minutes=59)
    house.settle()
    assert len(house.posted("C0REL")) == 1
    house.clock.later(minutes=1)
    house.settle()
    assert len(house.posted("C0REL")) == 2
    assert "Not announced yet" not in words(house.type(ADA, "/release list"))


def test_a_time_that_is_missing_or_over_is_told_at_its_field(house: House) -> None:
    form = house.open(ANN, "/release")
    filled = {forms.NAME: "New search", forms.CHANGES: "- Faster", forms.WHEN: State.SCHEDULED}
    assert house.acts.submit(ANN, form, filled).errors == {
        forms.AT: "Choose the day and time at which to announce it."
    }
    over = str(int((house.clock.now - timedelta(minutes=1)).timestamp()))
    told = house.acts.submit(ANN, form, filled | {forms.AT: over}).errors
    assert told == {forms.AT: "That moment is over: choose a later one, or announce it now."}


def test_withdrawn_its_message_says_so_in_place(house: House) -> None:
    written(house, ANN, State.ANNOUNCED)
    house.settle()
    [_, announced] = house.posted("C0REL")
    shown = house.type(ANN, "/release R-1")
    assert house.acts.click(ANN, shown, looks.WITHDRAW).ok
    house.acts.submit(ANN, house.view(ANN), {drafts.WHY: "A day too early"})
    house.settle()
    [_, now] = house.posted("C0REL")
    assert now.ts == announced.ts
    assert "this announcement was withdrawn" in now.text
    assert "A day too early" in words(now)
    page = house.view(ANN)
    assert "withdrawn" in words(page)
    assert house.acts.click(ANN, page, drafts.TAKE_UP).ok
    assert "draft" in words(house.view(ANN))


def test_others_read_a_draft_and_find_no_button(house: House) -> None:
    written(house, ANN, State.DRAFT)
    page = words(house.open(LEA, "/release R-1"))
    assert "brouillon" in page
    assert drafts.ANNOUNCE_NOW not in page
    assert looks.EDIT not in page
