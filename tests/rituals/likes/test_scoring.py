"""Rare words tell more than common ones; the same text is nearest to itself."""

from hypothesis import given
from hypothesis import strategies as st

from rituals.likes.scoring import fuse, rank, telling, weigh


def test_the_rarest_words_come_first_and_are_few() -> None:
    counts = {"the": 900, "export": 40, "xlsx": 2, "column": 10}
    assert telling(counts, 100, 10_000) == (("xlsx",), ("column",), ("export",))
    assert telling(counts, 5, 10_000) == (("xlsx",),)
    assert telling({"the": 900}, 5, 10_000) == (("the",),)
    assert telling({}, 5, 10_000) == ()


def test_usual_words_tell_in_pairs_and_words_of_everything_tell_nothing() -> None:
    usual = {"export": 4000, "slow": 3000, "the": 90_000}
    assert telling(usual, 5, 100_000) == (("slow", "export"), ("slow", "the"), ("export", "the"))
    assert telling(usual, 5, 10_000) == (("slow", "export"),)
    assert telling({"export": 4000}, 5, 10_000) == (("export",),)
    assert telling({"the": 90_000}, 5, 10_000) == ()


def test_one_rare_word_beats_two_common_ones() -> None:
    counts = {"export": 500, "slow": 500, "xlsx": 2}
    texts = [("common", {"export", "slow"}), ("rare", {"xlsx", "other"})]
    assert rank(weigh(counts, 1000), texts, 5) == ["rare", "common"]


def test_a_word_that_is_everywhere_is_no_likeness() -> None:
    counts = {"export": 990, "xlsx": 1, "column": 1, "pivot": 1}
    assert rank(weigh(counts, 1000), [("other", {"export", "a", "b", "c"})], 5) == []


words = st.lists(
    st.sampled_from([f"w{number}" for number in range(30)]), min_size=1, max_size=12, unique=True
)


@given(own=words, others=st.lists(words, max_size=20), total=st.integers(30, 1000))
def test_a_text_is_nearest_to_itself(own: list[str], others: list[list[str]], total: int) -> None:
    counts = {word: 1 + sum(word in other for other in others) for word in own}
    texts = [
        ("same", set(own)),
        *((str(number), set(other)) for number, other in enumerate(others) if other != own),
    ]
    ranked = rank(weigh(counts, total), texts, 5)
    assert len(ranked) <= 5
    shorter = [other for other in others if set(own) <= set(other) and len(other) <= len(own)]
    assert ranked[0] == "same" or shorter


def test_what_two_rankings_name_comes_before_what_one_names() -> None:
    assert fuse(["a", "b", "c"], ["d", "c"], limit=3) == ["c", "a", "d"]
    assert fuse([], ["x"], limit=3) == ["x"]
    assert fuse(limit=3) == []
