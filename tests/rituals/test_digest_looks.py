"""How the digest looks where there is much to tell."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.kit.blocks import SECTION_LIMIT
from bot.kit.texts import Catalogs
from bot.playground.limits.surfaces import message_problems, message_too_long
from rituals.messages import digest as looks
from rituals.messages.launches.records import Came
from storage.launches import Part
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
    told = looks.more(texts, looks.Digest(facts, START, END, shown[:8], {}, [], [], ""))
    assert told
    assert all(f"|{one.name}>" in str(told.blocks) for one in shown)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_thread_is_within_limits_at_any_volume(language: str) -> None:
    """Fifty of everything, as long as it may be: what is gathered holds no more."""
    texts = Catalogs().texts(language, "Europe/Paris")
    shown = [
        replace(release(number), name="n" * 150, link="https://example.com/" + "a" * 980)
        for number in range(50)
    ]
    facts = {
        "sections": looks.SECTIONS,
        "releases": [one.id for one in shown],
        "signals": 20_000,
        "before": 10,
        "restricted": 0,
        "accounts": 0,
        "amounts": [],
        "kinds": [{"kind": "request", "now": 20_000, "before": 10}],
        "urgent": 0,
        "did": [
            {"item": f"i{number}", "release": f"r{number}", "signals": 400, "accounts": 40}
            for number in range(50)
        ],
        "declined_items": [f"d{number}" for number in range(50)],
        "themes": [
            {"theme_id": f"t{number}", "now": 400, "before": 0, "accounts": 90} for number in range(50)
        ],
    }
    items = {f"i{number}": written.item(number, title="t" * 300) for number in range(50)}
    declined = {
        f"d{number}": written.item(number, title="t" * 300, place="declined", reason_words="w" * 500)
        for number in range(50)
    }
    themes = {f"t{number}": f"{number}" + "x" * 70 for number in range(50)}
    goal = {"goal_measure": Part("<" * 100, "T1:U1", START), "goal_target": Part("&" * 100, "T1:U1", START)}
    said = dict.fromkeys(("reached", "what", "keep", "change"), "<" * 3000)
    came = [
        Came(written.launch(number=number, name="&" * 150), goal, [written.answered(7, **said)] * 2)
        for number in range(50)
    ]
    asked = [
        written.poll(
            2,
            2,
            2,
            number=number,
            question="&" * 200,
            decided_at=END,
            decision="<" * 1000,
            decided_by="T1:U1",
        )
        for number in range(50)
    ]
    surveyed = [
        written.survey(*[1] * 11, number=number, name="&" * 80, before=written.survey().survey)
        for number in range(50)
    ]
    digest = looks.Digest(
        facts,
        START,
        END,
        shown,
        themes,
        [],
        [],
        "",
        items=items | declined,
        came=came,
        polls=asked,
        surveys=surveyed,
    )
    for message in (looks.posted(texts, digest, "run"), looks.more(texts, digest)):
        assert message
        assert len(message.text) <= 4000
        for blocks in (list(message.blocks), list(message.fallback or ())):
            assert message_problems(blocks) == []
            assert not message_too_long(blocks)
