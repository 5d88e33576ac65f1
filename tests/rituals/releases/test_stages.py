"""The stages of a release: drafts that lack parts, announcements at a time, and taking one back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from rituals.messages.release_drafts import missing
from rituals.messages.release_forms import Opened
from rituals.refusals import NotAllowed, NotReady, NotThere
from rituals.releases import announce as announcing
from rituals.releases import edit as editing
from rituals.releases import finding, stages
from rituals.releases.content import NOT_YET, NOW, Content, Links, Wish
from rituals.roadmap import acting
from storage import audit, releases, roadmap
from storage.releases import Release, State
from tests.rituals.releases.conftest import Team
from tests.team import HOME

Make = Callable[..., Content]


@pytest.fixture
def draft(team: Team, content: Make) -> Release:
    team.choose_channel()
    return announcing.announce(team.services, team.ann, content(), "form:V1", wish=NOT_YET).release


def in_an_hour(team: Team) -> Wish:
    return Wish(State.SCHEDULED, team.clock.now + timedelta(hours=1))


def opened(release: Release) -> Opened:
    return Opened(release.id, release.revision, release.ref)


def stands(team: Team, release: Release) -> Release:
    return finding.open_release(team.services, team.ann, release.id).release


def test_a_draft_says_nothing_and_names_what_it_lacks(team: Team, draft: Release) -> None:
    assert draft.state == State.DRAFT
    assert team.wanted() == {}
    assert finding.newest(team.services, team.ann) == []
    assert finding.unannounced(team.services, team.ann) == [(draft, True)]
    assert missing(draft) == (
        "audience",
        "value",
        "arguments",
        "use_cases",
        "results",
        "proof",
        "questions",
        "link",
    )


def test_a_draft_is_announced_once(team: Team, draft: Release) -> None:
    team.clock.later(hours=2)
    announced = stages.announce_now(team.services, team.ann, draft.id).release
    assert (announced.state, announced.announced_at) == (State.ANNOUNCED, team.clock.now)
    assert team.wanted() == {f"release:{draft.id}": 1}
    with pytest.raises(NotThere):
        stages.announce_now(team.services, team.ann, draft.id)


def test_what_does_not_say_what_changed_waits(team: Team, content: Make) -> None:
    empty = announcing.announce(team.services, team.ann, content(changes=""), "form:V1", wish=NOT_YET).release
    assert missing(empty)[0] == "changes"
    with pytest.raises(NotReady):
        stages.announce_now(team.services, team.ann, empty.id)
    with pytest.raises(NotReady):
        editing.change(team.services, team.ann, opened(empty), content(changes=""), wish=in_an_hour(team))
    assert stands(team, empty) == empty  # nothing was changed in part


def test_it_goes_out_at_its_time_once(team: Team, draft: Release, content: Make) -> None:
    due = in_an_hour(team)
    scheduled = editing.change(team.services, team.ann, opened(draft), content(), wish=due).release
    assert (scheduled.state, scheduled.scheduled_at) == (State.SCHEDULED, due.at)
    with team.services.read() as tx:
        assert releases.next_due(tx) == due.at
    team.clock.later(minutes=59)
    assert not stages.announce_due(team.services)
    team.clock.later(minutes=1)
    assert stages.announce_due(team.services)
    assert not stages.announce_due(team.services)
    said = stands(team, draft)
    assert (said.state, said.announced_by, said.announced_at) == (State.ANNOUNCED, team.ann.id, due.at)
    assert team.wanted() == {f"release:{draft.id}": 1}


def test_a_moved_time_is_the_one_that_counts(team: Team, draft: Release, content: Make) -> None:
    first = editing.change(team.services, team.ann, opened(draft), content(), wish=in_an_hour(team)).release
    later = Wish(State.SCHEDULED, team.clock.now + timedelta(hours=3))
    moved = editing.change(team.services, team.ann, opened(first), content(), wish=later).release
    team.clock.later(hours=2)
    assert not stages.announce_due(team.services)
    back = editing.change(team.services, team.ann, opened(moved), content(), wish=NOT_YET).release
    assert (back.state, back.scheduled_at) == (State.DRAFT, None)
    team.clock.later(hours=2)
    assert not stages.announce_due(team.services)


def test_withdrawn_it_says_so_in_its_place_and_the_board_has_its_items_back(
    team: Team, content: Make
) -> None:
    team.choose_channel()
    item = acting.add(team.services, team.ann, {"roadmap.item_title": "Search"}, "form:item")
    shipped = announcing.announce(team.services, team.ann, content(), "form:V1", Links((item.id,))).release
    withdrawn = stages.withdraw(team.services, team.ann, shipped.id, "A day too early").release
    assert withdrawn.state == State.WITHDRAWN
    card = team.channel()[f"release:{shipped.id}"]
    assert card is not None
    assert "was withdrawn" in card.text
    assert "A day too early" in card.text
    assert finding.newest(team.services, team.bob) == []
    with team.services.read() as tx:
        found = roadmap.get(tx, HOME, item.id)
        assert found is not None
        assert found.is_open
    again = stages.take_up_again(team.services, team.ann, shipped.id)
    assert [one.id for one in again.ships] == [item.id]
    once_more = stages.announce_now(team.services, team.ann, shipped.id)
    assert once_more.release.withdrawn_why is None
    assert [one.id for one in once_more.ships] == [item.id]
    assert "was withdrawn" not in str(team.channel()[f"release:{shipped.id}"])


def test_a_draft_given_up_is_listed_no_more_but_opens(team: Team, draft: Release) -> None:
    stages.withdraw(team.services, team.ann, draft.id, None)
    assert finding.unannounced(team.services, team.ann) == []
    assert finding.by_number(team.services, team.ann, draft.number) is not None
    assert team.wanted() == {}
    with pytest.raises(NotThere):
        stages.withdraw(team.services, team.ann, draft.id, None)


def test_only_its_author_and_admins_take_the_steps(team: Team, draft: Release) -> None:
    with pytest.raises(NotAllowed):
        stages.announce_now(team.services, team.bob, draft.id)
    with pytest.raises(NotAllowed):
        stages.withdraw(team.services, team.bob, draft.id, None)
    with pytest.raises(NotAllowed):
        stages.take_up_again(team.services, team.bob, draft.id)
    assert stands(team, draft) == draft


def test_each_step_is_in_the_history(team: Team, draft: Release) -> None:
    stages.announce_now(team.services, team.ann, draft.id)
    stages.withdraw(team.services, team.ada, draft.id, None)
    with team.services.read() as tx:
        acts = [(entry.act, entry.by) for entry in audit.history(tx, HOME, "release", draft.id)]
    assert acts == [("add", team.ann.id), ("announced", team.ann.id), ("withdrawn", team.ada.id)]


def test_a_form_that_changes_nothing_changes_nothing(team: Team, draft: Release, content: Make) -> None:
    assert editing.change(team.services, team.ann, opened(draft), content(), wish=NOT_YET).release == draft
    out = editing.change(team.services, team.ann, opened(draft), content(), wish=NOW).release
    again = editing.change(team.services, team.ann, opened(draft), content(), wish=NOW).release
    assert replace(again) == out
    assert out.is_announced
