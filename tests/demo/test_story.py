"""The story as it is told, by signed requests: on both databases, whole or in the middle of its last week."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.demo.company import CLAIRE, DIGEST, EMILY, GENERAL, PEOPLE, RELEASES, SIGNALS, TEAM, ZONE
from bot.demo.run import Demo
from bot.playground.world import Message
from rituals.asking.emptying import FORGET
from rituals.messages import proposals
from storage import ballots, launch_decisions, launches, polls, surveys
from storage.launch_decisions import State
from storage.launches import TaskState
from storage.polls import Closing
from storage.tables import jobs, outbox, rituals, runs, signals
from tests.demo.conftest import Opener, running
from tests.demo.stories import MONDAY

STORY = pytest.mark.xdist_group("browser")  # in the worker that tells it for visitors with a browser, too
SIGNALS_TOLD = 61
RESTRICTED = 4
RELEASES_TOLD = 6
LAUNCHES_TOLD = 1
DEMOS_TOLD = 2
PAST_DIGESTS = 3
THIS_WEEK = 14  # signals since the last digest


@pytest.fixture(scope="module")
def told(demo_on_sqlite: Opener) -> Iterator[Demo]:
    """The whole story, for those who only look at it."""
    with demo_on_sqlite(language="fr") as demo:
        yield demo


def cards(demo: Demo, channel: str) -> list[Message]:
    stands = (message for message in demo.world.messages(channel) if not message.deleted)
    return [message for message in stands if message.bot and not message.is_reply]


def counted(demo: Demo, *what: object) -> int:
    with demo.bot.services.read() as tx:
        return int(tx.scalar(select(func.count()).where(*what)) or 0)  # type: ignore[arg-type]


def test_the_story_is_told_to_its_end(database_url: str, caplog: pytest.LogCaptureFixture) -> None:
    with capture_logs() as logs, running(database_url) as demo:
        assert counted(demo, signals.c.undone_at.is_(None)) == SIGNALS_TOLD
        assert counted(demo, signals.c.visibility == "restricted") == RESTRICTED
        digests = select(rituals.c.id).where(rituals.c.kind == "weekly_digest")
        assert counted(demo, runs.c.outcome == "said", runs.c.ritual_id.in_(digests)) == PAST_DIGESTS
        assert counted(demo, outbox.c.state != "done") == 0
        assert counted(demo, jobs.c.state != "done", jobs.c.kind != FORGET) == 0  # it waits for real time
        hello = 1
        assert len(cards(demo, SIGNALS.id)) == hello + SIGNALS_TOLD - RESTRICTED
        assert len(cards(demo, RELEASES.id)) == hello + RELEASES_TOLD + LAUNCHES_TOLD + DEMOS_TOLD
        assert len(cards(demo, DIGEST.id)) == hello + PAST_DIGESTS
        assert [call for call in demo.world.calls if call.error] == []
        assert demo.world.pings == []
        assert not demo.world.events.waiting
    assert [entry for entry in logs if entry["log_level"] != "info"] == []
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


@STORY
def test_a_launch_is_under_way(told: Demo) -> None:
    plan = next(card for card in cards(told, RELEASES.id) if "L-1" in card.text)
    with told.bot.services.read() as tx:
        launch = launches.by_number(tx, TEAM, 1)
        assert launch
        tasks = launches.tasks(tx, TEAM, launch.id)
        decision = launch_decisions.of_launch(tx, TEAM, launch.id)
        assert launches.confirmed(tx, TEAM, launch.id).keys() == {"pm", "pmm"}
    today = told.travel.now().date()
    assert sum(task.state == TaskState.DONE for task in tasks) == 6
    assert [task.key for task in tasks if task.is_open and task.due_on < today] == ["legal_argument"]
    assert [task.key for task in tasks if task.state == TaskState.BLOCKED] == ["editorial"]
    assert plan.pinned
    assert decision
    assert decision.state == State.PLANNED


@STORY
def test_one_poll_is_decided_and_one_is_open(told: Demo) -> None:
    with told.bot.services.read() as tx:
        decided, asked = (polls.by_number(tx, TEAM, number) for number in (1, 2))
        assert decided
        assert decided.decision
        assert asked
        assert asked.is_open
        assert ballots.turnout(tx, TEAM, asked.id) == ballots.Turnout(asked=8, voted=3)
    assert "*P-1* Before summer" in cards(told, DIGEST.id)[-1].text


@STORY
def test_a_survey_came_to_a_result_that_everybody_sees(told: Demo) -> None:
    with told.bot.services.read() as tx:
        survey = surveys.by_number(tx, TEAM, 1)
        assert survey
        assert survey.closed_how == Closing.TIME
    result = next(card for card in cards(told, GENERAL.id) if "N-1 · Battle cards" in card.text)
    assert "*NPS +43*" in result.text
    assert "*N-1 · Battle cards* · *NPS +43*" in cards(told, DIGEST.id)[-1].text


@STORY
def test_every_digest_came_on_its_monday_at_nine(told: Demo) -> None:
    came = [
        datetime.fromtimestamp(float(message.ts), ZoneInfo(ZONE)) for message in cards(told, DIGEST.id)[1:]
    ]
    assert [(moment.date(), moment.hour, moment.minute) for moment in came] == [
        (date(2026, 11, day), 9, 0) for day in (9, 16, 23)
    ]


@STORY
def test_nobody_has_a_form_or_an_answer_left_over_but_everybody_is_welcome(told: Demo) -> None:
    for person in PEOPLE:
        assert told.world.views.top(person.id) is None
        welcome = told.world.ephemerals(person.id, GENERAL.id)[0]
        assert person.real_name in welcome.text
        expected = "Bienvenue" if person.locale.startswith("fr") else "Welcome"
        assert expected in welcome.text


@STORY
def test_what_is_new_since_the_last_digest_is_unread(told: Demo) -> None:
    monday = datetime(2026, 11, 23, 8, tzinfo=UTC).timestamp()
    since = [
        message
        for message in told.world.messages(SIGNALS.id)
        if float(message.ts) > monday and message.user != EMILY.id
    ]
    assert 0 < told.world.unread(EMILY.id, SIGNALS.id) == len(since)


@STORY
def test_a_young_week_is_told_while_the_clock_goes_through_it(demo_on_sqlite: Opener) -> None:
    with demo_on_sqlite(at=MONDAY) as demo:
        assert counted(demo, signals.c.undone_at.is_(None)) == SIGNALS_TOLD - THIS_WEEK
        demo.travel.advance(timedelta(days=1))
        some = counted(demo, signals.c.undone_at.is_(None))
        assert SIGNALS_TOLD - THIS_WEEK < some < SIGNALS_TOLD
        demo.travel.advance_to_next_ritual()
        assert counted(demo, signals.c.undone_at.is_(None)) == SIGNALS_TOLD
        assert f"{THIS_WEEK} signals" in cards(demo, DIGEST.id)[-1].text


@STORY
def test_a_story_that_visitors_made_impossible_goes_on_without_that_part(demo_on_sqlite: Opener) -> None:
    with demo_on_sqlite(at=MONDAY) as demo:
        demo.acts.leave(EMILY, GENERAL)
        with capture_logs() as logs:
            demo.travel.advance_to_next_ritual()
        left_out = [entry["by"] for entry in logs if entry["event"] == "story_event_left_out"]
        assert left_out
        assert set(left_out) == {EMILY.id, CLAIRE.id}  # who answers what Emily did not say
        assert len(cards(demo, DIGEST.id)) == 1 + PAST_DIGESTS + 1


@STORY
def test_a_quiet_week_has_no_digest_after_what_was_scheduled_went_out(demo_on_sqlite: Opener) -> None:
    with demo_on_sqlite() as demo:
        demo.travel.advance_to_next_ritual()
        assert "to be announced" in cards(demo, DIGEST.id)[-1].text
        demo.travel.advance_to_next_ritual()
        with_news = cards(demo, DIGEST.id)
        assert len(with_news) == 1 + PAST_DIGESTS + 2
        assert "Annuaires multiples" in with_news[-1].text
        demo.travel.advance_to_next_ritual()
        of_the_poll = cards(demo, DIGEST.id)
        assert "nobody answered" in of_the_poll[-1].text  # the roadmap poll of the first Tuesday
        demo.travel.advance_to_next_ritual()
        assert cards(demo, DIGEST.id) == of_the_poll


@STORY
def test_there_is_a_theme_on_the_radar_and_one_to_accept(told: Demo) -> None:
    radar = told.acts.type_command(EMILY, GENERAL, "/diapason radar").ephemeral
    assert radar
    assert "*#tablets* first heard of: 4 in 7 days" in radar.text
    themes = told.acts.type_command(CLAIRE, GENERAL, "/diapason themes").view
    assert themes
    told.acts.click(CLAIRE, themes, proposals.OPEN)
    told.travel.settle()
    page = told.world.views.top(CLAIRE.id)
    assert page
    assert "*commande* · *facture* · *numéro*" in str(page.blocks)
    assert str(page.blocks).count(proposals.ACCEPT) == 1
