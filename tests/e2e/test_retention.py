"""Words that are older than they are kept go by themselves; what is counted stays."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from rituals.messages.polls import forms as poll_forms
from rituals.messages.polls import voting
from rituals.messages.triage import card as card_looks
from rituals.messages.triage import forms
from storage.polls import Poll
from storage.surveys import Survey
from storage.tables import metadata
from tests.e2e import polling, surveying
from tests.e2e.house import House, open_house, words


@pytest.fixture
def forgetful_house(database_url: str) -> Iterator[House]:
    with open_house(database_url, {"DIAPASON_RETENTION_DAYS": "90"}) as house:
        house.set_up()
        yield house


def speak(house: House) -> None:
    house.type("U0ANN", "/signal Quuxy words about exports for:Acme 45k€ #export !dealbreaker")
    [card] = house.cards()
    house.acts.click("U0PAM", card, card_looks.DECIDE)
    house.acts.submit("U0PAM", house.view("U0PAM"), {forms.CHOICE: "declined", forms.WORDS: "Too quuxy"})
    house.acts.close("U0PAM", house.view("U0PAM"))
    house.acts.click("U0PAM", card, card_looks.ANSWER)
    house.acts.submit("U0PAM", house.view("U0PAM"), {forms.TEXT: "A quuxy answer"})
    house.acts.close("U0PAM", house.view("U0PAM"))
    house.settle()


def ask_around(house: House) -> tuple[Poll, Survey]:
    """A poll with names and a survey, closed, with what was written beside them in their threads."""
    poll = polling.posted(house, **{poll_forms.MORE: ["comments"]})
    survey = surveying.sent(house)
    polling.choose(house, "U0ANN", poll, 0, **{voting.COMMENT: "A quuxy comment"})
    surveying.answer_all(house, survey, (9, 10, 9, 3))
    surveying.answer(house, surveying.EVERYBODY[4], survey, 8, "Quuxy reports")
    polling.over(house, poll)
    surveying.until(house, survey.closes_at)
    assert "quuxy" in "".join(polling.in_thread(house, poll))
    assert "Quuxy" in "".join(surveying.in_thread(house, survey))
    return poll, survey


def dumped(house: House) -> str:
    with house.bot.services.read() as tx:
        return "\n".join(str(row) for table in metadata.sorted_tables for row in tx.execute(select(table)))


def tidy(house: House) -> None:
    while house.bot.tidy():
        pass
    house.settle_in_time()


def test_old_words_go_and_numbers_stay(forgetful_house: House) -> None:
    house = forgetful_house
    speak(house)
    poll, survey = ask_around(house)
    house.clock.later(days=60)
    house.type("U0LEA", "/signal Young words about exports")
    house.clock.later(days=31)
    tidy(house)
    assert "quuxy" not in dumped(house).lower()
    signal = house.signal(1)
    assert (signal.verbatim, signal.kind, signal.account, signal.amount_minor) == (
        "(removed)",
        "feedback",
        "Acme",
        4_500_000,
    )
    assert (signal.importance, signal.themes, signal.state) == ("dealbreaker", ("export",), "declined")
    old, young = house.cards()[0], house.cards()[-1]
    assert "quuxy" not in words(old).lower()
    assert "Acme" in words(old)
    assert "Young words" in words(young)
    assert "Young words" in words(house.type("U0ANN", "/diapason search exports"))
    assert polling.in_thread(house, poll) == surveying.in_thread(house, survey) == []
    assert "1 vote" in words(polling.card(house, poll))
    assert "+40" in words(surveying.result(house, survey))
    for ref in ("S-1", poll.ref, survey.ref):
        assert "let its words go" in words(house.open("U0ANN", f"/diapason history {ref}"))


def test_nothing_is_done_twice(forgetful_house: House) -> None:
    house = forgetful_house
    speak(house)
    house.clock.later(days=91)
    assert house.bot.tidy()
    assert not house.bot.tidy()


def test_without_the_setting_everything_is_kept(house: House) -> None:
    speak(house)
    house.clock.later(days=4000)
    tidy(house)
    assert house.signal(1).verbatim.startswith("Quuxy words")
