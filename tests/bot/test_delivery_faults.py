"""Slack answers badly or not at all: each message is there once in the end, each card shows its newest state."""

import pytest

from storage.leases import State
from tests.bot.delivering import words
from tests.bot.stage import ANNA, HTTP_SECONDS, Stage

FAULTS = [
    "ratelimited",
    "http_500",
    "cut_before",
    "cut_after",
    "timeout_before",
    "timeout_after",
    "error:internal_error",
    "error:fatal_error",
    "error:service_unavailable",
    "error:ratelimited",
    "error:invalid_auth",
    "error:not_in_channel",
    "error:invalid_blocks",
]


@pytest.mark.parametrize("fault", FAULTS)
def test_each_message_once(stage: Stage, fault: str) -> None:
    stage.world.faults.add("chat.postMessage", fault)
    for text in ("one", "two", "three"):
        stage.say(text)
    stage.say("elsewhere", "C2")
    stage.work()
    assert stage.texts() == ["one (en)", "two (en)", "three (en)"]
    assert stage.texts("C2") == ["elsewhere (en)"]
    assert stage.world.faults.waiting == ()
    assert stage.outcome().counts == {}


@pytest.mark.parametrize("fault", FAULTS)
def test_card_shows_the_newest(stage: Stage, fault: str) -> None:
    stage.show("S-1", words("as said"))
    stage.work()
    stage.world.faults.add("chat.update", fault, times=2)
    stage.show("S-1", words("as edited"))
    stage.work()
    assert stage.texts() == ["as edited"]
    assert stage.outcome().counts == {}


@pytest.mark.parametrize("fault", ["cut_before", "cut_after", "error:message_not_found"])
def test_card_is_taken_away(stage: Stage, fault: str) -> None:
    stage.show("S-1", words("to be undone"))
    stage.work()
    stage.world.faults.add("chat.delete", fault)
    stage.show("S-1", None)
    stage.work()
    assert stage.texts() == (["to be undone"] if fault == "error:message_not_found" else [])
    assert stage.outcome().counts == {}


def test_card_taken_away_comes_back(stage: Stage) -> None:
    stage.show("S-1", words("first"))
    stage.work()
    stage.world.faults.add("chat.delete", "cut_after")
    stage.show("S-1", None)
    stage.clock.wait(1)
    assert stage.delivery.step()
    stage.show("S-1", words("again"))
    stage.work()
    assert stage.texts() == ["again"]


def test_lost_answers_in_a_direct_message_and_in_a_thread(stage: Stage) -> None:
    stage.say("for you", ANNA)
    stage.world.faults.add("chat.postMessage", "cut_after")
    stage.work()
    stage.say("digest")
    stage.work()
    stage.say("detail", under="digest")
    stage.world.faults.add("chat.postMessage", "cut_after")
    stage.work()
    assert stage.direct() == ["for you (en)"]
    digest, detail = stage.said()
    assert (detail.text, detail.thread_ts) == ("detail (en)", digest.ts)


def test_looking_fails_too(stage: Stage) -> None:
    stage.world.faults.add("chat.postMessage", "cut_after")
    for fault in ("ratelimited", "http_500", "cut_before", "error:invalid_auth"):
        stage.world.faults.add("conversations.history", fault)
    stage.say("one")
    stage.say("two")
    stage.work()
    assert stage.texts() == ["one (en)", "two (en)"]
    assert stage.world.faults.waiting == ()


def test_found_again_and_edited_at_once(stage: Stage) -> None:
    stage.show("S-1", words("first"))
    stage.world.faults.add("chat.postMessage", "cut_after")
    assert stage.delivery.step()
    stage.show("S-1", words("second"))
    stage.work()
    assert stage.texts() == ["second"]
    assert stage.calls("chat.postMessage") == 1


def test_found_again_but_not_written_down(stage: Stage) -> None:
    stage.show("S-1", words("first"))
    stage.world.faults.add("chat.postMessage", "cut_after")
    for fault in ("ratelimited", "http_500", "cut_after"):
        stage.world.faults.add("chat.update", fault)
    stage.work()
    assert stage.texts() == ["first"]
    assert stage.calls("chat.postMessage") == 1


def test_waits_as_long_as_slack_says(stage: Stage) -> None:
    stage.world.faults.add("chat.postMessage", "ratelimited", seconds=20)
    stage.say("one")
    stage.say("elsewhere", "C2")
    assert stage.delivery.step()
    stage.clock.wait(19)
    assert not stage.delivery.step()
    stage.clock.wait(2)
    assert stage.delivery.step()
    assert stage.texts() == ["one (en)"]


def test_slack_that_is_away_burns_no_attempts(stage: Stage) -> None:
    stage.say("one")
    stage.api_url = "http://127.0.0.1:9/api/"  # nobody listens there
    away = Stage(stage.world, stage.database, stage.clock, "http://127.0.0.1:9/api/")
    for _ in range(100):
        assert away.delivery.step()
        stage.clock.wait(60)
    [problem] = stage.outcome().problems
    assert (problem.state, problem.attempts, problem.error) == (State.WAITING, 0, "ConnectionRefusedError")
    stage.work()
    assert stage.texts() == ["one (en)"]
    assert stage.calls("conversations.history") == 0, "it was surely not posted"


def test_gives_up_in_the_end_and_lets_the_next_pass(stage: Stage) -> None:
    stage.world.faults.add("chat.postMessage", "error:fatal_error", times=stage.policy.attempts)
    stage.say("one")
    stage.say("two")
    for _ in range(40):
        stage.delivery.step()
        stage.clock.wait(stage.policy.longest_retry)
    assert stage.problem() == (State.FAILED, "fatal_error")
    assert stage.texts() == ["two (en)"]


def test_process_dies_between_sending_and_marking(stage: Stage) -> None:
    stage.say("one")
    stage.world.faults.add("chat.postMessage", "cut_after")
    stage.delivery.step()
    another = stage.new_delivery()
    stage.clock.wait(stage.policy.lease_seconds)
    while another.step():
        stage.clock.wait(1)
    assert stage.texts() == ["one (en)"]
    assert stage.outcome().counts == {}


def test_forty_changes_are_a_few_edits(stage: Stage) -> None:
    for number in range(20):
        stage.show("P-9", words(f"{number} votes"))
    stage.delivery.step()
    for number in range(20, 41):
        stage.show("P-9", words(f"{number} votes"))
        stage.clock.wait(0.1)
        stage.delivery.step()
    stage.work()
    assert stage.texts() == ["40 votes"]
    assert stage.calls("chat.postMessage") == 1
    assert stage.calls("chat.update") <= 4


def test_timeouts_are_far_below_the_lease(stage: Stage) -> None:
    assert stage.policy.http_seconds >= HTTP_SECONDS
    with pytest.raises(ValueError, match="lease"):
        type(stage.policy)(lease_seconds=20)
