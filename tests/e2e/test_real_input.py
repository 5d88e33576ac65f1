"""What people really wrote, through the front door: feedback in two languages, release notes, and the digest's counts."""

import csv
import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.kit.frontdoor import plain
from rituals.messages import digest as digest_looks
from rituals.messages import release_forms as forms
from rituals.releases.inputs import gather, spread
from storage import releases
from tests.e2e.house import HERE, MONDAY, TEAM, House, words

DATA = Path(__file__).parents[3] / "shared" / "data"
EACH = 300
NOTES = 30
LONGEST_NOTE = 12_000

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the real texts are not here")


def english() -> list[str]:
    with (DATA / "feedback-en-banking77" / "test.csv").open(encoding="utf-8", newline="") as file:
        return evenly(dict.fromkeys(row["text"].strip() for row in csv.DictReader(file)), EACH)


def french() -> list[str]:
    with (DATA / "feedback-fr-republique-numerique" / "arguments.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        return evenly(dict.fromkeys(row["body"].strip() for row in csv.DictReader(file)), EACH)


def notes() -> list[dict[str, str]]:
    lines = (DATA / "releases" / "releases.jsonl").read_text(encoding="utf-8").splitlines()
    usable = [note for line in lines if 0 < len((note := json.loads(line))["body"].strip()) <= LONGEST_NOTE]
    by_length = sorted(usable, key=lambda note: -len(note["body"]))
    half = NOTES // 2
    return by_length[:half] + by_length[half :: len(by_length) // half][:half]


def evenly(texts: dict[str, None], count: int) -> list[str]:
    """So many of them from all over the file, each once; blank ones are left out."""
    usable = [text for text in texts if text]
    return usable[:: len(usable) // count][:count]


def test_feedback_and_release_notes_to_the_digest(house: House) -> None:
    said = [("U0ANN", text) for text in english()] + [("U0LEA", text) for text in french()]
    assert len(said) == 2 * EACH
    for number, (person, text) in enumerate(said, start=1):
        answer = house.acts.type_command(person, HERE, f"/feedback {text}")
        assert answer.ephemeral, text
        assert f"S-{number}" in answer.ephemeral.text, text
        assert ("Enregistré" if person == "U0LEA" else "Saved") in answer.ephemeral.text
    assert house.count() == len(said)
    assert house.signal(1).verbatim == plain(said[0][1], escaped=False)

    announced = notes()
    assert len(announced) == NOTES
    for note in announced:
        announce(house, note["version"], note["body"])
    house.clock.later(minutes=1)
    with house.bot.services.read() as tx:
        kept = releases.newest(tx, TEAM, (releases.State.ANNOUNCED,), NOTES)
    assert {release.changes for release in kept} == {gather(spread(note["body"])) for note in announced}

    house.settle_in_time()
    assert len(house.posted("C0SIG")) == 1 + len(said)
    roots = [message for message in house.posted("C0REL") if not message.is_reply]
    assert len(roots) == 1 + NOTES
    house.clock.now = MONDAY + timedelta(seconds=1)
    house.settle()
    [_, digest] = [message for message in house.posted("C0DIG") if not message.is_reply]
    assert f"{2 * EACH} signals" in words(digest)
    assert words(digest).count("R-") >= 8
    last = house.answer("U0LEA", house.type("U0LEA", "/digest"), digest_looks.LAST_ONE)
    assert f"{2 * EACH} signaux" in words(last)
    assert house.world.pings == []
    assert house.refused() == []


def announce(house: House, name: str, body: str) -> None:
    """Through the form, with more room where the text needs it."""
    form = house.open("U0PAM", "/release")
    pieces = spread(body)
    for number, piece in enumerate(pieces):
        if number:
            house.acts.click("U0PAM", form, forms.MORE_ROOM)
        house.acts.choose("U0PAM", house.view("U0PAM"), forms.changes_input(number), piece)
    shown = house.acts.submit("U0PAM", house.view("U0PAM"), {forms.NAME: name})
    assert shown.ok, (name, shown.error, shown.errors)
    house.acts.close("U0PAM", house.view("U0PAM"))
