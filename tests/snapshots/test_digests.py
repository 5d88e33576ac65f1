"""How each section of a digest reads, in both languages: a change of looks or words is seen here."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.kit.texts import Catalogs, Texts
from rituals.messages import digest as looks
from rituals.messages.digest import forms
from rituals.messages.digest.forms import Filled
from rituals.messages.launches.records import Came
from storage.launch_answers import RETRO
from storage.launches import Part
from storage.releases import State
from storage.signals import Signal
from storage.triage import Decision
from tests import written
from tests.snapshots.reading import read

START, END = datetime(2026, 11, 16, 8, tzinfo=UTC), datetime(2026, 11, 23, 8, tzinfo=UTC)
LANGUAGES = ("en", "fr")

SIGNAL = Signal(
    id="s1",
    number=12,
    verbatim="No SSO, no renewal",
    said_by=None,
    said_at=START,
    captured_by="T1:UAnn",
    captured_at=START,
    source="command",
    permalink=None,
    kind="churn_risk",
    importance="dealbreaker",
    account_id="a1",
    account_certain=True,
    amount_minor=4_500_000,
    amount_currency="EUR",
    competitor=None,
    link=None,
    visibility="team",
    undone_at=None,
    revision=1,
    account="Globex",
)
DECLINED = replace(SIGNAL, id="s2", number=13, verbatim="A fax for each order", state="declined")
ITEM = written.item(7, id="i1", release_id="r1")
NOT_DONE = replace(ITEM, id="i2", number=8, title="Faxes", place="declined", reason_words="Nobody else asks")
SHIPPED = written.release(id="r1", value="One login for everything", link="https://example.com/sso")
COMING = written.release(
    id="r2", number=5, name="Exports 2", state=State.SCHEDULED, scheduled_at=END + timedelta(days=2)
)
SILENT = written.release(id="r3", number=6, name="Alerts", state=State.DRAFT, announced_at=None)
UNADDRESSED = written.release(id="r4", number=3, name="Old one")

CAME = Came(
    written.launch(),
    {
        "goal_kind": Part("retention", "T1:UAnn", START),
        "goal_measure": Part("active teams", "T1:UAnn", START),
        "goal_now": Part("40", "T1:UAnn", START),
        "goal_target": Part("55", "T1:UAnn", START),
    },
    [
        written.answered(7, reached="48 teams", keep="The dry run"),
        written.answered(RETRO, what="Support was ready", change="An earlier FAQ"),
    ],
)

POLLS = [
    written.poll(4, 2, decided_at=END, decision="Option 0 starts in January"),
    written.poll(1, 1, 0, id="p8", number=8, question="Which <colour>?"),
    written.poll(1, 1, 1, 1, id="p7", number=7),
    written.poll(0, 0, id="p6", number=6, question="Is anybody there?"),
]
SURVEYS = [
    written.survey(2, *[0] * 6, 3, 4, 5, 6, before=written.survey(number=2).survey),
    written.survey(*[0] * 10, 4, id="n4", number=4, name="<Wiki>"),
    written.survey(id="n5", number=5, name="Exports", closes_at=END + timedelta(days=2)),
]

FACTS: dict[str, Any] = {
    "start": START.isoformat(),
    "end": END.isoformat(),
    "releases": ["r1"],
    "came": ["a1", "a2"],
    "polls": ["p9", "p8"],
    "surveys": ["n3", "n4"],
    "did": [{"item": "i1", "release": "r1", "signals": 5, "accounts": 3}],
    "declined": [{"decision": 1, "signal": "s2"}],
    "declined_items": ["i2"],
    "sections": list(looks.SECTIONS),
    "imported": 0,
    "signals": 4,
    "before": 2,
    "restricted": 1,
    "kinds": [
        {"kind": "request", "now": 3, "before": 1},
        {"kind": "churn_risk", "now": 1, "before": 1},
    ],
    "accounts": 2,
    "at_risk": [{"currency": "EUR", "minor": 12_000_000}],
    "amounts": [{"currency": "EUR", "minor": 5_500_000}, {"currency": "USD", "minor": 500_000}],
    "themes": [
        {"theme_id": "t1", "now": 3, "before": 0, "accounts": 2},
        {"theme_id": "t2", "now": 1, "before": 4, "accounts": 0},
    ],
    "radar": [
        {
            "theme_id": "t2",
            "rising": True,
            "first": False,
            "now": 3,
            "days": 7,
            "earlier": 1,
            "weeks": 8,
            "sides": ["customers", "deals"],
        }
    ],
    "quotes": ["s1"],
    "urgent": 1,
    "to_answer": ["s1"],
}


def texts_in(language: str) -> Texts:
    return Catalogs().texts(language, "Europe/Paris")


def found(*sections: str, **more: Any) -> looks.Digest:
    facts = FACTS | ({"sections": list(sections)} if sections else {}) | more
    return looks.Digest(
        facts=facts,
        start=START,
        end=END,
        releases=[SHIPPED],
        themes={"t1": "sso", "t2": "search"},
        quotes=[SIGNAL],
        to_answer=[SIGNAL],
        prefix="",
        items={"i1": ITEM, "i2": NOT_DONE},
        declined=[
            looks.Declined(DECLINED, Decision(1, "s2", "declined", None, "Faxes are gone", "T1:UAnn", END))
        ],
        coming=[COMING],
        silent=[SILENT, UNADDRESSED],
        came=[CAME],
        polls=POLLS,
        surveys=SURVEYS,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", looks.SECTIONS)
def test_a_section(language: str, section: str, snapshot: SnapshotAssertion) -> None:
    assert read(looks.digest(texts_in(language), found(section))) == snapshot


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_it_as_posted(language: str, snapshot: SnapshotAssertion) -> None:
    assert read(looks.posted(texts_in(language), found(imported=250), "run", personal=True)) == snapshot


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_lines_for_leaders(language: str, snapshot: SnapshotAssertion) -> None:
    message = looks.executive(texts_in(language), found(), "run")
    assert read(message) == snapshot
    shown = read(message)
    assert "Globex" not in shown
    assert "€" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_month_is_not_called_a_week(language: str, snapshot: SnapshotAssertion) -> None:
    month = replace(found("shipped"), start=END - timedelta(days=31))
    assert read(looks.digest(texts_in(language), month)).splitlines()[0] == snapshot


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_thread(language: str, snapshot: SnapshotAssertion) -> None:
    themes = [
        {"theme_id": f"t{number}", "now": 9 - number, "before": 3, "accounts": 2} for number in range(8)
    ]
    digest = replace(found(themes=themes), themes={f"t{number}": f"theme-{number}" for number in range(8)})
    more = looks.more(texts_in(language), digest)
    assert more
    assert read(more) == snapshot


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_forms(language: str, snapshot: SnapshotAssertion) -> None:
    texts = texts_in(language)
    filled = Filled(next_due=END)
    assert read(forms.my_form(texts, filled, [])) == snapshot(name="mine")
    assert read(forms.official_form(texts, filled, [])) == snapshot(name="a channel's")
    assert read(forms.why_form(texts, "run")) == snapshot(name="why")
