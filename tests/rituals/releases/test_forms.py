"""What a filled form means, and each problem at its field."""

from datetime import date

import pytest

from rituals.messages import release_forms as form
from rituals.messages.release_forms import Draft, Opened
from rituals.refusals import FieldErrors
from rituals.releases.forms import CHANGES_LIMIT, content, draft_of
from tests.written import release

TODAY = date(2026, 11, 23)


def problems(draft: Draft) -> dict[str, str]:
    with pytest.raises(FieldErrors) as refused:
        content(draft, TODAY)
    return refused.value.errors


def test_name_and_changes_are_enough() -> None:
    found = content(Draft(name=" 4.2 ", changes=("Faster search",)), TODAY)
    assert (found.name, found.changes, found.released_on) == ("4.2", "Faster search", TODAY)
    assert found.audience is found.value is found.proof is found.questions is found.link is None


def test_what_is_missing_is_told_at_its_field() -> None:
    assert problems(Draft(changes=(" \n", ""))) == {
        form.NAME: "forms.error_empty",
        form.CHANGES: "forms.error_empty",
    }


def test_what_is_too_long_is_told_at_its_field() -> None:
    line = "x" * 3000
    assert problems(Draft(name="x" * 151, changes=(line,) * 5)) == {
        form.NAME: "releases.error_name_long",
        form.CHANGES: "releases.error_changes_long",
    }
    assert content(Draft(name="x" * 150, changes=("x" * CHANGES_LIMIT,)), TODAY)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "example.com", "https://a b", "https://x|y", "https://["]
)
def test_a_link_must_be_one(link: str) -> None:
    assert problems(Draft(name="4.2", changes=("x",), link=link)) == {form.LINK: "forms.error_link"}


def test_a_release_comes_back_as_it_was_written() -> None:
    changes = "\n".join(f"- line {number}" for number in range(800))
    kept = release(
        changes=changes,
        audience="Admins",
        value="Time",
        arguments="Cheaper",
        use_cases="Mondays",
        results="Half the time",
        proof="Numbers",
        questions="When?",
        link="https://example.com",
        tier=2,
    )
    again = content(draft_of(kept), date(2030, 1, 1))
    assert {name: getattr(kept, name) for name in again.__dataclass_fields__} == vars(again)


@pytest.mark.parametrize("opened", [Opened(), Opened("abc", 3, "R-4")])
def test_a_form_remembers_what_it_was_opened_for(opened: Opened) -> None:
    assert Opened.read(opened.written()) == opened
