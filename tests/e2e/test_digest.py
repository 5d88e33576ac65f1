"""The digest: on Monday, once, with the numbers as they are; `/digest`, and steering by an admin."""

from datetime import timedelta

import pytest

from rituals.messages import digest as looks
from rituals.messages import release_forms, signals
from rituals.messages import rituals as steering
from tests.e2e.house import HERE, MONDAY, House, open_house, words


def announce(house: House, person: str, name: str, changes: str) -> None:
    form = house.open(person, "/release")
    shown = house.acts.submit(
        person, form, {release_forms.NAME: name, release_forms.changes_input(0): changes}
    )
    assert shown.ok, shown.errors
    house.acts.close(person, house.view(person))


def digests(house: House) -> list[str]:
    """What was posted as digests (the channel's first message is the bot's hello)."""
    house.settle()
    return [words(message) for message in house.posted("C0DIG")[1:]]


def a_week(house: House) -> None:
    """Five signals, one restricted, and a release, in the week before Monday."""
    house.type("U0ANN", "/signal for:Acme needs #sso 45k€ !high")
    house.type("U0ANN", "/signal for:Globex needs #sso 10 000 € !risk")
    house.type("U0LEA", "/signal pour:Acme, l’export est lent #export !friction")
    house.type("U0PAM", "/feedback they love the new #export")
    told = house.type("U0MAX", "/signal for:Umbrella leaves $5k !risk #secret")
    house.answer("U0MAX", told, "signals.restrict")
    announce(house, "U0PAM", "4.2", "Faster <!channel> **search**")
    house.clock.later(minutes=1)  # what is shown goes up to now, not beyond


def test_on_monday_at_nine_in_paris_once_with_its_numbers(house: House) -> None:
    a_week(house)
    house.clock.now = MONDAY - timedelta(seconds=1)
    assert digests(house) == []
    house.clock.now = MONDAY
    [digest] = digests(house)
    for part in (
        "5 signals",
        "2 accounts",
        "€55,000",
        "1 restricted",
        "Churn risk",
        "#sso",
        "#export",
        "4.2",
        "R-1",
        "data_visualization",
        "S-1",
    ):
        assert part in digest or part.replace("1 restricted", "1 of them restricted") in digest, part
    for part in ("Umbrella", "secret", "$5"):
        assert part not in digest
    for _ in range(3):
        house.clock.later(hours=20)
        assert len(digests(house)) == 1
    assert house.world.pings == []
    assert house.refused() == []


def test_nothing_is_posted_when_nothing_is_new_and_the_next_week_counts_alone(house: House) -> None:
    house.clock.now = MONDAY
    assert digests(house) == []
    house.type("U0ANN", "/signal for:Acme needs #sso")  # at the due instant itself: next week's
    house.clock.now = MONDAY + timedelta(days=7)
    [digest] = digests(house)
    assert "1 signal" in digest
    house.clock.later(days=7)
    assert len(digests(house)) == 1


@pytest.mark.parametrize(
    ("language", "here", "theirs"),
    [("fr", "5 signaux", "5 signals"), ("en", "5 signals", "5 signaux")],
)
def test_the_channel_has_its_language_and_each_reader_theirs(
    bare_house: House, language: str, here: str, theirs: str
) -> None:
    house = bare_house
    house.set_up(language)
    a_week(house)
    house.clock.now = MONDAY
    [digest] = digests(house)
    assert here in digest
    reader = "U0ANN" if language == "fr" else "U0LEA"
    told = house.type(reader, "/digest")
    assert theirs in words(house.answer(reader, told, looks.LAST_ONE))


def test_digest_shows_what_is_new_for_me_alone_with_the_last_one_beside(house: House) -> None:
    assert "5 signals" not in words(house.type("U0ANN", "/digest"))
    a_week(house)
    told = house.type("U0ANN", "/digest")
    assert "5 signals" in words(told)
    assert "Umbrella" not in words(told)
    assert "no digest" in words(house.answer("U0ANN", told, looks.LAST_ONE)).lower()
    assert digests(house) == []
    house.clock.now = MONDAY + timedelta(minutes=1)
    [posted] = digests(house)
    nothing = house.type("U0ANN", "/diapason digest")
    assert "5 signals" not in words(nothing)
    last = words(house.answer("U0ANN", nothing, looks.LAST_ONE))
    assert "5 signals" in last
    assert "€55,000" in last
    house.type("U0ANN", "/signal one more")
    house.clock.later(minutes=1)
    assert "1 signal" in words(house.type("U0ANN", "/digest"))
    again = words(house.answer("U0ANN", house.type("U0ANN", "/digest"), looks.LAST_ONE))
    assert "5 signals" in again  # the stored run says the same numbers
    assert len(digests(house)) == 1
    assert posted == digests(house)[0]


def test_digest_before_set_up_says_who_sets_up(bare_house: House) -> None:
    assert "/diapason setup" in bare_house.type("U0ANN", "/digest").text


@pytest.mark.parametrize("taken_back", [signals.RESTRICT, signals.UNDO])
def test_words_leave_the_posted_digest_and_numbers_stay(house: House, taken_back: str) -> None:
    told = house.type("U0ANN", "/signal for:Acme leaves without #sso !risk")
    other = house.type("U0ANN", "/signal for:Globex needs #export")
    house.clock.later(minutes=1)
    house.answer("U0ADA", house.type("U0ADA", "/diapason rituals"), steering.POST_NOW)
    [digest] = digests(house)
    assert "Acme leaves" in digest
    house.answer("U0ANN", told, taken_back)
    [digest] = digests(house)
    assert "Acme leaves" not in digest
    assert "2 signals" in digest
    assert "Globex needs" in digest
    house.answer("U0ANN", other, taken_back)
    assert "Globex needs" not in digests(house)[0]
    assert house.refused() == []


# Steering -------------------------------------------------------------------------------------------------------------


def test_post_now_posts_and_leaves_monday_alone(house: House) -> None:
    board = house.type("U0ADA", "/diapason rituals")
    assert "Monday" in words(board)
    assert "nothing" in words(house.answer("U0ADA", board, steering.POST_NOW)).lower()
    assert digests(house) == []
    a_week(house)
    assert "<#C0DIG>" in words(house.answer("U0ADA", board, steering.POST_NOW))
    assert len(digests(house)) == 1
    house.clock.now = MONDAY
    first, second = digests(house)
    assert "5 signals" in first
    assert "5 signals" in second


def test_post_now_sent_twice_posts_once(house: House) -> None:
    a_week(house)
    outcome = house.acts.click("U0ADA", house.type("U0ADA", "/diapason rituals"), steering.POST_NOW)
    assert outcome.request
    assert house.acts.resend(outcome.request).status == 200
    assert len(digests(house)) == 1


def test_skip_next_leaves_one_out_and_the_one_after_tells_both_weeks(house: House) -> None:
    a_week(house)
    board = house.type("U0ADA", "/diapason rituals")
    board = house.answer("U0ADA", board, steering.SKIP)
    house.clock.now = MONDAY
    assert digests(house) == []
    house.type("U0ANN", "/signal a sixth")
    house.clock.later(days=7)
    [digest] = digests(house)
    assert "6 signals" in digest


def test_skipping_is_taken_back(house: House) -> None:
    a_week(house)
    board = house.answer("U0ADA", house.type("U0ADA", "/diapason rituels"), steering.SKIP)
    house.answer("U0ADA", board, steering.UNSKIP)
    house.clock.now = MONDAY
    assert len(digests(house)) == 1


def test_a_paused_ritual_is_silent_until_it_goes_on(house: House) -> None:
    a_week(house)
    board = house.answer("U0ADA", house.type("U0ADA", "/diapason rituals"), steering.PAUSE)
    assert "paused" in words(board).lower()
    house.clock.now = MONDAY + timedelta(days=1)
    assert digests(house) == []
    house.answer("U0ADA", board, steering.RESUME)
    assert digests(house) == []  # what fell due meanwhile is not made up for
    house.type("U0ANN", "/signal a sixth")
    house.clock.later(days=6)
    assert len(digests(house)) == 1


def test_only_admins_steer(house: House) -> None:
    assert "admin" in house.type("U0LEA", "/diapason rituals").text
    board = house.type("U0ADA", "/diapason rituals")
    house.rename("U0ADA", is_admin=False, is_owner=False)
    house.acts.say("U0ANN", HERE, "hello")  # Slack tells of it with the next act
    a_week(house)
    for button in (steering.POST_NOW, steering.SKIP, steering.PAUSE):
        assert "admin" in house.answer("U0ADA", board, button).text
    house.clock.now = MONDAY
    assert len(digests(house)) == 1


def test_the_prefix_is_in_the_digest(database_url: str) -> None:
    with open_house(database_url, {"diapason_command_prefix": "dia-"}) as house:
        assert "/dia-diapason setup" in house.type("U0ANN", "/dia-digest").text
