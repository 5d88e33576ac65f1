"""The index: what is found by which words, through whose eyes, in which order; and any text whatever."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.kit.words import stems
from rituals.services import Person, Services
from rituals.signals import capture as capturing
from rituals.signals import edit as editing
from rituals.signals.capture import Heard, Interpretation
from storage import search
from storage.common_words import CommonWords
from storage.database import Database
from storage.search import Wanted
from storage.signals import NOBODY_IN_PARTICULAR, Reader, Signal
from storage.themes import of_signal
from tests.team import HOME, Clock, add_person, add_workspace, services_of


@pytest.fixture
def services(database: Database) -> Services:
    made = services_of(database, Clock())
    add_workspace(made)
    return made


@pytest.fixture
def ann(services: Services) -> Person:
    return add_person(services, "Ann")


numbers: Iterator[int] = iter(range(1_000_000))


def capture(services: Services, by: Person, text: str, **said: object) -> Signal:
    heard = Heard(text, by, "command", f"key:{next(numbers)}", interpretation=Interpretation(**said))  # type: ignore[arg-type]
    return capturing.capture(services, heard, again=True).signal


def found(services: Services, text: str, reader: Reader = NOBODY_IN_PARTICULAR, **more: object) -> list[str]:
    """Ids of what these words find."""
    wanted = Wanted(stems(text), **more)  # type: ignore[arg-type]
    with services.read() as tx:
        return [hit.object_id for hit in search.newest(tx, HOME, reader, wanted, CommonWords(), limit=100)]


def test_the_newest_first_whatever_the_endings_and_accents(services: Services, ann: Person) -> None:
    first = capture(services, ann, "Les catégories exportées manquent")
    second = capture(services, ann, "Export by CATEGORY please")
    capture(services, ann, "Something else")
    assert found(services, "categorie export") == [second.id, first.id]
    assert found(services, "catégories EXPORTS unheard") == []


def test_restricted_words_are_found_by_those_who_may_read_them(services: Services, ann: Person) -> None:
    secret = capture(services, ann, "The merger with Globex", visibility="restricted")
    assert found(services, "merger") == []
    assert found(services, "merger", Reader("T1:UBob")) == []
    assert found(services, "merger", Reader(ann.id)) == [secret.id]
    assert found(services, "merger", Reader("T1:UBob", everything=True)) == [secret.id]
    editing.show_to(services, ann, secret.id, "team")
    assert found(services, "merger") == [secret.id]


def test_what_is_undone_is_not_found(services: Services, ann: Person) -> None:
    signal = capture(services, ann, "A typo in the merger")
    editing.undo(services, ann, signal.id)
    assert found(services, "merger", Reader(ann.id, everything=True)) == []


def test_an_edit_is_found_by_its_new_words(services: Services, ann: Person) -> None:
    signal = capture(services, ann, "No renewal", themes=("sso",), account="Acme")
    assert found(services, "sso acme") == [signal.id]
    said = Interpretation(themes=("billing",), account="Globex")
    editing.edit(services, ann, signal.id, editing.Edit(said, "they meant invoices"))
    assert found(services, "sso") == found(services, "acme") == []
    assert found(services, "renewal globex billing invoice") == [signal.id]


def test_filters(services: Services, ann: Person) -> None:
    bob = add_person(services, "Bob")
    old = capture(services, ann, "slow export", themes=("speed", "export"), account="Acme", kind="friction")
    services.now.later(days=3)  # type: ignore[attr-defined]
    new = capture(services, bob, "export to Excel", themes=("export",), kind="request")
    with services.read() as tx:
        themes = {label: key for key, label in of_signal(tx, HOME, old.id)}
    assert found(services, "export", themes=(themes["export"],)) == [new.id, old.id]
    assert found(services, "", themes=(themes["export"], themes["speed"])) == [old.id]
    assert found(services, "export", account=old.account_id) == [old.id]
    assert found(services, "export", kind="request") == [new.id]
    assert found(services, "export", persons=(bob.id,)) == [new.id]
    assert found(services, "export", since=services.now() - timedelta(days=1)) == [new.id]
    assert found(services, "", only="release") == []


def test_pages_follow_one_another_and_do_not_shift(services: Services, ann: Person) -> None:
    made = [capture(services, ann, f"export {number}").id for number in range(7)][::-1]

    def page(skip: int, upto: int | None) -> list[search.Hit]:
        with services.read() as tx:
            return search.newest(
                tx,
                HOME,
                Reader(ann.id),
                Wanted(("export",)),
                CommonWords(),
                limit=3,
                skip=skip,
                upto=upto,
            )

    first = page(0, None)
    capture(services, ann, "export, later")
    rest = [hit for skip in (3, 6) for hit in page(skip, first[0].seq)]
    assert [hit.object_id for hit in [*first, *rest]] == made


def test_common_and_rare_words_find_alike(services: Services, ann: Person) -> None:
    class AllCommon(CommonWords):
        def frequencies(self, tx: object) -> dict[str, float]:
            return {"export": 0.9, "excel": 0.5}

    made = [capture(services, ann, f"export {number} excel").id for number in range(5)][::-1]
    capture(services, ann, "hidden export excel", visibility="restricted")
    with services.read() as tx:
        wanted = Wanted(("export", "excel"))
        hits = search.newest(tx, HOME, NOBODY_IN_PARTICULAR, wanted, AllCommon(), limit=10)
    assert [hit.object_id for hit in hits] == made == found(services, "export excel")


OPERATORS = [
    "AND",
    "OR",
    "NOT",
    "NEAR",
    "*",
    '"',
    "(",
    ")",
    ":",
    "^",
    "-",
    "'",
    "\\",
    "&",
    "|",
    "!",
    "<->",
    "words:",
    "\0",
]
SOUP = st.lists(st.one_of(st.sampled_from(OPERATORS), st.text(max_size=12)), max_size=12).map(" ".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=SOUP, asked=SOUP)
def test_any_text_is_indexed_and_asked_for(services: Services, ann: Person, text: str, asked: str) -> None:
    """What is asked for is found where its words are, and nowhere else, whatever operators stand in it."""
    with services.write() as tx:
        search.index(tx, HOME, "release", "one", [text])
    wanted = set(stems(asked))
    expected = ["one"] if wanted <= set(stems(text)) else []
    assert found(services, asked, only="release") == expected
    with services.write() as tx:
        search.remove(tx, HOME, "release", "one")
    assert found(services, asked, only="release") == []
