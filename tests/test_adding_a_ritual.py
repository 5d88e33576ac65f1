"""README's “Adding a ritual” is followed to the letter: a ritual of a test's own, which touches the files named there alone."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "rituals", "storage", "tests")

RITUAL = '''
"""Says how many signals there are, each Friday."""

from rituals.messages import toy as looks
from rituals.registry import RitualKind

RITUAL = RitualKind(
    name="toy",
    default_rule="FREQ=WEEKLY;BYDAY=FR",
    default_at="16:00",
    gather=lambda services, workspace, window, options: {"count": 3},
    render=lambda scene, facts: looks.said(scene.texts, facts["count"]),
)
'''
LOOKS = '''
"""How it looks."""

from bot.kit.blocks import section
from bot.kit.message import Message
from bot.kit.texts import Texts


def said(texts: Texts, count: int) -> Message:
    words = texts.mrkdwn("toy.said", number=count)
    return Message(words, (section(words),))
'''
RUN = """
from datetime import UTC, datetime
from bot.delivery.rendering import render
from rituals import running
from rituals.catalog import MESSAGES, RITUALS
from storage import outbox
from storage.database import Database
from storage.migrating import migrate
from tests.team import HOME, Clock, add_workspace, services_of
from rituals.permissions import workspace_of

database = Database("sqlite:///toy.db")
migrate(database)
clock = Clock(datetime(2026, 11, 26, tzinfo=UTC))
services = services_of(database, clock)
add_workspace(services, language="fr")
with services.write() as tx:
    running.ensure(tx, workspace_of(tx, HOME), RITUALS["toy"], "C1", clock())
clock.now = datetime(2026, 11, 27, 15, tzinfo=UTC)
running.run_due(services, RITUALS)
with services.write() as tx:
    row = outbox.claim(tx, datetime.now(UTC), 60)
print(row.recipient, render(services, MESSAGES[row.kind], row).message.text)
"""


def named_in_readme(name: str) -> set[str]:
    """The files that README names, with the name of the ritual in place."""
    section = (ROOT / "README.md").read_text().partition("## Adding a ritual")[2].partition("Nothing else")[0]
    named = set(re.findall(r"`([\w<>/.]+\.(?:py|po))`", section)) | {
        "bot/locales/fr/rituals.po",
        "bot/locales/en/rituals.po",
    }
    return {path.replace("<name>", name) for path in named if "/" in path}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "*.png"))
    return tmp_path


def test_a_ritual_is_added_by_touching_the_files_named_in_readme(copy: Path) -> None:
    touched: set[str] = set()

    def write(path: str, content: str) -> None:
        (copy / path).write_text(content)
        touched.add(path)

    def after(path: str, line: str, new: str) -> None:
        before = (copy / path).read_text()
        assert line in before, f"{path} has no {line!r} any more"
        write(path, before.replace(line, line + new, 1))

    write("rituals/toy.py", RITUAL)
    write("rituals/messages/toy.py", LOOKS)
    for language, words, name in (("fr", "{number} signaux !", "Jouet"), ("en", "{number} signals!", "Toy")):
        head = (copy / f"bot/locales/{language}/rituals.po").read_text().partition("\n\n")[0]
        write(f"bot/locales/{language}/toy.po", f'{head}\n\nmsgid "toy.said"\nmsgstr "{words}"\n')
        after(f"bot/locales/{language}/rituals.po", head, f'\n\nmsgid "rituals.toy"\nmsgstr "{name}"')
    after("rituals/catalog.py", "        digest.RITUAL,\n", "        toy.RITUAL,\n")
    after(
        "rituals/catalog.py",
        "from rituals.themes import following as themes_following\n",
        "from rituals import toy\n",
    )
    after("rituals/gate.py", 'Topic.SIGNALS: "', "toy ")
    after("rituals/gate.py", 'Daily.ALONE: "', "toy ")
    assert touched <= named_in_readme("toy")

    ran = subprocess.run(
        [sys.executable, "-c", RUN], cwd=copy, capture_output=True, text=True, check=False, timeout=120
    )
    assert ran.stdout.splitlines()[-1:] == ["C1 3 signaux !"], ran.stderr
