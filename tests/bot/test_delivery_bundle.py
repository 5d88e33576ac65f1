"""The one message of a day: what delivery makes of messages that were chosen to come daily, wherever it is killed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import event

from bot.kit.blocks import escape
from bot.kit.message import BLOCKS_IN_MESSAGE, Message
from bot.playground.world import Message as Said
from rituals import bundle
from rituals.gate import Topic, When
from rituals.messages import bundle as looks
from rituals.messages.bundle import Place
from rituals.preferences import TOPIC
from rituals.registry import MessageKind, Scene
from rituals.services import Facts
from storage import outbox, preferences
from storage.leases import State
from tests.bot.delivering import TEAM, note
from tests.bot.stage import ANNA, BORIS, Stage

EVENING = datetime(2026, 11, 23, 20, tzinfo=UTC)
NINE = datetime(2026, 11, 24, 8, tzinfo=UTC)  # in Paris
LEASE = 60


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """An evening with kinds of several topics, which all chose to have once a day."""
    for name in ("signal_fate", "release_reviewed", "demo_call"):
        stage.kinds[name] = note(name)
    stage.kinds["launch_asks"] = stage.card("launch_asks", stage.kinds["card"].doubt)
    stage.kinds[bundle.KIND] = bundle.kind_of(stage.kinds)
    stage.clock.now = EVENING
    stage.policy = replace(stage.policy, channel_gap=0, workspace_gap=0)  # time stands still
    stage.delivery = stage.new_delivery()
    with stage.database.write() as tx:
        for subject in (ANNA, BORIS, "C1"):
            for topic in Topic:
                preferences.choose(tx, TEAM, subject, TOPIC + topic, When.DAILY)
    return stage


def deliver(stage: Stage) -> None:
    while stage.delivery.step():
        pass


def at(stage: Stage, instant: datetime) -> None:
    stage.clock.now = instant
    deliver(stage)


def only(stage: Stage, channel: str) -> Said:
    (said,) = [message for message in stage.said(channel) if not message.is_reply]
    return said


def test_a_channel_has_its_bundle_at_nine_of_its_workspace(stage: Stage) -> None:
    stage.say("who presents?", "C1", kind="demo_call")
    stage.say("who reviewed", "C1", kind="release_reviewed")
    at(stage, NINE - timedelta(minutes=1))
    assert stage.texts() == []
    assert stage.outcome().counts == {State.WAITING: 1}
    stage.say("taken back", "C1", kind="demo_call")
    deliver(stage)
    with stage.database.write() as tx:  # nobody has said it yet
        unsaid = {one.facts["text"]: one.seq for one in outbox.unsaid(tx, TEAM, "demo_call")}
        assert outbox.take_back(tx, TEAM, unsaid["taken back"])
    at(stage, NINE)
    with stage.database.write() as tx:
        assert outbox.unsaid(tx, TEAM, "demo_call") == []
        assert not outbox.take_back(tx, TEAM, unsaid["who presents?"])
    text = only(stage, "C1").text
    assert "taken back" not in text
    assert text.index("who reviewed (en)") < text.index("who presents? (en)")
    # What comes at nine is for tomorrow, and single as it is.
    stage.say("and now?", "C1", kind="demo_call")
    at(stage, NINE + timedelta(days=1, minutes=-1))
    assert len(stage.texts()) == 1
    at(stage, NINE + timedelta(days=1))
    assert stage.texts()[1:] == ["and now? (en)"]


def test_what_changes_is_shown_and_what_is_of_no_use_goes(stage: Stage) -> None:
    home = stage.world.direct("U1").id
    for key in ("first", "second"):
        stage.show(key, Message(escape(f"asks {key}")), ANNA, kind="launch_asks")
    stage.say("planned", ANNA, kind="signal_fate")
    deliver(stage)
    stage.show("second", Message(escape("asks otherwise")), ANNA, kind="launch_asks")
    stage.show("third", Message(escape("asks third")), ANNA, kind="launch_asks")
    stage.show("third", None, ANNA, kind="launch_asks")
    at(stage, NINE)
    said = only(stage, home).text
    assert ("asks first" in said, "asks otherwise" in said, "asks third" in said) == (True, True, False)
    stage.show("first", None, ANNA, kind="launch_asks")
    deliver(stage)
    assert "asks first" not in only(stage, home).text
    # Old, all of it is forgotten but the cards; what changes of these later shows nothing more.
    stood = only(stage, home).text
    with stage.database.write() as tx:
        while outbox.forget_old(tx, NINE + timedelta(days=40)):
            pass
    stage.show("second", Message(escape("asks again")), ANNA, kind="launch_asks")
    at(stage, NINE + timedelta(days=41))
    assert only(stage, home).text == stood


def test_more_than_there_is_room_for_is_counted_and_shown_on_a_page(stage: Stage) -> None:
    for number in range(130):
        stage.say(f"{number} " + "&" * 150, BORIS, kind="signal_fate")
    stage.say("the only one of its topic", BORIS, kind="release_reviewed")
    at(stage, NINE)
    said = only(stage, stage.world.direct("U2").id)
    assert len(said.blocks) <= BLOCKS_IN_MESSAGE
    assert "the only one of its topic (fr)" in said.text
    assert "Et 111 autres" in said.text
    boris = stage.services.directory.somebody(TEAM, "U2")
    texts = stage.services.texts_for(boris)
    shown = 20
    for start in (20, 100):
        place = Place(BORIS, NINE.date(), start)
        page = bundle.page(stage.services, stage.kinds, boris, texts, place, {BORIS})
        assert len(page.payload()["blocks"]) == len(page.blocks)
        opened = [b for b in page.blocks if b.get("accessory", {}).get("action_id") == looks.OPEN]
        shown += len(opened)
    assert shown == 131


def test_one_that_breaks_is_not_lost_nor_are_the_others(stage: Stage) -> None:
    broken = True

    def render(scene: Scene, facts: Facts) -> Message | None:
        if broken:
            raise KeyError(facts["text"])
        return Message(escape("mended"))

    stage.say("fine", ANNA, kind="signal_fate")
    stage.kinds["launch_role"] = note("launch_role")
    stage.say("breaks", ANNA, kind="launch_role")
    deliver(stage)
    stage.kinds["launch_role"] = MessageKind("launch_role", render, stage.kinds["note"].doubt)
    at(stage, NINE)
    said = only(stage, stage.world.direct("U1").id)
    assert ("fine (en)" in said.text, "can’t be shown" in said.text) == (True, True)
    (button,) = [block["accessory"] for block in said.blocks if "accessory" in block]
    broken = False
    anna = stage.services.directory.somebody(TEAM, "U1")
    bundle.open_one(stage.services, anna, int(button["value"]), {ANNA})
    deliver(stage)
    assert [reply.text for reply in stage.world.replies(said.channel, said.ts)] == ["mended"]


class Killed(BaseException):
    """As `kill -9` for the database: what is not committed is lost, and nothing is done any more."""


@contextmanager
def killed_at(stage: Stage, statement: int) -> Iterator[None]:
    number = count(1)

    def may_die(*_: Any) -> None:
        if next(number) >= statement:
            raise Killed

    event.listen(stage.database.engine, "before_cursor_execute", may_die)
    try:
        yield
    finally:
        event.remove(stage.database.engine, "before_cursor_execute", may_die)


def test_killed_at_any_statement_it_comes_once_with_all_that_is_in_it(stage: Stage) -> None:
    home, killed = stage.world.direct("U1").id, 0
    for statement in count(1):
        evening = EVENING + timedelta(days=statement)
        stage.clock.now = evening
        texts = [f"{what} {statement}." for what in ("one", "two")]
        for text in texts:
            stage.say(text, ANNA, kind="signal_fate")
        try:
            with killed_at(stage, statement):
                deliver(stage)
                at(stage, evening + timedelta(hours=12))
            break
        except Killed:
            killed += 1
        stage.clock.wait(LEASE)
        deliver(stage)
        at(stage, evening + timedelta(hours=12, seconds=LEASE))
        said = stage.texts(home)
        assert (len(said), [text in said[-1] for text in texts]) == (statement, [True, True])
        assert stage.outcome().counts == {}
    assert killed > 20
