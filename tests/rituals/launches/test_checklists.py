"""Checklists in Markdown become templates: each box a task, with side, role, tier and days guessed from what stands around."""

from pathlib import Path

import pytest

from bot.kit.texts import Catalogs
from rituals.launches.templates import TemplateError, read, write
from rituals.launches.templates.checklists import from_checklist

ENGLISH, FRENCH = (Catalogs().texts(language, "Europe/Paris") for language in ("en", "fr"))
REAL = Path(__file__).parents[3] / "../shared/data/checklists"
MIXED = """# Launch

- Read this first, it is no task

## Tier 1: before

- [ ] Write the **press release** with [the agency](https://example.com)
- [x] Name the metrics

## Tier 2

| Item | Owner | Status |
|------|-------|--------|
| [ ] Train everybody | Sales / SE | |
| [ ] Write the press release with the agency | | |

## Post-launch

* [ ] Say thank you
"""


def test_boxes_in_lists_and_tables_become_tasks() -> None:
    found = {step.title: step for step in from_checklist(MIXED, ENGLISH).tasks}
    assert list(found) == [
        "Write the press release with the agency",
        "Name the metrics",
        "Train everybody",
        "Say thank you",
    ]
    press = found["Write the press release with the agency"]
    assert (press.side, press.role, dict(press.days)) == ("marketing", "pmm", {1: -20, 2: -6})
    assert (found["Name the metrics"].role, found["Train everybody"].role) == ("pm", "sales")
    assert set(found["Say thank you"].days.values()) == {5}
    assert "Tier 2" in found["Train everybody"].help


def test_french_is_understood() -> None:
    text = "# Lancement\n\n## Niveau 3\n\n- [ ] Prévenir les commerciaux\n- [ ] Faire relire par le service juridique\n"
    (sales, legal) = from_checklist(text, FRENCH).tasks
    assert (sales.role, legal.role) == ("sales", "legal")
    assert set(sales.days) == {3}
    assert "De la section" in sales.help


def test_a_list_without_boxes_is_a_checklist_too() -> None:
    assert [step.title for step in from_checklist("- One\n- Two\n", ENGLISH).tasks] == ["One", "Two"]


def test_tiers_from_one_to_four_are_ours_from_zero_to_three() -> None:
    text = "## Tier 1\n- [ ] Big\n## Tier 4\n- [ ] Small\n## Tier 1-3\n- [ ] Most\n"
    assert [set(step.days) for step in from_checklist(text, ENGLISH).tasks] == [{0}, {3}, {0, 1, 2}]


@pytest.mark.parametrize("text", ["", "Hello", "# Only\n\n## Headings\n"])
def test_where_there_are_no_tasks_it_says_so(text: str) -> None:
    with pytest.raises(TemplateError) as refused:
        from_checklist(text, ENGLISH)
    assert "no task was found" in ENGLISH.plain(refused.value.key, line=1)


def test_too_many_are_refused_with_the_line() -> None:
    with pytest.raises(TemplateError) as refused:
        from_checklist("".join(f"- [ ] Task {number}\n" for number in range(200)), ENGLISH)
    assert refused.value.line == 151


@pytest.mark.skipif(not REAL.exists(), reason="real checklists are not here")
@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("gtm-launch-checklist-tiers", 70),
        ("rollout-plan", 45),
        ("posthog-product-announcements", 14),
        ("front-end-checklist", 90),
    ],
)
def test_real_checklists_come_in_and_are_written_and_read_again(name: str, least: int) -> None:
    text = (REAL / f"{name}.md").read_text("utf-8")
    for texts in (ENGLISH, FRENCH):
        template = from_checklist(text, texts)
        assert len(template.tasks) >= least
        assert read(write(template)) == template
