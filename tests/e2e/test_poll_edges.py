"""Polls where it is not simple: many people, latecomers, others, names to the limit, two who edit, channels that are gone."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.playground.world import Group, Person
from rituals.messages import polls as looks
from rituals.messages import roadmap_forms
from rituals.messages.polls import forms, voting
from rituals.polls import closing, opening
from rituals.polls import voting as by_click
from rituals.polls.counting import Kind
from rituals.polls.voting import NotInPoll
from rituals.refusals import NotThere
from rituals.services import person_id
from storage import ballots, outbox, polls, roles, tables
from storage.polls import State
from tests.e2e.house import MONDAY, TEAM, House, words
from tests.e2e.polling import (
    EVERYBODY,
    PLACE,
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
)

ANONYMOUS: dict[str, Any] = {forms.NAMED: forms.ANONYMOUS, forms.MORE: ["comments"]}
LONG = "🚀 <!channel> *bold* & " + "a long option with many words " * 4


def come_in(house: House, *people: Person) -> None:
    """People who come into the channel of the poll."""
    for person in people:
        house.world.put_person(person)
    place = house.world.channel(PLACE)
    house.world.put_channel(replace(place, members=place.members | {person.id for person in people}))
    house.acts.retry_due_events()
    house.settle()


def newcomer(number: int, **more: Any) -> Person:
    plain: dict[str, Any] = {"team": TEAM, "name": f"new{number}", "real_name": f"New {number}"}
    return Person(id=f"U0NEW{number:04}", **plain | {"locale": "en-GB"} | more)


def give(house: House, **people: str) -> None:
    """Roles, by user."""
    with house.bot.services.write() as tx:
        for user, role in people.items():
            roles.give(tx, TEAM, role, f"{TEAM}:{user}", known=True, by=f"{TEAM}:U0ADA", now=MONDAY)


def test_who_comes_in_later_is_asked_too_and_who_is_not_there_is_not(house: House) -> None:
    poll = posted(house)
    come_in(house, newcomer(1))
    assert "is in" in click(house, "U0NEW0001", poll, 0)
    assert "1 of 6 has voted" in words(card(house, poll))
    come_in(house, newcomer(2))
    eve = house.bot.services.directory.person(TEAM, person_id(TEAM, "U0NEW0002"))
    place = house.world.channel(PLACE)
    house.world.put_channel(replace(place, members=place.members - {"U0NEW0002"}))
    with pytest.raises(NotInPoll):  # the message is not before them any more, but a request can be made
        by_click.choose(house.bot.services, eve, poll.id, options(house, poll)[0].id)
    assert "1 of 6 has voted" in words(card(house, poll))


def test_a_channel_of_many_is_not_listed_and_does_not_close_early(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "LISTED", 4)
    poll = posted(house)
    assert poll.large
    for who in EVERYBODY:
        click(house, who, poll, 1)
    message = words(card(house, poll))
    assert "5 votes" in message
    assert "have voted" not in message
    assert "5 answers" in words(over(house, poll))
    assert not [one for one in EVERYBODY if "still missing" in told(house, one)]


def test_guests_and_others_vote_where_they_are_asked(house: House) -> None:
    guest = newcomer(3, guest="channels")
    come_in(house, guest, newcomer(4, team="T0OTHER"))
    closed_to_them = posted(house)
    value = f"{closed_to_them.id} {options(house, closed_to_them)[0].id}"
    assert "Who can" in words(house.answer(guest.id, card(house, closed_to_them), looks.CHOOSE, value))
    assert "of 5 have" in words(card(house, closed_to_them))
    poll = posted(house, **{forms.MORE: ["others"]})
    assert "of 7 have" in words(card(house, poll))
    for who in (guest.id, "U0NEW0004"):
        assert "is in" in click(house, who, poll, 0)
    assert "2 of 7 have voted" in words(card(house, poll))


def test_people_asked_by_name_vote_in_private_and_read_how_it_ended(house: House) -> None:
    poll = posted(house, **{forms.PEOPLE: ["U0LEA", "U0ANN"]})
    (ask,) = [one for one in house.posted(house.world.direct("U0LEA").id) if poll.ref in one.text]
    assert "vous demande votre avis" in words(ask)
    assert "asks other people" in words(
        house.answer("U0MAX", card(house, poll), looks.VOTE)
    ) or "s’adresse à d’autres" in words(house.world.ephemerals("U0MAX", PLACE)[-1])
    house.acts.click("U0LEA", ask, looks.VOTE)
    house.acts.submit("U0LEA", house.view("U0LEA"), {voting.CHOICE: options(house, poll)[0].id})
    assert "Changer mon vote" in told(house, "U0LEA")
    click(house, "U0ANN", poll, 0)  # all have voted
    assert "est terminé" in told(house, "U0LEA")


def test_a_group_is_asked_and_one_that_is_gone_gives_the_draft_back(house: House) -> None:
    house.world.put_group(Group(id="S0TEAM", name="Team", handle="team", members=("U0LEA", "U0MAX")))
    poll = posted(house, **{forms.GROUP: "S0TEAM"})
    assert "of 2 have" in words(card(house, poll))
    house.world.put_group(Group(id="S0NONE", name="None", handle="none", members=()))
    empty = posted(house, **{forms.GROUP: "S0NONE"})
    assert empty.state == State.DRAFT
    assert "nobody to ask" in told(house, "U0PAM")


def test_a_channel_that_is_closed_gives_the_draft_back_and_posts_once_it_is_open(house: House) -> None:
    place = house.world.channel("C0PRI")
    poll = posted(house, "U0ADA", **{forms.CHANNEL: place.id})
    assert poll.state == State.DRAFT
    assert "Invite me there" in told(house, "U0ADA")
    house.world.put_channel(replace(place, members=place.members | {house.world.bot_user}))
    view = page(house, "U0ADA", poll)
    house.acts.click("U0ADA", view, looks.POST)
    house.settle()
    assert newest(house).state == State.OPEN
    assert [one for one in house.posted(place.id) if poll.ref in one.text]


def test_an_anonymous_poll_of_few_is_not_posted(house: House) -> None:
    values = {forms.NAMED: forms.ANONYMOUS, forms.PEOPLE: ["U0LEA", "U0ANN"]}
    view = house.open("U0PAM", "/roadmap poll")
    needed = {forms.QUESTION: "?", forms.FREE: "a\nb", forms.CHANNEL: PLACE}
    assert "5 people or more" in str(house.acts.submit("U0PAM", view, needed | values).errors)
    house.acts.close("U0PAM", view)
    house.world.put_group(Group(id="S0TEAM", name="Team", handle="team", members=("U0LEA", "U0MAX")))
    poll = posted(house, **{forms.NAMED: forms.ANONYMOUS, forms.GROUP: "S0TEAM"})
    assert poll.state == State.DRAFT
    assert "fewer than 5 people" in told(house, "U0PAM")


def test_twenty_long_options_fit_everywhere(house: House) -> None:
    labels = [f"{number} {LONG}"[:150] for number in range(19)] + ["خيار طويل من اليمين"]
    for kind in (Kind.ONE, Kind.SEVERAL, Kind.POINTS):
        poll = posted(house, **{forms.KIND: kind, forms.FREE: "\n".join(labels)})
        assert poll.state == State.OPEN
        view = open_form(house, "U0ANN", poll)
        first, last = options(house, poll)[0], options(house, poll)[19]
        filled: dict[Kind, dict[str, Any]] = {
            Kind.ONE: {voting.CHOICE: last.id},
            Kind.SEVERAL: {voting.CHOICE: [first.id, last.id]},
            Kind.POINTS: {voting.points_input(first.id): "1", voting.points_input(last.id): "99"},
        }
        assert house.acts.submit("U0ANN", view, filled[kind]).ok
        house.acts.close("U0ANN", house.view("U0ANN"))
        closed = over(house, poll)
        assert "<!channel>" not in closed.text
        assert "1. *\N{FIRST STRONG ISOLATE}خيار" in words(closed) or kind == Kind.SEVERAL
    for kind in (Kind.STANCE, Kind.RANKING):
        poll = posted(house, **{forms.KIND: kind, forms.FREE: "\n".join(labels[:10])})
        open_form(house, "U0ANN", poll)
        house.acts.close("U0ANN", house.view("U0ANN"))
    assert house.refused() == []
    assert house.world.pings == []


def test_bad_drafts_are_told_beside_the_field(house: House) -> None:
    view = house.open("U0LEA", "/roadmap sondage")
    good: dict[str, Any] = {forms.QUESTION: "Quoi ?", forms.FREE: "a\nb", forms.CHANNEL: PLACE}

    def errors(**changed: Any) -> str:
        values = good | {name.replace("__", "."): value for name, value in changed.items()}
        return str(house.acts.submit("U0LEA", view, values).errors)

    assert "au moins deux options" in errors(polls__free="une seule")
    assert "identiques" in errors(polls__free="a\nA")
    assert "150 caractères" in errors(polls__free="a\n" + "b" * 151)
    assert "20 options au plus" in errors(polls__free="\n".join(map(str, range(21))))
    assert "nombre d’options" in errors(polls__kind="several", polls__most="3")
    assert "est passé" in errors(polls__until=int(MONDAY.timestamp()) - 10**6)
    house.world.put_group(Group(id="S0TEAM", name="Team", handle="team", members=("U0LEA",)))
    house.acts.suggest("U0LEA", view, forms.GROUP, "")
    assert "pas les deux" in errors(polls__group="S0TEAM", polls__people=["U0ANN"])


def test_two_who_change_a_draft_overwrite_nothing(house: House) -> None:
    drafted(house)
    house.acts.click("U0PAM", house.view("U0PAM"), looks.EDIT)
    theirs = house.view("U0PAM")
    view = page(house, "U0ADA", newest(house))
    house.acts.click("U0ADA", view, looks.EDIT)
    assert house.acts.submit("U0ADA", house.view("U0ADA"), {forms.QUESTION: "From Ada"}).ok
    late = house.acts.submit("U0PAM", theirs, {forms.QUESTION: "From Pam"})
    assert "changed this draft meanwhile" in str(late.errors)
    assert newest(house).question == "From Ada"
    # Nor is anything posted that somebody did not see.
    shown = page(house, "U0PAM", newest(house))
    house.acts.click("U0ADA", house.view("U0ADA"), looks.EDIT)
    house.acts.submit("U0ADA", house.view("U0ADA"), {forms.QUESTION: "Again"})
    house.acts.click("U0PAM", shown, looks.POST)
    assert newest(house).state == State.DRAFT
    assert "Somebody was faster" in words(house.view("U0PAM"))


def test_extended_stopped_duplicated_deleted(house: House) -> None:
    poll = posted(house)
    assert poll.closes_at
    view = page(house, "U0PAM", poll)
    house.acts.click("U0PAM", view, looks.EXTEND)
    earlier = {forms.LATER: int(poll.closes_at.timestamp()) - 60}
    assert "later than" in str(house.acts.submit("U0PAM", house.view("U0PAM"), earlier).errors)
    later = poll.closes_at + timedelta(days=2)
    house.acts.submit("U0PAM", house.view("U0PAM"), {forms.LATER: int(later.timestamp())})
    assert newest(house).closes_at == later
    house.clock.now = poll.closes_at + timedelta(hours=1)
    assert "is in" in click(house, "U0ANN", poll, 0)
    house.acts.click("U0PAM", house.view("U0PAM"), looks.STOP)
    assert "1 answer of 5" in words(card(house, poll))
    house.acts.click("U0PAM", house.view("U0PAM"), looks.DUPLICATE)
    copy = newest(house)
    assert (copy.ref, copy.state, copy.question) == ("P-2", State.DRAFT, poll.question)
    house.acts.close("U0PAM", house.view("U0PAM"))
    house.acts.click("U0PAM", page(house, "U0PAM", poll), looks.DELETE)
    house.settle()
    assert not [one for one in house.posted(PLACE) if "P-1" in one.text]
    assert "P-1" not in told(house, "U0PAM")
    with house.bot.services.read() as tx:
        assert polls.get(tx, TEAM, poll.id) is None
        assert ballots.asked(tx, TEAM, poll.id) == []


def test_an_anonymous_poll_is_not_extended(house: House) -> None:
    poll = posted(house, **ANONYMOUS)
    view = page(house, "U0PAM", poll)
    assert looks.EXTEND not in words(view)
    later = newest(house).closes_at
    assert later
    pam = house.bot.services.directory.person(TEAM, person_id(TEAM, "U0PAM"))
    with pytest.raises(NotThere):
        closing.extend(house.bot.services, pam, poll.id, later + timedelta(days=1), forms.LATER)


def test_sides_of_the_house_are_told_apart_but_not_those_of_few(house: House) -> None:
    sellers = [newcomer(number) for number in range(10, 16)]
    come_in(house, *sellers)
    give(house, U0PAM="pm", U0MAX="marketing", **{seller.id: "sales" for seller in sellers})
    poll = posted(house, **{forms.NAMED: forms.ANONYMOUS, forms.MORE: ["by_side"]})
    for who in (*EVERYBODY, *(seller.id for seller in sellers)):
        choose(house, who, poll, 1 if who == "U0PAM" else 0)
    closed = words(card(house, poll))
    assert "*Sales* (6)" in closed
    assert "*Product*" not in closed
    assert "*Marketing*" not in closed
    named = posted(house, **{forms.MORE: ["by_side"]})
    click(house, "U0PAM", named, 1)
    assert "*Product* (1) · Search 100%" in words(over(house, named))


def test_votes_and_the_revenue_behind_them_stand_side_by_side(house: House) -> None:
    house.type("U0ANN", "/signal They want SSO for:Acme")
    with house.bot.services.write() as tx:
        owned = {"owner": f"{TEAM}:U0ANN", "revenue_minor": 31_000_000, "revenue_currency": "EUR"}
        tx.execute(update(tables.accounts).values(**owned))
    poll = posted(house)
    click(house, "U0ANN", poll, 2)
    for who in ("U0LEA", "U0PAM"):
        click(house, who, poll, 0)
    closed = words(over(house, poll))
    assert "1. *Exports* · 2 votes · 67%" in closed
    assert "2. *Charts* · 1 vote · 33% · €310,000 of revenue" in closed


def test_options_of_the_roadmap_tell_what_became_of_them(house: House) -> None:
    view = house.open("U0PAM", "/roadmap add")
    house.acts.submit("U0PAM", view, {roadmap_forms.TITLE: "SSO"})
    house.acts.close("U0PAM", house.view("U0PAM"))
    with house.bot.services.read() as tx:
        item = tx.execute(tables.items.select()).one()
    poll = posted(house, **{forms.ITEMS: [item.id]})
    assert "• I-1 · SSO" in card(house, poll).text
    with house.bot.services.write() as tx:
        tx.execute(update(tables.items).values(place="declined"))
        outbox.want(tx, TEAM, f"poll:{poll.id}")
    assert "_declined meanwhile_" in words(card(house, poll))
    click(house, "U0ANN", poll, 0)
    assert "1. *I-1 · SSO* · 1 vote" in words(over(house, poll))


def test_the_owner_is_asked_again_when_the_decision_is_late_and_who_follows_when_they_left(
    house: House,
) -> None:
    poll = posted(house)
    over(house, poll)
    for _ in range(3):
        with house.bot.services.read() as tx:
            kept = polls.get(tx, TEAM, poll.id)
        if kept and kept.nudge_at:
            until(house, kept.nudge_at)
    assert told(house, "U0PAM").count("still waits for your decision") == 4  # two messages, text and blocks
    view = page(house, "U0PAM", poll)
    house.acts.click("U0PAM", view, looks.DECIDE)
    decision = {forms.DECISION: "Exports", forms.WHY: "Nobody answered, and we can"}
    house.acts.submit("U0PAM", house.view("U0PAM"), decision)
    house.acts.close("U0PAM", house.view("U0PAM"))
    assert looks.DECIDE not in told(house, "U0PAM")
    second = posted(house)
    house.rename("U0PAM", deleted=True)
    house.acts.retry_due_events()
    over(house, second)
    assert "is closed. What comes of it" in told(house, "U0ADA")


def test_the_result_is_taken_along_safely(house: House) -> None:
    poll = posted(house, **{forms.FREE: "=cmd()\nSearch", forms.MORE: ["comments"]})
    choose(house, "U0ANN", poll, 0, **{voting.COMMENT: "@SUM(A1)"})
    over(house, poll)
    house.world.scopes.add("files:write")
    house.acts.click("U0PAM", page(house, "U0PAM", poll), looks.EXPORT)
    house.settle_in_time()
    (name,) = [one for message in house.posted(house.world.direct("U0PAM").id) for one in message.files]
    file = house.world.files.get(name)
    assert file
    assert file.content
    content = file.content.decode()
    assert content.splitlines()[0].startswith("\ufeffvoter,1. =cmd(),2. Search")
    assert "ann,1,,,'@SUM(A1)" in content


def test_it_speaks_the_language_that_was_chosen(house: House) -> None:
    poll = posted(house, **{forms.LANGUAGE: "fr"})
    assert "0 vote sur 5" in words(card(house, poll))
    click(house, "U0ANN", poll, 0)
    assert "1 réponse sur 5" in words(over(house, poll))
    assert in_thread(house, poll) == []
