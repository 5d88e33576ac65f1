"""Go or no-go: planned, voted blind, shown together, decided; and the gate before an announcement."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from rituals.launches import deciding
from rituals.launches.templates import shipped
from rituals.launches.templates.keeping import keep_by_hand
from rituals.messages import launch_dates as dates
from rituals.messages import launch_decisions as looks
from rituals.messages import launch_gate as gate
from rituals.messages import launches as plan_looks
from rituals.messages import release_drafts, release_forms, releases
from rituals.messages.launch_templates import Name
from rituals.permissions import workspace_of
from storage import launch_decisions, launches, tables
from storage.launches import TaskState
from tests.e2e.beginnings import Beginning
from tests.e2e.house import MONDAY, TEAM, House, words
from tests.e2e.launching import FIRST, PEOPLE, PLACE, card, kept, started, tasks, with_release

TEN = datetime(2026, 12, 10, 9, tzinfo=UTC)
FORM = {
    looks.OPENS_AT: int(TEN.timestamp()),
    looks.DECIDERS: ["U0PAM", "U0MAX", "U0LEA"],
    looks.CRITERIA: "It <works>\n- Sales know",
}
SECRET = "the-flux-capacitor"


def planned(house: House) -> None:
    started(house)
    house.acts.click("U0MAX", card(house), plan_looks.ALL)
    house.acts.click("U0MAX", house.view("U0MAX"), plan_looks.DECISION)
    house.acts.click("U0MAX", house.view("U0MAX"), looks.PLAN)
    house.acts.submit("U0MAX", house.view("U0MAX"), FORM)


def opened(house: House) -> None:
    planned(house)
    house.clock.now = TEN
    house.settle()


def fill_in(house: House, person: str) -> None:
    (message,) = [one for one in house.posted(house.world.direct(person).id) if looks.CAST in words(one)]
    house.acts.click(person, message, looks.CAST)


def vote(house: House, person: str, said: str, **more: str) -> None:
    fill_in(house, person)
    house.acts.submit(person, house.view(person), {looks.VOTE: said} | more)
    house.acts.close(person, house.view(person))


def told(house: House, person: str) -> str:
    """What stands in somebody's direct messages."""
    return "\n".join(words(one) for one in house.posted(house.world.direct(person).id))


def all_words(house: House) -> str:
    """Whatever anybody can read in Slack."""
    house.settle()
    places = [place.id for place in house.world.channels.values()]
    return "\n".join(words(message) for place in places for message in house.world.messages(place))


@pytest.fixture
def beginning(beginning: Beginning) -> Beginning:
    return (*beginning, with_release)


def test_a_round_from_plan_to_decision(house: House) -> None:
    planned(house)
    assert "Go/no-go planned" in words(card(house))
    assert "It &lt;works&gt;" in words(house.view("U0MAX"))
    house.clock.now = TEN
    house.settle()
    assert "votes are open" in words(card(house))
    vote(house, "U0PAM", "go")
    house.settle()
    assert "your vote is in" in told(house, "U0PAM")
    vote(house, "U0MAX", "conditions", **{looks.VOTE_WHY: "If the FAQ is out", looks.DOUBTS: "The price"})
    fill_in(house, "U0LEA")
    refused = house.acts.submit("U0LEA", house.view("U0LEA"), {looks.VOTE: "no"})
    assert "en une phrase pourquoi" in str(refused.errors)
    house.acts.submit("U0LEA", house.view("U0LEA"), {looks.VOTE: "no", looks.VOTE_WHY: SECRET})
    house.settle()
    (thread,) = [one for one in house.posted(PLACE) if "all votes" in one.text]
    assert thread.thread_ts
    shown = words(thread)
    assert SECRET in shown
    assert "*Doubts*\\n• The price" in shown  # three have voted: without a name
    assert "the vote is over" in told(house, "U0PAM")
    assert looks.CAST not in told(house, "U0PAM")
    (ask,) = [one for one in house.posted(house.world.direct("U0MAX").id) if looks.DECIDE in words(one)]
    house.acts.click("U0MAX", ask, looks.DECIDE)
    house.acts.submit("U0MAX", house.view("U0MAX"), {looks.OUTCOME: "conditions", looks.WORDS: "FAQ first"})
    assert "Go, sous conditions" in words(house.view("U0MAX"))
    assert "Go, with conditions" in words(card(house))
    (task,) = [task for task in tasks(house).values() if task.added_by]
    assert (task.title, task.due_on.isoformat()) == ("FAQ first", "2026-12-11")
    assert [one for one in house.posted(PLACE) if "Decided by" in one.text]
    assert looks.DECIDE not in told(house, "U0MAX")


def test_the_criteria_are_the_template_s(house: House) -> None:
    with house.bot.services.write() as tx:
        own = replace(shipped("customers", "en"), criteria=("The <bank> said yes",))
        keep_by_hand(tx, workspace_of(tx, TEAM), Name("customers", "en"), own, MONDAY)
    started(house)
    house.acts.click("U0MAX", card(house), plan_looks.ALL)
    house.acts.click("U0MAX", house.view("U0MAX"), plan_looks.DECISION)
    house.acts.click("U0MAX", house.view("U0MAX"), looks.PLAN)
    assert '"initial_value": "The <bank> said yes"' in words(house.view("U0MAX"))


def test_conditions_stand_in_the_decision_where_the_plan_is_full(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(house)
    monkeypatch.setattr(deciding, "MOST_TASKS", len(tasks(house)))
    before = set(tasks(house))
    for person in ("U0PAM", "U0MAX", "U0LEA"):
        vote(house, person, "go")
    house.settle()
    house.acts.click("U0MAX", card(house), plan_looks.ALL)
    house.acts.click("U0MAX", house.view("U0MAX"), plan_looks.DECISION)
    house.acts.click("U0MAX", house.view("U0MAX"), looks.DECIDE)
    said = {looks.OUTCOME: "conditions", looks.WORDS: "Two people on duty"}
    house.acts.submit("U0MAX", house.view("U0MAX"), said)
    assert "Two people on duty" in words(house.view("U0MAX"))
    assert set(tasks(house)) == before


def test_nobody_sees_a_vote_before_all_are_shown(house: House) -> None:
    opened(house)
    vote(house, "U0PAM", "no", **{looks.VOTE_WHY: SECRET, looks.DOUBTS: SECRET})
    vote(house, "U0LEA", "no", **{looks.VOTE_WHY: SECRET})
    assert SECRET not in all_words(house)
    house.acts.click("U0ADA", card(house), plan_looks.ALL)
    house.acts.click("U0ADA", house.view("U0ADA"), plan_looks.DECISION)
    assert SECRET not in words(house.view("U0ADA"))
    assert "éa ✔" in words(house.view("U0ADA"))
    with house.bot.services.read() as tx:
        decision = launch_decisions.of_launch(tx, TEAM, kept(house).id)
        assert decision
        assert launch_decisions.votes(tx, TEAM, decision.id) == []
        for table in tables.metadata.sorted_tables:
            if table.name not in ("launch_votes", "drafts"):
                for row in tx.execute(select(table)):
                    assert SECRET not in json.dumps(list(map(str, row))), table.name
    vote(house, "U0MAX", "go")
    assert SECRET in all_words(house)


def test_the_last_two_at_once_show_the_votes_once(house: House) -> None:
    opened(house)
    vote(house, "U0PAM", "go")
    for person in ("U0MAX", "U0LEA"):
        fill_in(house, person)
    with ThreadPoolExecutor(2) as pool:
        list(
            pool.map(
                lambda person: house.acts.submit(person, house.view(person), {looks.VOTE: "go"}),
                ("U0MAX", "U0LEA"),
            )
        )
    house.settle()
    assert len([one for one in house.posted(PLACE) if "all votes" in one.text]) == 1


def test_a_vote_can_be_changed_until_time_is_up_and_then_not(house: House) -> None:
    opened(house)
    vote(house, "U0PAM", "no", **{looks.VOTE_WHY: "x"})
    vote(house, "U0PAM", "go")
    fill_in(house, "U0LEA")
    house.clock.now = TEN + timedelta(hours=24)
    house.settle()
    refused = house.acts.submit("U0LEA", house.view("U0LEA"), {looks.VOTE: "go"})
    assert "devancé" in str(refused.errors)
    shown = all_words(house)
    assert "did not vote" in shown
    assert "*pam* · ✅ Go" in shown


def test_who_has_not_voted_is_reminded_once(house: House) -> None:
    opened(house)
    vote(house, "U0PAM", "go")
    for hours in (19, 20, 21):
        house.clock.now = TEN + timedelta(hours=hours)
        house.settle()
    asked = {person: house.posted(house.world.direct(person).id) for person in ("U0PAM", "U0LEA")}
    counts = {person: sum(looks.CAST in words(one) for one in told) for person, told in asked.items()}
    assert counts == {"U0PAM": 1, "U0LEA": 2}


def test_planning_and_deciding_are_for_who_leads(house: House) -> None:
    started(house)
    house.acts.click("U0ANN", card(house), plan_looks.ALL)
    house.acts.click("U0ANN", house.view("U0ANN"), plan_looks.DECISION)
    house.acts.click("U0ANN", house.view("U0ANN"), looks.PLAN)
    assert "who leads the launch" in words(house.view("U0ANN"))


def test_who_is_not_asked_has_no_vote(house: House) -> None:
    opened(house)
    house.acts.click("U0ANN", card(house), plan_looks.ALL)
    house.acts.click("U0ANN", house.view("U0ANN"), plan_looks.DECISION)
    assert looks.CAST not in words(house.view("U0ANN"))


def test_a_planned_round_moves_with_the_market_day(house: House) -> None:
    planned(house)
    house.acts.close("U0MAX", house.view("U0MAX"))
    house.acts.click("U0ADA", card(house), plan_looks.ALL)
    house.acts.click("U0ADA", house.view("U0ADA"), plan_looks.MOVE_DAYS)
    new = {dates.READY_ON: "2026-12-07", dates.MARKET_ON: "2026-12-21", dates.WHY: "x"}
    house.acts.submit("U0ADA", house.view("U0ADA"), new)
    house.acts.submit("U0ADA", house.view("U0ADA"), {})
    with house.bot.services.read() as tx:
        decision = launch_decisions.of_launch(tx, TEAM, kept(house).id)
    assert decision
    assert decision.opens_at == TEN + timedelta(days=7)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({looks.OPENS_AT: int(MONDAY.timestamp()) - 60}, looks.OPENS_AT),
        ({looks.CRITERIA: "\n".join("abcdefghijklm")}, looks.CRITERIA),
    ],
)
def test_what_can_not_be_is_told_at_its_field(house: House, changed: dict[str, object], field: str) -> None:
    started(house)
    house.acts.click("U0MAX", card(house), plan_looks.ALL)
    house.acts.click("U0MAX", house.view("U0MAX"), plan_looks.DECISION)
    house.acts.click("U0MAX", house.view("U0MAX"), looks.PLAN)
    refused = house.acts.submit("U0MAX", house.view("U0MAX"), FORM | changed)
    assert field in refused.errors


# The gate ---------------------------------------------------------------------------------------------------------


def draft_with_launch(house: House) -> None:
    """A draft R-2 with a launch that lacks what sales and support need."""
    view = house.open("U0PAM", "/release")
    filled = {release_forms.NAME: "5.0", release_forms.changes_input(0): "All", release_forms.WHEN: "draft"}
    house.acts.submit("U0PAM", view, filled)
    house.acts.close("U0PAM", house.view("U0PAM"))
    view = house.open("U0PAM", "/launch start R-2")
    house.acts.submit("U0PAM", view, FIRST)
    house.acts.submit("U0PAM", house.view("U0PAM"), PEOPLE)
    house.acts.close("U0PAM", house.view("U0PAM"))
    house.settle()


def announced(house: House) -> bool:
    return any("5.0" in one.text for one in house.posted("C0REL"))


def open_draft(house: House) -> None:
    shown = (
        house.type("U0PAM", "/release R-2")
        if False
        else house.acts.type_command("U0PAM", PLACE, "/release R-2")
    )
    assert shown.ok


def test_announcing_before_sales_and_support_are_ready_asks_why(house: House) -> None:
    draft_with_launch(house)
    open_draft(house)
    house.acts.click("U0PAM", house.view("U0PAM"), release_drafts.ANNOUNCE_NOW)
    shown = words(house.view("U0PAM"))
    assert "Before it is announced, *L-1 · 5.0* still needs" in shown
    assert "Write the FAQ for support" in shown
    house.settle()
    assert not announced(house)
    house.acts.submit("U0PAM", house.view("U0PAM"), {gate.WHY: "A <leak>"})
    house.settle()
    assert announced(house)
    assert (
        "Announced although something was missing. Pam: A &lt;leak&gt;".casefold()
        in words(card(house)).casefold()
    )


def test_the_form_keeps_what_was_typed_while_it_asks(house: House) -> None:
    draft_with_launch(house)
    open_draft(house)
    house.acts.click("U0PAM", house.view("U0PAM"), releases.EDIT)
    filled = {release_forms.VALUE: "One login", release_forms.WHEN: "announced"}
    house.acts.submit("U0PAM", house.view("U0PAM"), filled)
    assert "R-2 is kept as a draft" in words(house.view("U0PAM"))
    house.settle()
    assert not announced(house)
    house.acts.submit("U0PAM", house.view("U0PAM"), {gate.WHY: "It leaked"})
    house.settle()
    assert announced(house)
    assert "One login" in all_words(house)


def test_with_all_that_is_needed_nobody_is_asked(house: House) -> None:
    draft_with_launch(house)
    with house.bot.services.write() as tx:
        for task in tasks(house).values():
            if task.enables:
                launches.close(tx, TEAM, task.id, TaskState.DONE, by=task.owner or "", now=MONDAY)
    open_draft(house)
    house.acts.click("U0PAM", house.view("U0PAM"), release_drafts.ANNOUNCE_NOW)
    house.settle()
    assert announced(house)


def test_what_is_due_but_lacks_something_waits_and_its_owner_is_asked_once(house: House) -> None:
    draft_with_launch(house)
    open_draft(house)
    house.acts.click("U0PAM", house.view("U0PAM"), releases.EDIT)
    at = MONDAY + timedelta(days=1)
    filled = {release_forms.WHEN: "scheduled", release_forms.AT: int(at.timestamp())}
    house.acts.submit("U0PAM", house.view("U0PAM"), filled)
    house.acts.close("U0PAM", house.view("U0PAM"))
    house.clock.now = at
    house.settle()
    house.settle()
    assert not announced(house)
    (asked,) = [
        one for one in house.posted(house.world.direct("U0PAM").id) if "was due to be announced" in one.text
    ]
    house.acts.click("U0PAM", asked, releases.SHOW)
    house.acts.click("U0PAM", house.view("U0PAM"), release_drafts.ANNOUNCE_NOW)
    house.acts.submit("U0PAM", house.view("U0PAM"), {gate.WHY: "It is time"})
    house.settle()
    assert announced(house)
