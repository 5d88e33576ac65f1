"""The doctor's rules: each thing that must work is ok, worth a look, or broken. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from rituals.digest import PERSONAL
from rituals.doctor.facts import ChannelFacts, Findings, RitualFacts, SlackFacts, WorkspaceFacts
from storage import rituals as stored
from storage.doctor import DatabaseFacts
from storage.leases import Backlog, Problem, State
from storage.workspaces import Workspace

CLOCK_MAY_DIFFER = timedelta(seconds=60)
BEAT_MAY_BE_OLD = timedelta(minutes=2)
MAY_WAIT = timedelta(minutes=10)
PROBLEMS_SHOWN = 5
REFUSED = ("invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive")


class Level(StrEnum):
    OK = "ok"
    LOOK = "look"
    BROKEN = "broken"


@dataclass(frozen=True)
class ChannelName:
    """A channel in a finding: shown as a link in Slack, by its name elsewhere."""

    id: str
    name: str


@dataclass(frozen=True)
class Check:
    """One finding. `key` names its text, which says what to do where something is to be done; `values` fill it.

    `retry` names what an admin can try again: a message or a job, with its number. `held`: it may have been said
    already, so that the admin looks first.
    """

    level: Level
    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    retry: str | None = None
    held: bool = False


def checks(found: Findings) -> tuple[Check, ...]:
    """Judge everything, in the order in which one would mend it."""
    return (
        _database(found.database),
        *_slack(found),
        *(_remembered(found) if found.database.usable else []),
    )


def worst(found: Sequence[Check]) -> Level:
    """The heaviest finding of all."""
    order = list(Level)
    return max((check.level for check in found), key=order.index, default=Level.OK)


def _database(database: DatabaseFacts) -> Check:
    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(database.kind, database.kind)
    if database.error:
        return Check(Level.BROKEN, "doctor.database_broken", {"kind": kind, "error": database.error})
    if database.revision is None or database.revision < database.wanted:
        return Check(Level.BROKEN, "doctor.database_old", {"kind": kind})
    if database.revision > database.wanted:
        return Check(Level.BROKEN, "doctor.database_new", {"kind": kind, "revision": database.revision})
    megabytes = -(-(database.size or 0) // 1_000_000)
    return Check(Level.OK, "doctor.database_ok", {"kind": kind, "size": megabytes})


def _slack(found: Findings) -> Iterator[Check]:
    slack = found.slack
    if slack is None:
        yield Check(Level.LOOK, "doctor.slack_silent")
        return
    if slack.error:
        key = "doctor.token_refused" if slack.error in REFUSED else "doctor.slack_unreachable"
        yield Check(Level.BROKEN, key, {"error": slack.error})
        return
    yield Check(Level.OK, "doctor.token_ok", {"url": slack.url})
    yield _scopes(slack, found.wanted_scopes)
    yield _clock(slack)


def _scopes(slack: SlackFacts, wanted: frozenset[str]) -> Check:
    if not slack.scopes:
        return Check(Level.LOOK, "doctor.scopes_unknown")
    if missing := sorted(wanted - slack.scopes):
        return Check(Level.BROKEN, "doctor.scopes_missing", {"scopes": ", ".join(missing)})
    return Check(Level.OK, "doctor.scopes_ok")


def _clock(slack: SlackFacts) -> Check:
    if slack.clock_skew is None:
        return Check(Level.LOOK, "doctor.clock_unknown")
    seconds = round(abs(slack.clock_skew))
    if seconds > CLOCK_MAY_DIFFER.total_seconds():
        return Check(Level.BROKEN, "doctor.clock_off", {"count": seconds})
    return Check(Level.OK, "doctor.clock_ok", {"count": seconds})


def _beat(found: Findings) -> Check:
    if found.beat is None:
        return Check(Level.BROKEN, "doctor.beat_none")
    if found.real_now - found.beat > BEAT_MAY_BE_OLD:
        return Check(Level.BROKEN, "doctor.beat_old", {"when": found.beat})
    return Check(Level.OK, "doctor.beat_ok", {"when": found.beat})


def _remembered(found: Findings) -> Iterator[Check]:
    yield _beat(found)
    if found.workspace is None:
        yield Check(Level.LOOK, "doctor.no_workspace")
    else:
        yield from _workspace(found, found.workspace)


def _workspace(found: Findings, facts: WorkspaceFacts) -> Iterator[Check]:
    if facts.home.set_up_at is None:
        yield Check(Level.LOOK, "doctor.not_set_up")
    for channel in found.channels:
        yield _channel(channel, facts.home)
    for ritual in facts.rituals:
        check = _ritual(ritual)
        if check.level is not Level.OK or ritual.name != PERSONAL.name:  # hundreds may be well
            yield check
    yield from _backlog("message", facts.messages, found.now)
    yield from _backlog("job", facts.jobs, found.now)


def _channel(channel: ChannelFacts, home: Workspace) -> Check:
    place = channel.place
    known = home.channels[channel.purpose].name
    values = {"purpose": channel.purpose, "channel": ChannelName(channel.id, place.name if place else known)}
    if not channel.answered:
        return Check(Level.LOOK, "doctor.channel_unknown", values)
    if place is None:  # private without us, or deleted: Slack tells us the same
        return Check(Level.BROKEN, "doctor.channel_missing", values)
    if place.is_archived:
        return Check(Level.BROKEN, "doctor.channel_archived", values)
    if not place.joined:
        return Check(Level.BROKEN, "doctor.channel_invite", values)
    if place.is_shared:
        return Check(Level.LOOK, "doctor.channel_shared", values)
    return Check(Level.OK, "doctor.channel_ok", values)


def _ritual(ritual: RitualFacts) -> Check:
    named = {"ritual": ritual.name}
    if ritual.paused:
        return Check(Level.OK, "doctor.ritual_paused", named)
    if ritual.failure:
        failure = ritual.failure
        told = {"error": failure.last_error, "count": failure.attempts, "when": failure.next_attempt_at}
        return Check(Level.LOOK, "doctor.ritual_failing", named | told)
    if ritual.overdue_since:
        return Check(Level.BROKEN, "doctor.ritual_overdue", named | {"when": ritual.overdue_since})
    if ritual.last is None:
        return Check(Level.OK, "doctor.ritual_new", named)
    level = Level.LOOK if ritual.last.outcome == stored.MISSED else Level.OK
    told = {"when": ritual.last.created_at, "outcome": ritual.last.outcome}
    return Check(level, "doctor.ritual_ran", named | told)


def _backlog(what: str, backlog: Backlog, now: datetime) -> Iterator[Check]:
    waiting = backlog.counts.get(State.WAITING, 0)
    stuck = backlog.counts.get(State.FAILED, 0) + backlog.counts.get(State.HELD, 0)
    oldest = backlog.oldest_waiting
    if oldest and now - oldest > MAY_WAIT:
        yield Check(Level.LOOK, f"doctor.{what}s_late", {"count": waiting, "when": oldest})
    elif not stuck:
        yield Check(Level.OK, f"doctor.{what}s_ok", {"count": waiting})
    if stuck:
        yield Check(Level.BROKEN, f"doctor.{what}s_stuck", {"count": stuck})
    for problem in backlog.problems[:PROBLEMS_SHOWN]:
        yield _problem(what, problem)


def _problem(what: str, problem: Problem) -> Check:
    values = {"kind": problem.kind, "error": problem.error or "", "when": problem.created_at}
    if problem.state is State.WAITING:
        return Check(Level.LOOK, f"doctor.{what}_retrying", values | {"count": problem.attempts})
    retry = f"{what}:{problem.seq}"
    return Check(
        Level.BROKEN, f"doctor.{what}_{problem.state}", values, retry=retry, held=problem.state is State.HELD
    )
