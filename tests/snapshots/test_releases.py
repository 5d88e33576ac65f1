"""How a release reads at each stage, in both languages: card, draft page, texts for audiences, review, reminder."""

from datetime import timedelta

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.kit.texts import Catalogs, Texts
from rituals.messages import release_audiences as audiences
from rituals.messages import release_drafts as drafts
from rituals.messages import release_reminders as reminders
from rituals.messages import release_reviews as reviews
from rituals.messages import releases as looks
from rituals.messages.release_audiences import Variant
from rituals.messages.release_drafts import Rights
from rituals.messages.release_reviews import Said
from storage.releases import State
from tests import written
from tests.snapshots.reading import read
from tests.team import START

WRITTEN = written.release(
    value="Find it in a second",
    audience="Admins",
    arguments="Nobody else has it",
    proof="- 3 teams",
    questions="Is it free? Yes.",
    link="https://example.com/search",
)
DRAFT = written.release(number=5, name="Exports 2", state=State.DRAFT, announced_at=None, announced_by=None)
SCHEDULED = written.release(
    number=6,
    name="Alerts",
    state=State.SCHEDULED,
    announced_at=None,
    scheduled_at=START + timedelta(days=2),
)
WITHDRAWN = written.release(state=State.WITHDRAWN, withdrawn_at=START, withdrawn_why="A day too early")


@pytest.fixture(params=["en", "fr"])
def texts(request: pytest.FixtureRequest) -> Texts:
    return Catalogs().texts(request.param, "Europe/Paris")


def test_the_card(texts: Texts, snapshot: SnapshotAssertion) -> None:
    assert read(looks.announcement(texts, WRITTEN, "Ann")) == snapshot(name="announced")
    assert read(looks.withdrawn(texts, WITHDRAWN)) == snapshot(name="withdrawn")
    assert read(looks.corrected(texts, WRITTEN, ["value", "link"], "Ann")) == snapshot(name="corrected")


def test_the_page(texts: Texts, snapshot: SnapshotAssertion) -> None:
    for release in (DRAFT, SCHEDULED, WITHDRAWN):
        page = drafts.page(texts, release, Rights(edit=True, publish=True))
        assert read(page) == snapshot(name=release.state)
    assert read(drafts.why_form(texts, WRITTEN)) == snapshot(name="why")


def test_texts_for_audiences(texts: Texts, snapshot: SnapshotAssertion) -> None:
    for audience in audiences.POSTED:
        assert read(audiences.posted(texts, WRITTEN, audience, Variant())) == snapshot(name=audience)
    assert read(audiences.to_copy(texts, WRITTEN, Variant())) == snapshot(name="to copy")
    assert read(audiences.form(texts, WRITTEN, {})) == snapshot(name="form")


def test_a_review(texts: Texts, snapshot: SnapshotAssertion) -> None:
    assert read(reviews.card(texts, DRAFT, Said("Ann", "Is it clear?", ("Bob", "Eve")))) == snapshot(
        name="card"
    )
    assert read(reviews.comment(texts, "For whom?", "Bob")) == snapshot(name="comment")
    assert read(reviews.told(texts, DRAFT, "Bob", None)) == snapshot(name="told")


def test_reminders(texts: Texts, snapshot: SnapshotAssertion) -> None:
    found = {"silent": [DRAFT], "unaddressed": [written.release()], "lacking": [SCHEDULED]}
    assert read(reminders.reminder(texts, found)) == snapshot
