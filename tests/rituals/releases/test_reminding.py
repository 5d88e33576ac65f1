"""Drafts that lack something and releases that nobody hears of: who is told, when, and of what."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from rituals import setup, setup_steps
from rituals.messages.release_drafts import PARTS
from rituals.permissions import workspace_of
from rituals.registry import Scene, Window
from rituals.releases import announce as announcing
from rituals.releases import edit as editing
from rituals.releases import reminding, stages
from rituals.releases.content import NOT_YET, Content, Wish
from storage import rituals as stored
from storage import roles, workspaces
from storage.releases import Release, State
from tests.rituals.releases.conftest import Team
from tests.rituals.releases.test_stages import opened
from tests.team import HOME

Make = Callable[..., Content]
WHOLE = dict.fromkeys((part for part in PARTS if part != "link"), "Said") | {"link": "https://example.com"}


@pytest.fixture
def draft(team: Team, content: Make) -> Release:
    return announcing.announce(team.services, team.ann, content(), "form:V1", wish=NOT_YET).release


def told(team: Team, *, days: float) -> dict[str, dict[str, list[str]]]:
    """Who is told of what in the day that ends so many days after now."""
    end = team.clock.now + timedelta(days=days)
    facts = reminding.gather(team.services, HOME, Window(end - timedelta(days=1), end), {})
    return dict(facts["people"]) if facts else {}


def test_a_draft_is_brought_up_after_three_days_and_then_each_week(team: Team, draft: Release) -> None:
    days = [
        day for day in range(1, 25) if reminding.LACKING in told(team, days=day + 0.5).get(team.ann.id, {})
    ]
    assert days == [3, 10, 17, 24]


def test_a_whole_draft_is_left_alone_until_it_is_late(team: Team, content: Make) -> None:
    whole = announcing.announce(team.services, team.ann, content(**WHOLE), "form:V1", wish=NOT_YET).release
    found = {day: told(team, days=day + 0.5) for day in range(1, 25)}
    silent = {team.ann.id: {reminding.SILENT: [whole.id]}}
    assert {day: what for day, what in found.items() if what} == {7: silent, 21: silent}


def test_the_day_before_it_goes_out_its_author_hears_what_it_lacks(
    team: Team, draft: Release, content: Make
) -> None:
    at = Wish(State.SCHEDULED, team.clock.now + timedelta(days=2))
    editing.change(team.services, team.ann, opened(draft), content(), wish=at)
    assert told(team, days=1.5) == {team.ann.id: {reminding.LACKING: [draft.id]}}
    assert told(team, days=2.5) == {}


def test_marketing_hears_of_what_shipped_in_silence_and_of_what_is_for_nobody(
    team: Team, draft: Release, content: Make
) -> None:
    with team.services.write() as tx:
        roles.give(tx, HOME, "marketing", team.bob.id, known=True, by=team.ada.id, now=team.clock.now)
    announced = announcing.announce(team.services, team.ann, content(name="4.3"), "form:V2").release
    found = told(team, days=7.5)
    assert found[team.bob.id] == {reminding.SILENT: [draft.id], reminding.UNADDRESSED: [announced.id]}
    assert found[team.ann.id] == found[team.bob.id]


def test_what_is_done_meanwhile_is_not_brought_up(team: Team, draft: Release) -> None:
    facts = {"whys": {reminding.LACKING: [draft.id]}}
    texts = team.services.catalogs.texts("fr", "Europe/Paris")
    with team.services.read() as tx:
        said = reminding.KIND.render(Scene(team.services, tx, HOME, team.ann.id, texts), facts)
    assert said is not None
    assert "Il manque quelque chose à un de vos brouillons" in said.text
    stages.withdraw(team.services, team.ann, draft.id, None)
    with team.services.read() as tx:
        assert reminding.KIND.render(Scene(team.services, tx, HOME, team.ann.id, texts), facts) is None


def test_the_digest_lists_what_stays_silent_for_two_weeks(team: Team, content: Make) -> None:
    old = announcing.announce(
        team.services,
        team.ann,
        Content("4.1", "x", date(2026, 11, 2)),
        "form:V1",
        wish=NOT_YET,
    ).release
    announcing.announce(team.services, team.ann, content(), "form:V2", wish=NOT_YET)
    window = Window(team.clock.now - timedelta(days=7), team.clock.now)
    with team.services.read() as tx:
        assert reminding.silent(tx, workspace_of(tx, HOME), window, 5) == [old.id]


def test_a_workspace_of_before_gets_the_rituals_of_a_newer_version(team: Team) -> None:
    with team.services.write() as tx:
        workspaces.set_up(
            tx, HOME, language="en", zone="Europe/Paris", default_owner=team.ada.id, now=team.clock.now
        )
        for purpose in ("signals", "releases", "digest"):
            workspaces.choose_channel(tx, HOME, purpose, "C7", "all", "ready")
    setup.ensure_rituals(team.services)
    setup.ensure_rituals(team.services)
    with team.services.read() as tx:
        assert {ritual.name for ritual in stored.all_of(tx, HOME)} == {
            kind.name for kind, _ in setup_steps.RITUALS
        }
