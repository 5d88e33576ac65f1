"""The digest's numbers against a case counted by hand, and its words."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.kit.message import Message
from rituals import digest, running
from rituals.registry import Scene, Window
from rituals.services import Person, Services
from rituals.signals.capture import Captured, Heard, Interpretation, capture
from rituals.signals.edit import show_to, undo
from rituals.triage.decide import Wish, decide
from rituals.triage.states import Answer
from storage import digest as counts
from storage import signals, workspaces
from storage.database import Database
from tests.team import HOME, Clock, add_person, add_workspace, services_of

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # 09:00 in Paris
WEEK = timedelta(days=7)
_keys = count()


class House:
    def __init__(self, database: Database) -> None:
        self.clock = Clock(MONDAY - 2 * WEEK)
        self.services: Services = services_of(database, self.clock)
        add_workspace(self.services)
        self.ann: Person = add_person(self.services, "Ann")
        with self.services.write() as tx:
            home = workspaces.get(tx, HOME)
            assert home
            running.ensure(tx, home, digest.RITUAL, "C1", self.clock())

    def say(self, text: str, at: datetime, *, visibility: str = "team") -> Captured:
        self.clock.now = at
        heard = Heard(
            text,
            self.ann,
            "command",
            f"k{next(_keys)}",
            interpretation=Interpretation(visibility=visibility),
        )
        return capture(self.services, heard)

    def facts(self) -> dict[str, object] | None:
        return digest.gather(self.services, HOME, Window(MONDAY - WEEK, MONDAY), {})

    def shown(self, facts: dict[str, object], language: str = "en") -> Message:
        texts = self.services.catalogs.texts(language, "Europe/Paris")
        with self.services.read() as tx:
            return digest.RITUAL.render(Scene(self.services, tx, HOME, "C1", texts), facts)


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


def test_nothing_new_says_nothing(house: House) -> None:
    house.say("long ago", MONDAY - 3 * WEEK)
    house.say("in the next window", MONDAY)
    assert house.facts() is None


def test_the_numbers_of_a_week_counted_by_hand(house: House) -> None:
    before, week = MONDAY - WEEK - timedelta(hours=1), MONDAY - timedelta(days=2)
    house.say("old request !request #sso", before)
    house.say("old praise !praise", before)
    house.say("at the very start !request for:Acme 10k€ #sso", MONDAY - WEEK)
    house.say("no SSO, no renewal !churn for:Globex 45k€ #sso #security !dealbreaker", week)
    house.say("we left !lost for:Acme $5k", week)
    house.say("closed door !request for:Hidden 99k€ #secret", week, visibility="restricted")
    taken_back = house.say("typo !praise #oops 1k€", week)
    undo(house.services, house.ann, taken_back.signal.id)
    facts = house.facts()
    assert facts is not None
    assert (facts["signals"], facts["before"], facts["restricted"]) == (4, 2, 1)
    assert facts["kinds"] == [
        {"kind": "request", "now": 2, "before": 1},
        {"kind": "churn_risk", "now": 1, "before": 0},
        {"kind": "loss", "now": 1, "before": 0},
        {"kind": "praise", "now": 0, "before": 1},
    ]
    assert facts["accounts"] == 2  # Acme, Globex: a restricted account is not even counted
    assert facts["amounts"] == [
        {"currency": "EUR", "minor": 5_500_000},
        {"currency": "USD", "minor": 500_000},
    ]
    themes = facts["themes"]
    assert isinstance(themes, list)
    assert [(theme["now"], theme["before"], theme["accounts"]) for theme in themes] == [(2, 1, 2), (1, 0, 1)]
    assert facts["urgent"] == 1


def test_what_is_answered_does_not_wait_for_an_answer(house: House) -> None:
    day = MONDAY - timedelta(days=2)
    answered = house.say("no SSO, no renewal !dealbreaker", day)
    waiting = house.say("they look elsewhere !risk", day)
    decide(house.services, house.ann, answered.signal.id, Wish(Answer.PLANNED, seen=0))
    facts = house.facts()
    assert facts is not None
    assert (facts["urgent"], facts["to_answer"]) == (1, [waiting.signal.id])
    told = house.shown(facts).text
    assert "waits for an answer: S-2" in told  # in the text twin as in the blocks
    assert "S-1 and" not in told


@pytest.mark.parametrize("language", ["en", "fr"])
def test_words_of_what_is_restricted_later_leave_the_digest_while_numbers_stay(
    house: House, language: str
) -> None:
    said = house.say("the pink elephant !request for:Acme #sso", MONDAY - timedelta(days=1))
    facts = house.facts()
    assert facts is not None
    before = house.shown(facts, language)
    assert "pink elephant" in before.text
    assert "pink elephant" in str(before.blocks)
    show_to(house.services, house.ann, said.signal.id, "restricted")
    after = house.shown(facts, language)
    assert "pink elephant" not in f"{after.text}{after.blocks}"
    assert "1" in after.text


def test_the_chart_and_its_twin_say_the_same(house: House) -> None:
    house.say("one !request", MONDAY - timedelta(days=1))
    house.say("two !request", MONDAY - timedelta(days=1))
    facts = house.facts()
    assert facts is not None
    message = house.shown(facts)
    chart = next(block for block in message.blocks if block["type"] == "data_visualization")["chart"]
    assert [series["data"] for series in chart["series"]] == [
        [{"label": "Request", "value": 2}],
        [{"label": "Request", "value": 0}],
    ]
    assert "Request 2 (▲\u00a02)" in message.text
    assert message.fallback is not None
    assert all(block["type"] != "data_visualization" for block in message.fallback)


def test_a_theme_counts_only_accounts_that_are_certain(house: House) -> None:
    house.say("SSO for:Acme #sso", MONDAY - timedelta(days=2))
    offered = house.say("SSO for:Globex #sso", MONDAY - timedelta(days=1))
    with house.services.write() as tx:
        signals.change(tx, HOME, offered.signal.id, {"account_certain": False})
    with house.services.read() as tx:
        [theme] = counts.by_theme(tx, HOME, MONDAY - 2 * WEEK, MONDAY - WEEK, MONDAY)
        named, _ = counts.accounts_and_urgent(tx, HOME, MONDAY - WEEK, MONDAY)
    assert (theme.now, theme.accounts, named) == (2, 1, 1)
