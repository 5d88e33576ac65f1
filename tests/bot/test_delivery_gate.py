"""The gate and the words: who hears what, in which language, in which thread."""

import dataclasses
from itertools import pairwise

from bot.kit.blocks import escape
from bot.kit.message import Message
from storage import outbox, preferences, workspaces
from storage.leases import State
from tests.bot.delivering import TEAM, note
from tests.bot.stage import ANNA, BORIS, Stage


def mute(stage: Stage, subject: str, kind: str, muted: bool = True) -> None:
    with stage.database.write() as tx:
        preferences.mute(tx, TEAM, subject, kind, muted)


def test_muted_kind_is_not_said(stage: Stage) -> None:
    mute(stage, "C1", "note")
    stage.say("one")
    stage.say("two", "C2")
    stage.work()
    assert (stage.texts(), stage.texts("C2")) == ([], ["two (en)"])
    assert stage.outcome().counts == {}
    mute(stage, "C1", "note", muted=False)
    stage.say("three")
    stage.work()
    assert stage.texts() == ["three (en)"]


def test_person_mutes_for_themselves(stage: Stage) -> None:
    mute(stage, ANNA, "note")
    stage.say("one", ANNA)
    stage.say("two", BORIS)
    stage.work()
    assert (stage.direct("U1"), stage.direct("U2")) == ([], ["two (fr)"])


def test_kind_that_cannot_be_muted(stage: Stage) -> None:
    stage.kinds["alarm"] = note("alarm", muteable=False, default_on=False)
    mute(stage, "C1", "alarm")
    stage.say("one", kind="alarm")
    stage.work()
    assert stage.texts() == ["one (en)"]


def test_kind_that_is_off_until_asked_for(stage: Stage) -> None:
    stage.kinds["extra"] = note("extra", default_on=False)
    stage.say("one", kind="extra")
    stage.work()
    mute(stage, "C1", "extra", muted=False)
    stage.say("two", kind="extra")
    stage.work()
    assert stage.texts() == ["two (en)"]


def test_what_stands_there_is_kept_true_though_muted(stage: Stage) -> None:
    stage.show("S-1", Message(escape("team")))
    stage.work()
    mute(stage, "C1", "card")
    stage.show("S-1", Message(escape("edited")))
    stage.work()
    assert stage.texts() == ["edited"]
    stage.show("S-1", None)
    stage.work()
    assert stage.texts() == []
    stage.show("S-1", Message(escape("team again")))
    stage.work()
    assert stage.texts() == []


def test_deactivated_people_are_not_written_to(stage: Stage) -> None:
    stage.world.put_person(dataclasses.replace(stage.world.people["U1"], deleted=True))
    stage.say("one", ANNA)
    stage.work()
    assert stage.direct() == []
    assert stage.outcome().counts == {}


def test_languages(stage: Stage) -> None:
    with stage.database.write() as tx:
        workspaces.set_up(tx, TEAM, language="fr", zone="Europe/Paris", default_owner=ANNA, now=stage.clock())
        preferences.choose_language(tx, TEAM, "C2", "en")
    for to in ("C1", "C2", ANNA, BORIS):
        stage.say(to, to)
    stage.work()
    assert (stage.texts(), stage.texts("C2")) == (["C1 (fr)"], ["C2 (en)"])
    assert (stage.direct("U1"), stage.direct("U2")) == ([f"{ANNA} (en)"], [f"{BORIS} (fr)"])


def test_replies_go_into_the_thread_in_order(stage: Stage) -> None:
    stage.say("detail 1", under="digest")
    with stage.database.write() as tx:
        outbox.forget_old(tx, stage.clock())
    stage.work()
    assert stage.problem() == (State.FAILED, "the message that it goes under is gone")
    stage.say("digest")
    for number in (2, 3):
        stage.say(f"detail {number}", under="digest")
    stage.work()
    digest, *details = stage.said()
    assert [reply.text for reply in details] == ["detail 2 (en)", "detail 3 (en)"]
    assert {reply.thread_ts for reply in details} == {digest.ts}


def test_reply_to_a_muted_message_is_not_said(stage: Stage) -> None:
    mute(stage, "C1", "note")
    stage.say("digest")
    stage.kinds["detail"] = note("detail", muteable=False)
    stage.say("detail", under="digest", kind="detail")
    stage.work()
    assert stage.texts() == []
    assert stage.outcome().counts == {}


def test_reply_shares_the_fate_of_its_message(stage: Stage) -> None:
    stage.world.faults.add("chat.postMessage", "error:restricted_action")
    stage.say("digest")
    stage.say("detail", under="digest")
    stage.work()
    assert stage.outcome().counts == {State.FAILED: 2}
    digest = stage.outcome().problems[-1]
    with stage.database.write() as tx:
        assert outbox.retry(tx, TEAM, digest.seq)
    stage.work()
    assert stage.texts() == ["digest (en)", "detail (en)"]


def test_card_in_a_direct_message_is_edited_in_place(stage: Stage) -> None:
    stage.show("S-1", Message(escape("first")), ANNA)
    stage.work()
    stage.show("S-1", Message(escape("second")), ANNA)
    stage.work()
    assert stage.direct() == ["second"]


def test_channel_is_written_to_once_a_second(stage: Stage) -> None:
    for text in ("one", "two", "three"):
        stage.say(text)
    stage.work()
    times = [float(message.ts) for message in stage.said()]
    assert all(later - earlier >= 1 for earlier, later in pairwise(times))
