"""What is like a signal, through whose eyes; and how big themes are."""

from collections.abc import Iterator

import pytest

from rituals.likes.finding import nearest
from rituals.services import Person, Services
from rituals.signals import capture as capturing
from rituals.signals.capture import Heard, Interpretation
from storage import likes, signals, themes
from storage.database import Database
from storage.likes import Size
from storage.signals import Reader, Signal
from tests.team import HOME, Clock, add_person, add_workspace, services_of

numbers: Iterator[int] = iter(range(1_000_000))


@pytest.fixture
def services(database: Database) -> Services:
    made = services_of(database, Clock())
    add_workspace(made)
    return made


@pytest.fixture
def ann(services: Services) -> Person:
    return add_person(services, "Ann")


def capture(services: Services, by: Person, text: str, **said: object) -> Signal:
    heard = Heard(text, by, "command", f"key:{next(numbers)}", interpretation=Interpretation(**said))  # type: ignore[arg-type]
    return capturing.capture(services, heard, again=True).signal


def seen(services: Services, signal: Signal, eyes: Reader) -> list[str]:
    """The ids of what is like a signal and may be shown to these eyes."""
    with services.read() as tx:
        ids = nearest(tx, services, HOME, signal, eyes)
        return [one for one in ids if one in signals.several(tx, HOME, ids, eyes)]


def test_each_reader_sees_what_is_theirs_to_see(services: Services, ann: Person) -> None:
    bob = add_person(services, "Bob")
    open_ = capture(services, ann, "Export drops columns")
    secret = capture(services, ann, "Export drops columns of Globex", visibility="restricted")
    mine = capture(services, bob, "Export drops the last columns")
    new = capture(services, bob, "Export: columns drop")
    assert set(seen(services, new, Reader(ann.id))) == {open_.id, secret.id, mine.id}
    assert set(seen(services, new, Reader(bob.id))) == {open_.id, mine.id}
    assert set(seen(services, new, Reader(bob.id, everything=True))) == {open_.id, secret.id, mine.id}
    assert seen(services, new, Reader(bob.id, own_only=True)) == []


def test_the_size_of_themes_is_what_the_reader_may_see_of_them(services: Services, ann: Person) -> None:
    bob = add_person(services, "Bob")
    about = capture(services, ann, "first", themes=("export", "excel"))
    for text, said in (
        ("one", {"account": "Globex", "themes": ("export", "excel")}),
        ("two", {"account": "Globex", "themes": ("export",), "visibility": "restricted"}),
        ("three", {"account": "Acme", "themes": ("export",), "visibility": "restricted"}),
    ):
        capture(services, ann, text, **said)
    with services.read() as tx:
        ids = {label: theme for theme, label in themes.of_signal(tx, HOME, about.id)}

        def sizes(reader: Reader) -> dict[str, Size]:
            found = likes.sizes(tx, HOME, list(ids.values()), reader, "EUR")
            return {label: found[key] for label, key in ids.items() if key in found}

        assert sizes(Reader(bob.id)) == {"export": Size(2, 1), "excel": Size(2, 1)}
        assert sizes(Reader(ann.id)) == {"export": Size(4, 2), "excel": Size(2, 1)}
        assert sizes(Reader(bob.id, everything=True)) == {"export": Size(4, 2), "excel": Size(2, 1)}
        assert sizes(Reader(bob.id, own_only=True)) == {}


def test_what_is_common_is_remembered_and_what_is_rare_is_counted(services: Services, ann: Person) -> None:
    for number in range(120):
        capture(services, ann, f"export {number}")
    with services.read() as tx:
        counts, total = services.common_words.counts(tx, ("export", "xlsx"))
        assert counts == {"export": 120, "xlsx": 0}
        assert total >= 120
    capture(services, ann, "export xlsx")
    with services.read() as tx:
        assert services.common_words.counts(tx, ("export", "xlsx"))[0] == {"export": 120, "xlsx": 1}
