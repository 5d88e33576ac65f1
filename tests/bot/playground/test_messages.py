"""The app's messages: posted, updated, found again."""

import pytest
from slack_sdk import WebClient

from bot.playground.world import World
from tests.bot.playground.company import (
    ANA,
    BOB,
    BOT,
    DAN,
    GENERAL,
    OLD,
    RANDOM,
    SECRET,
    START,
    VAULT,
    Clock,
    section,
)
from tests.bot.playground.refusals import error, refused

KEY = {"event_type": "diapason", "event_payload": {"key": "hello:1"}}


class TestPosting:
    def test_a_message(self, world: World, client: WebClient) -> None:
        answer = client.chat_postMessage(channel=GENERAL.id, text="hello", blocks=[section("*hello*")])
        (message,) = world.messages(GENERAL.id)
        assert (answer["ts"], answer["channel"]) == (message.ts, GENERAL.id)
        assert message.ts == f"{int(START.timestamp())}.000000"
        assert (message.user, message.bot, message.text) == (BOT, True, "hello")
        assert message.blocks[0]["block_id"]

    def test_timestamps_grow_even_while_the_clock_stands_still(self, client: WebClient, clock: Clock) -> None:
        stamps = [client.chat_postMessage(channel=GENERAL.id, text=str(n))["ts"] for n in range(3)]
        assert stamps == [f"{int(START.timestamp())}.{n:04d}00" for n in range(3)]
        clock.advance(hours=1)
        later = client.chat_postMessage(channel=GENERAL.id, text="later")["ts"]
        assert float(later) - float(stamps[0]) == 3600

    def test_to_a_person(self, world: World, client: WebClient) -> None:
        answer = client.chat_postMessage(channel=ANA.id, text="hello")
        direct = world.channel(answer["channel"])
        assert direct.kind == "im"
        assert direct.members == {ANA.id, BOT}
        assert error(client.chat_postMessage, channel=DAN.id, text="hello") == "channel_not_found"
        assert error(client.chat_postMessage, channel=BOT, text="hello") == "cannot_dm_bot"

    @pytest.mark.parametrize(
        ("channel", "expected"),
        [
            ("C0NOWHERE", "channel_not_found"),
            (RANDOM.id, "not_in_channel"),
            (VAULT.id, "channel_not_found"),
            (OLD.id, "is_archived"),
        ],
    )
    def test_where_it_cannot_go(self, client: WebClient, channel: str, expected: str) -> None:
        assert error(client.chat_postMessage, channel=channel, text="hello") == expected

    def test_in_public_channels_without_being_a_member_only_when_allowed(
        self, world: World, client: WebClient
    ) -> None:
        world.scopes.add("chat:write.public")
        client.chat_postMessage(channel=RANDOM.id, text="hello")
        assert [message.text for message in world.messages(RANDOM.id)] == ["hello"]

    def test_without_content(self, client: WebClient) -> None:
        assert error(client.chat_postMessage, channel=GENERAL.id, text="  ") == "no_text"

    def test_a_very_long_text_is_cut(self, world: World, client: WebClient) -> None:
        client.chat_postMessage(channel=GENERAL.id, text="x" * 40_001)
        assert len(world.messages(GENERAL.id)[0].text) == 40_000

    def test_blocks_that_slack_does_not_take(self, client: WebClient) -> None:
        header = {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}
        answer = refused(client.chat_postMessage, channel=GENERAL.id, text="x", blocks=[header])
        assert answer["error"] == "invalid_blocks"
        assert answer["response_metadata"]["messages"] == [
            "[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"
        ]
        assert (
            error(client.chat_postMessage, channel=GENERAL.id, text="x", blocks="{")
            == "invalid_blocks_format"
        )

    def test_blocks_that_are_too_long_together(self, world: World, client: WebClient) -> None:
        full = [section("x" * 3000)] * 4
        client.chat_postMessage(channel=GENERAL.id, text="x", blocks=[*full, section("x" * 1200)])
        more = [*full, section("x" * 1201)]
        assert (
            error(client.chat_postMessage, channel=GENERAL.id, text="x", blocks=more) == "msg_blocks_too_long"
        )
        assert len(world.messages(GENERAL.id)) == 1

    def test_metadata_is_flat(self, client: WebClient) -> None:
        deep = {"event_type": "diapason", "event_payload": {"key": {"deep": 1}}}
        post = client.chat_postMessage
        assert error(post, channel=GENERAL.id, text="x", metadata=deep) == "invalid_metadata_schema"

    def test_pings_are_noted(self, world: World, client: WebClient) -> None:
        quote = {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_quote", "elements": [{"type": "text", "text": "<!channel> <@U0BOB>"}]},
                {"type": "rich_text_section", "elements": [{"type": "user", "user_id": BOB.id}]},
                {"type": "rich_text_section", "elements": [{"type": "broadcast", "range": "here"}]},
            ],
        }
        client.chat_postMessage(
            channel=GENERAL.id, text="&lt;!channel&gt;", blocks=[section("&lt;!here&gt;")]
        )
        assert world.pings == []
        client.chat_postMessage(
            channel=GENERAL.id, text="<@U0ANA|ana>", blocks=[section("<!everyone>"), quote]
        )
        assert [ping.target for ping in world.pings] == [ANA.id, "everyone", BOB.id, "here"]


class TestUpdating:
    def test_in_place(self, world: World, client: WebClient) -> None:
        ts = client.chat_postMessage(channel=GENERAL.id, text="one", blocks=[section("one")], metadata=KEY)[
            "ts"
        ]
        client.chat_update(channel=GENERAL.id, ts=ts, text="two", blocks=[section("two")])
        (message,) = world.messages(GENERAL.id)
        assert (message.ts, message.text, message.edited) == (ts, "two", None)
        assert message.blocks[0]["text"]["text"] == "two"
        assert message.metadata == KEY

    def test_text_alone_takes_the_place_of_blocks(self, world: World, client: WebClient) -> None:
        ts = client.chat_postMessage(channel=GENERAL.id, text="one", blocks=[section("one")])["ts"]
        client.chat_update(channel=GENERAL.id, ts=ts, text="two")
        message = world.messages(GENERAL.id)[0]
        assert (message.text, message.blocks) == ("two", ())
        assert message.edited is not None
        assert error(client.chat_update, channel=GENERAL.id, ts=ts, text="", blocks=[]) == "no_text"

    def test_the_text_of_an_update_is_counted_in_bytes(self, client: WebClient) -> None:
        ts = client.chat_postMessage(channel=GENERAL.id, text="one")["ts"]
        client.chat_update(channel=GENERAL.id, ts=ts, text="é" * 2000)
        assert error(client.chat_update, channel=GENERAL.id, ts=ts, text="é" * 2000 + "x") == "msg_too_long"

    def test_what_cannot_be_updated(self, world: World, client: WebClient, clock: Clock) -> None:
        theirs = world.post(GENERAL.id, ANA.id, "mine")
        own = client.chat_postMessage(channel=GENERAL.id, text="one")["ts"]
        update = client.chat_update
        assert error(update, channel=GENERAL.id, ts=theirs.ts, text="x") == "cant_update_message"
        assert error(update, channel=GENERAL.id, ts="1.000000", text="x") == "message_not_found"
        assert error(update, channel="C0NOWHERE", ts=own, text="x") == "channel_not_found"
        world.edit_seconds = 60
        clock.advance(seconds=61)
        assert error(update, channel=GENERAL.id, ts=own, text="x") == "edit_window_closed"

    def test_deleting(self, world: World, client: WebClient) -> None:
        ts = client.chat_postMessage(channel=GENERAL.id, text="one")["ts"]
        client.chat_delete(channel=GENERAL.id, ts=ts)
        assert world.message(GENERAL.id, ts) is None
        assert error(client.chat_delete, channel=GENERAL.id, ts=ts) == "message_not_found"
        theirs = world.post(GENERAL.id, ANA.id, "mine")
        assert error(client.chat_delete, channel=GENERAL.id, ts=theirs.ts) == "cant_delete_message"


class TestLookingBack:
    def test_newest_first_with_metadata_when_asked_for(self, client: WebClient) -> None:
        client.chat_postMessage(channel=GENERAL.id, text="one", metadata=KEY)
        client.chat_postMessage(channel=GENERAL.id, text="two")
        plain = client.conversations_history(channel=GENERAL.id)["messages"]
        assert [message["text"] for message in plain] == ["two", "one"]
        assert "metadata" not in plain[1]
        full = client.conversations_history(channel=GENERAL.id, include_all_metadata=True)["messages"]
        assert full[1]["metadata"] == KEY

    def test_between_two_instants(self, world: World, client: WebClient, clock: Clock) -> None:
        stamps = []
        for n in range(4):
            stamps.append(world.post(GENERAL.id, ANA.id, str(n)).ts)
            clock.advance(seconds=10)

        def texts(**bounds: object) -> str:
            found = client.conversations_history(channel=GENERAL.id, **bounds)["messages"]  # type: ignore[arg-type]
            return "".join(message["text"] for message in found)

        assert texts(oldest=stamps[0], latest=stamps[3]) == "21"
        assert texts(oldest=stamps[0], latest=stamps[3], inclusive=True) == "3210"
        assert texts(oldest=stamps[2]) == "3"
        assert texts(limit=2) == "32"
        assert error(client.conversations_history, channel=GENERAL.id, oldest="then") == "invalid_ts_oldest"

    def test_pages(self, world: World, client: WebClient) -> None:
        for n in range(5):
            world.post(GENERAL.id, ANA.id, str(n))
        pages = [page["messages"] for page in client.conversations_history(channel=GENERAL.id, limit=2)]
        assert [[message["text"] for message in page] for page in pages] == [["4", "3"], ["2", "1"], ["0"]]

    def test_only_where_the_app_is(self, client: WebClient) -> None:
        history = client.conversations_history
        assert error(history, channel=RANDOM.id) == "not_in_channel"
        assert error(history, channel=VAULT.id) == "channel_not_found"
        assert history(channel=SECRET.id)["messages"] == []

    def test_threads(self, world: World, client: WebClient) -> None:
        first = client.chat_postMessage(channel=GENERAL.id, text="first")["ts"]
        reply = client.chat_postMessage(channel=GENERAL.id, text="reply", thread_ts=first, metadata=KEY)["ts"]
        # A reply to a reply stands in the same thread.
        client.chat_postMessage(channel=GENERAL.id, text="again", thread_ts=reply)
        (parent,) = client.conversations_history(channel=GENERAL.id)["messages"]
        assert (parent["reply_count"], parent["thread_ts"], parent["reply_users"]) == (2, first, [BOT])
        thread = client.conversations_replies(channel=GENERAL.id, ts=first, include_all_metadata=True)[
            "messages"
        ]
        assert [message["text"] for message in thread] == ["first", "reply", "again"]
        assert thread[1]["metadata"] == KEY
        post = client.chat_postMessage
        assert error(post, channel=GENERAL.id, text="x", thread_ts="1.000000") == "thread_not_found"
        assert error(client.conversations_replies, channel=GENERAL.id, ts="1.000000") == "thread_not_found"

    def test_a_deleted_message_with_replies_leaves_a_stone(self, client: WebClient) -> None:
        first = client.chat_postMessage(channel=GENERAL.id, text="first")["ts"]
        client.chat_postMessage(channel=GENERAL.id, text="reply", thread_ts=first)
        client.chat_delete(channel=GENERAL.id, ts=first)
        (parent,) = client.conversations_history(channel=GENERAL.id)["messages"]
        assert parent["subtype"] == "tombstone"


class TestBesides:
    def test_for_one_person_only(self, world: World, client: WebClient) -> None:
        client.chat_postEphemeral(channel=GENERAL.id, user=ANA.id, text="psst")
        assert [one.text for one in world.ephemerals(ANA.id, GENERAL.id)] == ["psst"]
        assert world.ephemerals(BOB.id, GENERAL.id) == ()
        whisper = client.chat_postEphemeral
        assert error(whisper, channel=SECRET.id, user=BOB.id, text="x") == "user_not_in_channel"
        assert error(whisper, channel=RANDOM.id, user=BOB.id, text="x") == "not_in_channel"

    def test_permalinks(self, client: WebClient) -> None:
        ts = client.chat_postMessage(channel=GENERAL.id, text="one")["ts"]
        link = client.chat_getPermalink(channel=GENERAL.id, message_ts=ts)["permalink"]
        assert link == f"https://playground.slack.example/archives/{GENERAL.id}/p{ts.replace('.', '')}"
        gone = {"channel": GENERAL.id, "message_ts": "1.000000"}
        assert error(client.chat_getPermalink, **gone) == "message_not_found"

    def test_reactions_and_pins(self, world: World, client: WebClient) -> None:
        message = world.post(GENERAL.id, ANA.id, "look")
        place = {"channel": GENERAL.id, "timestamp": message.ts}
        client.reactions_add(name="eyes", **place)
        client.pins_add(**place)
        stored = world.message(GENERAL.id, message.ts)
        assert stored is not None
        assert (stored.reactions, stored.pinned) == ({"eyes": (BOT,)}, True)
        assert error(client.reactions_add, name="eyes", **place) == "already_reacted"
        assert error(client.pins_add, **place) == "already_pinned"
