"""Templates in Slack: seen by all, changed by admins task by task, imported, exported, brought back, kept through upgrades."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import resources

import pytest

from bot.playground.world import File
from rituals.launches.templates import Template, read, shipped, shipped_text, write
from rituals.launches.templates.standing import current
from rituals.messages import launch_template_forms as forms
from rituals.messages import launch_template_imports as imports
from rituals.messages import launch_templates as looks
from storage import launch_templates
from tests.e2e.house import TEAM, House, words
from tests.e2e.launching import started, tasks, with_release

ADMIN = "U0ADA"
TASK = {
    forms.TITLE: "Ask the <board>",
    forms.ROLE: "sponsor",
    forms.SIDE: "finance",
    forms.FROM: "after market",
    forms.days_input(2): "3",
    forms.HELP: "One page.",
    forms.DONE: "They said yes.",
}
CHECKLIST = "# Ours\n\n- [ ] Write the press release\n- [ ] Train sales\n"


@pytest.fixture
def house(house: House) -> House:
    house.world.scopes.add("files:write")
    return house


def titles(house: House) -> dict[str, str]:
    return {step.key: step.title for step in template(house).tasks}


def template(house: House, audience: str = "customers", language: str = "en") -> Template:
    with house.bot.services.read() as tx:
        return current(tx, TEAM, audience, language)


def version(house: House, audience: str = "customers", language: str = "en") -> int:
    with house.bot.services.read() as tx:
        found = launch_templates.newest(tx, TEAM, audience, language)
    return found.version if found else 0


def see(house: House, person: str, name: str = "customers:en") -> None:
    house.open(person, "/launch templates")
    house.acts.click(person, house.view(person), looks.SEE, value=name)


def pasted(text: str) -> dict[str, str]:
    """A file, a field after the other, cut after whole lines."""
    fields, lines = [""], text.splitlines()
    for line in lines:
        if len(fields[-1]) + len(line) > 2900:
            fields.append("")
        fields[-1] += line + "\n"
    return {imports.pasted_input(number): field for number, field in enumerate(fields)}


def file_of(house: House, person: str) -> File:
    house.settle()
    found = [one for message in house.posted(house.world.direct(person).id) for one in message.files]
    file = house.world.files.get(found[-1])
    assert file
    return file


def test_all_see_them_and_admins_change_them(house: House) -> None:
    see(house, "U0PAM")
    shown = words(house.view("U0PAM"))
    assert "As it comes with Diapason" in shown
    assert "40 / 30 / 15 / – working days before the announcement" in shown
    assert looks.STEP not in shown
    house.open("U0MAX", "/launch modèles")
    assert "Pour les clients, en français" in words(house.view("U0MAX"))

    see(house, ADMIN)
    house.acts.click(ADMIN, house.view(ADMIN), looks.STEP, value="customers:en:targets")
    form = house.view(ADMIN)
    house.acts.submit(
        ADMIN, form, {forms.TITLE: "Name <three> targets", forms.days_input(3): "5", forms.PLACE: "3"}
    )
    shown = words(house.view(ADMIN))
    assert "Kept as a new version" in shown
    assert "Name &lt;three&gt; targets" in shown
    assert "Version 1 · changed by ada" in shown
    found = template(house)
    assert found.tasks[2].key == "targets"
    assert found.tasks[2].title == "Name <three> targets"
    assert dict(found.tasks[2].days) == {0: -40, 1: -30, 2: -15, 3: -5}
    assert len(found.tasks) == len(shipped("customers", "en").tasks)
    assert template(house, language="fr") == shipped("customers", "fr")


def test_a_launch_is_made_of_the_workspaces_own(house: House) -> None:
    with_release(house)
    see(house, ADMIN)
    house.acts.click(ADMIN, house.view(ADMIN), looks.ADD)
    house.acts.submit(ADMIN, house.view(ADMIN), TASK)
    see(house, ADMIN)
    house.acts.click(ADMIN, house.view(ADMIN), looks.STEP, value="customers:en:support_faq")
    house.acts.click(ADMIN, house.view(ADMIN), forms.REMOVE)
    assert "The task is out" in words(house.view(ADMIN))
    house.acts.close(ADMIN, house.view(ADMIN))
    started(house)
    made = tasks(house)
    assert made["ask_the_board"].title == "Ask the <board>"
    assert made["ask_the_board"].days == 3
    assert "support_faq" not in made
    assert "sales_one_pager" in made


def test_what_can_not_be_is_told_beside_its_field(house: House) -> None:
    see(house, ADMIN)
    house.acts.click(ADMIN, house.view(ADMIN), looks.ADD)
    refused = house.acts.submit(
        ADMIN, house.view(ADMIN), TASK | {forms.days_input(2): "261", forms.PLACE: "0"}
    )
    assert refused.errors == {
        forms.days_input(2): "Write a whole number from 0 to 260, or leave it empty.",
        forms.PLACE: "Write a whole number from 1.",
    }
    refused = house.acts.submit(ADMIN, house.view(ADMIN), TASK | {forms.days_input(2): "", forms.PLACE: ""})
    assert refused.errors == {forms.days_input(0): "Give the days of one tier at least."}
    assert version(house) == 0


def test_of_two_who_change_the_same_task_the_second_is_told_and_loses_nothing(house: House) -> None:
    house.rename("U0PAM", is_admin=True)
    for person in (ADMIN, "U0PAM"):
        see(house, person)
        house.acts.click(person, house.view(person), looks.STEP, value="customers:en:demo")
    house.acts.submit(ADMIN, house.view(ADMIN), {forms.TITLE: "First"})
    refused = house.acts.submit("U0PAM", house.view("U0PAM"), {forms.TITLE: "Second"})
    assert "Somebody changed this meanwhile" in refused.errors[forms.TITLE]
    assert titles(house)["demo"] == "First"


def test_two_who_change_different_tasks_at_once_both_succeed(house: House) -> None:
    house.rename("U0PAM", is_admin=True)
    for person, key in ((ADMIN, "demo"), ("U0PAM", "targets")):
        see(house, person)
        house.acts.click(person, house.view(person), looks.STEP, value=f"customers:en:{key}")

    def save(person: str) -> None:
        house.acts.submit(person, house.view(person), {forms.TITLE: f"By {person}"})

    with ThreadPoolExecutor(2) as both:
        list(both.map(save, (ADMIN, "U0PAM")))
    found = template(house)
    assert {step.title for step in found.tasks} >= {"By U0ADA", "By U0PAM"}
    assert version(house) == 2


def test_a_form_that_is_sent_twice_adds_once(house: House) -> None:
    see(house, ADMIN)
    house.acts.click(ADMIN, house.view(ADMIN), looks.ADD)
    sent = house.acts.submit(ADMIN, house.view(ADMIN), TASK)
    assert sent.request
    house.acts.resend(sent.request)
    assert [step.title for step in template(house).tasks].count("Ask the <board>") == 1
    assert version(house) == 1


def test_exported_changed_and_imported_again(house: House) -> None:
    see(house, ADMIN, "colleagues:fr")
    house.acts.click(ADMIN, house.view(ADMIN), looks.EXPORT)
    file = file_of(house, ADMIN)
    assert file.name.startswith("diapason-colleagues-fr")
    assert file.content
    text = file.content.decode()
    assert "qui s’en charge" in text
    assert read(text) == shipped("colleagues", "fr")

    see(house, ADMIN, "colleagues:fr")
    house.acts.click(ADMIN, house.view(ADMIN), looks.IMPORT)
    wrong = text.replace("side: product", "side: produit", 1)
    line = 1 + wrong.splitlines().index("    side: produit")
    refused = house.acts.submit(ADMIN, house.view(ADMIN), pasted(wrong))
    assert refused.errors[imports.PASTED].startswith(f"line {line}: `side` is one of marketing, product")
    title = shipped("colleagues", "fr").tasks[0].title
    house.acts.submit(ADMIN, house.view(ADMIN), pasted(text.replace(title, "Autre chose")))
    assert "Imported as a new version" in words(house.view(ADMIN))
    assert template(house, "colleagues", "fr").tasks[0].title == "Autre chose"


def test_a_checklist_comes_in_and_the_way_back_is_open(house: House) -> None:
    see(house, ADMIN)
    house.acts.click(ADMIN, house.view(ADMIN), looks.IMPORT)
    house.acts.submit(ADMIN, house.view(ADMIN), {imports.PASTED: CHECKLIST})
    assert [step.title for step in template(house).tasks] == ["Write the press release", "Train sales"]
    house.acts.click(ADMIN, house.view(ADMIN), looks.VERSIONS)
    assert "Version 1 · imported by ada" in words(house.view(ADMIN))
    back = house.acts.click(ADMIN, house.view(ADMIN), looks.RESTORE, value="customers:en:0:1")
    assert "Brought back" in words(house.view(ADMIN))
    assert template(house) == shipped("customers", "en")
    assert back.request
    house.acts.resend(back.request)  # it is another version by now
    assert version(house) == 2
    see(house, ADMIN)
    house.acts.click(ADMIN, house.view(ADMIN), looks.VERSIONS)
    house.acts.click(ADMIN, house.view(ADMIN), looks.RESTORE, value="customers:en:1:2")
    assert [step.key for step in template(house).tasks] == ["write_the_press_release", "train_sales"]


def test_what_is_saved_as_it_was_is_no_new_version(house: House) -> None:
    see(house, ADMIN)
    house.acts.click(ADMIN, house.view(ADMIN), looks.STEP, value="customers:en:demo")
    house.acts.submit(ADMIN, house.view(ADMIN), {})
    assert version(house) == 0


def test_criteria_are_changed_a_line_each(house: House) -> None:
    see(house, ADMIN)
    house.acts.click(ADMIN, house.view(ADMIN), looks.CRITERIA)
    refused = house.acts.submit(ADMIN, house.view(ADMIN), {forms.CRITERIA: "x\n" * 13})
    assert "1 to 12 lines" in refused.errors[forms.CRITERIA]
    house.acts.submit(ADMIN, house.view(ADMIN), {forms.CRITERIA: "- The <bank> said yes\n\n• It works"})
    assert template(house).criteria == ("The <bank> said yes", "It works")
    assert "The &lt;bank&gt; said yes" in words(house.view(ADMIN))


def test_ones_own_stays_through_an_upgrade_and_its_news_can_be_taken(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    see(house, ADMIN)
    house.acts.click(ADMIN, house.view(ADMIN), looks.STEP, value="customers:en:demo")
    house.acts.submit(ADMIN, house.view(ADMIN), {forms.TITLE: "Ours"})

    then = shipped("customers", "en")
    new = tuple(
        replace(step, title="Theirs") if step.key in ("demo", "targets") else step for step in then.tasks
    )
    _ship(monkeypatch, write(replace(then, tasks=(*new, replace(then.tasks[0], key="fresh", title="Fresh")))))
    assert titles(house)["demo"] == "Ours"
    assert titles(house)["targets"] == then.tasks[0].title

    see(house, ADMIN)
    assert "Diapason’s own has changed since" in words(house.view(ADMIN))
    house.acts.click(ADMIN, house.view(ADMIN), looks.UPGRADE)
    shown = words(house.view(ADMIN))
    for told in ("1 new task", "1 task says something else", "1 task was changed by both: yours stays"):
        assert told in shown
    house.acts.click(ADMIN, house.view(ADMIN), looks.TAKE)
    found = titles(house)
    assert [found[key] for key in ("demo", "targets", "fresh")] == ["Ours", "Theirs", "Fresh"]
    see(house, ADMIN)
    assert "has changed since" not in words(house.view(ADMIN))


def _ship(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """A later Diapason, which comes with another template for customers in English."""
    real = resources.files
    home = real("rituals.launches.templates")

    class Folder:
        def joinpath(self, name: str) -> object:
            return self if name == "customers.en.yaml" else home.joinpath(name)

        def read_text(self, encoding: str) -> str:
            return text

    def found(package: str) -> object:
        return Folder() if package == "rituals.launches.templates" else real(package)

    monkeypatch.setattr(resources, "files", found)
    shipped.cache_clear()
    shipped_text.cache_clear()


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    yield
    shipped.cache_clear()
    shipped_text.cache_clear()
