"""Surveys from draft to result, as people meet them."""

from rituals.gate import Topic, When
from rituals.messages import surveys as looks
from rituals.messages.preferences import topic_input
from rituals.messages.surveys import asking, forms
from storage.surveys import State
from tests.e2e.house import House, words
from tests.e2e.surveying import (
    EVERYBODY,
    PLACE,
    answer,
    asked,
    crowd,
    drafted,
    in_thread,
    newest,
    now,
    open_form,
    result,
    sent,
    told,
    until,
)


def test_a_draft_shows_what_people_will_read_and_asks_nobody(house: House) -> None:
    shown = words(drafted(house))
    assert "How likely are you to recommend The &lt;wiki&gt; to a colleague?" in shown
    assert "Asks the members of <#C0GEN>" in shown
    house.settle()
    assert told(house, "U0ANN") == ""
    outcome = house.acts.type_command("U0LEA", PLACE, "/diapason N-1")
    assert outcome.ephemeral
    assert "N-1" in outcome.ephemeral.text
    house.acts.click("U0PAM", house.view("U0PAM"), looks.DELETE)
    assert "Nobody was asked" in words(house.view("U0PAM"))


def test_everybody_answers_and_the_result_is_told_once(house: House) -> None:
    survey = sent(house)
    assert "pam would like to know what you think of *The &lt;wiki&gt;*" in told(house, "U0ANN")
    assert "pam aimerait savoir" in told(house, "U0LEA")
    before = told(house, "U0ANN")
    page = answer(house, "U0ANN", survey, 10, "The search <!channel> finds everything")
    assert "Thank you! Your answer is in" in words(page)
    assert told(house, "U0ANN") == before  # an edit would tell when
    assert [one for one in house.posted(PLACE) if "N-1" in one.text] == []
    for who, mark in (("U0LEA", 9), ("U0PAM", 9), ("U0MAX", 8)):
        answer(house, who, survey, mark)
    assert now(house, survey).state == State.OPEN
    answer(house, "U0ADA", survey, 3, "Slow")
    closed = words(result(house, survey))
    assert "*NPS +40* · 95% interval:" in closed
    assert "3 promoters (9–10): 60%" in closed
    assert "1 passive (7–8): 20%" in closed
    assert "1 detractor (0–6): 20%" in closed
    assert "5 of 5 answered (100%)" in closed
    assert "data_visualization" in closed
    (thread,) = in_thread(house, survey)
    assert "2 comments" in thread
    assert "The search &lt;!channel&gt; finds everything" in thread
    assert '"text": "The search <!channel> finds everything"' in thread  # to the letter, in rich text
    assert "is closed, thank you" in told(house, "U0ANN")
    assert "est terminée, merci" in told(house, "U0LEA")
    assert looks.ANSWER not in told(house, "U0ANN")


def test_all_are_reminded_alike_and_time_closes_it(house: House) -> None:
    survey = sent(house, **{forms.OPEN_DAYS: "3"})
    answer(house, "U0ANN", survey, 10)
    until(house, survey.remind_at)
    for who in ("U0ANN", "U0PAM"):
        assert [looks.ANSWER in words(one) for one in asked(house, who, survey)] == [True, True]
        assert "There is still time" in told(house, who)
    for who in EVERYBODY[1:]:
        answer(house, who, survey, 0)
    closed = words(result(house, survey))
    assert "NPS −60" in closed
    assert told(house, "U0PAM").count("is closed, thank you") == 2


def test_fewer_than_five_answers_show_nothing(house: House) -> None:
    survey = sent(house)
    for who in EVERYBODY[:4]:
        answer(house, who, survey, 10, "the-flux-capacitor")
    until(house, survey.closes_at)
    closed = words(result(house, survey))
    assert "Fewer than 5 have answered" in closed
    assert "4 of 5 answered" in closed
    assert "NPS" not in closed
    assert in_thread(house, survey) == []
    everything = "\n".join(words(one) for one in house.posted(PLACE))
    assert "flux" not in everything


def test_the_first_answer_counts(house: House) -> None:
    survey = sent(house)
    open_form(house, "U0ANN", survey)
    first = house.acts.submit("U0ANN", house.view("U0ANN"), {asking.MARK: "10"})
    assert first.request
    again = house.acts.resend(first.request)
    assert "the first one that counts" in again.body
    house.acts.close("U0ANN", house.view("U0ANN"))
    house.acts.click("U0ANN", asked(house, "U0ANN", survey)[0], looks.ANSWER)
    assert "Your answer is in already" in words(house.view("U0ANN"))
    for who in EVERYBODY[1:]:
        answer(house, who, survey, 9)
    assert "5 promoters" in words(result(house, survey))


def test_an_answer_after_the_end_is_refused_in_words(house: House) -> None:
    survey = sent(house)
    open_form(house, "U0LEA", survey)
    house.acts.click("U0PAM", house.open("U0PAM", "/diapason N-1"), looks.STOP)
    refused = house.acts.submit("U0LEA", house.view("U0LEA"), {asking.MARK: "3"})
    assert "N-1 est terminée" in str(refused.errors)
    past = words(house.open("U0ANN", "/diapason history N-1"))
    assert past.count("*pam*") == 3  # drafted, sent and closed it
    assert "*Diapason* opened it" in past


def test_whoever_answered_may_be_an_ambassador_and_take_it_back(house: House) -> None:
    survey = sent(house)
    for who, mark in (("U0ANN", 0), ("U0LEA", 10)):
        open_form(house, who, survey)
        house.acts.submit(who, house.view(who), {asking.MARK: str(mark)})
        house.acts.click(who, house.view(who), looks.BE_AMBASSADOR)
        house.acts.close(who, house.view(who))
    assert "Ambassadors: ann, léa" in words(house.open("U0PAM", "/diapason N-1")).replace(" and", ",")
    house.acts.close("U0PAM", house.view("U0PAM"))
    house.acts.click("U0ANN", house.open("U0ANN", "/diapason surveys"), looks.STEP_BACK)
    assert "ambassador" not in words(house.view("U0ANN"))
    house.acts.close("U0ANN", house.view("U0ANN"))
    house.acts.click("U0LEA", house.open("U0LEA", "/diapason enquête"), looks.STEP_BACK)
    assert "Ambassadors" not in words(house.open("U0PAM", "/diapason N-1"))


def test_who_never_wants_to_be_asked_is_left_out(house: House) -> None:
    survey = sent(house)
    outcome = house.answer("U0ANN", asked(house, "U0ANN", survey)[0], looks.NEVER)
    assert "no survey will ask you any more" in words(outcome)
    until(house, survey.remind_at)
    assert len(asked(house, "U0ANN", survey)) == 1
    assert len(asked(house, "U0MAX", survey)) == 2
    house.acts.click("U0ANN", house.open("U0ANN", "/diapason survey"), looks.ASK_AGAIN)
    assert "Surveys may ask you" in words(house.view("U0ANN"))


def test_who_chose_to_hear_of_no_surveys_is_not_asked(house: House) -> None:
    crowd(house, {"sales": 1})
    view = house.open("U0ANN", "/diapason preferences")
    house.acts.submit("U0ANN", view, {topic_input(Topic.SURVEYS): When.NEVER})
    sent(house)
    assert "5 are asked" in words(house.open("U0PAM", "/diapason N-1"))
    assert told(house, "U0ANN") == ""


def test_nobody_is_asked_twice_in_a_month_and_fewer_than_five_are_not_asked(house: House) -> None:
    survey = sent(house)
    until(house, survey.closes_at)
    again = sent(house)
    assert (again.number, again.state) == (2, State.DRAFT)
    assert "only 0 could be asked" in told(house, "U0PAM")
    assert "N-2" not in told(house, "U0ANN")
    assert survey.opened_at
    until(house, survey.opened_at.replace(month=12, day=28))
    house.acts.click("U0PAM", house.open("U0PAM", "/diapason N-2"), looks.SEND)
    house.settle()
    assert newest(house).state == State.OPEN
