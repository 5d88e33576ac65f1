"""Templates: those that are shipped are whole in both languages, and what is wrong in one is told with its line."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.kit.texts import Catalogs, Texts
from rituals.launches.templates import (
    AUDIENCES,
    FARTHEST,
    ROLES,
    SIDES,
    Step,
    Template,
    TemplateError,
    header,
    read,
    shipped,
    shipped_text,
    tidy,
    write,
)
from rituals.launches.tiers import QUESTIONS, TIERS

ENGLISH, FRENCH = (Catalogs().texts(language, "Europe/Paris") for language in ("en", "fr"))
GOOD = """tasks:
  - key: faq
    title: Write the FAQ
    role: support
    side: support
    from: market
    before: {0: 8, 1: 6}
    if: [habits]
    help: Ten questions.
    done: Support has read it.
"""


def told(error: TemplateError, texts: Texts = ENGLISH) -> str:
    return texts.plain(error.key, line=error.line, **error.values)


def bare(steps: Sequence[Step]) -> list[Step]:
    return [replace(step, title="", help="", done="") for step in steps]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_both_languages_have_the_same_tasks_in_other_words(audience: str) -> None:
    english, french = shipped(audience, "en").tasks, shipped(audience, "fr").tasks
    assert bare(english) == bare(french)
    for one, other in zip(english, french, strict=True):
        assert one.help != other.help
        assert one.done != other.done


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_smaller_launch_has_fewer_tasks(audience: str) -> None:
    counts = [sum(step.belongs(tier, QUESTIONS) for step in shipped(audience, "en").tasks) for tier in TIERS]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] >= 15
    assert 2 <= counts[3] <= 5


def test_a_launch_to_customers_leaves_no_side_out() -> None:
    assert {step.side for step in shipped("customers", "en").tasks} == set(SIDES)
    keys = {step.key for step in shipped("customers", "en").tasks}
    assert keys >= {
        "targets", "value_proposition", "channels", "creative", "editorial", "sign_off", "sales_one_pager",
        "support_faq", "dry_run", "legal_argument", "usage_framework", "value_estimate", "outside_option",
        "finance_check", "demo", "release_notes", "tracking", "roll_back", "day_list", "thanks", "retro",
    }  # fmt: skip


def test_sales_and_support_have_theirs_before_the_announcement() -> None:
    days = {step.key: step.days for step in shipped("customers", "en").tasks}
    for tier in (0, 1, 2):
        for key in ("sales_one_pager", "support_faq", "sales_briefing"):
            assert days[key][tier] < days["announce"][tier]


def test_french_sets_its_spaces() -> None:
    for audience in AUDIENCES:
        for step in shipped(audience, "fr").tasks:
            for text in (step.title, step.help, step.done):
                assert not any(f" {sign}" in text for sign in ":;?!»"), text
                assert "« " not in text
                assert "'" not in text


def test_a_condition_is_one_of_the_questions() -> None:
    (step,) = read(GOOD).tasks
    assert dict(step.days) == {0: -8, 1: -6}
    assert set(step.only_if) == {"habits"}
    assert step.belongs(0, ["habits", "undo"])
    assert not step.belongs(0, ["undo"])
    assert not step.belongs(2, ["habits"])


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        ("    title:", "    titel:", 3, "`titel` is not known"),
        ("    help: Ten questions.\n", "", 2, "`help` is missing"),
        ("role: support", "role: cook", 4, "`role` is one of pm, pmm"),
        ("side: support", "side: left", 5, "`side` is one of"),
        ("from: market", "from: monday", 6, "`from` is one of ready, market"),
        ("{0: 8, 1: 6}", "{0: 8, 7: 6}", 7, "`tier` is a whole number from 0 to 3"),
        ("{0: 8, 1: 6}", "{0: 8, 0: 6}", 7, "tier 0 is named twice"),
        ("{0: 8, 1: 6}", "{0: -8}", 7, "`before` is a whole number from 0 to 260"),
        ("{0: 8, 1: 6}", "8", 7, "`before` gives days by tier"),
        ("before:", "befor:", 7, "`befor` is not known"),
        ("    before: {0: 8, 1: 6}\n", "", 2, "either `before` or `after`"),
        ("[habits]", "[mood]", 8, "`if` is one of market"),
        ("[habits]", "habits", 8, "`if` is a list"),
        ("help: Ten questions.", "help: [ten]", 9, "`help` is a text"),
        ("help: Ten questions.", "help: 10", 9, "`help` is a text"),
        ("help: Ten questions.", "title: Again", 9, "`title` stands here twice"),
        ("Write the FAQ", "x" * 101, 3, "`title` has 100 characters at most, not 101"),
        ("help: Ten", "help: Ten: a", 9, "this can’t be read"),
        ("tasks:", "jobs:", 1, "`jobs` is not known"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, line: int, why: str) -> None:
    assert old in GOOD
    with pytest.raises(TemplateError) as refused:
        read(GOOD.replace(old, new, 1))
    assert told(refused.value).startswith(f"line {line}: ")
    assert why in told(refused.value)
    assert told(refused.value, FRENCH).startswith(f"ligne {line}\N{NO-BREAK SPACE}: ")


@pytest.mark.parametrize(
    "text", ["", "tasks:", "tasks: []", "- a", "\x00", "tasks: !!python/object:os.system []"]
)
def test_what_is_no_template_is_refused(text: str) -> None:
    with pytest.raises(TemplateError):
        read(text)


def test_two_tasks_with_one_key_are_refused_at_the_second() -> None:
    twice = GOOD + GOOD.removeprefix("tasks:\n")
    with pytest.raises(TemplateError) as refused:
        read(twice)
    assert told(refused.value) == "line 11: two tasks have the key `faq`"


def test_a_template_has_its_limit() -> None:
    task = GOOD.removeprefix("tasks:\n")
    many = "tasks:\n" + "".join(task.replace("key: faq", f"key: faq{number}") for number in range(151))
    with pytest.raises(TemplateError) as refused:
        read(many)
    assert told(refused.value) == "line 1,352: `tasks` has 150 entries at most"


def test_what_can_not_be_stored_is_replaced() -> None:
    (step,) = read(GOOD.replace("Write the FAQ", '"a\\0b"')).tasks
    assert step.title == "a\N{REPLACEMENT CHARACTER}b"


def words(limit: int) -> st.SearchStrategy[str]:
    storable = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    return st.text(storable, min_size=1, max_size=limit).map(tidy).filter(bool)


@st.composite
def steps(draw: st.DrawFn) -> Step:
    sign = draw(st.sampled_from((-1, 1)))
    days = draw(st.dictionaries(st.sampled_from(TIERS), st.integers(0, FARTHEST), min_size=1))
    return Step(
        key=draw(words(32)),
        title=draw(words(100)),
        role=draw(st.sampled_from(ROLES)),
        side=draw(st.sampled_from(SIDES)),
        anchor=draw(st.sampled_from(("ready", "market"))),
        days={tier: sign * count for tier, count in days.items()},
        only_if=frozenset(draw(st.sets(st.sampled_from(QUESTIONS)))),
        help=draw(words(1000)),
        done=draw(words(1000)),
        helper=draw(st.none() | st.sampled_from(ROLES)),
        enables=draw(st.booleans()),
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(steps(), min_size=1, max_size=5, unique_by=lambda step: step.key),
    st.lists(words(200), max_size=12),
)
def test_what_is_written_is_read_again_as_the_same(tasks: list[Step], criteria: list[str]) -> None:
    template = Template(tuple(tasks), tuple(criteria))
    assert read(write(template, header("fr"))) == template


@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_is_shipped_is_written_as_it_was(audience: str) -> None:
    """Line by line, but for quotation marks and the place of a key: who exports it recognises it."""
    for language in ("en", "fr"):
        written = write(shipped(audience, language))
        assert read(written) == shipped(audience, language)
        assert len(written.splitlines()) == sum(
            not line.startswith("#") for line in shipped_text(audience, language).splitlines()
        )


@pytest.mark.parametrize("audience", AUDIENCES)
def test_somebody_can_help_with_a_task_and_it_is_somebody_else(audience: str) -> None:
    helped = [step for step in shipped(audience, "en").tasks if step.helper]
    assert len(helped) > len(shipped(audience, "en").tasks) / 2
    assert all(step.helper != step.role for step in helped)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_there_is_something_that_sales_or_support_need_first(audience: str) -> None:
    for tier in (0, 1, 2):
        assert any(step.enables for step in shipped(audience, "en").tasks if step.belongs(tier, QUESTIONS))
