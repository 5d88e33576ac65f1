"""Home follows what its owner does: what waits comes and goes there without its being opened again."""

from rituals.messages import demos as demo_looks
from rituals.messages import launch_decisions as decisions
from rituals.messages import surveys as survey_looks
from rituals.messages.demos import forms as demo_forms
from rituals.messages.launches.records import DECISION
from rituals.messages.surveys import asking
from tests.e2e import demoing, surveying
from tests.e2e.house import House, words
from tests.e2e.launching import with_release
from tests.e2e.test_home import home, open_home
from tests.e2e.test_launch_decisions import opened, vote


def shown(house: House, who: str) -> str:
    return words(home(house, who))


def test_a_demo_waits_there_for_its_host_and_its_presenters(house: House) -> None:
    for who in ("U0PAM", "U0ANN"):
        open_home(house, who)
    demo = demoing.planned(house)
    assert "you host it, and nobody presents yet" in shown(house, "U0PAM")
    assert "Coming up" in shown(house, "U0PAM")
    assert "Waiting for you" not in shown(house, "U0ANN")
    house.acts.click("U0PAM", home(house, "U0PAM"), demo_looks.OPEN)
    assert demo.ref in words(house.view("U0PAM"))
    house.acts.close("U0PAM", house.view("U0PAM"))

    demoing.offer(house, "U0ANN", demo)
    assert "nobody presents yet" not in shown(house, "U0PAM")
    assert "you show “SSO in two clicks”, 10 minutes" in shown(house, "U0ANN")
    before = shown(house, "U0ANN")
    demoing.move(house, "U0PAM", demo, demoing.later(demo, days=1))
    assert shown(house, "U0ANN") != before
    house.acts.click("U0ANN", demoing.page(house, "U0ANN", demo), demo_looks.STEP_BACK)
    house.acts.close("U0ANN", house.view("U0ANN"), everything=True)
    assert "Waiting for you" not in shown(house, "U0ANN")
    assert "nobody presents yet" in shown(house, "U0PAM")
    demoing.steer(house, "U0PAM", demo, demo_looks.EDIT, {demo_forms.HOSTED: "U0ANN"})
    assert "Waiting for you" not in shown(house, "U0PAM")
    assert "nobody presents yet" in shown(house, "U0ANN")
    demoing.steer(house, "U0PAM", demo, demo_looks.CANCEL, {})
    assert "Waiting for you" not in shown(house, "U0ANN")
    assert demo.ref not in shown(house, "U0PAM")
    assert house.refused() == []


def test_a_go_or_no_go_waits_there_for_each_vote_then_for_who_leads(house: House) -> None:
    deciders = ("U0PAM", "U0MAX", "U0LEA")
    for who in deciders:
        open_home(house, who)
    with_release(house)
    opened(house)
    assert "your vote is awaited" in shown(house, "U0PAM")
    assert "votre vote est attendu" in shown(house, "U0LEA")
    house.acts.click("U0PAM", home(house, "U0PAM"), DECISION)
    house.acts.click("U0PAM", house.view("U0PAM"), decisions.CAST)
    house.acts.submit("U0PAM", house.view("U0PAM"), {decisions.VOTE: "go"})
    house.acts.close("U0PAM", house.view("U0PAM"), everything=True)
    assert "your vote is awaited" not in shown(house, "U0PAM")
    for who in ("U0MAX", "U0LEA"):
        vote(house, who, "go")
    assert "à vous de dire go ou no-go" in shown(house, "U0MAX")  # who leads
    assert "Ce qui vous attend" not in shown(house, "U0LEA")
    house.acts.click("U0MAX", home(house, "U0MAX"), DECISION)
    house.acts.click("U0MAX", house.view("U0MAX"), decisions.DECIDE)
    house.acts.submit("U0MAX", house.view("U0MAX"), {decisions.OUTCOME: "go"})
    assert "à vous de dire" not in shown(house, "U0MAX")
    assert house.refused() == []


def test_a_survey_waits_there_and_no_home_is_written_because_somebody_answered(house: House) -> None:
    for who in ("U0ANN", "U0LEA"):
        open_home(house, who)
    survey = surveying.sent(house)
    assert "The &lt;wiki&gt;" in shown(house, "U0LEA")
    before = home(house, "U0ANN")
    house.acts.click("U0ANN", before, survey_looks.ANSWER)
    house.acts.submit("U0ANN", house.view("U0ANN"), {asking.MARK: "9"})
    house.acts.close("U0ANN", house.view("U0ANN"))
    assert home(house, "U0ANN") == before  # it would tell when
    house.acts.click("U0ANN", before, survey_looks.ANSWER)
    assert "answered" in words(house.view("U0ANN"))
    house.acts.close("U0ANN", house.view("U0ANN"))
    assert survey.ref not in words(open_home(house, "U0ANN"))
    surveying.until(house, surveying.now(house, survey).closes_at)
    assert survey.ref not in shown(house, "U0LEA")
    assert house.refused() == []
