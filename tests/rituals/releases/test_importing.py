"""Imports become drafts once each: by looks, by a hook, by a pasted changelog; who fails is told once."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from rituals.messages import release_imports as form
from rituals.refusals import FieldErrors
from rituals.releases import finding
from rituals.releases.importing import adding, receiving, taking, watching
from rituals.releases.importing.receiving import HookRefused
from rituals.services import Look, Published, Services, SourceUnavailable
from storage import release_sources, releases
from storage.release_sources import Source
from storage.tables import jobs as jobs_table
from storage.tables import outbox as outbox_table
from tests.rituals.releases.conftest import Team
from tests.team import HOME

SECRET = "a secret of sixteen characters"


@dataclass
class Outside:
    """A service outside, as it answers next."""

    answers: list[Look | SourceUnavailable] = field(default_factory=list)
    asked: list[tuple[str, str, date, str | None]] = field(default_factory=list)

    def look(self, kind: str, place: str, since: date, etag: str | None) -> Look:
        self.asked.append((kind, place, since, etag))
        answer = self.answers.pop(0)
        if isinstance(answer, SourceUnavailable):
            raise answer
        return answer


def published(number: int, **more: object) -> Published:
    one = Published((f"id:{number}", f"tag:v{number}"), f"Release {number}", "- x", None, date(2026, 11, 20))
    return replace(one, **more)  # type: ignore[arg-type]  # fields of Published


def look(*found: Published, etag: str | None = None) -> Look:
    return Look(found, etag)


@pytest.fixture
def outside() -> Outside:
    return Outside()


@pytest.fixture
def services(team: Team, outside: Outside) -> Services:
    return replace(team.services, sources=outside)


def watch(team: Team, services: Services, place: str = "acme/app") -> Source:
    filled = {form.KIND: "github", form.PLACE: place, form.SINCE: "2026-11-01"}
    adding.add(services, team.ann, filled, "form:1")
    return only_source(services)


def only_source(services: Services) -> Source:
    with services.read() as tx:
        [source] = release_sources.all_of(tx, HOME)
    return source


def run(services: Services, source: Source) -> None:
    watching.JOBS[0].run(services, HOME, {"source": source.id})


def drafts(team: Team) -> list[str]:
    return [release.name for release, _ in finding.unannounced(team.services, team.ann)]


def told(services: Services, kind: str) -> list[str]:
    with services.read() as tx:
        rows = tx.execute(outbox_table.select().where(outbox_table.c.kind == kind)).all()
    return [row.recipient for row in rows]


def waiting(services: Services) -> list[str]:
    with services.read() as tx:
        return sorted(row.unique_key for row in tx.execute(jobs_table.select()))


def test_a_watched_place_is_looked_at_and_its_releases_become_drafts(
    team: Team, services: Services, outside: Outside
) -> None:
    source = watch(team, services)
    assert waiting(services) == [f"look_at_source:{source.id}:0"]
    outside.answers = [look(published(2), published(1), etag='"a"'), look(etag='"a"')]
    run(services, source)
    assert drafts(team) == ["Release 2", "Release 1"]
    assert told(services, taking.IMPORTED) == [team.ann.id]
    assert len(waiting(services)) == 2
    run(services, only_source(services))
    assert outside.asked == [
        ("github", "acme/app", date(2026, 11, 1), None),
        ("github", "acme/app", date(2026, 11, 1), '"a"'),
    ]
    assert told(services, taking.IMPORTED) == [team.ann.id]


def test_a_moved_tag_and_a_source_added_again_bring_nothing_twice(
    team: Team, services: Services, outside: Outside
) -> None:
    source = watch(team, services)
    renamed = published(1, keys=("id:1", "tag:v1.0.0"))
    made_anew = published(1, keys=("id:77", "tag:v1"))
    outside.answers = [look(published(1)), look(renamed, made_anew), look(published(1))]
    run(services, source)
    run(services, only_source(services))
    adding.stop(services, team.ann, source.id)
    run(services, source)  # a job that was waiting
    assert len(outside.asked) == 2
    filled = {form.KIND: "github", form.PLACE: "https://github.com/acme/app/releases"}
    adding.add(services, team.ann, filled, "form:2")
    run(services, only_source(services))
    assert drafts(team) == ["Release 1"]


def test_the_same_look_twice_counts_once(team: Team, services: Services, outside: Outside) -> None:
    source = watch(team, services)
    outside.answers = [look(published(1)), look(published(1))]
    with services.read() as tx:
        seen = release_sources.get(tx, HOME, source.id)
    run(services, source)
    with services.write() as tx:
        assert seen is not None
        assert not release_sources.looked(tx, HOME, seen, etag=None, now=team.clock.now)
    assert drafts(team) == ["Release 1"]


def test_a_long_past_does_not_bury_the_pm(team: Team, services: Services, outside: Outside) -> None:
    source = watch(team, services)
    outside.answers = [look(*(published(number) for number in range(300, 0, -1)))] * 2
    run(services, source)
    run(services, only_source(services))
    with services.read() as tx:
        found = releases.newest(tx, HOME, releases.UNANNOUNCED, 1000)
    assert len(found) == taking.AT_ONCE
    assert found[0].name == "Release 300"


def test_what_will_not_pass_by_itself_is_told_once_and_well_again_anew(
    team: Team, services: Services, outside: Outside
) -> None:
    watch(team, services)
    gone = SourceUnavailable("not_found")
    outside.answers = [gone, gone, look(), gone]
    for _ in range(2):
        run(services, only_source(services))
    assert told(services, watching.FAILED) == [team.ada.id]
    assert only_source(services).last_error == "not_found"
    run(services, only_source(services))
    assert only_source(services).last_error is None
    run(services, only_source(services))
    assert told(services, watching.FAILED) == [team.ada.id] * 2


def test_what_may_pass_by_itself_is_told_when_it_lasts_and_asked_more_rarely(
    team: Team, services: Services, outside: Outside
) -> None:
    source = watch(team, services)
    outside.answers = [SourceUnavailable("unreachable")] * 3
    for _ in range(2):
        run(services, only_source(services))
    assert told(services, watching.FAILED) == []
    run(services, only_source(services))
    assert told(services, watching.FAILED) == [team.ada.id]
    with services.read() as tx:
        rows = tx.execute(jobs_table.select().order_by(jobs_table.c.seq)).all()
    waits = [round((row.not_before - datetime.now(UTC)) / timedelta(minutes=30)) for row in rows[1:]]
    assert waits == [1, 2, 4]
    assert rows[-1].unique_key == f"{watching.LOOK}:{source.id}:3"


def test_a_limit_that_names_its_end_is_kept(team: Team, services: Services, outside: Outside) -> None:
    source = watch(team, services)
    outside.answers = [SourceUnavailable("rate_limited", 600)]
    run(services, source)
    with services.read() as tx:
        last = tx.execute(jobs_table.select().order_by(jobs_table.c.seq.desc())).first()
    assert last is not None
    assert last.not_before - datetime.now(UTC) == pytest.approx(
        timedelta(minutes=10), abs=timedelta(seconds=5)
    )


def test_a_changelog_is_pasted_once(team: Team, services: Services) -> None:
    filled = {
        form.KIND: form.PASTE,
        form.PASTED: "## 1.1.0 - 2026-11-20\n- new\n\n## 1.0.0 - 2026-11-02\n- old",
    }
    assert adding.add(services, team.ann, filled, "form:1").drafts == 2
    assert adding.add(services, team.ann, filled, "form:1").drafts == 2
    assert adding.add(services, team.ann, filled, "form:2").drafts == 0
    assert drafts(team) == ["1.1.0", "1.0.0"]
    with pytest.raises(FieldErrors) as refused:
        adding.add(services, team.ann, filled | {form.PASTED: "no version"}, "form:3")
    assert refused.value.errors == {form.PASTED: "importing.error_no_versions"}


def test_a_note_longer_than_a_form_ends_with_its_link(
    team: Team, services: Services, outside: Outside
) -> None:
    source = watch(team, services)
    long = "\n".join(f"- line {number}" for number in range(3000))
    outside.answers = [look(published(1, changes=long, link="https://example.com/v1"))]
    run(services, source)
    [(release, _)] = finding.unannounced(team.services, team.ann)
    assert len(release.changes) <= 12_000
    assert release.changes.endswith("\n\n[…](https://example.com/v1)")


@pytest.mark.parametrize(
    ("kind", "typed", "place"),
    [
        ("github", "acme/app", "acme/app"),
        ("github", "https://github.com/acme/app.git", "acme/app"),
        ("gitlab", "https://gitlab.com/acme/web/app/-/releases", "acme/web/app"),
        ("gitlab", "acme/app", "acme/app"),
        ("changelog", " https://example.com/CHANGELOG.md ", "https://example.com/CHANGELOG.md"),
    ],
)
def test_places_as_people_write_them(kind: str, typed: str, place: str) -> None:
    assert adding.place_of(kind, typed) == place


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("github", ""), ("github", "app"), ("github", "a/b/c"), ("gitlab", "a b/c"), ("changelog", "x.md")],
)
def test_places_that_are_none(kind: str, typed: str) -> None:
    with pytest.raises(FieldErrors):
        adding.place_of(kind, typed)


# The hook ---------------------------------------------------------------------------------------------------------


def signed(body: bytes, at: int | None = None, secret: str = SECRET) -> tuple[str, str]:
    timestamp = str(at if at is not None else int(datetime.now(UTC).timestamp()))
    return timestamp, receiving.signature(secret, timestamp, body)


def refused_with(timestamp: str, signature: str, body: bytes) -> int:
    with pytest.raises(HookRefused) as refused:
        receiving.verify(SECRET, timestamp, signature, body, datetime.now(UTC))
    return refused.value.status


def test_only_who_knows_the_secret_is_heard_and_only_now() -> None:
    body = b'{"key": "4.2"}'
    receiving.verify(SECRET, *signed(body), body, datetime.now(UTC))
    assert refused_with(*signed(body, secret="another secret, as long"), body) == 401
    assert refused_with(*signed(b"{}"), body) == 401
    assert refused_with(*signed(body, at=int(datetime.now(UTC).timestamp()) - 301), body) == 401
    assert refused_with("", "", body) == 401
    assert refused_with("1e9", "é", body) == 401


def test_a_hook_makes_a_draft_once_and_is_not_replayed(team: Team, services: Services) -> None:
    said = {"key": "4.2", "name": "New search", "changes": "- Faster", "released_on": "2026-11-20"}
    first = receiving.receive(services, HOME, "sha256=a", said)
    assert (first.reference, first.new) == ("R-1", True)
    with pytest.raises(HookRefused) as refused:
        receiving.receive(services, HOME, "sha256=a", said)
    assert refused.value.status == 409
    assert not receiving.receive(services, HOME, "sha256=b", said | {"changes": "- Other"}).new
    assert drafts(team) == ["New search"]


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        "x",
        {"changes": "x"},
        {"key": "1"},
        {"key": 1, "changes": "x"},
        {"key": "1", "changes": " "},
        {"key": "x" * 201, "changes": "x"},
        {"key": "1", "changes": "x", "released_on": "soon"},
        {"key": "1", "changes": "x", "link": 3},
    ],
)
def test_a_hook_that_says_too_little_is_told_what_is_wanted(services: Services, said: object) -> None:
    with pytest.raises(HookRefused) as refused:
        receiving.receive(services, HOME, f"sha256={json.dumps(said)}", said)
    assert refused.value.status == 400
