"""Ballots as people fill them in, of each kind, for tests that try many."""

from hypothesis import strategies as st

from rituals.polls.counting import Kind

OPTIONS = ("a", "b", "c", "d", "e")
GONE = "gone"  # an option that the poll had when people voted

some_options = st.integers(1, len(OPTIONS)).map(lambda many: OPTIONS[:many])
kinds = st.sampled_from(Kind)


@st.composite
def filled_in(draw: st.DrawFn, kind: Kind, options: tuple[str, ...]) -> dict[str, int]:
    """A ballot that may be cast."""
    if kind is Kind.ONE:
        return {draw(st.sampled_from(options)): 1}
    if kind is Kind.POINTS:
        cuts = sorted(
            draw(st.lists(st.integers(0, 100), min_size=len(options) - 1, max_size=len(options) - 1))
        )
        edges = [0, *cuts, 100]
        return {option: edges[at + 1] - edges[at] for at, option in enumerate(options)}
    chosen = draw(st.lists(st.sampled_from(options), min_size=1, unique=True))
    if kind is Kind.RANKING:
        return {option: 2 * place for place, option in enumerate(chosen, 1)}  # with gaps
    return {option: draw(st.integers(-1, 1)) if kind is Kind.STANCE else 1 for option in chosen}


def many(kind: Kind, options: tuple[str, ...], most: int = 9) -> st.SearchStrategy[list[dict[str, int]]]:
    """Ballots; some name an option that is gone."""
    return st.lists(filled_in(kind, (*options, GONE)), max_size=most)
