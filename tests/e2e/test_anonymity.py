"""Anonymous votes against an attacker who has everything that is stored and logged (docs/anonymity.md).

Each attack is shown to succeed on votes that are stored naively, or the tests would prove nothing.
"""

import json
import random
import secrets
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from sqlalchemy import event, func, select, text

from bot.logs import errors_by_place
from rituals.messages import polls as looks
from rituals.messages import roles as role_looks
from rituals.messages.polls import forms, voting
from rituals.polls import cards
from rituals.polls.counting import FOR, Kind
from rituals.surveys.closing import MARK
from storage.database import Database
from storage.polls import Poll
from storage.tables import ballots, outbox
from tests.e2e import surveying
from tests.e2e.attacking import (
    BY_CHANCE,
    Cast,
    Truth,
    ballots_in,
    holders,
    right_guesses,
    stored,
    times_written,
)
from tests.e2e.beginnings import Beginning
from tests.e2e.conftest import Logs
from tests.e2e.house import TEAM, House, words
from tests.e2e.polling import PLACE, open_form, options, over, page, posted, told, vote

VOTERS = tuple(f"U0VOT{number:02}" for number in range(12))
ASKED: dict[str, Any] = {
    forms.KIND: Kind.STANCE,
    forms.NAMED: forms.ANONYMOUS,
    forms.MORE: ["comments", "by_side"],
}


def twelve_more(house: House) -> None:
    """Half of them are of product, half of sales."""
    world = house.world
    for voter in VOTERS:
        world.put_person(replace(world.people["U0ANN"], id=voter, name=voter.lower(), real_name=voter))
    place = world.channel(PLACE)
    world.put_channel(replace(place, members=place.members | set(VOTERS)))
    view = house.open("U0ADA", "/diapason roles")
    given = {role_looks.PEOPLE["pm"]: ["U0PAM", *VOTERS[:6]], role_looks.PEOPLE["sales"]: list(VOTERS[6:])}
    house.acts.submit("U0ADA", view, given)
    house.acts.close("U0ADA", house.view("U0ADA"))
    house.settle()


@pytest.fixture
def beginning(beginning: Beginning) -> Beginning:
    return (*beginning, twelve_more)


def all_vote(house: House, poll: Poll, voters: tuple[str, ...] = VOTERS) -> Truth:
    """In an order by chance, a minute after one another, no two of them alike, with reasons and comments."""
    ids = [option.id for option in options(house, poll)]
    stances = random.sample(list(product((1, 0, -1), repeat=len(ids))), len(voters))
    truth = {}
    for voter, stance in zip(random.sample(voters, len(voters)), stances, strict=True):
        house.clock.later(minutes=1)
        choices = dict(zip(ids, stance, strict=True))
        said = {
            voting.reason_input(one): f"Since {secrets.token_hex(8)}" for one in ids if choices[one] != FOR
        }
        said[voting.COMMENT] = f"Also {secrets.token_hex(8)}"
        vote(house, voter, poll, {voting.stance_input(one): str(choices[one]) for one in ids} | said)
        truth[voter] = Cast(choices, tuple(words.split()[1] for words in said.values()))
    return truth


def naively(house: House, truth: Truth) -> None:
    """The same votes, stored and deleted as one does who thinks of nothing."""
    with house.bot.database.write() as tx:
        for table in ("voters (person TEXT)", "ballots (choices TEXT)", "words (words TEXT)"):
            tx.execute(text(f"CREATE TABLE naive_{table}"))
        tx.execute(text("CREATE TABLE naive_votes (person TEXT, choices TEXT)"))
    for voter, cast in truth.items():
        row = {
            "person": f"{TEAM}:{voter}",
            "choices": json.dumps(cast.choices),
            "words": " ".join(cast.marks),
        }
        with house.bot.database.write() as tx:
            tx.execute(text("INSERT INTO naive_voters VALUES (:person)"), row)
            tx.execute(text("INSERT INTO naive_ballots VALUES (:choices)"), row)
            tx.execute(text("INSERT INTO naive_words VALUES (:words)"), row)
            tx.execute(text("INSERT INTO naive_votes VALUES (:person, :choices)"), row)
    with house.bot.database.write() as tx:
        tx.execute(text("DELETE FROM naive_ballots"))


def overwrites_nothing(database: Database) -> None:
    """Have SQLite delete as it does where it is built in the usual way."""
    if database.is_sqlite:
        event.listen(database.engine, "checkout", lambda raw, *_: raw.execute("PRAGMA secure_delete = OFF"))


def test_nothing_stored_ties_voters_to_votes(house: House) -> None:
    database, poll = house.bot.database, posted(house, **ASKED)
    overwrites_nothing(database)
    truth = all_vote(house, poll)
    secret = [
        *(option.id for option in options(house, poll)),
        *(mark for cast in truth.values() for mark in cast.marks),
    ]
    assert holders(database, secret) == {"ballots", "poll_options", "remarks"}
    assert ballots_in(stored(database), truth) >= len(VOTERS)
    still_open = right_guesses(database, truth)

    assert "12 answers" in words(over(house, poll))
    house.settle()
    assert holders(database, secret) == {"poll_options", "polls", "remarks"}  # with the counts
    assert ballots_in(stored(database), truth) == 0
    assert times_written(stored(database), truth).keys() == {1}
    for guessed in (still_open, right_guesses(database, truth)):
        assert guessed["one row"] == guessed["one transaction"] == 0
        assert guessed["one order"] <= BY_CHANCE

    naively(house, truth)
    assert ballots_in(stored(database), truth) >= len(VOTERS)
    everybody = len(VOTERS)
    assert right_guesses(database, truth) == {
        "one row": everybody,
        "one transaction": 0 if database.is_sqlite else everybody,  # it does not keep which one wrote a row
        "one order": everybody,
    }


def test_nothing_stored_ties_people_to_what_they_answered_in_a_survey(house: House) -> None:
    database, survey = house.bot.database, surveying.sent(house)
    overwrites_nothing(database)
    truth = {}
    for mark, voter in enumerate(random.sample(VOTERS, 11)):
        house.clock.later(minutes=1)
        said = secrets.token_hex(8)
        surveying.answer(house, voter, survey, mark, f"Since {said}")
        truth[voter] = Cast({MARK: mark}, (said,))
    still_open = right_guesses(database, truth)
    surveying.until(house, survey.closes_at)
    house.settle()
    assert "2 promoters" in words(surveying.result(house, survey))
    for guessed in (still_open, right_guesses(database, truth)):
        assert guessed["one row"] == guessed["one transaction"] == 0
        assert guessed["one order"] <= BY_CHANCE
    assert times_written(stored(database), truth).keys() == {1}
    with database.read() as tx:
        assert tx.scalar(select(func.count()).select_from(ballots)) == 0
    naively(house, truth)
    assert right_guesses(database, truth)["one order"] == len(truth)


def test_nothing_is_left_where_too_few_answered(house: House) -> None:
    database, few = house.bot.database, VOTERS[:4]
    overwrites_nothing(database)
    poll = posted(house, **ASKED, **{forms.PEOPLE: VOTERS[:6]})
    truth = all_vote(house, poll, few)
    with database.write() as tx:
        tx.execute(text("ANALYZE"))  # as PostgreSQL does by itself: it keeps samples of what it reads
        edited = tx.scalars(select(outbox.c.wanted).where(outbox.c.kind == cards.ASKED))
        assert list(edited) == [1] * 6  # nobody's message tells that they have voted
    assert times_written(stored(database), truth)[0] == 0
    assert "Fewer than 5 people answered" in words(over(house, poll))
    house.settle()
    assert ballots_in(stored(database), truth) == 0
    assert times_written(stored(database), truth).keys() == {0}
    assert "Since" not in words(page(house, "U0PAM", poll))


def test_nothing_is_left_of_a_poll_that_is_deleted(house: House) -> None:
    overwrites_nothing(house.bot.database)
    poll = posted(house, **ASKED, **{forms.PEOPLE: VOTERS[:6]})
    truth = all_vote(house, poll, VOTERS[:6][:5])
    assert poll.question in told(house, VOTERS[5])
    house.acts.click("U0PAM", page(house, "U0PAM", poll), looks.DELETE)
    house.settle()
    assert poll.question not in told(house, VOTERS[5])
    assert ballots_in(stored(house.bot.database), truth) == 0
    assert times_written(stored(house.bot.database), truth).keys() == {0}


def test_an_error_while_somebody_votes_logs_neither_who_nor_what(
    house: House, logs: Logs, caplog: pytest.LogCaptureFixture
) -> None:
    poll = posted(house, **ASKED)
    view = open_form(house, VOTERS[0], poll)
    with house.bot.database.write() as tx:
        tx.execute(text("ALTER TABLE remarks RENAME TO elsewhere"))
    ids = [option.id for option in options(house, poll)]
    filled = {voting.stance_input(one): "-1" for one in ids} | {
        voting.reason_input(one): "Zorblax" for one in ids
    }
    outcome = house.acts.submit(VOTERS[0], view, filled)
    assert "reference" in str(outcome.errors)
    logged = caplog.text + "".join(str(errors_by_place(None, "", dict(entry))) for entry in logs)
    assert "request_failed" in logged
    assert [word for word in (VOTERS[0], VOTERS[0].lower(), "Zorblax", *ids) if word in logged] == []


def test_an_anonymous_poll_is_not_closed_later(house: House) -> None:
    """Who sees how many have voted could wait for somebody."""
    poll = posted(house, **ASKED)
    assert looks.EXTEND not in words(page(house, "U0PAM", poll))
    house.acts.close("U0PAM", house.view("U0PAM"))
    named = posted(house)
    assert looks.EXTEND in words(page(house, "U0PAM", named))
