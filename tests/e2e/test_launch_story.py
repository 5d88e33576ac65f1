"""A notable launch (tier 2) from its release to the retro, as its people live it, in English and in French."""

from datetime import UTC, datetime

import pytest

from bot.playground.world import Message
from rituals.messages import launch_afterwards as after
from rituals.messages import launch_brief as brief
from rituals.messages import launch_dates as dates
from rituals.messages import launch_decisions as decisions
from rituals.messages import launch_forms as forms
from rituals.messages import launch_gate as gate
from rituals.messages import launch_reminders as reminders
from rituals.messages import launches as looks
from rituals.messages import release_drafts, release_forms
from storage import launches, releases
from storage.launch_answers import RETRO
from storage.launches import TaskState
from storage.releases import State
from tests.e2e.house import MONDAY, TEAM, House, words
from tests.e2e.launching import FIRST, PLACE, card, kept, open_task, tasks

PEOPLE_EN = {"pm": "U0PAM", "pmm": "U0ADA", "sales": "U0PAM", "support": "U0ADA"}


def at(house: House, day: int, hour: int = 15, month: int = 12) -> None:
    house.clock.now = datetime(2026, month, day, hour, tzinfo=UTC)
    house.settle()


def direct(house: House, person: str, holding: str) -> list[Message]:
    """What somebody was told privately that holds this."""
    return [one for one in house.posted(house.world.direct(person).id) if holding in words(one)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_from_the_release_to_the_retro(house: House, language: str) -> None:
    french = language == "fr"
    people = {"pm": "U0LEA", "pmm": "U0MAX", "sales": "U0LEA", "support": "U0MAX"} if french else PEOPLE_EN
    pm, pmm = people["pm"], people["pmm"]
    if french:
        house.set_up("fr")
    house.clock.now = MONDAY

    # A draft, and the plan of its launch
    view = house.open(pm, "/release")
    filled = {release_forms.NAME: "5.0", release_forms.changes_input(0): "SSO", release_forms.WHEN: "draft"}
    house.acts.submit(pm, view, filled)
    house.acts.close(pm, house.view(pm))
    house.acts.submit(pm, house.open(pm, "/launch start R-1"), FIRST)
    roles = {forms.role_input(role): person for role, person in people.items()}
    house.acts.submit(pm, house.view(pm), roles | {forms.TIER: "2"})
    house.acts.close(pm, house.view(pm))
    house.settle()
    assert kept(house).tier == 2
    assert ("niveau 2" if french else "tier 2") in words(card(house))
    assert len(direct(house, pmm, looks.SHOW)) == 1  # what the role asks

    # The brief's goal
    house.acts.click(pmm, card(house), looks.BRIEF)
    house.acts.click(pmm, house.view(pmm), f"{brief.WRITE}_1")
    goal = {
        "goal_kind": "acquisition",
        "goal_measure": "trials",
        "goal_target": "90",
        "goal_on": "2027-03-01",
    }
    house.acts.submit(pmm, house.view(pmm), {brief.field(part): said for part, said in goal.items()})
    house.acts.close(pmm, house.view(pmm))

    # A morning's reminder, and a task that is done from it
    at(house, 2)
    (reminder,) = direct(house, pm, reminders.DONE)
    assert ("1 tâche est en retard" if french else "1 task is late") in words(reminder)
    house.answer(pm, reminder, reminders.DONE)
    assert [task.state for task in tasks(house).values()].count(TaskState.DONE) == 1

    # The market day moves by a day, after a look
    house.acts.click(pmm, card(house), looks.ALL)
    house.acts.click(pmm, house.view(pmm), looks.MOVE_DAYS)
    house.acts.submit(pmm, house.view(pmm), {dates.MARKET_ON: "2026-12-15", dates.WHY: "A fair"})
    house.acts.submit(pmm, house.view(pmm), {})
    house.acts.close(pmm, house.view(pmm), everything=True)
    assert tasks(house)["announce"].due_on.isoformat() == "2026-12-15"

    # Go or no-go
    opens = datetime(2026, 12, 11, 9, tzinfo=UTC)
    house.acts.click(pmm, card(house), looks.ALL)
    house.acts.click(pmm, house.view(pmm), looks.DECISION)
    house.acts.click(pmm, house.view(pmm), decisions.PLAN)
    form = {
        decisions.OPENS_AT: int(opens.timestamp()),
        decisions.DECIDERS: [pm, pmm],
        decisions.CRITERIA: "It works",
    }
    house.acts.submit(pmm, house.view(pmm), form)
    house.acts.close(pmm, house.view(pmm), everything=True)
    at(house, 11)
    for person in (pm, pmm):
        (ballot,) = direct(house, person, decisions.CAST)
        house.acts.click(person, ballot, decisions.CAST)
        house.acts.submit(person, house.view(person), {decisions.VOTE: "go"})
        house.acts.close(person, house.view(person), everything=True)
    house.settle()
    house.acts.click(pmm, card(house), looks.ALL)
    house.acts.click(pmm, house.view(pmm), looks.DECISION)
    house.acts.click(pmm, house.view(pmm), decisions.DECIDE)
    house.acts.submit(pmm, house.view(pmm), {decisions.OUTCOME: "go"})
    house.acts.close(pmm, house.view(pmm), everything=True)
    house.settle()

    # Announced, though support lacks its FAQ
    with house.bot.services.write() as tx:
        for task in tasks(house).values():
            if task.enables and task.key != "support_faq":
                launches.close(tx, TEAM, task.id, TaskState.DONE, by=task.owner or "", now=opens)
    at(house, 15)
    assert house.acts.type_command(pm, PLACE, "/release R-1").ok
    house.acts.click(pm, house.view(pm), release_drafts.ANNOUNCE_NOW)
    assert "FAQ" in words(house.view(pm))
    house.acts.submit(pm, house.view(pm), {gate.WHY: "The fair is today"})
    house.settle()
    with house.bot.services.read() as tx:
        release = releases.by_number(tx, TEAM, 1)
    assert release
    assert release.state == State.ANNOUNCED
    assert "The fair is today" in words(card(house))
    open_task(house, pmm, "announce")
    house.acts.click(pmm, house.view(pmm), looks.DONE)
    house.acts.close(pmm, house.view(pmm), everything=True)

    # Thanks, what came of it, the retro
    at(house, 17)
    assert direct(house, pmm, after.THANK)
    at(house, 22)
    asked = direct(house, pm, after.ANSWER)
    assert ("il y a 7 jours" if french else "7 days ago") in words(asked[0])
    house.acts.click(pm, asked[0], after.ANSWER)
    said = {after.field("reached"): "96 trials", after.field("keep"): "The dry run"}
    house.acts.submit(pm, house.view(pm), said)
    house.acts.close(pm, house.view(pm), everything=True)
    house.settle()
    assert "96 trials" in words(card(house))
    house.acts.click(pm, card(house), looks.ALL)
    house.acts.click(pm, house.view(pm), looks.OUTCOME)
    house.acts.click(pm, house.view(pm), after.ANSWER, value=f"{kept(house).id} {RETRO}")
    house.acts.submit(pm, house.view(pm), {after.field("keep"): "One table for all"})
    assert "One table for all" in words(house.view(pm))
    assert house.refused() == []
