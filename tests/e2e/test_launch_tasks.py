"""Tasks that people live with: under way, blocked by somebody, given to others, added, edited, with notes and a result."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from rituals.messages import launch_forms as forms
from rituals.messages import launches as looks
from rituals.services import person_id
from storage.launches import Task
from tests.e2e.beginnings import Beginning
from tests.e2e.house import TEAM, House, words
from tests.e2e.launching import card, kept, open_task, started, tasks, told_of_tasks, with_release

EXTRA = {
    forms.TASK_TITLE: "Print <posters>",
    forms.TASK_ROLE: "design",
    forms.TASK_SIDE: "marketing",
    forms.TASK_DUE: "2026-12-10",
    forms.TASK_FROM: "market",
}


@pytest.fixture
def beginning(beginning: Beginning) -> Beginning:
    return (*beginning, with_release, started)


def add(house: House, person: str, **changed: str) -> None:
    house.acts.click(person, card(house), looks.ALL)
    house.acts.click(person, house.view(person), looks.ADD)
    house.acts.submit(person, house.view(person), EXTRA | changed)


def own(house: House) -> Task:
    (found,) = [task for task in tasks(house).values() if task.added_by]
    return found


def test_under_way_blocked_and_free_again(house: House) -> None:
    open_task(house, "U0PAM", "sign_off")
    house.acts.click("U0PAM", house.view("U0PAM"), looks.BEGIN)
    assert "Under way" in words(house.view("U0PAM"))
    house.acts.click("U0PAM", house.view("U0PAM"), looks.BLOCK)
    blocked = {forms.BLOCKED_ON: "The <price>", forms.BLOCKED_BY: "U0LEA"}
    house.acts.submit("U0PAM", house.view("U0PAM"), blocked)
    assert "éa: The &lt;price&gt;" in words(house.view("U0PAM"))
    assert "1 task is blocked" in words(card(house))

    (asked,) = told_of_tasks(house, "U0LEA")
    assert "pam vous attend" in words(asked)
    assert "✅" not in words(house.answer("U0LEA", asked, looks.UNBLOCK))
    assert tasks(house)["sign_off"].state == "open"
    assert "blocked" not in words(card(house))
    assert "nothing blocks this task any more" in words(told_of_tasks(house, "U0PAM")[-1])


def test_who_no_longer_blocks_is_not_asked(house: House) -> None:
    open_task(house, "U0PAM", "sign_off")
    house.acts.click("U0PAM", house.view("U0PAM"), looks.BLOCK)
    house.acts.submit("U0PAM", house.view("U0PAM"), {forms.BLOCKED_ON: "x", forms.BLOCKED_BY: "U0LEA"})
    house.acts.click("U0PAM", house.view("U0PAM"), looks.UNBLOCK)
    house.settle()
    assert told_of_tasks(house, "U0LEA") == []


def test_given_to_somebody_and_back_to_the_role(house: House) -> None:
    open_task(house, "U0PAM", "sign_off")
    house.acts.click("U0PAM", house.view("U0PAM"), looks.GIVE)
    house.acts.submit("U0PAM", house.view("U0PAM"), {forms.GIVE_TO: "U0LEA"})
    assert tasks(house)["sign_off"].owner == person_id(TEAM, "U0LEA")
    house.settle()
    (given,) = told_of_tasks(house, "U0LEA")
    assert "pam vous confie une tâche" in words(given)
    house.acts.click("U0LEA", given, looks.OPEN_TASK)
    house.acts.click("U0LEA", house.view("U0LEA"), looks.GIVE)
    house.acts.submit("U0LEA", house.view("U0LEA"), {})
    assert tasks(house)["sign_off"].owner == person_id(TEAM, "U0PAM")


def test_somebody_who_left_is_given_nothing(house: House) -> None:
    house.rename("U0LEA", deleted=True)
    house.acts.retry_due_events()
    open_task(house, "U0PAM", "sign_off")
    house.acts.click("U0PAM", house.view("U0PAM"), looks.GIVE)
    refused = house.acts.submit("U0PAM", house.view("U0PAM"), {forms.GIVE_TO: "U0LEA"})
    assert "active member" in str(refused.errors)


def test_a_task_of_one_s_own_is_added_once_and_counted_from_its_day(house: House) -> None:
    house.acts.click("U0ANN", card(house), looks.ALL)
    house.acts.click("U0ANN", house.view("U0ANN"), looks.ADD)
    refused = house.acts.submit("U0ANN", house.view("U0ANN"), EXTRA | {forms.TASK_DUE: "2026-11-20"})
    assert "This day is over" in str(refused.errors)
    sent = house.acts.submit("U0ANN", house.view("U0ANN"), EXTRA)
    assert sent.request
    house.acts.resend(sent.request)
    task = own(house)
    assert (task.title, task.due_on.isoformat(), task.anchor, task.days) == (
        "Print <posters>",
        "2026-12-10",
        "market",
        -2,
    )
    assert "Print &lt;posters&gt;" in words(house.view("U0ANN"))


def test_two_who_add_at_once_add_two(house: House) -> None:
    before = len(tasks(house))
    for person in ("U0ANN", "U0LEA"):
        house.acts.click(person, card(house), looks.ALL)
        house.acts.click(person, house.view(person), looks.ADD)
    with ThreadPoolExecutor(2) as pool:
        list(
            pool.map(lambda person: house.acts.submit(person, house.view(person), EXTRA), ("U0ANN", "U0LEA"))
        )
    assert len(tasks(house)) == before + 2


def test_a_launch_has_a_hundred_and_fifty_tasks_at_most(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rituals.launches import writing

    monkeypatch.setattr(writing, "MOST_TASKS", len(tasks(house)) + 1)
    add(house, "U0ANN")
    house.acts.close("U0ANN", house.view("U0ANN"))
    house.acts.click("U0ANN", card(house), looks.ALL)
    house.acts.click("U0ANN", house.view("U0ANN"), looks.ADD)
    refused = house.acts.submit("U0ANN", house.view("U0ANN"), EXTRA)
    assert "tasks at most" in str(refused.errors)


def test_who_edits_later_is_told_and_overwrites_nothing(house: House) -> None:
    for person in ("U0PAM", "U0ANN"):
        open_task(house, person, "sign_off")
        house.acts.click(person, house.view(person), looks.EDIT)
    house.acts.submit("U0PAM", house.view("U0PAM"), {forms.TASK_TITLE: "Sign off all texts"})
    refused = house.acts.submit("U0ANN", house.view("U0ANN"), {forms.TASK_TITLE: "Nothing"})
    assert "Somebody was faster" in str(refused.errors)
    assert tasks(house)["sign_off"].title == "Sign off all texts"


def test_a_note_and_a_link_reach_the_owner(house: House) -> None:
    open_task(house, "U0ANN", "sign_off")
    house.acts.click("U0ANN", house.view("U0ANN"), looks.NOTE)
    refused = house.acts.submit("U0ANN", house.view("U0ANN"), {forms.NOTE_LINK: "javascript:alert(1)"})
    assert "not a web address" in str(refused.errors)
    filled = {forms.NOTE_WORDS: "See <!channel> page 2", forms.NOTE_LINK: "https://example.com/text"}
    house.acts.submit("U0ANN", house.view("U0ANN"), filled)
    shown = words(house.view("U0ANN"))
    assert "See &lt;!channel&gt; page 2" in shown
    assert "<https://example.com/text|" in shown
    house.settle()
    (told,) = told_of_tasks(house, "U0PAM")
    assert "ann wrote about your task" in words(told)


def test_long_words_fit(house: House) -> None:
    add(house, "U0ANN", **{forms.TASK_HELP: "é" * 3000, forms.TASK_DONE_WHEN: "&" * 3000})
    house.acts.close("U0ANN", house.view("U0ANN"))
    key = own(house).key
    for _ in range(11):
        open_task(house, "U0ANN", key)
        house.acts.click("U0ANN", house.view("U0ANN"), looks.NOTE)
        house.acts.submit("U0ANN", house.view("U0ANN"), {forms.NOTE_WORDS: "<" * 3000})
        house.acts.close("U0ANN", house.view("U0ANN"))
    house.settle()
    assert house.refused() == []
    assert kept(house).ref == "L-1"
