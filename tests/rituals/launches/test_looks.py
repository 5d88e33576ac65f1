"""How launches look where there is much of everything: Slack takes it, and nothing is left out unsaid."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.kit.texts import Catalogs, Texts
from bot.playground.limits.surfaces import message_problems
from rituals.messages.launch_reminders import SHOWN, WHYS, reminder, shares
from rituals.messages.launches import SeenTask
from tests import written

ENGLISH, FRENCH = (Catalogs().texts(language, "Europe/Paris") for language in ("en", "fr"))
TODAY = date(2026, 12, 10)


def seen(title: str = "Write the FAQ") -> SeenTask:
    about = written.task(title=title, blocked_on="The figures " * 20, remind_on=date(2026, 12, 12))
    return SeenTask(about, written.launch(name="A name that goes on " * 4), {}, TODAY)


@pytest.mark.parametrize("texts", [ENGLISH, FRENCH], ids=["en", "fr"])
def test_a_reminder_of_very_much_is_one_that_slack_takes(texts: Texts) -> None:
    message = reminder(texts, {why: [seen("x" * 100)] * 12 for why in WHYS}, TODAY)
    assert not message_problems(message.blocks)
    shown = sum(block["type"] == "actions" for block in message.blocks) - 1
    assert (
        shown == 17
    )  # fifty blocks, less a heading and what is left out for each of seven, and the last button
    left_out = [
        int("".join(filter(str.isdigit, block["elements"][0]["text"])))
        for block in message.blocks
        if block["type"] == "context"
    ]
    assert shown + sum(left_out) == 7 * 12


@settings(max_examples=200)
@given(st.lists(st.integers(1, 150), min_size=1, max_size=len(WHYS)))
def test_room_is_shared_fairly(counts: list[int]) -> None:
    given_ = shares(counts)
    blocks = 1 + sum(1 + 2 * shown + (shown < count) for shown, count in zip(given_, counts, strict=True))
    assert blocks <= 50
    for place, (shown, count) in enumerate(zip(given_, counts, strict=True)):
        assert 1 <= shown <= min(count, SHOWN)
        wanted = min(count, SHOWN)
        if shown < wanted:  # no room left: nobody after it has more, and nobody before it has two more
            assert all(other <= shown for other in given_[place + 1 :])
            assert all(other <= shown + 1 for other in given_[:place])
            assert blocks > 50 - 2 * len(counts) - 3
