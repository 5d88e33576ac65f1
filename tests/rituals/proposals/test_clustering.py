"""Groups of texts: hand-made cases, and what holds of any texts."""

import random
import time
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from bot.kit.words import stems
from rituals.proposals.clustering import LEAST, clusters

SAID = {
    "a": "The invoice has no VAT number",
    "b": "They need the VAT number on each invoice",
    "c": "Wrong VAT on the invoice for their head office",
    "d": "Dark mode hurts in the sunlight of the yard",
    "e": "A dark mode for the night shift, please",
    "f": "Please make dark mode the default at night",
    "g": "The invoice came late",
    "h": "Nobody answers the phone",
    "i": "Where is the season ticket?",
}


def stemmed(texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {key: stems(text) for key, text in texts.items()}


def test_texts_that_share_two_words_are_a_group_and_its_words_tell_it() -> None:
    found = clusters(stemmed(SAID), 10)
    assert [group.members for group in found] == [("d", "e", "f"), ("a", "b", "c")]
    assert [set(group.core) for group in found] == [{"dark", "mod"}, {"invoic", "vat"}]
    assert set(found[0].words[:2]) == {"dark", "mod"}
    assert found[1].words[0] == "vat"  # an invoice is spoken of elsewhere, too


def test_one_word_in_common_is_no_group() -> None:
    texts = {
        str(number): f"invoice {word}" for number, word in enumerate(["red", "green", "blue", "pink", "grey"])
    }
    assert clusters(stemmed(texts), 10) == []


def test_what_stands_in_most_texts_ties_none_of_them() -> None:
    """`customer` and `want` stand in every text: together too, but no more often than by chance."""
    texts = {f"t{number:03}": f"customer wants thing{number}" for number in range(300)}
    assert clusters(stemmed(texts), 10) == []


def test_no_more_groups_than_asked_for() -> None:
    assert len(clusters(stemmed(SAID), 1)) == 1
    assert clusters({}, 5) == []


words = st.lists(st.sampled_from([f"w{number}" for number in range(12)]), max_size=6)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), words, max_size=40), st.randoms())
def test_any_texts_in_any_order(texts: dict[str, list[str]], chance: random.Random) -> None:
    found = clusters(texts, 100)
    shuffled = list(texts.items())
    chance.shuffle(shuffled)
    for _, some in shuffled:
        chance.shuffle(some)
    assert clusters(dict(shuffled), 100) == found
    members = [member for group in found for member in group.members]
    assert len(members) == len(set(members))
    for group in found:
        assert len(group.members) >= LEAST
        assert list(group.members) == sorted(group.members)
        for member in group.members:
            assert set(group.core) <= set(texts[member])
        assert len(group.words) == len(set(group.words))


def test_twenty_thousand_texts_in_a_couple_of_seconds() -> None:
    chance = random.Random(1)
    vocabulary = [f"w{number}" for number in range(8_000)]
    weights = [1 / (number + 10) for number in range(8_000)]  # as words of a language are spread (Zipf)
    texts = {f"s{number:05}": chance.choices(vocabulary, weights, k=12) for number in range(20_000)}
    for number in range(60):
        texts[f"s{number:05}"] += ["invoice", "vat"]
    start = time.process_time()
    found = clusters(texts, 30)
    assert time.process_time() - start < 6  # some two seconds here; a busy machine may take longer
    assert set(next(group for group in found if set(group.core) == {"invoice", "vat"}).members) == {
        f"s{number:05}" for number in range(60)
    }
