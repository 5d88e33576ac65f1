"""How releases look: benefit first, short, complete in its thread, and harmless whatever is in them."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.kit.message import Message, View
from bot.kit.texts import Catalogs, Texts
from bot.playground.limits.surfaces import message_problems, message_too_long, view_problems
from rituals.messages import digest as digests
from rituals.messages import release_audiences as audiences
from rituals.messages import release_drafts as drafts
from rituals.messages import release_forms as forms
from rituals.messages import release_lists as lists
from rituals.messages import release_reminders as reminders
from rituals.messages import release_reviews as reviews
from rituals.messages import releases as looks
from rituals.messages.release_audiences import Variant
from rituals.messages.release_drafts import Rights
from rituals.messages.release_forms import CHANGES_INPUTS, Draft, Opened
from rituals.messages.release_reviews import Said
from storage.releases import Release
from tests.team import START
from tests.written import release

NOTES = Path(__file__).parents[3] / "../shared/data/releases/releases.jsonl"
ENGLISH, FRENCH = (Catalogs().texts(language, "Europe/Paris") for language in ("en", "fr"))
HOSTILE = "<!channel> <@U1> <#C1> <!subteam^S1> @here &lt;!here&gt; *_~`x [a](javascript:x) <b>&amp;</b> "
PLAIN = release()
DRAFT = replace(PLAIN, state="draft", announced_at=None, announced_by=None)
WORDY = replace(
    PLAIN,
    value="Find it in a second",
    audience="**Admins**",
    proof="- 3 teams",
    questions="When?",
    link="https://example.com/a?b=1&c=2",
)
ENORMOUS = replace(
    PLAIN,
    name=HOSTILE * 2,
    changes=HOSTILE * 120,
    value=HOSTILE * 30,
    audience=HOSTILE * 30,
    proof=HOSTILE * 30,
    questions=HOSTILE * 30,
)


def texts_in(thing: Any) -> Iterator[dict[str, Any]]:
    """Every text object of a payload."""
    if isinstance(thing, dict):
        if thing.get("type") in ("mrkdwn", "plain_text") and "text" in thing:
            yield thing
        for value in thing.values():
            yield from texts_in(value)
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from texts_in(value)


def check(shown: Message | View) -> None:
    """Slack takes it (https://docs.slack.dev/reference/block-kit/blocks), and nothing in it pings anybody."""
    assert len(shown.blocks) <= (50 if isinstance(shown, Message) else 100)
    for block in shown.blocks:
        room = {"header": 150, "section": 3000}.get(block["type"])
        if room:
            assert 1 <= len(block["text"]["text"]) <= room
    found = [text["text"] for text in texts_in(shown.blocks) if text["type"] == "mrkdwn"]
    if isinstance(shown, Message):
        assert len(shown.text) <= 4000
        found.append(shown.text)
    for words in found:
        assert not re.search(r"<(?!!date\^|https?://|mailto:|#C7>)", words), words


def assert_taken(shown: Message | View) -> None:
    """The playground refuses what Slack refuses."""
    blocks = list(shown.blocks)
    if isinstance(shown, Message):
        assert message_problems(blocks) == []
        assert not message_too_long(blocks)
    else:
        assert view_problems(shown.payload()) == []


def new_looks(texts: Texts, draft: Release, audience: str) -> Iterator[Message | View]:
    """What a draft and its audiences are shown as: page, form, a text as posted and to copy, review, reminder, digest."""
    variant = Variant(channels=("C7",))
    yield drafts.page(texts, draft, Rights(edit=True, publish=True), looks.body(texts, draft))
    yield audiences.form(texts, draft, {audience: variant})
    yield audiences.posted(texts, draft, audience, variant)
    yield audiences.to_copy(texts, draft, variant)
    yield reviews.card(texts, draft, Said("Ann", draft.changes[:900], ("Bob",)))
    yield reviews.comment(texts, draft.changes[:2900], "Bob")
    yield reminders.reminder(texts, {"lacking": [draft], "silent": [draft]})
    shipped = replace(PLAIN, changes=draft.changes)
    facts = {"sections": ("shipped",), "releases": [shipped.id], "signals": 0}
    yield digests.posted(texts, digests.Digest(facts, START, START, [shipped], {}, [], [], ""), "run")


def words_of(shown: Message | View) -> str:
    return "\n".join(text["text"] for text in texts_in(shown.blocks))


def test_the_benefit_comes_first() -> None:
    message = looks.announcement(ENGLISH, WORDY, "Ann")
    kinds = [block["type"] for block in message.blocks]
    assert kinds == ["header", "section", "section", "section", "section", "section", "actions", "context"]
    assert words_of(message).splitlines() == [
        "Find it in a second",
        "*4.2* · Monday, November 23, 2026",
        "• Faster search",
        "*For whom*",
        "*Admins*",
        "*Proof*",
        "• 3 teams",
        "*Questions to expect*",
        "When?",
        "Learn more",
        "Edit",
        "R-4 · Announced by Ann, <!date^1795426200^{date_short_pretty} {time}|"
        "Monday, November 23, 2026 at 10:30 (Europe/Paris)>",
    ]


def test_the_link_button_leads_there() -> None:
    message = looks.announcement(ENGLISH, WORDY, "Ann")
    [buttons] = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    assert [button.get("url") for button in buttons] == ["https://example.com/a?b=1&c=2", None]


def test_without_a_benefit_the_name_is_the_title() -> None:
    message = looks.announcement(FRENCH, PLAIN, "Ann")
    assert message.blocks[0]["text"]["text"] == "4.2"
    assert message.text.splitlines() == [
        "4.2 · lundi 23 novembre 2026",
        "• Faster search",
        "Annoncé par Ann",
    ]


def test_an_edited_one_says_so() -> None:
    edited = replace(PLAIN, edited_at=START)
    assert "(edited)" in words_of(looks.announcement(ENGLISH, edited, "Ann"))
    assert "(modifié)" in words_of(looks.announcement(FRENCH, edited, "Ann"))
    assert "edited" not in words_of(looks.announcement(ENGLISH, PLAIN, "Ann"))


def test_a_preview_has_no_reference_and_nothing_to_edit() -> None:
    words = words_of(looks.announcement(ENGLISH, replace(WORDY, id="", number=0), "Ann", live=False))
    assert "R-" not in words
    assert "Edit" not in words


def test_a_long_field_is_shortened_and_stands_whole_in_the_thread() -> None:
    long = replace(PLAIN, questions="Why? " * 500)
    message = looks.announcement(ENGLISH, long, "Ann")
    assert words_of(message).count("Why?") == 200
    assert "The rest is in the thread." in words_of(message)
    [part] = looks.parts(long)
    assert part.words.count("Why?") == 500
    assert looks.more(ENGLISH, part).text.startswith("*Questions to expect*\n")


@pytest.mark.parametrize("texts", [ENGLISH, FRENCH])
@pytest.mark.parametrize("release", [PLAIN, WORDY, ENORMOUS])
def test_slack_takes_it_and_nothing_pings(texts: Texts, release: Release) -> None:
    more = tuple(looks.part_words(texts, part) for part in looks.parts(release))
    announcement = looks.announcement(texts, release, HOSTILE)
    check(announcement)
    check(forms.preview(texts, announcement, more, channel="C7"))
    check(looks.shown(texts, release, HOSTILE, editable=True))
    check(looks.whole(texts, release, HOSTILE, editable=True))
    check(lists.listing(texts, [(release, True)] * 10, [(DRAFT, True)] * 10, command="/release"))
    check(looks.confirmation(texts, release, place=looks.place(texts, "C7", None)))
    check(looks.unknown(texts, typed=HOSTILE * 50, command="/release"))
    for part in looks.parts(release):
        check(looks.more(texts, part))


def test_the_message_stays_within_what_slack_posts() -> None:
    # Beyond about 13,000 characters Slack has answered msg_blocks_too_long.
    assert len(words_of(looks.announcement(ENGLISH, ENORMOUS, "Ann"))) < 13_000


@pytest.mark.parametrize("texts", [ENGLISH, FRENCH])
def test_titles_of_forms_fit(texts: Texts) -> None:
    for opened in (Opened(), Opened("abc", 1, "R-123456")):
        view = forms.form(texts, Draft(), opened)
        assert len(view.title) <= 24
        assert len(view.submit or "") <= 24


def test_more_room_is_offered_while_there_is() -> None:
    def offered(inputs: int) -> bool:
        view = forms.form(ENGLISH, Draft(changes=("x",) * inputs), Opened())
        return forms.MORE_ROOM in str(view.blocks)

    assert offered(CHANGES_INPUTS - 1)
    assert not offered(CHANGES_INPUTS)


@pytest.mark.skipif(not NOTES.exists(), reason="real release notes are not here")
def test_real_notes_come_out_well() -> None:
    bodies = [json.loads(line)["body"] for line in NOTES.read_text(encoding="utf-8").splitlines()]
    assert len(bodies) == 829
    for number, body in enumerate(bodies):
        release = replace(PLAIN, changes=body)
        texts = (ENGLISH, FRENCH)[number % 2]
        draft = replace(DRAFT, changes=body, value=body[:300], audience=body[:500], questions=body)
        for shown in new_looks(texts, draft, audiences.AUDIENCES[number % 3]):
            check(shown)
            assert_taken(shown)
        announcement = looks.announcement(ENGLISH, release, "Ann")
        check(announcement)
        assert_taken(announcement)
        for part in looks.parts(release):
            check(looks.more(ENGLISH, part))
        check(looks.whole(ENGLISH, release, "Ann", editable=True))
