"""The doctor's rules, one finding at a time, and its words in both languages, in Slack and in a terminal."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.kit.texts import Catalogs
from rituals.doctor.facts import ChannelFacts, Findings, RitualFacts, SlackFacts, WorkspaceFacts
from rituals.doctor.rules import Check, Level, checks, worst
from rituals.messages.doctor import as_lines, report
from rituals.services import Place
from storage.doctor import DatabaseFacts
from storage.leases import Backlog, Problem, State
from storage.rituals import MISSED, SAID, Failure, Run
from storage.workspaces import Channel, Workspace

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
AGO = timedelta
CATALOGS = Catalogs()

PLACE = Place("C1", "field-signals", is_private=False, is_archived=False, joined=True)
HOME = Workspace(
    id="T1",
    name="Team",
    bot_user="U0",
    language="en",
    zone="Europe/Paris",
    currency="EUR",
    default_owner=None,
    installed_at=NOW,
    set_up_at=NOW,
    channels={"signals": Channel("signals", "C1", "", "ready")},
)
RUN = Run("r", "d", "2026-W48", "C1", NOW, NOW, NOW, SAID, {}, NOW, None)
RITUAL = RitualFacts("weekly_digest", paused=False, last=RUN, failure=None, overdue_since=None)
QUIET = Backlog(counts={}, oldest_waiting=None, problems=[])
SLACK = SlackFacts(None, "https://team.slack.com/", "U0", frozenset({"chat:write", "commands"}), 1.0)
DATABASE = DatabaseFacts("sqlite", "0001", "0001", 123_456_789)
WORKSPACE = WorkspaceFacts(HOME, [RITUAL], QUIET, QUIET)
WELL = Findings(
    real_now=NOW,
    now=NOW,
    slack=SLACK,
    wanted_scopes=frozenset({"chat:write"}),
    database=DATABASE,
    beat=NOW - AGO(seconds=5),
    workspace=WORKSPACE,
    channels=[ChannelFacts("signals", "C1", PLACE)],
)


def slack(**changed: Any) -> dict[str, Any]:
    return {"slack": replace(SLACK, **changed)}


def database(**changed: Any) -> dict[str, Any]:
    return {"database": replace(DATABASE, **changed)}


def channel(place: Place | None, *, answered: bool = True) -> dict[str, Any]:
    return {"channels": [ChannelFacts("signals", "C1", place, answered)]}


def workspace(**changed: Any) -> dict[str, Any]:
    return {"workspace": replace(WORKSPACE, **changed)}


def ritual(**changed: Any) -> dict[str, Any]:
    return workspace(rituals=[replace(RITUAL, **changed)])


def stuck(state: State, kind: str = "signal_card", recipient: str | None = "C1") -> Backlog:
    problem = Problem(7, kind, recipient, state, 3, "is_archived", NOW - AGO(minutes=5), NOW)
    return Backlog(counts={state: 1}, oldest_waiting=None, problems=[problem])


LATE = Backlog(counts={State.WAITING: 4}, oldest_waiting=NOW - AGO(minutes=11), problems=[])

CASES: list[tuple[dict[str, Any], Level, str]] = [
    (database(error="OperationalError"), Level.BROKEN, "doctor.database_broken"),
    (database(revision=None), Level.BROKEN, "doctor.database_old"),
    (database(revision="0000"), Level.BROKEN, "doctor.database_old"),
    (database(revision="0009"), Level.BROKEN, "doctor.database_new"),
    ({"slack": None}, Level.LOOK, "doctor.slack_silent"),
    (slack(error="TimeoutError"), Level.BROKEN, "doctor.slack_unreachable"),
    (slack(error="invalid_auth"), Level.BROKEN, "doctor.token_refused"),
    (slack(error="account_inactive"), Level.BROKEN, "doctor.token_refused"),
    (slack(scopes=frozenset()), Level.LOOK, "doctor.scopes_unknown"),
    (slack(scopes=frozenset({"commands"})), Level.BROKEN, "doctor.scopes_missing"),
    (slack(clock_skew=60.4), Level.OK, "doctor.clock_ok"),
    (slack(clock_skew=61.0), Level.BROKEN, "doctor.clock_off"),
    (slack(clock_skew=-61.0), Level.BROKEN, "doctor.clock_off"),
    (slack(clock_skew=None), Level.LOOK, "doctor.clock_unknown"),
    ({"beat": None}, Level.BROKEN, "doctor.beat_none"),
    ({"beat": NOW - AGO(minutes=3)}, Level.BROKEN, "doctor.beat_old"),
    ({"workspace": None, "channels": []}, Level.LOOK, "doctor.no_workspace"),
    (workspace(home=replace(HOME, set_up_at=None)), Level.LOOK, "doctor.not_set_up"),
    (channel(None), Level.BROKEN, "doctor.channel_missing"),
    (channel(None, answered=False), Level.LOOK, "doctor.channel_unknown"),
    (channel(replace(PLACE, is_archived=True)), Level.BROKEN, "doctor.channel_archived"),
    (channel(replace(PLACE, joined=False)), Level.BROKEN, "doctor.channel_invite"),
    (channel(replace(PLACE, is_shared=True)), Level.LOOK, "doctor.channel_shared"),
    (ritual(paused=True), Level.OK, "doctor.ritual_paused"),
    (ritual(last=None), Level.OK, "doctor.ritual_new"),
    (ritual(last=replace(RUN, outcome=MISSED)), Level.LOOK, "doctor.ritual_ran"),
    (ritual(overdue_since=NOW), Level.BROKEN, "doctor.ritual_overdue"),
    (ritual(failure=Failure("2026-W48", 3, "OSError", NOW)), Level.LOOK, "doctor.ritual_failing"),
    (workspace(messages=LATE), Level.LOOK, "doctor.messages_late"),
    (workspace(messages=stuck(State.FAILED)), Level.BROKEN, "doctor.messages_stuck"),
    (workspace(messages=stuck(State.FAILED)), Level.BROKEN, "doctor.message_failed"),
    (workspace(messages=stuck(State.HELD)), Level.BROKEN, "doctor.message_held"),
    (workspace(messages=stuck(State.WAITING)), Level.LOOK, "doctor.message_retrying"),
    (workspace(jobs=LATE), Level.LOOK, "doctor.jobs_late"),
    (workspace(jobs=stuck(State.FAILED, "join_channel", None)), Level.BROKEN, "doctor.jobs_stuck"),
    (workspace(jobs=stuck(State.FAILED, "join_channel", None)), Level.BROKEN, "doctor.job_failed"),
    (workspace(jobs=stuck(State.WAITING, "join_channel", None)), Level.LOOK, "doctor.job_retrying"),
]

# What failed is counted, and each shown.
COUNTED_WITH = {
    "doctor.messages_stuck": {"doctor.message_failed"},
    "doctor.message_failed": {"doctor.messages_stuck"},
    "doctor.message_held": {"doctor.messages_stuck"},
    "doctor.jobs_stuck": {"doctor.job_failed"},
    "doctor.job_failed": {"doctor.jobs_stuck"},
}


def test_all_is_well_where_everything_works() -> None:
    found = checks(WELL)
    assert {check.level for check in found} == {Level.OK}
    assert [check.key for check in found] == [
        "doctor.database_ok",
        "doctor.token_ok",
        "doctor.scopes_ok",
        "doctor.clock_ok",
        "doctor.beat_ok",
        "doctor.channel_ok",
        "doctor.ritual_ran",
        "doctor.messages_ok",
        "doctor.jobs_ok",
    ]


@pytest.mark.parametrize(("changed", "level", "key"), CASES, ids=[key for _, _, key in CASES])
def test_one_thing_that_is_different_is_one_finding(changed: dict[str, Any], level: Level, key: str) -> None:
    found = checks(replace(WELL, **changed))
    [check] = [check for check in found if check.key == key]
    assert check.level is level
    others = {other.key for other in found if other.level is not Level.OK} - {key}
    assert others <= COUNTED_WITH.get(key, set())


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("changed", "level", "key"), CASES, ids=[key for _, _, key in CASES])
def test_every_finding_has_its_words_in_slack_and_in_the_terminal(
    changed: dict[str, Any], level: Level, key: str, language: str
) -> None:
    texts = CATALOGS.texts(language, "Europe/Paris")
    found = checks(replace(WELL, **changed))
    message = report(texts, found, prefix="dia-")
    lines = as_lines(texts, found, prefix="dia-")
    assert len(lines) == len(found) + 1
    for words in (message.text, *lines):
        assert "{" not in words.replace("{date_short_pretty} {time}", "")
    told = next(line for line, check in zip(lines[1:], found, strict=True) if check.key == key)
    assert told.startswith(texts.plain(f"doctor.level_{level}"))
    assert "/diapason" not in told  # the prefix is in every command
    assert "<" not in told


def test_a_channel_is_named_for_the_terminal_and_linked_in_slack() -> None:
    texts = CATALOGS.texts("en", "Europe/Paris")
    found = checks(WELL)
    assert any("#field-signals" in line for line in as_lines(texts, found, prefix=""))
    assert "<#C1>" in report(texts, found, prefix="").text


def test_what_failed_can_be_tried_again_from_the_report() -> None:
    found = checks(replace(WELL, **workspace(messages=stuck(State.FAILED))))
    texts = CATALOGS.texts("en", "Europe/Paris")
    buttons = [block["accessory"] for block in report(texts, found, prefix="").blocks if "accessory" in block]
    assert [button["value"] for button in buttons] == ["message:7"]


def test_the_heaviest_finding_gives_the_title() -> None:
    ok, look, broken = (Check(level, "doctor.scopes_ok") for level in Level)
    assert worst([ok, broken, look]) is Level.BROKEN
    assert worst([look, ok]) is Level.LOOK
    assert worst([]) is Level.OK
