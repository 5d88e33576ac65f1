"""Editing in place: the card and its thread follow, the history keeps what was, nothing is overwritten unseen."""

from collections.abc import Callable

import pytest

from rituals.messages import release_forms as form
from rituals.messages.release_forms import Opened
from rituals.refusals import FieldErrors, NotAllowed, NotFound
from rituals.releases import announce as announcing
from rituals.releases import edit as editing
from rituals.releases import finding
from rituals.releases.content import Content
from storage import audit
from storage.releases import Release
from tests.rituals.releases.conftest import Team
from tests.rituals.releases.test_announce import LONG
from tests.team import HOME

Make = Callable[..., Content]


def opened(release: Release) -> Opened:
    return Opened(release.id, release.revision, release.ref)


@pytest.fixture
def release(team: Team, content: Make) -> Release:
    team.choose_channel()
    return announcing.announce(team.services, team.ann, content(), "form:V1").release


def test_a_change_shows_in_place_as_edited(team: Team, content: Make, release: Release) -> None:
    team.clock.later(hours=1)
    changed = editing.change(team.services, team.ann, opened(release), content(name="4.2.1")).release
    assert (changed.number, changed.revision) == (1, release.revision + 1)
    assert changed.edited_at == team.clock.now
    card = f"release:{release.id}"
    noted = f"{card}:corrected:{changed.revision}"
    assert team.wanted() == {card: 2, noted: 1}
    shown = team.channel()
    assert "4.2.1" in str(shown[card])
    assert "(edited)" in str(shown[card])
    note = shown[noted]
    assert note is not None
    assert note.text == "Ann corrected this announcement: name."


def test_the_thread_grows_and_shrinks_with_the_text(team: Team, content: Make, release: Release) -> None:
    card = f"release:{release.id}"
    longer = editing.change(team.services, team.ann, opened(release), content(changes=LONG)).release
    first_note = f"{card}:corrected:{longer.revision}"
    assert list(team.wanted()) == [card, *(f"{card}:more:{part}" for part in range(3)), first_note]
    shorter = editing.change(team.services, team.ann, opened(longer), content(changes="Short again")).release
    shown = team.channel()
    notes = [first_note, f"{card}:corrected:{shorter.revision}"]
    parts = {f"{card}:more:{part}": 2 for part in range(3)}
    assert team.wanted() == {card: 3} | parts | dict.fromkeys(notes, 1)
    assert [key for key, message in shown.items() if message is not None] == [card, *notes]


def test_the_history_keeps_what_was(team: Team, content: Make, release: Release) -> None:
    editing.change(team.services, team.ada, opened(release), content(value="Time"))
    with team.services.read() as tx:
        *_, entry = audit.history(tx, HOME, "release", release.id)
    assert (entry.act, entry.by) == ("edit", team.ada.id)
    assert (entry.before, entry.after) == ({"value": None}, {"value": "Time"})


def test_saving_without_a_change_or_twice_changes_nothing(
    team: Team, content: Make, release: Release
) -> None:
    assert editing.change(team.services, team.ann, opened(release), content()).release == release
    once = editing.change(team.services, team.ann, opened(release), content(name="4.3")).release
    twice = editing.change(team.services, team.ann, opened(release), content(name="4.3")).release
    assert once == twice
    card = f"release:{release.id}"
    assert team.wanted() == {card: 2, f"{card}:corrected:{once.revision}": 1}


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(
    team: Team, content: Make, release: Release
) -> None:
    editing.change(team.services, team.ada, opened(release), content(name="Ada's"))
    with pytest.raises(FieldErrors) as refused:
        editing.change(team.services, team.ann, opened(release), content(name="Ann's"))
    assert refused.value.errors == {form.NAME: "releases.error_changed_meanwhile"}
    assert finding.open_release(team.services, team.ann, release.id).release.name == "Ada's"


def test_only_its_author_and_admins_edit(team: Team, content: Make, release: Release) -> None:
    with pytest.raises(NotAllowed):
        editing.open_to_edit(team.services, team.bob, release.id)
    with pytest.raises(NotAllowed):
        editing.change(team.services, team.bob, opened(release), content(name="Bob's"))
    assert editing.open_to_edit(team.services, team.ada, release.id).release == release


def test_what_does_not_exist_is_not_found(team: Team, content: Make, release: Release) -> None:
    with pytest.raises(NotFound):
        editing.open_to_edit(team.services, team.ann, "no-such-release")
    with pytest.raises(NotFound):
        editing.change(team.services, team.ann, Opened("no-such-release", 1, "R-9"), content())


def test_an_edit_after_set_up_announces_what_was_kept(team: Team, content: Make) -> None:
    kept = announcing.announce(team.services, team.ann, content(changes=LONG), "form:V1").release
    team.choose_channel()
    editing.change(team.services, team.ann, opened(kept), content(name="4.3", changes=LONG))
    assert len(team.wanted()) == 4
