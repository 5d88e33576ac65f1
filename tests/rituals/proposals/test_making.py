"""Which groups are proposed: not what was dismissed, unless it has grown; not whose signals they are."""

import pytest

from bot.kit.words import stems
from rituals.proposals.making import groups
from rituals.proposals.seeing import spelled
from storage.proposals import Unthemed

OTHERS = ("The door is stuck", "Nobody answers the phone", "Where is the ticket?", "It rained", "Call me")


def signals(
    count: int, text: str = "No VAT number on the invoice", account: str | None = None
) -> list[Unthemed]:
    said = [text] * count + list(OTHERS)
    return [
        Unthemed(f"s{number:02}", " ".join(stems(words)), account if number < count else None)
        for number, words in enumerate(said)
    ]


def ids(count: int) -> set[str]:
    return {f"s{number:02}" for number in range(count)}


def test_a_group_is_proposed() -> None:
    [group] = groups(signals(4), [])
    assert set(group.members) == ids(4)


@pytest.mark.parametrize(
    ("dismissed", "now", "again"),
    [(4, 4, False), (4, 5, False), (4, 6, True), (8, 4, False), (9, 4, True), (3, 4, False), (3, 5, True)],
)
def test_what_was_dismissed_comes_back_when_it_has_grown_by_half(
    dismissed: int, now: int, again: bool
) -> None:
    """Of nine that were dismissed, four are less than half: another group."""
    assert bool(groups(signals(now), [ids(dismissed)])) == again


def test_the_name_of_a_customer_is_no_theme() -> None:
    said = "Kestrel Bay wants {}"
    texts = [said.format(word) for word in ("shade", "coffee", "silence", "time")]
    known = [Unthemed(str(number), " ".join(stems(text)), "Kestrel Bay") for number, text in enumerate(texts)]
    other = [Unthemed(f"o{number}", " ".join(stems(text)), None) for number, text in enumerate(OTHERS)]
    assert groups(known + other, []) == []
    unknown = [Unthemed(signal.id, signal.words, None) for signal in known]
    assert len(groups(unknown + other, [])) == 1


def test_marks_and_numbers_are_no_theme() -> None:
    assert groups(signals(4, "310 2026 !important !request"), []) == []


def test_words_are_shown_as_they_are_written() -> None:
    told = ("Facture sans TVA", "la facture, les factures", "Okta d’abord", "TVA sur la Facture, Okta")
    assert spelled(("factur", "tva", "okta", "gone"), told) == ("facture", "TVA", "Okta")
