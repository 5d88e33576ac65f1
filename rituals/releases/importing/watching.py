"""Watched sources: looked at every half hour, more rarely while they fail; the admins are told once of a failure."""

from datetime import UTC, datetime, timedelta

from bot.kit.message import Message
from rituals.messages import release_imports as looks
from rituals.permissions import workspace_of
from rituals.registry import Doubt, JobKind, MessageKind, Scene
from rituals.releases.importing.taking import take_in, tell_owner
from rituals.services import Facts, Services, SourceUnavailable
from storage import jobs, outbox, people, release_sources
from storage.database import Transaction
from storage.release_sources import Source

LOOK = "look_at_source"
FAILED = "source_failed"
EVERY = timedelta(minutes=30)
LONGEST = timedelta(hours=6)
TOLD_AFTER = 3  # failures in a row of what may pass by itself
FOR_GOOD = ("not_found", "unauthorized", "not_public", "other_host", "not_markdown", "not_json", "too_large")
"""Failures that pass only when somebody does something: told at once."""


def look_later(tx: Transaction, workspace: str, source: Source, after: timedelta, now: datetime) -> None:
    """Have the source's next look come. `now` is the clock of meaning; `after` is real time from this moment."""
    jobs.put(
        tx,
        workspace,
        kind=LOOK,
        facts={"source": source.id},
        unique_key=f"{LOOK}:{source.id}:{source.looks}",
        now=now,
        not_before=datetime.now(UTC) + after,
    )


def _look(services: Services, workspace: str, facts: Facts) -> None:
    """One look, and the next one put. Raises ImportedMeanwhile, and is tried again."""
    with services.read() as tx:
        source = release_sources.get(tx, workspace, facts["source"])
    if source is None:  # watched no more
        return
    try:
        look = services.sources.look(source.kind, source.place, source.since, source.etag)
    except SourceUnavailable as problem:
        _failed(services, workspace, source, problem)
        return
    now = services.now()
    with services.write() as tx:
        if not release_sources.looked(tx, workspace, source, etag=look.etag, now=now):
            return
        home = workspace_of(tx, workspace)
        drafts = take_in(tx, home, source.label, look.releases, source.owner, now)
        tell_owner(tx, home, source.label, drafts, source.owner, now)
        _look_again(tx, workspace, source, EVERY, now)


def _failed(services: Services, workspace: str, source: Source, problem: SourceUnavailable) -> None:
    now = services.now()
    failures = source.failures + 1
    tell = not source.told and (problem.why in FOR_GOOD or failures >= TOLD_AFTER)
    wait = timedelta(seconds=problem.seconds) if problem.seconds else EVERY * 2 ** min(failures - 1, 10)
    with services.write() as tx:
        if not release_sources.failed(
            tx, workspace, source, error=problem.why, told=source.told or tell, now=now
        ):
            return
        if tell:
            for admin in people.admins(tx, workspace):
                outbox.put(
                    tx,
                    workspace,
                    kind=FAILED,
                    recipient=admin,
                    facts={"source": source.id, "why": problem.why},
                    unique_key=f"{FAILED}:{source.id}:{source.looks}:{admin}",
                    now=now,
                )
        _look_again(tx, workspace, source, min(wait, LONGEST), now)


def _look_again(tx: Transaction, workspace: str, source: Source, after: timedelta, now: datetime) -> None:
    following = release_sources.get(tx, workspace, source.id)
    if following:
        look_later(tx, workspace, following, after, now)


def _render(scene: Scene, facts: Facts) -> Message | None:
    source = release_sources.get(scene.tx, scene.workspace, facts["source"])
    if source is None or not source.failures:  # removed, or well again
        return None
    command = f"/{scene.services.command_prefix}release import"
    return looks.source_failed(scene.texts, source.label, facts["why"], command=command)


JOBS = (JobKind(LOOK, _look),)
KIND = MessageKind(FAILED, _render, doubt=Doubt.RATHER_TWICE)
