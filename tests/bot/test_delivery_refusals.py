"""Slack says no, for each reason: what is tried otherwise, what waits for a person, and what the admin is told."""

import dataclasses

import pytest
from structlog.testing import capture_logs

from bot.kit.blocks import escape, section
from bot.kit.message import Message
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts
from storage import outbox
from storage.leases import State
from tests.bot.delivering import TEAM
from tests.bot.stage import ANNA, Stage

TOO_LONG = {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}
GOOD = section(escape("in blocks"))


def test_public_channel_is_joined(stage: Stage) -> None:
    stage.say("one", "C3")
    stage.work()
    assert stage.texts("C3") == ["one (en)"]
    assert stage.outcome().counts == {}


def test_joined_again_after_being_sent_away(stage: Stage) -> None:
    for text in ("one", "two"):
        stage.say(text, "C3")
        stage.work()
        outside = dataclasses.replace(stage.world.channel("C3"), members=frozenset({"U1"}))
        stage.world.put_channel(outside)
    assert stage.texts("C3") == ["one (en)", "two (en)"]


@pytest.mark.parametrize(
    ("channel", "reason"),
    [("C5", "is_archived"), ("C9", "channel_not_found")],
)
def test_channel_where_nobody_can_speak(stage: Stage, channel: str, reason: str) -> None:
    stage.say("one", channel)
    stage.say("two")
    stage.work()
    assert stage.problem() == (State.FAILED, reason)
    assert stage.texts() == ["two (en)"]


def test_private_channel_needs_an_invitation(stage: Stage) -> None:
    stage.world.faults.add("chat.postMessage", "error:not_in_channel")
    stage.world.put_channel(
        dataclasses.replace(stage.world.channel("C4"), members=frozenset({"U1", "U0BOT"}))
    )
    stage.say("one", "C4")
    stage.work()
    assert stage.problem() == (State.FAILED, "not_in_channel (private)")


@pytest.mark.parametrize("code", ["restricted_action", "msg_too_long", "user_disabled"])
def test_other_refusals_are_kept_for_the_admin(stage: Stage, code: str) -> None:
    stage.world.faults.add("chat.postMessage", f"error:{code}")
    stage.say("one")
    stage.say("two")
    stage.work()
    assert stage.problem() == (State.FAILED, code)
    assert stage.texts() == ["two (en)"]
    [failed] = stage.outcome().problems
    with stage.database.write() as tx:
        assert outbox.retry(tx, TEAM, failed.seq)
    stage.work()
    assert stage.texts() == ["two (en)", "one (en)"]


def test_refused_blocks_fall_back(stage: Stage) -> None:
    stage.show("S-1", Message(escape("all of it"), (TOO_LONG,), fallback=(GOOD,)))
    stage.work()
    [said] = stage.said()
    assert said.text == "all of it"
    assert [block["text"]["text"] for block in said.blocks] == ["in blocks"]


@pytest.mark.parametrize("fallback", [None, (TOO_LONG,)])
def test_refused_fallback_leaves_the_text(
    stage: Stage, fallback: tuple[dict[str, object], ...] | None
) -> None:
    with capture_logs() as logs:
        stage.show("S-1", Message(escape("all of it"), (TOO_LONG,), fallback=fallback))
        stage.work()
    [said] = stage.said()
    assert (said.text, list(said.blocks)) == ("all of it", [])
    assert logs[0]["event"] == "shape_refused"
    assert logs[0]["why"].startswith("invalid_blocks")


def test_edit_to_plain_text_drops_the_old_blocks(stage: Stage) -> None:
    stage.show("S-1", Message(escape("before"), (GOOD,)))
    stage.work()
    stage.show("S-1", Message(escape("after"), (TOO_LONG,)))
    stage.work()
    [said] = stage.said()
    assert (said.text, list(said.blocks)) == ("after", [])


def test_text_that_is_refused_too_fails(stage: Stage) -> None:
    stage.world.faults.add("chat.postMessage", "error:invalid_blocks", times=2)
    stage.show("S-1", Message(escape("all of it"), (GOOD,)))
    stage.work()
    assert stage.problem() == (State.FAILED, "invalid_blocks")


@pytest.mark.parametrize("code", ["token_revoked", "invalid_auth", "account_inactive"])
def test_shut_out_waits_for_the_admin_without_burning_attempts(stage: Stage, code: str) -> None:
    stage.world.faults.add("chat.postMessage", f"error:{code}", times=100)
    stage.say("one")
    stage.say("two", "C2")
    for _ in range(100):
        assert stage.delivery.step()
        assert not stage.delivery.step(), "the whole workspace waits"
        stage.clock.wait(stage.policy.workspace_pause)
    [problem] = stage.outcome().problems
    assert (problem.state, problem.attempts, problem.error) == (State.WAITING, 0, code)
    stage.work()
    assert (stage.texts(), stage.texts("C2")) == (["one (en)"], ["two (en)"])


# In doubt, and the history can't be read -------------------------------------------------------------------


def forbid_looking(stage: Stage) -> None:
    stage.world.scopes -= {"channels:history", "im:history"}


def allow_looking(stage: Stage) -> None:
    stage.world.scopes |= {"channels:history", "im:history"}


@pytest.mark.parametrize("fault", ["cut_before", "cut_after"])
def test_rather_late_waits_for_a_person(stage: Stage, fault: str) -> None:
    forbid_looking(stage)
    stage.world.faults.add("chat.postMessage", fault)
    stage.show("S-1", Message(escape("one")))
    stage.work()
    state, why = stage.problem()
    assert state is State.HELD
    assert why is not None
    assert why.endswith("missing_scope (channels:history)")
    allow_looking(stage)
    with stage.database.write() as tx:
        assert outbox.retry(tx, TEAM, stage.outcome().problems[0].seq)
    stage.work()
    assert stage.texts() == ["one"]


def test_admin_who_looked_has_it_sent(stage: Stage) -> None:
    forbid_looking(stage)
    stage.world.faults.add("chat.postMessage", "cut_before")
    stage.show("S-1", Message(escape("one")))
    stage.work()
    with stage.database.write() as tx:
        assert outbox.retry(tx, TEAM, stage.outcome().problems[0].seq, surely_not_posted=True)
    stage.work()
    assert stage.texts() == ["one"]


def test_rather_twice_is_sent_again(stage: Stage) -> None:
    forbid_looking(stage)
    stage.world.faults.add("chat.postMessage", "cut_after")
    stage.show("S-1", Message(escape("one")), kind="bold")
    stage.work()
    assert stage.texts() == ["one", "one"]


def test_too_much_was_said_since_to_look_through(stage: Stage) -> None:
    stage.world.faults.add("chat.postMessage", "cut_before")
    stage.show("S-1", Message(escape("one")))
    stage.delivery.step()
    for number in range(1001):
        stage.world.post("C1", "U1", str(number))
    stage.work()
    state, why = stage.problem()
    assert state is State.HELD
    assert why is not None
    assert why.endswith("more than 1000 messages since")


def test_same_key_of_another_app_is_not_ours(stage: Stage) -> None:
    stage.world.faults.add("chat.postMessage", "cut_before")
    stage.say("one")
    stage.delivery.step()
    metadata = {"event_type": "diapason", "event_payload": {"key": "one"}}
    stage.world.post("C1", "U2", "not ours", metadata=metadata)
    stage.work()
    assert stage.texts() == ["not ours", "one (en)"]


# What stood there is gone ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "texts"), [("card", []), ("bold", ["second"])])
def test_card_that_somebody_deleted(stage: Stage, kind: str, texts: list[str]) -> None:
    stage.show("S-1", Message(escape("first")), kind=kind)
    stage.work()
    stage.world.delete(stage.said()[0])
    stage.show("S-1", Message(escape("second")), kind=kind)
    stage.work()
    assert stage.texts() == texts
    if kind == "card":
        assert stage.problem() == (State.FAILED, "message_not_found")


# Our own faults --------------------------------------------------------------------------------------------


def test_kind_that_nobody_knows(stage: Stage) -> None:
    stage.say("one", kind="from the future")
    stage.work()
    assert stage.problem() == (State.FAILED, "no such kind of message: from the future")


def test_renderer_that_breaks_keeps_nobody_waiting_for_ever(stage: Stage) -> None:
    def render(scene: Scene, facts: Facts) -> Message | None:
        raise KeyError("what the customer said")

    stage.kinds["broken"] = MessageKind("broken", render, Doubt.RATHER_LATE)
    stage.say("one", kind="broken")
    stage.say("two")
    stage.say("elsewhere", "C2")
    for _ in range(stage.policy.attempts):
        breaks_within_three_steps(stage)
        stage.clock.wait(stage.policy.longest_retry)
    stage.work()
    assert stage.problem() == (State.FAILED, "KeyError")
    assert (stage.texts(), stage.texts("C2")) == (["two (en)"], ["elsewhere (en)"])


def breaks_within_three_steps(stage: Stage) -> None:
    for _ in range(3):
        try:
            stage.delivery.step()
        except KeyError:
            return
        stage.clock.wait(1)
    raise AssertionError("nothing broke")


def test_logs_hold_no_words_and_no_token(stage: Stage) -> None:
    for fault in ("cut_after", "error:internal_error", "error:msg_too_long", "error:not_in_channel"):
        stage.world.faults.add("chat.postMessage", fault)
        with capture_logs() as logs:
            stage.say(f"secret {fault}", ANNA)
            stage.work()
        assert logs
        assert "secret" not in str(logs)
        assert stage.world.token not in str(logs)
