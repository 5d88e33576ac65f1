"""What two people do to one release at the same moment: the second sees what the first did, and nothing stays half done."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from datetime import timedelta
from typing import Any

import pytest

from rituals.messages.release_forms import Opened
from rituals.permissions import workspace_of
from rituals.refusals import FieldErrors, NotThere
from rituals.releases import announce as announcing
from rituals.releases import audiences, reviewing, stages
from rituals.releases import edit as editing
from rituals.releases.content import NOT_YET, Content, Links, Wish
from rituals.roadmap import acting
from storage import releases, roadmap
from storage.releases import Release, State
from tests.rituals.releases.conftest import Team
from tests.team import HOME

Make = Callable[..., Content]


@pytest.fixture
def draft(team: Team, content: Make) -> Release:
    team.choose_channel()
    item = acting.add(team.services, team.ann, {"roadmap.item_title": "Search"}, "form:item")
    links = Links((item.id,))
    return announcing.announce(team.services, team.ann, content(), "form:V1", links, wish=NOT_YET).release


def while_it_is_announced(team: Team, release: Release, act: Callable[[], object]) -> "Future[object]":
    """Somebody acts while the announcement is written and not yet committed; what became of the act."""
    with ThreadPoolExecutor(1) as pool, team.services.write() as tx:
        home = workspace_of(tx, HOME)
        assert stages.publish(tx, home, team.ann, release.id, team.clock())
        acting_now = pool.submit(act)
        with pytest.raises(FutureTimeout):
            acting_now.result(0.3)
    return acting_now


def state(team: Team, release: Release) -> str:
    with team.services.read() as tx:
        found = releases.get(tx, HOME, release.id)
        assert found
        return found.state


def test_withdrawn_while_it_goes_out_it_says_so_and_ships_nothing(team: Team, draft: Release) -> None:
    acted = while_it_is_announced(
        team, draft, lambda: stages.withdraw(team.services, team.ann, draft.id, "Not yet")
    )
    acted.result()
    assert state(team, draft) == State.WITHDRAWN
    assert team.wanted()[f"release:{draft.id}"] == 2
    assert "Not yet" in str(team.channel()[f"release:{draft.id}"])
    with team.services.read() as tx:
        assert roadmap.of_release(tx, HOME, draft.id) == []


def test_channels_chosen_while_it_goes_out_are_told(team: Team, draft: Release) -> None:
    texts = team.services.catalogs.texts("en", "Europe/Paris")

    def choose() -> object:
        return audiences.write(team.services, team.ann, draft.id, texts, {}, {"sales": ("C9",)})

    while_it_is_announced(team, draft, choose).result()
    assert f"release:{draft.id}:sales:C9" in team.wanted()


def test_a_review_asked_while_it_goes_out_comes_too_late(team: Team, draft: Release) -> None:
    acted = while_it_is_announced(
        team, draft, lambda: reviewing.ask(team.services, team.ann, draft.id, "C9", None)
    )
    with pytest.raises(NotThere):
        acted.result()


def test_an_edit_while_it_goes_out_overwrites_nothing(team: Team, draft: Release, content: Make) -> None:
    opened = Opened(draft.id, draft.revision, draft.ref)
    later = Wish(State.SCHEDULED, team.clock.now + timedelta(hours=1))
    acted = while_it_is_announced(
        team,
        draft,
        lambda: editing.change(team.services, team.ann, opened, content("4.3"), wish=later),
    )
    with pytest.raises(FieldErrors):
        acted.result()
    assert state(team, draft) == State.ANNOUNCED


def test_two_who_announce_at_once_announce_once(team: Team, draft: Release) -> None:
    def announce() -> Any:
        try:
            return stages.announce_now(team.services, team.ann, draft.id)
        except NotThere:
            return None

    with ThreadPoolExecutor(2) as pool:
        told = [future.result() for future in [pool.submit(announce), pool.submit(announce)]]
    assert sum(one is not None for one in told) == 1
    assert team.wanted()[f"release:{draft.id}"] == 1
