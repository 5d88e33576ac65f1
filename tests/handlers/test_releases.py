"""`/release` from the keyboard to the channel: the bot as wired, against the playground over HTTP."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt import BoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.delivery import Policy
from bot.kit.settings import Settings
from bot.playground.server import Server
from bot.playground.world import Channel, Message, Person, View, World
from bot.wiring import Bot, wire
from rituals.releases.inputs import spread
from storage import workspaces

SECRET = "not-a-secret"
NOTES = Path(__file__).parents[2] / "../shared/data/releases/releases.jsonl"
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

Blocks = list[dict[str, Any]]


@dataclass
class Desk:
    """Somebody before their Slack: what they type and click goes to the bot signed, as Slack sends it."""

    bot: Bot
    world: World
    person: str

    def command(self, text: str) -> dict[str, Any]:
        """The answer that only they see; empty where a form opened."""
        sent = {
            "command": "/release",
            "text": text,
            "team_id": self.world.team,
            "user_id": self.person,
            "channel_id": "C1",
            "trigger_id": self.world.triggers.issue(self.person),
        }
        return self._send(sent)

    @property
    def page(self) -> View:
        page = self.world.views.top(self.person)
        assert page is not None
        return page

    def title(self) -> str:
        return str((self.page.title or {})["text"])

    def type(self, **fields: str) -> None:
        """Fill in the open form, by the last part of the inputs' names."""
        for name, typed in fields.items():
            key = f"releases.{name}"
            kind = "datepicker" if name == "released_on" else "plain_text_input"
            value = {"selected_date" if kind == "datepicker" else "value": typed, "type": kind}
            assert key in self.page.values
            self.world.views.put_values(self.page, {key: {key: value}})

    def click(self, label: str, message: Message | dict[str, Any] | None = None) -> None:
        """Click a button of the open page, or of a message."""
        blocks = self.page.blocks if message is None else _blocks(message)
        [button] = [found for found in _buttons(blocks) if found["text"]["text"] == label]
        act = {"type": "block_actions", "actions": [button | {"action_ts": "1.2", "block_id": "b"}]}
        place = {"view": self._view()} if message is None else {"container": {"type": "message"}}
        assert self._interact(act | place) == {}

    def submit(self) -> dict[str, Any]:
        """Send the open form; what the bot answers is applied as Slack does."""
        page = self.page
        answer = self._interact({"type": "view_submission", "view": self._view()})
        if answer.get("response_action") == "update":
            self.world.views.update(page, answer["view"])
        return answer

    def back(self) -> None:
        self.world.views.close(self.page)

    def _view(self) -> dict[str, Any]:
        return self.page.payload(self.world.team, self.world.app_id, self.world.bot_id)

    def _interact(self, payload: dict[str, Any]) -> dict[str, Any]:
        user = {"id": self.person, "team_id": self.world.team}
        trigger = self.world.triggers.issue(self.person)
        whole = payload | {"user": user, "team": {"id": self.world.team}, "trigger_id": trigger}
        return self._send({"payload": json.dumps(whole)})

    def _send(self, form: dict[str, str]) -> dict[str, Any]:
        body, at = urlencode(form), str(int(datetime.now(UTC).timestamp()))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=at, body=body)
        headers: dict[str, str | Sequence[str]] = {
            "content-type": "application/x-www-form-urlencoded",
            "x-slack-request-timestamp": at,
            "x-slack-signature": signature or "",
        }
        answer = self.bot.slack.dispatch(BoltRequest(body=body, headers=headers))
        assert answer.status == 200
        return dict(json.loads(answer.body)) if answer.body else {}


def _blocks(message: Message | dict[str, Any]) -> Blocks:
    return list(message.blocks if isinstance(message, Message) else message["blocks"])


def _buttons(blocks: Any) -> list[dict[str, Any]]:
    """In rows of their own or beside a text."""
    return [
        element
        for block in blocks
        for element in (*block.get("elements", ()), block.get("accessory") or {})
        if element.get("type") == "button"
    ]


@dataclass
class Office:
    """Ann announces and reads English, Léa reads French and announces nothing; the bot is in #releases (C7)."""

    bot: Bot
    world: World

    def at(self, person: str) -> Desk:
        return Desk(self.bot, self.world, person)

    def choose_channel(self) -> None:
        with self.bot.database.write() as tx:
            workspaces.choose_channel(tx, self.world.team, "releases", "C7", "releases", "ready")

    def deliver(self) -> tuple[Message, ...]:
        """Say all that waits, and look at #releases."""
        while self.bot.work():
            pass
        return self.world.messages("C7")


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    def person(key: str, name: str, locale: str) -> Person:
        return Person(id=key, team="T0PLAY", name=name.lower(), real_name=name, locale=locale)

    world = World(
        [person("U1", "Ann", "en-GB"), person("U2", "Léa", "fr-FR")],
        [Channel(id="C7", name="releases", members=frozenset({"U1", "U2", "U0BOT"}))],
        clock=lambda: NOW,
    )
    with Server(world) as slack:
        said = {
            "slack_bot_token": world.token,
            "slack_signing_secret": SECRET,
            "slack_mode": "http",
            "slack_api_url": slack.api_url,
            "database_url": database_url,
            "diapason_language": "fr",
        }
        settings = Settings.model_validate(said)
        bot = wire(settings, now=lambda: NOW, policy=Policy(channel_gap=0, workspace_gap=0))
        bot.connection.ensure()
        yield Office(bot, world)
        bot.stop()


def texts(blocks: Any) -> str:
    return json.dumps(list(blocks), ensure_ascii=False)


def announce(ann: Desk, **fields: str) -> None:
    ann.command("")
    ann.type(**{"name": "4.2", "changes": "- Faster search"} | fields)
    ann.submit()


def test_from_the_form_to_the_channel(office: Office) -> None:
    office.choose_channel()
    ann = office.at("U1")
    assert ann.command("") == {}
    assert ann.title() == "Announce a release"
    ann.type(name="4.2", changes="- Faster **search**", value="Find it in a second")
    ann.submit()
    assert ann.title() == "R-1"
    assert "<#C7>" in texts(ann.page.blocks)
    [message] = office.deliver()
    assert message.text.startswith("Find it in a second\n4.2 · lundi 23 novembre 2026\n• Faster search")


def test_a_form_sent_twice_announces_once(office: Office) -> None:
    office.choose_channel()
    ann = office.at("U1")
    ann.command("")
    ann.type(name="4.2", changes="x")
    form = ann.page
    first = ann.submit()
    office.world.views.open("U1", {"blocks": []})  # her screen shows the form once more
    again = ann._interact({"type": "view_submission", "view": form.payload("T0PLAY", "A0APP", "B0BOT")})
    assert again == first
    assert len(office.deliver()) == 1


def test_problems_are_told_at_the_field_and_the_form_stays(office: Office) -> None:
    ann = office.at("U1")
    ann.command("")
    ann.type(name="4.2", changes="x", link="example.com")
    assert ann.submit() == {
        "response_action": "errors",
        "errors": {"releases.link": "Write a full web address, such as https://example.com/page."},
    }
    assert ann.title() == "Announce a release"


def test_the_preview_speaks_the_channels_language_and_says_nothing_there(office: Office) -> None:
    office.choose_channel()
    ann = office.at("U1")
    ann.command("")
    ann.type(name="4.2", changes="<!channel> | tea", questions="Why?")
    ann.click("Preview")
    shown = texts(ann.page.blocks)
    assert "Questions à prévoir" in shown
    assert "Nothing is announced yet." in shown
    assert "&lt;!channel&gt;" in shown
    ann.back()
    assert ann.page.values["releases.name"]["releases.name"]["value"] == "4.2"
    assert office.deliver() == ()


def test_a_preview_of_half_a_form_says_what_is_missing(office: Office) -> None:
    lea = office.at("U2")
    lea.command("")
    lea.click("Aperçu")
    assert "Ce qui change" in texts(lea.page.blocks)


def test_more_room_keeps_what_was_typed_to_the_letter(office: Office) -> None:
    office.choose_channel()
    ann = office.at("U1")
    ann.command("")
    ann.type(name="4.2", changes="- one\n\n", audience="Admins")
    ann.click("More room")
    ann.type(changes_2="  - nested")
    ann.submit()
    ann.click("Edit")
    assert ann.title() == "Edit R-1"
    assert ann.page.values["releases.changes"]["releases.changes"]["value"] == "- one\n\n\n  - nested"
    assert ann.page.values["releases.audience"]["releases.audience"]["value"] == "Admins"


def test_an_edit_changes_the_message_in_place(office: Office) -> None:
    office.choose_channel()
    ann = office.at("U1")
    announce(ann)
    [message] = office.deliver()
    ann.click("Modifier", message)  # the channel's buttons speak the channel's language
    ann.type(name="4.2.1")
    ann.submit()
    assert "*R-1* is saved: 4.2.1" in texts(ann.page.blocks)
    changed, note = office.deliver()
    assert changed.ts == message.ts
    assert (note.thread_ts, note.text) == (message.ts, "ann a corrigé cette annonce\N{NO-BREAK SPACE}: nom.")
    assert "4.2.1" in texts(changed.blocks)
    assert "(modifié)" in texts(changed.blocks)


def test_a_long_text_goes_on_in_the_thread_and_shrinks_again(office: Office) -> None:
    office.choose_channel()
    ann = office.at("U1")
    ann.command("")
    long = "\n\n".join(f"Paragraph {number}: {'word ' * 150}" for number in range(15))
    for number, piece in enumerate(spread(long)):
        if number:
            ann.click("More room")
        ann.type(**{"changes" if number == 0 else f"changes_{number + 1}": piece})
    ann.type(name="4.2")
    ann.submit()
    root, *replies = office.deliver()
    assert {reply.thread_ts for reply in replies} == {root.ts}
    assert len(replies) == 3
    ann.click("Modifier", root)
    ann.type(changes="Short", **{f"changes_{number}": "" for number in range(2, len(spread(long)) + 1)})
    ann.submit()
    left, note = [message for message in office.deliver() if not message.deleted]
    assert left.ts == root.ts
    assert "a corrigé cette annonce" in note.text


def test_who_may_not_edit_is_told_who_can(office: Office) -> None:
    office.choose_channel()
    announce(office.at("U1"))
    [message] = office.deliver()
    lea = office.at("U2")
    lea.click("Modifier", message)
    assert "la personne qui l’a saisi ou annoncé, les admins" in texts(lea.page.blocks)


def test_before_set_up_it_is_kept_and_the_answer_says_who_can_finish(office: Office) -> None:
    ann = office.at("U1")
    announce(ann)
    assert "`/diapason setup`" in texts(ann.page.blocks)
    assert "4.2" in ann.command("list")["text"]


@pytest.mark.parametrize("typed", ["R-1", "r-1", "R1", "r 1"])
def test_a_reference_shows_its_release_to_me_only(office: Office, typed: str) -> None:
    announce(office.at("U1"))
    mine, hers = office.at("U1").command(typed), office.at("U2").command(typed)
    assert mine["response_type"] == hers["response_type"] == "ephemeral"
    assert [button["text"]["text"] for button in _buttons(mine["blocks"])] == [
        "Edit",
        "Audiences",
        "Copy for customers",
        "History",
        "Withdraw",
    ]
    assert [button["text"]["text"] for button in _buttons(hers["blocks"])] == [
        "Texte pour les clients",
        "Historique",
    ]
    assert hers["text"].startswith("4.2 · lundi 23 novembre 2026")


def test_the_list_opens_a_release(office: Office) -> None:
    announce(office.at("U1"))
    lea = office.at("U2")
    found = lea.command("LISTE")
    lea.click("Afficher", found)
    assert lea.title() == "R-1"
    assert "Faster search" in texts(lea.page.blocks)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("R-7", "There is no R-7. `/release list` shows the latest ones."),
        ("R-99999999999999999999", "“R-99999999999999999999” is nothing I know here."),
        ("&lt;!channel&gt;", "“&lt;!channel&gt;” is nothing I know here."),
        ("list", "Nothing has been announced yet. `/release` opens the form."),
    ],
)
def test_what_is_not_there_is_answered_with_what_to_do(office: Office, typed: str, words: str) -> None:
    assert office.at("U1").command(typed)["text"].startswith(words)


@pytest.mark.skipif(not NOTES.exists(), reason="real release notes are not here")
def test_real_notes_go_through_the_form(office: Office) -> None:
    office.choose_channel()
    ann = office.at("U1")
    notes = [json.loads(line) for line in NOTES.read_text(encoding="utf-8").splitlines()]
    notes = sorted(
        (note for note in notes if len(note["body"]) <= 12_000), key=lambda note: len(note["body"])
    )
    for note in notes[-5:]:
        ann.command("")
        for number, piece in enumerate(spread(note["body"])):
            if number:
                ann.click("More room")
            ann.type(**{"changes" if number == 0 else f"changes_{number + 1}": piece})
        ann.type(name=note["version"])
        assert ann.submit()["response_action"] == "update"
    said = office.deliver()
    assert sum(not message.is_reply for message in said) == 5
    assert office.world.pings == []
