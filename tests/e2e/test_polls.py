"""Polls from draft to decision, as people meet them."""

from typing import Any

from rituals.messages import polls as looks
from rituals.messages.polls import forms, voting
from rituals.polls.counting import Kind
from tests.e2e.house import House, words
from tests.e2e.polling import (
    EVERYBODY,
    card,
    choose,
    click,
    drafted,
    in_thread,
    newest,
    open_form,
    options,
    over,
    page,
    posted,
    told,
    until,
    vote,
)

ANONYMOUS: dict[str, Any] = {forms.NAMED: forms.ANONYMOUS, forms.MORE: ["comments"]}


def test_a_draft_is_shown_to_its_maker_alone_and_posted_as_it_was_seen(house: House) -> None:
    shown = words(drafted(house))
    assert "nobody else is asked yet" in shown
    assert "• Exports" in shown
    assert not [one for one in house.posted("C0GEN") if "P-1" in one.text]
    outcome = house.acts.type_command("U0LEA", "C0GEN", "/roadmap P-1")
    assert outcome.ephemeral
    assert "P-1" in outcome.ephemeral.text
    house.acts.click("U0PAM", house.view("U0PAM"), looks.POST)
    house.settle()
    message = words(card(house, newest(house)))
    assert "What is next?" in message
    assert "0 of 5 have voted" in message


def test_votes_with_names_are_changed_until_the_end_and_hidden_until_then(house: House) -> None:
    poll = posted(house)
    assert "Your vote in *P-1 · What is next?* is in" in click(house, "U0ANN", poll, 0)
    assert "Exports" in click(house, "U0ANN", poll, 0)
    assert "Search" in click(house, "U0ANN", poll, 1)
    assert "Votre vote" in click(house, "U0LEA", poll, 1)
    open_card = words(card(house, poll))
    assert "2 of 5 have voted" in open_card
    assert "vote ·" not in open_card
    assert "Search" in words(page(house, "U0ANN", poll))
    house.acts.close("U0ANN", house.view("U0ANN"))
    closed = words(over(house, poll))
    assert "1. *Search* · 2 votes" in closed
    assert "2 answers of 5 asked" in closed
    assert "data_visualization" in closed
    assert looks.CHOOSE not in closed


def test_everybody_has_voted_so_it_closes_and_the_owner_is_asked_for_the_decision(house: House) -> None:
    poll = posted(house)
    for position, who in enumerate(EVERYBODY):
        click(house, who, poll, min(position, 1))
    closed = words(card(house, poll))
    assert "5 answers of 5 asked (100%)" in closed
    assert "What comes of it" in closed
    (ask,) = [one for one in house.posted(house.world.direct("U0PAM").id) if looks.DECIDE in words(one)]
    house.acts.click("U0PAM", ask, looks.DECIDE)
    refused = house.acts.submit("U0PAM", house.view("U0PAM"), {forms.DECISION: "Search <first>"})
    assert refused.errors
    decision = {forms.DECISION: "Search <first>", forms.WHY: "Four of five"}
    house.acts.submit("U0PAM", house.view("U0PAM"), decision)
    assert "Search &lt;first&gt;" in words(card(house, poll))
    assert any("What came of" in said for said in in_thread(house, poll))
    assert "La suite donnée" in told(house, "U0LEA")
    assert looks.DECIDE not in told(house, "U0PAM")
    assert "decided" in words(house.open("U0ANN", "/diapason history P-1"))


def test_an_anonymous_vote_is_final_and_told_in_steps_of_five(house: House) -> None:
    poll = posted(house, **ANONYMOUS)
    assert looks.CHOOSE not in words(card(house, poll))
    for who in EVERYBODY[:4]:
        choose(house, who, poll, 0, **{voting.COMMENT: f"From <{who}>"})
    assert "Fewer than 5 votes so far" in words(card(house, poll))
    again = house.acts.click("U0ANN", card(house, poll), looks.VOTE)
    assert again.ok
    choose(house, EVERYBODY[4], poll, 1)
    closed = words(card(house, poll))  # all five have voted
    assert "1. *Exports* · 4 votes · 80%" in closed
    (comments,) = in_thread(house, poll)
    assert "4 comments" in comments
    assert "From &lt;U0ANN&gt;" in comments
    assert "ann" not in comments


def test_too_few_anonymous_answers_are_not_told(house: House) -> None:
    poll = posted(house, **ANONYMOUS)
    for who in EVERYBODY[:4]:
        choose(house, who, poll, 0, **{voting.COMMENT: "Secret words"})
    closed = words(over(house, poll))
    assert "Fewer than 5 people answered" in closed
    assert "4 votes" not in closed
    assert in_thread(house, poll) == []
    assert "Secret words" not in told(house, "U0PAM")


def test_each_kind_is_voted_and_counted(house: House) -> None:
    several = posted(house, **{forms.KIND: Kind.SEVERAL, forms.MOST: "2"})
    ids = [option.id for option in options(house, several)]
    refused = house.acts.submit("U0ANN", open_form(house, "U0ANN", several), {voting.CHOICE: ids})
    assert "At most 2 choices" in str(refused.errors)
    house.acts.submit("U0ANN", house.view("U0ANN"), {voting.CHOICE: ids[:2]})
    assert "1. *Exports* · 1 vote · 100%" in words(over(house, several))

    points = posted(house, **{forms.KIND: Kind.POINTS})
    ids = [option.id for option in options(house, points)]
    fields = [voting.points_input(one) for one in ids]
    refused = house.acts.submit(
        "U0LEA", open_form(house, "U0LEA", points), {fields[0]: "60", fields[1]: "30"}
    )
    assert "Il reste 10 points" in str(refused.errors)
    refused = house.acts.submit("U0LEA", house.view("U0LEA"), {fields[0]: "six"})
    assert "nombre entier" in str(refused.errors)
    house.acts.submit("U0LEA", house.view("U0LEA"), {fields[0]: "60", fields[1]: "40"})
    assert "1. *Exports* · 60 points · 60%" in words(over(house, points))

    stance = posted(house, **{forms.KIND: Kind.STANCE, forms.FREE: "Drop the old editor"})
    (only,) = options(house, stance)
    against = {voting.stance_input(only.id): "-1"}
    refused = house.acts.submit("U0ANN", open_form(house, "U0ANN", stance), against)
    assert "in a sentence why" in str(refused.errors)
    house.acts.submit("U0ANN", house.view("U0ANN"), against | {voting.reason_input(only.id): "Too early"})
    vote(house, "U0PAM", stance, {voting.stance_input(only.id): "1"})
    assert "1 for, 0 mixed, 1 against" in words(over(house, stance))
    assert any("ann · Drop the old editor · Against · Too early" in one for one in in_thread(house, stance))

    ranking = posted(house, **{forms.KIND: Kind.RANKING})
    ids = [option.id for option in options(house, ranking)]
    twice = {voting.place_input(1): ids[0], voting.place_input(2): ids[0]}
    refused = house.acts.submit("U0ANN", open_form(house, "U0ANN", ranking), twice)
    assert "has a place already" in str(refused.errors)
    house.acts.submit(
        "U0ANN", house.view("U0ANN"), {voting.place_input(1): ids[2], voting.place_input(2): ids[1]}
    )
    closed = words(over(house, ranking))
    assert "1. *Charts* · beats 2 of the 2 others" in closed
    assert "Schulze" in closed
    assert house.refused() == []


def test_a_late_vote_is_refused_with_words(house: House) -> None:
    poll = posted(house)
    before = card(house, poll)
    view = open_form(house, "U0ANN", poll)
    assert poll.closes_at
    house.clock.now = poll.closes_at
    outcome = house.acts.submit("U0ANN", view, {voting.CHOICE: options(house, poll)[0].id})
    assert "is closed" in str(outcome.errors)
    value = f"{poll.id} {options(house, poll)[0].id}"
    assert "est terminé" in words(house.answer("U0LEA", before, looks.CHOOSE, value))
    assert "0 answers of 5 asked" in words(over(house, poll))


def test_those_who_have_not_voted_are_reminded_once_and_can_switch_it_off(house: House) -> None:
    poll = posted(house)
    click(house, "U0ANN", poll, 0)
    assert poll.remind_at
    until(house, poll.remind_at)
    assert "your voice is still missing" not in told(house, "U0ANN")
    assert "votre voix manque encore" in told(house, "U0LEA")
    (reminder,) = [one for one in house.posted(house.world.direct("U0LEA").id) if looks.MUTE in words(one)]
    assert "ne recevrez plus" in words(house.answer("U0LEA", reminder, looks.MUTE))
    click(house, "U0LEA", poll, 1)
    assert "votre voix manque" not in told(house, "U0LEA")  # gone with the vote
    second = posted(house)
    assert second.remind_at
    until(house, second.remind_at)
    assert "votre voix manque" not in told(house, "U0LEA")
    assert told(house, "U0ADA").count("your voice is still missing") == 2
