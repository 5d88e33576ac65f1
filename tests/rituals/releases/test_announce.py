"""Announcing: kept once, told in the channel with its thread, found again."""

from collections.abc import Callable
from datetime import timedelta

from rituals.releases import announce as announcing
from rituals.releases import finding
from rituals.releases.content import Content
from tests.rituals.releases.conftest import Team

Make = Callable[..., Content]
LONG = "\n\n".join(f"Paragraph {number}: {'word ' * 150}" for number in range(15))  # 5 sections


def test_an_announcement_stands_in_its_channel(team: Team, content: Make) -> None:
    team.choose_channel()
    found = announcing.announce(team.services, team.ann, content(value="Search in a second"), "form:V1")
    assert found.release.ref == "R-1"
    assert (found.author, found.editable) == ("Ann", True)
    [(key, message)] = team.channel().items()
    assert key == f"release:{found.release.id}"
    assert message is not None
    assert message.text.startswith("Search in a second\n4.2 · Monday, November 23, 2026\n• Faster search")


def test_the_same_form_sent_twice_announces_once(team: Team, content: Make) -> None:
    team.choose_channel()
    first = announcing.announce(team.services, team.ann, content(), "form:V1")
    again = announcing.announce(team.services, team.ann, content(), "form:V1")
    assert again.release == first.release
    assert team.wanted() == {f"release:{first.release.id}": 1}
    assert announcing.announce(team.services, team.ann, content(), "form:V2").release.number == 2


def test_what_has_no_room_follows_in_the_thread(team: Team, content: Make) -> None:
    team.choose_channel()
    found = announcing.announce(team.services, team.ann, content(changes=LONG), "form:V1")
    card = f"release:{found.release.id}"
    shown = team.channel("fr")
    assert list(shown) == [card, f"{card}:more:0", f"{card}:more:1", f"{card}:more:2"]
    words = "\n".join(str(message and message.blocks) for message in shown.values())
    assert all(words.count(f"Paragraph {number}:") == 1 for number in range(15))
    assert "La suite est dans le fil." in words


def test_before_set_up_a_release_is_kept_and_said_nowhere(team: Team, content: Make) -> None:
    found = announcing.announce(team.services, team.ann, content(), "form:V1")
    assert team.wanted() == {}
    assert finding.by_number(team.services, team.bob, found.release.number) is not None


def test_the_newest_ten_are_listed(team: Team, content: Make) -> None:
    for number in range(12):
        who = team.ann if number % 2 else team.bob
        announcing.announce(team.services, who, content(name=f"4.{number}"), f"form:V{number}")
        team.clock.later(minutes=1)
    mine = finding.newest(team.services, team.ann)
    assert [release.name for release, _ in mine] == [f"4.{number}" for number in range(11, 1, -1)]
    assert [editable for _, editable in mine] == [True, False] * 5
    assert all(editable for _, editable in finding.newest(team.services, team.ada))


def test_a_release_that_does_not_exist_is_not_found(team: Team) -> None:
    assert finding.by_number(team.services, team.ann, 999_999_999) is None


def test_a_preview_speaks_the_language_of_the_channel_and_keeps_nothing(team: Team, content: Make) -> None:
    found, texts = finding.rehearse(team.services, team.ann, content(), "")
    assert texts.language == "fr"  # the workspace's; Ann reads English
    assert (found.release.name, found.author) == ("4.2", "Ann")
    assert finding.newest(team.services, team.ann) == []


def test_a_preview_of_a_change_keeps_who_announced_it(team: Team, content: Make) -> None:
    kept = announcing.announce(team.services, team.ann, content(), "form:V1").release
    team.clock.later(hours=1)
    found, _ = finding.rehearse(team.services, team.ada, content(name="4.3"), kept.id)
    assert (found.release.number, found.release.name, found.author) == (1, "4.3", "Ann")
    assert kept.announced_at
    assert found.release.edited_at == kept.announced_at + timedelta(hours=1)
    assert finding.open_release(team.services, team.ann, kept.id).release == kept


def test_today_is_the_announcers(team: Team) -> None:
    team.clock.later(hours=14)  # 00:30 on the 24th in Paris
    assert finding.today(team.services, team.ann).isoformat() == "2026-11-24"
