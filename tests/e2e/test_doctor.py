"""`/diapason doctor` on a house that works, and on one where something does not."""

from dataclasses import replace
from time import monotonic

import pytest

from rituals.messages import doctor as looks
from storage import outbox
from tests.e2e.house import TEAM, House

HERE = "C0GEN"


def visited(house: House, person: str = "U0ADA") -> str:
    """What only this person reads as the doctor's report."""
    told = house.acts.type_command(person, HERE, "/diapason doctor").ephemeral
    assert told
    return told.text


def test_a_house_that_works_is_well(house: House) -> None:
    house.bot.tick()
    told = visited(house)
    assert told.startswith("All is well")
    assert "❌" not in told
    assert "👀" not in told


def test_only_admins_are_seen(house: House) -> None:
    assert "Who can: admins (ada)" in visited(house, "U0ANN")


def test_what_is_broken_says_what_to_do(house: House) -> None:
    house.bot.tick()
    house.acts.archive("U0ADA", "C0REL")
    house.world.scopes.discard("channels:join")
    told = visited(house)
    assert told.startswith("Something does not work")
    assert "<#C0REL> is archived" in told
    assert "channels:join missing" in told


def test_a_digest_that_did_not_come_is_noticed(house: House) -> None:
    house.clock.later(days=3, minutes=20)
    assert "has not run" in visited(house)
    house.settle()
    assert "has not run" not in visited(house)


def test_a_failed_message_is_shown_and_can_be_tried_again(house: House) -> None:
    house.bot.tick()
    house.acts.archive("U0ADA", "C0SIG")
    house.acts.type_command("U0ANN", HERE, "/signal Acme needs SSO")
    house.settle()
    report = house.acts.type_command("U0ADA", HERE, "/diapason doctor").ephemeral
    assert report
    assert "signal_card" in report.text
    house.acts.archive("U0ADA", "C0SIG", archived=False)
    house.settle()
    house.acts.click("U0ADA", report, looks.RETRY)
    house.settle()
    assert any("Acme needs SSO" in message.text for message in house.posted("C0SIG"))
    with house.bot.services.read() as tx:
        assert outbox.waiting_and_failed(tx, TEAM).problems == []


def test_a_slack_that_does_not_answer_is_said_within_three_seconds(house: House) -> None:
    house.world.faults.add("auth.test", "slow:5")
    house.world.faults.add("conversations.info", "slow:5", times=3)
    started = monotonic()
    found = house.bot.doctor.examine(TEAM)
    assert monotonic() - started < 3
    keys = [check.key for check in found]
    assert keys.count("doctor.channel_unknown") == 3
    assert "doctor.slack_silent" in keys or "doctor.slack_unreachable" in keys


def test_the_doctor_looks_again_by_button(house: House) -> None:
    house.bot.tick()
    report = house.acts.type_command("U0ADA", HERE, "/diapason diagnostic").ephemeral
    assert report
    house.acts.archive("U0ADA", "C0DIG")
    house.acts.click("U0ADA", report, looks.LOOK_AGAIN)
    house.bot.replies.close()  # the answer comes beside the ack
    newest = house.world.ephemerals("U0ADA", HERE)[-1]
    assert "<#C0DIG> is archived" in newest.text


@pytest.mark.parametrize(
    ("fault", "found", "stand"),
    [("cut_after", looks.IS_THERE, 1), ("cut_before", looks.NOT_THERE, 1), ("cut_before", looks.IS_THERE, 0)],
)
def test_a_held_message_is_settled_by_who_looked(house: House, fault: str, found: str, stand: int) -> None:
    house.bot.tick()
    house.world.scopes.discard("channels:history")
    house.world.faults.add("chat.postMessage", fault, channel="C0SIG")
    house.type("U0ANN", "/signal Acme needs SSO")
    house.settle_in_time()
    report = house.type("U0ADA", "/diapason doctor")
    assert "Look there" in report.text
    house.answer("U0ADA", report, found)
    house.settle_in_time()
    assert sum("Acme needs SSO" in message.text for message in house.posted("C0SIG")) == stand
    with house.bot.services.read() as tx:
        assert outbox.waiting_and_failed(tx, TEAM).problems == []


def test_a_held_message_is_settled_by_admins_alone(house: House) -> None:
    house.world.scopes.discard("channels:history")
    house.world.faults.add("chat.postMessage", "cut_before", channel="C0SIG")
    house.type("U0ANN", "/signal Acme needs SSO")
    house.settle_in_time()
    report = house.type("U0ADA", "/diapason doctor")
    house.rename("U0ADA", is_admin=False, is_owner=False)
    house.acts.say("U0ANN", HERE, "hello")  # Slack tells of it with the next act
    for button in (looks.IS_THERE, looks.NOT_THERE):
        assert "admin" in house.answer("U0ADA", report, button).text
    with house.bot.services.read() as tx:
        assert len(outbox.waiting_and_failed(tx, TEAM).problems) == 1


def test_what_failed_before_the_invitation_is_said_after_it(house: House) -> None:
    where = house.world.channels["C0SIG"]
    house.world.put_channel(replace(where, kind="private", members=where.members - {house.world.bot_user}))
    house.type("U0ANN", "/signal Acme needs SSO")
    house.settle()
    with house.bot.services.read() as tx:
        assert len(outbox.waiting_and_failed(tx, TEAM).problems) == 1
    house.acts.invite("U0ADA", "C0SIG", house.world.bot_user)
    house.settle()
    assert any("Acme needs SSO" in message.text for message in house.posted("C0SIG"))
    with house.bot.services.read() as tx:
        assert outbox.waiting_and_failed(tx, TEAM).problems == []
