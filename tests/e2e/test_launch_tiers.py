"""Another tier for a launch that stands already: looked at first, then tasks come and go, once; and all of it back again."""

from concurrent.futures import ThreadPoolExecutor
from json import loads

import pytest

from rituals.messages import launch_dates as dates
from rituals.messages import launch_forms as task_forms
from rituals.messages import launch_tiers as looks
from rituals.messages import launches as plan_looks
from storage import launches
from storage.launches import TaskState
from tests.e2e.beginnings import Beginning
from tests.e2e.house import TEAM, House, words
from tests.e2e.launching import PLACE, card, kept, open_task, started, tasks, told, with_release

WHY = "The <bank> asks"


@pytest.fixture
def beginning(beginning: Beginning) -> Beginning:
    return (*beginning, with_release, started)


def open_form(house: House, person: str) -> None:
    house.acts.click(person, card(house), plan_looks.ALL)
    house.acts.click(person, house.view(person), plan_looks.CHANGE_TIER)


def ask(house: House, person: str, tier: int, why: str = WHY) -> None:
    open_form(house, person)
    sent = house.acts.submit(person, house.view(person), {looks.TIER: str(tier), looks.WHY: why})
    assert not sent.errors


def change(house: House, person: str, tier: int) -> None:
    ask(house, person, tier)
    house.acts.submit(person, house.view(person), {})
    house.acts.close(person, house.view(person))
    house.settle()


def by_hand(
    house: House, person: str, key: str, action_id: str, values: dict[str, str] | None = None
) -> None:
    open_task(house, person, key)
    house.acts.click(person, house.view(person), action_id)
    if values:
        assert not house.acts.submit(person, house.view(person), values).errors
    house.acts.close(person, house.view(person))


def test_a_bigger_tier_is_shown_first_and_then_comes_once(house: House) -> None:
    by_hand(house, "U0MAX", "announce", plan_looks.MOVE, {task_forms.MOVE_TO: "2026-12-16"})
    before = tasks(house)
    ask(house, "U0MAX", 1)
    shown = words(house.view("U0MAX"))
    assert "Niveau 2, notable → *niveau 1, majeur*" in shown
    assert "*4 tâches s’ajoutent :*" in shown
    assert "changent de date" in shown
    assert "Le brief demandera aussi : " in shown
    assert tasks(house).keys() == before.keys()

    sent = house.acts.submit("U0MAX", house.view("U0MAX"), {})
    assert sent.request
    assert "Le niveau a changé" in words(house.view("U0MAX"))
    assert plan_looks.CONFIRM in words(house.view("U0MAX"))
    after = tasks(house)
    assert after.keys() > before.keys()
    assert after["dry_run"].due_on.isoformat() == "2026-12-10"
    assert after["sales_briefing"].due_on.isoformat() == "2026-12-08"  # four working days before, not three
    assert after["announce"].due_on.isoformat() == "2026-12-16"  # moved by hand
    assert len({task.position for task in after.values()}) == len(after)
    assert kept(house).tier == 1

    house.settle()
    (thread,) = [one for one in house.posted(PLACE) if "🎚️" in one.text]
    assert thread.thread_ts
    assert "4 tasks came in" in thread.text
    assert "max: The &lt;bank&gt; asks" in thread.text
    assert "still to be confirmed by: Product manager and Product marketing" in words(card(house))
    (heard,) = [one for one in told(house, "U0PAM") if "made it" in one]
    assert "confirm with a click" in heard
    assert [one for one in told(house, "U0MAX") if "l’a passé" in one] == []  # who did it knows

    assert "devancé" in loads(house.acts.resend(sent.request).body)["view"]["blocks"][0]["text"]["text"]
    house.settle()
    assert tasks(house) == after
    assert len([one for one in house.posted(PLACE) if "🎚️" in one.text]) == 1


def test_a_smaller_tier_takes_out_what_nobody_touched_and_back_restores_it(house: House) -> None:
    by_hand(house, "U0PAM", "tracking", plan_looks.BEGIN)
    by_hand(house, "U0PAM", "demo", plan_looks.DONE)
    by_hand(house, "U0PAM", "roll_back", plan_looks.DROP, {task_forms.DROP_WHY: "We can"})
    by_hand(house, "U0PAM", "channels", plan_looks.NOTE, {task_forms.NOTE_WORDS: "A note"})
    own = {task_forms.TASK_TITLE: "Own", task_forms.TASK_DUE: "2026-12-09", task_forms.TASK_ROLE: "pm"}
    house.acts.click("U0PAM", card(house), plan_looks.ALL)
    house.acts.click("U0PAM", house.view("U0PAM"), plan_looks.ADD)
    house.acts.submit("U0PAM", house.view("U0PAM"), own | {task_forms.TASK_SIDE: "product"})
    house.acts.close("U0PAM", house.view("U0PAM"))
    before = tasks(house)

    ask(house, "U0PAM", 3)
    shown = words(house.view("U0PAM"))
    assert "tasks nobody has begun drop out" in shown
    assert "*2 tasks stay, because somebody has begun or changed them:*" in shown
    assert "no longer need" in shown
    house.acts.submit("U0PAM", house.view("U0PAM"), {})
    house.acts.close("U0PAM", house.view("U0PAM"))
    small = tasks(house)
    left = {key for key, task in small.items() if task.is_open}
    assert left == {"readiness", "release_notes", "announce", "tracking", "channels"} | {
        key for key, task in before.items() if task.added_by
    }
    assert (small["demo"].state, small["roll_back"].why) == (TaskState.DONE, "We can")
    assert (small["targets"].state, small["targets"].why) == (TaskState.DROPPED, WHY)
    assert small["targets"].out_by
    assert small["release_notes"].due_on.isoformat() == "2026-12-11"

    change(house, "U0PAM", 2)
    again = tasks(house)
    assert {key: (task.state, task.due_on, task.why) for key, task in again.items()} == {
        key: (task.state, task.due_on, task.why) for key, task in before.items()
    }
    assert kept(house).why is None  # its answers lead to it
    heard = [one for one in told(house, "U0MAX") if "nouvelles tâches pour vous" in one]
    assert len(heard) == 1
    assert house.refused() == []


def test_of_two_at_once_one_changes_it(house: House) -> None:
    for person, tier in (("U0PAM", 1), ("U0MAX", 0)):
        ask(house, person, tier)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda person: house.acts.submit(person, house.view(person), {}), ("U0PAM", "U0MAX")))
    house.settle()
    seen = [words(house.view(person)) for person in ("U0PAM", "U0MAX")]
    faster = [("Somebody was faster" in seen[0]), ("devancé" in seen[1])]
    assert sorted(faster) == [False, True]
    assert kept(house).tier == (0 if faster[0] else 1)
    assert len([one for one in house.posted(PLACE) if "🎚️" in one.text]) == 1


def test_what_was_seen_before_a_change_there_and_back_counts_no_more(house: House) -> None:
    ask(house, "U0ADA", 1)
    change(house, "U0PAM", 3)
    change(house, "U0PAM", 2)
    house.acts.submit("U0ADA", house.view("U0ADA"), {})
    assert "Somebody was faster" in words(house.view("U0ADA"))
    assert kept(house).tier == 2


def test_it_is_for_who_leads(house: House) -> None:
    open_form(house, "U0LEA")
    assert "Changer le niveau revient à qui mène le lancement, ici max" in words(house.view("U0LEA"))


@pytest.mark.parametrize(
    ("values", "field"),
    [({looks.TIER: "1"}, looks.WHY), ({looks.WHY: WHY}, looks.TIER)],
)
def test_tier_and_reason_are_both_asked_for(house: House, values: dict[str, str], field: str) -> None:
    open_form(house, "U0ADA")
    assert list(house.acts.submit("U0ADA", house.view("U0ADA"), values).errors) == [field]


def test_a_tier_that_was_seen_before_is_not_confirmed(house: House) -> None:
    change(house, "U0PAM", 1)
    (old,) = [one for one in house.posted(house.world.direct("U0MAX").id) if "l’a passé" in one.text]
    house.answer("U0PAM", card(house), plan_looks.CONFIRM)
    change(house, "U0PAM", 0)
    assert "to be confirmed by: Product manager and Product marketing" in words(card(house))  # anew
    refused = house.answer("U0MAX", old, plan_looks.CONFIRM)
    assert "devancé" in words(refused)
    with house.bot.services.read() as tx:
        assert launches.confirmed(tx, TEAM, kept(house).id) == {}


def test_the_longest_reason_fits(house: House) -> None:
    ask(house, "U0ADA", 1, "é" * looks.WHY_LIMIT)
    house.acts.submit("U0ADA", house.view("U0ADA"), {})
    assert kept(house).tier == 1
    house.acts.close("U0ADA", house.view("U0ADA"))
    house.acts.click("U0ADA", card(house), plan_looks.ALL)
    house.acts.click("U0ADA", house.view("U0ADA"), plan_looks.MOVE_DAYS)
    later = {
        dates.READY_ON: "2026-12-07",
        dates.MARKET_ON: "2026-12-21",
        dates.WHY: "🚀" * (dates.WHY_LIMIT // 2),
    }
    assert not house.acts.submit("U0ADA", house.view("U0ADA"), later).errors
    house.acts.submit("U0ADA", house.view("U0ADA"), {})
    assert kept(house).market_on.isoformat() == "2026-12-21"


def test_it_stands_in_the_history(house: House) -> None:
    change(house, "U0PAM", 0)
    change(house, "U0PAM", 1)
    past = words(house.open("U0ANN", "/diapason history L-1"))
    assert "*pam* changed the tier" in past
    assert "Tier: 2 → 0" in past
    assert "Tier: 0 → 1" in past
