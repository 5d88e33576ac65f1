"""What surveys keep to themselves, whom they leave out, and what goes wrong on the way."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import select

from bot.playground.world import Group
from rituals.asking import emptying
from rituals.messages import surveys as looks
from rituals.messages.surveys import asking, forms
from rituals.surveys.seeing import ASKED
from storage import surveys, tables
from storage.surveys import About, State, Timing
from tests.e2e.conftest import Logs
from tests.e2e.house import TEAM, House, words
from tests.e2e.surveying import (
    EVERYBODY,
    PLACE,
    answer,
    answer_all,
    crowd,
    drafted,
    fill_in,
    in_thread,
    newest,
    now,
    open_form,
    result,
    sent,
    told,
)

SECRET = "the-flux-capacitor"
ODD = [
    "x" * 2980 + " <!channel>",
    "كل شيء يعمل <!here> & <@U0ADA>",
    "🎉👩‍🚀",
    "*not bold* _nor this_ ~nor~ `that`",
    *(f"comment number {number}" for number in range(8)),
]


def tables_with(house: House, word: str) -> set[str]:
    """The tables in which a word stands somewhere."""
    with house.bot.services.read() as tx:
        return {
            table.name
            for table in tables.metadata.sorted_tables
            for row in tx.execute(select(table))
            if word in json.dumps(list(map(str, row)), ensure_ascii=False)
        }


def test_what_was_answered_is_in_the_box_alone_and_goes_with_the_count(house: House, logs: Logs) -> None:
    survey = sent(house)
    for who in EVERYBODY[:4]:
        answer(house, who, survey, 7, SECRET)
    house.settle()
    assert tables_with(house, SECRET) == {"remarks"}
    assert tables_with(house, "'mark': 7") == {"ballots"}
    assert SECRET not in str(logs)
    assert SECRET not in words(house.open("U0PAM", "/diapason N-1"))
    house.acts.click("U0PAM", house.view("U0PAM"), looks.STOP)
    house.settle()
    # What is left to be forgotten waits for what is still to be said, in real time.
    emptying.JOBS[0].run(house.bot.services, TEAM, {"box": survey.id, "kinds": [ASKED]})
    assert tables_with(house, SECRET) == set()
    with house.bot.services.read() as tx:
        assert tx.execute(select(tables.ballots)).all() == []
        assert {voted for voted in tx.scalars(select(tables.voters.c.voted))} == {False}
        keys = tx.scalars(select(tables.outbox.c.unique_key)).all()
    assert [key for key in keys if key.startswith("survey_asked:")] == []


def test_the_last_two_at_once_close_it_once(house: House) -> None:
    survey = sent(house)
    for who in EVERYBODY[:3]:
        answer(house, who, survey, 9)
    for who in EVERYBODY[3:]:
        open_form(house, who, survey)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda who: house.acts.submit(who, house.view(who), {asking.MARK: "9"}), EVERYBODY[3:]))
    assert "5 promoters (9–10): 100%" in words(result(house, survey))


def test_two_surveys_sent_at_once_ask_nobody_twice(house: House) -> None:
    for name in ("Wiki", "Docks"):
        drafted(house, **{forms.NAME: name})
        house.acts.click("U0PAM", house.view("U0PAM"), looks.SEND)
        while house.world.views.top("U0PAM"):
            house.acts.close("U0PAM", house.view("U0PAM"))
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: house.bot.jobs.step(), range(2)))
    house.settle()
    with house.bot.services.read() as tx:
        states = sorted(survey.state for survey in surveys.listed(tx, TEAM, list(State), 2))
    assert states == [State.DRAFT, State.OPEN]
    assert told(house, "U0ANN").count(f'"action_id": "{looks.ANSWER}"') == 1


def test_any_comment_is_shown_to_the_letter_and_pings_nobody(house: House) -> None:
    people = crowd(house, {"sales": len(ODD)})
    survey = sent(house)
    for who, comment in zip(people, ODD, strict=True):
        fill_in(house, survey, who, 10, comment)
    house.acts.click("U0ADA", house.open("U0ADA", "/diapason N-1"), looks.STOP)
    thread = in_thread(house, survey)
    assert ["12 comments" in one for one in thread] == [True, False]
    shown = json.loads(json.dumps("".join(thread)).replace("\\\\", "\\"))
    for comment in ODD:
        assert json.dumps(comment, ensure_ascii=False)[1:-1] in shown
    assert house.refused() == []
    assert house.world.pings == []


def test_themes_of_the_comments_are_told(house: House) -> None:
    people = list(crowd(house, {"sales": 10}))
    survey = sent(house)
    for number, who in enumerate(people):
        why = "The PDF export is slow" if number < 4 else f"All fine, number {number}"
        fill_in(house, survey, who, 3 if number < 4 else 9, why)
    house.acts.click("U0ADA", house.open("U0ADA", "/diapason N-1"), looks.STOP)
    assert "*What comes back in the comments:*" in words(result(house, survey))
    assert "export, PDF, slow (4)" in words(result(house, survey)).replace("PDF, export", "export, PDF")


def test_who_left_and_guests_are_not_asked_and_a_group_can_be(house: House) -> None:
    house.world.put_group(Group(id="S0ALL", name="All", handle="all", members=(*EVERYBODY, "U0GUS")))
    people = list(crowd(house, {"sales": 6}))
    house.world.put_group(Group(id="S0SALES", name="Sales", handle="sales", members=tuple(people)))
    house.rename(people[0], guest="channels")
    house.acts.deactivate("U0ADA", people[1])
    house.settle()
    house.acts.retry_due_events()
    house.acts.click("U0ADA", house.open("U0ADA", "/diapason survey"), looks.NEW)
    house.acts.suggest("U0ADA", house.view("U0ADA"), forms.GROUP, "sales")
    values = {
        forms.KIND: About.PRODUCT,
        forms.NAME: "Docks",
        forms.GROUP: "S0SALES",
        forms.CHANNEL: PLACE,
    }
    house.acts.submit("U0ADA", house.view("U0ADA"), values)
    assert "<!subteam^S0SALES>" in words(house.view("U0ADA"))
    house.acts.click("U0ADA", house.view("U0ADA"), looks.SEND)
    house.settle()
    assert newest(house).state == State.DRAFT
    assert "only 4 could be asked" in told(house, "U0ADA")


def test_a_channel_that_can_t_be_written_in_is_told_before_anybody_is_asked(house: House) -> None:
    house.acts.archive("U0ADA", "C0REL")
    survey = sent(house, **{forms.CHANNEL: "C0REL"})
    assert survey.state == State.DRAFT
    assert "I can’t write in the channel of the result" in told(house, "U0PAM")
    assert "N-1" not in told(house, "U0ANN")
    unseen = sent(house, **{forms.MEMBERS: "C0PRI"})
    assert unseen.state == State.DRAFT
    assert "I can’t see who is in the channel" in told(house, "U0PAM")


def test_a_channel_that_is_gone_at_the_end_leaves_the_result_on_its_page(house: House) -> None:
    survey = sent(house, **{forms.CHANNEL: "C0REL"})
    answer_all(house, survey, (9, 9, 9, 9))
    house.acts.archive("U0ADA", "C0REL")
    answer(house, "U0ADA", survey, 9)
    house.settle()
    assert now(house, survey).state == State.CLOSED
    assert "NPS +100" in words(house.open("U0LEA", "/diapason n-1"))


def test_a_form_that_can_t_be_kept_says_why(house: House) -> None:
    house.acts.click("U0PAM", house.open("U0PAM", "/diapason survey"), looks.NEW)
    kept: dict[str, Any] = {
        forms.KIND: About.TOOL,
        forms.NAME: "Wiki",
        forms.MEMBERS: PLACE,
        forms.CHANNEL: PLACE,
    }
    kept |= {forms.TIMING: Timing.NOW, forms.EVERY: None, forms.PEOPLE: []}
    for changed, said in (
        ({forms.NAME: None}, "Write the name"),
        ({forms.KIND: About.RELEASE}, "Choose a release"),
        ({forms.TIMING: Timing.AFTER}, "Only a survey about a release"),
        ({forms.TIMING: Timing.BOTH, forms.EVERY: "3"}, "is asked once"),
        ({forms.PEOPLE: ["U0ANN"]}, "Choose one of the three"),
        ({forms.MEMBERS: None}, "Choose one of the three"),
    ):
        refused = house.acts.submit("U0PAM", house.view("U0PAM"), kept | changed)
        assert said in str(refused.errors)
    assert house.acts.submit("U0PAM", house.view("U0PAM"), kept).ok


def test_others_than_those_asked_answer_nothing(house: House) -> None:
    survey = sent(house)
    outcome = open_form(house, "U0ANN", survey)
    with house.bot.services.write() as tx:
        tx.execute(tables.voters.delete().where(tables.voters.c.person == f"{TEAM}:U0ANN"))
    refused = house.acts.submit("U0ANN", outcome, {asking.MARK: "1"})
    assert "N-1 asks other people" in str(refused.errors)


def test_a_french_channel_reads_the_result_in_french(bare_house: House) -> None:
    bare_house.set_up("fr")
    survey = sent(bare_house)
    answer_all(bare_house, survey, (10, 9, 8, 6, 0), "Bien")
    closed = words(result(bare_house, survey))
    assert "*NPS 0* · intervalle à 95 % : −" in closed
    assert "2 promoteurs (9–10) : 40 %" in closed
    assert "5 réponses sur 5 (100 %)" in closed
    assert "5 commentaires" in in_thread(bare_house, survey)[0]
