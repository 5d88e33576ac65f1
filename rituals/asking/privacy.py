"""What may be shown of anonymous answers, so that nobody's can be told from what is shown.

The rules are those of statistical disclosure control (Hundepool and others, Statistical Disclosure Control, 2012): a
threshold for cells, and secondary suppression of what would give a hidden cell away by subtraction. They hold for one
breakdown of a count that moves no more: two of them, or one at two times, could be subtracted from each other. They do not
help where all of a group answered alike.
"""

import random
from collections.abc import Iterable, Mapping
from typing import TypeVar

FEWEST = 5  # answers: with fewer, colleagues can guess whose they are
NO_GROUP = ""

Thing = TypeVar("Thing")


def may_show(answers: int) -> bool:
    """If the result of so many answers may be shown: what few people said can be guessed by those who know them."""
    return answers >= FEWEST


def shown_progress(voted: int) -> int | None:
    """How many have voted, rounded down to steps of five; None under five.

    A number that moves as somebody votes tells who has just voted.
    """
    return voted // FEWEST * FEWEST if may_show(voted) else None


def visible_groups(sizes: Mapping[str, int]) -> frozenset[str]:
    """The groups whose results may be shown beside those of all, given the answers in each; "" is those without a group.

    What all said minus what the visible groups said is what the hidden ones said together: where that is fewer than five
    answers, the smallest visible group is hidden with them, which makes them five or more.
    """
    visible = sorted((size, group) for group, size in sizes.items() if group != NO_GROUP and may_show(size))
    hidden = sum(sizes.values()) - sum(size for size, _ in visible)
    if hidden and not may_show(hidden):
        visible = visible[1:]
    return frozenset(group for _, group in visible)


def shuffled(things: Iterable[Thing]) -> list[Thing]:
    """In an order nobody can foretell: the order in which answers came would tell whose they are."""
    found = list(things)
    random.SystemRandom().shuffle(found)
    return found
