"""An upgrade brings what changed in the shipped template, and never what would undo the workspace's own changes."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.launches.templates import Step, Template, shipped
from rituals.launches.templates.upgrading import upgrade

BASE = Template(shipped("customers", "en").tasks[:6], ("One", "Two"))
A, B, C, D, E, F = BASE.tasks
NEW = replace(shipped("customers", "en").tasks[7], key="new")


def said(step: Step, title: str) -> Step:
    return replace(step, title=title)


def test_what_was_left_alone_follows_and_what_was_changed_stays() -> None:
    own = Template((said(A, "Ours"), B, said(C, "Ours"), E, F), ("One", "Two"))  # D was taken out
    now = Template((A, said(B, "Theirs"), said(C, "Theirs"), NEW, D, E), ("One",))
    found = upgrade(BASE, own, now)
    assert found.merged == Template((said(A, "Ours"), said(B, "Theirs"), said(C, "Ours"), NEW, E), ("One",))
    assert (found.fresh, found.changed, found.gone, found.kept) == (
        (NEW,),
        (said(B, "Theirs"),),
        (F,),
        (said(C, "Ours"),),
    )


def test_criteria_that_were_changed_stay() -> None:
    own = replace(BASE, criteria=("Ours",))
    assert upgrade(BASE, own, replace(BASE, criteria=("Theirs",))).merged.criteria == ("Ours",)


@st.composite
def variants(draw: st.DrawFn) -> Template:
    """Some of the tasks, some of them saying something else."""
    kept = draw(st.lists(st.sampled_from(BASE.tasks), min_size=1, unique_by=lambda step: step.key))
    return Template(
        tuple(said(step, draw(st.sampled_from((step.title, "Other", "Third")))) for step in kept),
        draw(st.sampled_from((("One", "Two"), ("Other",)))),
    )


@settings(max_examples=150, deadline=None)
@given(variants(), variants())
def test_nothing_of_ones_own_is_lost_and_nothing_comes_twice(own: Template, now: Template) -> None:
    merged = upgrade(BASE, own, now).merged
    keys = [step.key for step in merged.tasks]
    assert len(keys) == len(set(keys))
    for step in own.tasks:
        before = BASE.step(step.key)
        if step != before:
            assert merged.step(step.key) == step
        else:
            assert merged.step(step.key) == now.step(step.key)
    for step in BASE.tasks:  # taken out by the workspace, it stays out
        if own.step(step.key) is None:
            assert merged.step(step.key) is None


@given(variants())
def test_where_nothing_changed_in_what_is_shipped_nothing_changes(own: Template) -> None:
    found = upgrade(BASE, own, BASE)
    assert found.merged == own
    assert not found.is_something


@given(variants())
def test_who_changed_nothing_gets_what_is_shipped(now: Template) -> None:
    merged = upgrade(BASE, BASE, now).merged
    assert sorted(merged.tasks, key=lambda step: step.key) == sorted(now.tasks, key=lambda step: step.key)
    assert merged.criteria == now.criteria
