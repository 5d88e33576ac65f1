"""What is shown of anonymous answers gives nobody away: tried with every small case, and with an observer who subtracts."""

from collections.abc import Mapping
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.asking.privacy import FEWEST, NO_GROUP, may_show, shown_progress, shuffled, visible_groups

groups = st.dictionaries(st.sampled_from([NO_GROUP, *"abcdefg"]), st.integers(0, 14))


def computed(sizes: Mapping[str, int]) -> set[frozenset[str]]:
    """Every set of groups that an observer can count: sums of what is shown, and what these leave of the total."""
    shown = visible_groups(sizes)
    sums = {frozenset(some) for length in range(len(shown) + 1) for some in combinations(shown, length)}
    return sums | {frozenset(sizes) - some for some in sums} if may_show(sum(sizes.values())) else sums


def people(sizes: Mapping[str, int], some: frozenset[str]) -> int:
    return sum(sizes[group] for group in some)


@pytest.mark.parametrize(
    ("sizes", "visible"),
    [
        ({}, ""),
        ({"a": 5, "b": 6}, "ab"),
        ({"a": 4, "b": 6, "c": 7}, "c"),  # a alone would be the total minus b and c
        ({"a": 4, "b": 1, "c": 7}, "c"),  # five together
        ({"a": 4, "b": 6}, ""),
        ({"a": 0, "b": 5, "c": 6}, "bc"),  # nobody to protect
        ({NO_GROUP: 1, "b": 5, "c": 6}, "c"),
        ({NO_GROUP: 9, "b": 5, "c": 6}, "bc"),
        ({NO_GROUP: 3, "a": 2, "b": 5}, "b"),
        ({"b": 5, "a": 5, "c": 1}, "b"),  # of two alike the first by name
    ],
)
def test_groups_that_may_be_seen(sizes: dict[str, int], visible: str) -> None:
    assert visible_groups(sizes) == frozenset(visible)


@settings(deadline=None)
@given(groups)
def test_an_observer_never_computes_fewer_than_five(sizes: dict[str, int]) -> None:
    found = computed(sizes)
    for some in found:
        assert people(sizes, some) == 0 or people(sizes, some) >= FEWEST
    for some, other in combinations(found, 2):
        if some < other:
            assert people(sizes, other - some) not in range(1, FEWEST)
    assert NO_GROUP not in visible_groups(sizes)


@pytest.mark.parametrize("many", [1, 2, 3, 4])
def test_of_every_small_case_no_more_is_hidden_than_has_to_be(many: int) -> None:
    """As many as can be are seen: the largest, from the first size on that leaves nobody to compute."""
    names = "abcd"[:many]
    for counts in product(range(8), repeat=many):
        for without in (0, 3, 6):
            order = sorted(zip(counts, names, strict=True))
            for cut in range(many + 1):
                left = without + sum(size for size, _ in order[:cut])
                if (left == 0 or left >= FEWEST) and all(size >= FEWEST for size, _ in order[cut:]):
                    break
            expected = {name for _, name in order[cut:]}
            assert visible_groups({**dict(zip(names, counts, strict=True)), NO_GROUP: without}) == expected


@given(groups, st.data())
def test_a_larger_group_is_seen_where_a_smaller_one_is(sizes: dict[str, int], data: st.DataObject) -> None:
    visible = visible_groups(sizes)
    for group in visible:
        assert all(other in visible for other in sizes if other != NO_GROUP and sizes[other] > sizes[group])
    if visible:
        grown = data.draw(st.sampled_from(sorted(visible)))
        assert grown in visible_groups({**sizes, grown: sizes[grown] + 1})


def test_progress_moves_by_five() -> None:
    shown = [shown_progress(voted) for voted in range(13)]
    assert shown == [None] * 5 + [5] * 5 + [10] * 3


def test_results_are_shown_from_five_on() -> None:
    assert [may_show(answers) for answers in (0, 1, 4, 5, 6)] == [False, False, False, True, True]


def test_shuffled_keeps_everything_and_no_order() -> None:
    things = list(range(50))
    orders = [shuffled(things) for _ in range(3)]
    assert all(sorted(order) == things for order in orders)
    assert len({tuple(order) for order in (*orders, things)}) == 4
