"""Whatever is typed is kept to the letter, shown harmless everywhere, and answered without an error page."""

import json
from urllib.parse import urlencode

import pytest

from bot.kit.frontdoor import plain
from bot.playground.acts import Request
from bot.playground.limits import message_problems, message_too_long
from bot.playground.world.pings import targets
from rituals.messages import digest as digest_looks
from rituals.messages import signal_forms as forms
from rituals.messages import signals as looks
from tests.e2e.house import HERE, MONDAY, House, words

ZERO = "\N{ZERO WIDTH JOINER}"
TEXTS = {
    "one letter": "x",
    "40,000 letters": "word " * 8000,
    "40,000 without a space": "x" * 40_000,
    "40,000 emoji": "🧨" * 40_000,
    "40,000 ampersands": "&" * 40_000,
    "40,000 angles": "<" * 40_000,
    "40,000 line breaks": "\n".join("x" * 20_000),
    "families": f"👩{ZERO}👩{ZERO}👧{ZERO}👦 🏳️{ZERO}🌈 👍🏽" * 300,
    "right to left": "العربية \u202etxt.exe\u202c עברית \u2066isolated\u2069",
    "scripts": "漢字かな交じり文 한국어 Ελληνικά кириллица हिन्दी ไทย አማርኛ",
    "marks": "Z̸̨̛͍͔̮a̷l̶g̷o̴" * 400,
    "control characters": "a\x01b\x07c\x1bd\x7fe\x80f\x9fg\u2028h\u2029i\x0bj\x0ck\x1c\x1d\x1e\x1f",
    "NUL": "a\x00b\x00",
    "lone surrogates": "a\ud83db\udc00c",
    "noncharacters": "\ufffe\uffff\U0010ffff",
    "every ping": "<!channel> <!here> <!everyone> <@U0MAX> <@U0MAX|max> <!subteam^S123|@sales> @channel @here <#C0GEN|general>",
    "escaped pings": "&lt;!channel&gt; &amp;lt;!channel&amp;gt; &lt; &amp; &gt; &quot;",
    "broken references": "<!channel <@U0MAX|<!here>> <https://x|<!everyone>> <<!channel>> <mailto:<!here>|x>",
    "dates and links": "<!date^1764000000^{date}^https://evil.example|x> "
    "<https://evil.example|https://bank.example> <javascript:alert(1)|x>",
    "SQL": "'; DROP TABLE signals; -- \" %s %(x)s ? :x \\ ` $1 {0} {ref} {x!r}",
    "mrkdwn": "*bold* _it_ ~no~ `code` ```block``` > quote\n> more\n• list :tada: *_~`",
    "markup": "<script>alert(1)</script> <b>x</b> ![x](https://x/y.png) [x](<!channel>) # head | a | b |",
    "spaces around": "  \t spaces\n\n around \n ",
    "marks in plenty": '#a <!channel> for:<!here> vs:<@U0MAX> #<!everyone> for:"<!channel>" vs:"*x* <!here>" 45k€ '
    * 200,
    "many themes": " ".join(f"#thème{number}" for number in range(3000)),
    "long names": f'for:"{"é" * 120}" vs:"{"漢" * 120}" ' + " ".join(f"#{'漢' * 70}{n}" for n in range(10)),
    "an account as mrkdwn": 'for:"*Acme* <https://x|y> `z`" needs it',
}


def arrives(house: House, person: str, text: str) -> str:
    """Send a command whose text is that, to the letter, as Slack would; what the bot answers privately."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return delivered(house, person, escaped)


def delivered(house: House, person: str, raw: str) -> str:
    """Send a command with that raw text; what the bot answers privately."""
    known = house.acts.type_command(person, HERE, "/diapason help").request
    assert known
    payload = known.payload | {
        "command": "/signal",
        "text": raw,
        "trigger_id": house.world.triggers.issue(person),
    }
    body = urlencode(payload, errors="surrogatepass").encode()
    reply = house.acts.resend(Request("slash_commands", payload, body, known.content_type))
    assert reply.status == 200
    answer = json.loads(reply.body)
    assert answer["response_type"] == "ephemeral"
    assert message_problems(answer["blocks"]) == []
    assert not message_too_long(answer["blocks"])
    assert targets(answer["text"], answer["blocks"]) == ()
    return json.dumps(answer, ensure_ascii=False)


@pytest.fixture
def quiet(house: House) -> House:
    """A house where nobody has been pinged, and Slack has refused nothing, so far."""
    assert house.world.pings == []
    assert house.refused() == []
    return house


def test_typed_texts_are_kept_to_the_letter_and_shown_harmless(quiet: House) -> None:
    house = quiet
    for number, (name, text) in enumerate(TEXTS.items(), start=1):
        answer = arrives(house, "U0ANN", text)
        assert f"S-{number}" in answer, name
        sent = text.encode(errors="surrogatepass").decode(errors="replace")  # half a pair is no UTF-8
        assert house.signal(number).verbatim == plain(sent, escaped=False), name
    cards = house.cards()
    assert len(cards) == len(TEXTS)
    for card in cards:
        if looks.READ_ALL in words(card):
            assert house.acts.click("U0LEA", card, looks.READ_ALL).ok
            house.acts.close("U0LEA", house.view("U0LEA"))
        assert house.acts.click("U0ANN", card, looks.EDIT).ok
        shown = house.acts.submit("U0ANN", house.view("U0ANN"), {forms.KIND: "friction"})
        assert shown.ok, shown.errors
    house.settle()
    assert all("Friction" in words(card) for card in house.cards())
    house.clock.now = MONDAY
    house.settle()
    told = house.type("U0LEA", "/digest")
    house.answer("U0LEA", told, digest_looks.LAST_ONE)
    assert len([message for message in house.posted("C0DIG") if not message.is_reply]) == 2
    assert house.world.pings == []
    assert house.refused() == []


def test_texts_in_the_form_are_kept_to_the_letter_and_shown_harmless(quiet: House) -> None:
    house = quiet
    for number, (name, text) in enumerate(TEXTS.items(), start=1):
        typed = text[:3000] if len(text.encode("utf-16-le", "surrogatepass")) // 2 > 3000 else text
        form = house.open("U0LEA", "/feedback")
        shown = house.acts.submit("U0LEA", form, {forms.TEXT: typed, forms.COMPETITOR: typed[:100]})
        assert shown.ok, (name, shown.error, shown.errors)
        assert f"S-{number}" in words(shown), name
        assert house.signal(number).verbatim == plain(typed, escaped=False), name
        house.acts.close("U0LEA", house.view("U0LEA"))
    assert len(house.cards()) == len(TEXTS)
    assert house.world.pings == []
    assert house.refused() == []


def test_raw_references_are_kept_and_become_words(quiet: House) -> None:
    delivered(
        quiet,
        "U0ANN",
        "<@U0MAX|max> and <#C0GEN|general> read <https://example.com|the notes> <!channel> 1 &lt; 2 &amp;lt; 3",
    )
    assert quiet.signal(1).verbatim == (
        "<@U0MAX|max> and <#C0GEN|general> read <https://example.com|the notes> <!channel> 1 < 2 &lt; 3"
    )
    [card] = quiet.cards()
    assert "@max and #general read the notes (https://example.com) @channel 1 < 2 &lt; 3" in words(card)
    assert quiet.world.pings == []


@pytest.mark.parametrize("typed", ["/signal", "/signal    ", "/feedback \t ", "/diapason signal  "])
def test_only_spaces_open_the_form(house: House, typed: str) -> None:
    assert house.open("U0ANN", typed).callback_id == forms.CAPTURE


def test_spaces_alone_in_the_form_are_told_at_the_field(house: House) -> None:
    form = house.open("U0ANN", "/signal")
    refused = house.acts.submit("U0ANN", form, {forms.TEXT: "\N{ZERO WIDTH SPACE}\N{NO-BREAK SPACE} "})
    assert refused.ok or set(refused.errors) == {forms.TEXT}
    assert house.count() == (1 if refused.ok else 0)


def test_read_all_shows_every_letter(house: House) -> None:
    text = "".join(f"{number:05} " for number in range(6000))
    arrives(house, "U0ANN", text)
    [card] = house.cards()
    house.acts.click("U0LEA", card, looks.READ_ALL)
    parts = [block for block in house.view("U0LEA").blocks if block["type"] == "rich_text"]
    assert "".join(part["elements"][0]["elements"][0]["text"] for part in parts) == text


def test_read_all_stands_on_the_answer_too(house: House) -> None:
    form = house.open("U0ANN", "/signal")
    house.acts.submit("U0ANN", form, {forms.TEXT: "word " * 100 + "end", forms.VISIBILITY: "restricted"})
    assert "end" not in words(house.view("U0ANN"))  # and there is no card
    house.acts.click("U0ANN", house.view("U0ANN"), looks.READ_ALL)
    assert "end" in words(house.view("U0ANN"))
