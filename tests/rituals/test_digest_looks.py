"""How the digest looks where there is much to tell."""

from datetime import UTC, datetime

import pytest

from bot.kit.blocks import SECTION_LIMIT
from bot.kit.texts import Catalogs
from rituals.messages import digest as looks
from storage.releases import Release
from tests import written

START, END = datetime(2026, 11, 16, 8, tzinfo=UTC), datetime(2026, 11, 23, 8, tzinfo=UTC)


def release(number: int) -> Release:
    return written.release(
        id=f"r{number}",
        number=number,
        name=f"Release {number}",
        value="word " * 60,
        link=f"https://example.com/{number}/" + "a" * 600,
    )


@pytest.mark.parametrize(("language", "more"), [("en", "and {} more"), ("fr", "et {} autres")])
def test_releases_that_do_not_fit_are_counted(language: str, more: str) -> None:
    texts = Catalogs().texts(language, "Europe/Paris")
    shown = [release(number) for number in range(1, 9)]
    facts = {"releases": [one.id for one in shown] + ["r9"], "signals": 0, "urgent": 0, "themes": []}
    message = looks.digest(texts, looks.Digest(facts, START, END, shown, {}, [], [], ""))
    [shipped] = [block["text"]["text"] for block in message.blocks if block["type"] == "section"]
    whole = [one for one in shown if f"|{one.name}>" in shipped]
    assert 0 < len(whole) < len(shown)
    assert len(shipped) <= SECTION_LIMIT
    assert not shipped.endswith("…")
    for text in (shipped, message.text):
        assert more.format(9 - len(whole)) in text
