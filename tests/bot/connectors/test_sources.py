"""GitHub, GitLab and changelogs against recorded kinds of answers, good and bad."""

import json
import time
from datetime import date

import pytest
import requests
import responses

from bot.connectors.changelog import Changelog
from bot.connectors.fetching import Fetcher
from bot.connectors.github import GitHub
from bot.connectors.gitlab import GitLab
from rituals.services import SourceUnavailable

HUB = "https://api.github.com/repos/acme/app/releases"
LAB = "https://gitlab.com/api/v4/projects/acme%2Fweb%2Fapp/releases"
FILE = "https://example.com/CHANGELOG.md"
SINCE = date(2026, 11, 1)


def github(token: str | None = None) -> GitHub:
    return GitHub(Fetcher(), token)


def gitlab() -> GitLab:
    return GitLab(Fetcher(), "glpat-x", "https://gitlab.com/")


def release(number: int, day: str = "2026-11-20", **more: object) -> dict[str, object]:
    return {
        "id": number,
        "tag_name": f"v{number}",
        "name": f"Release {number}",
        "body": "- Faster",
        "html_url": f"https://github.com/acme/app/releases/tag/v{number}",
        "published_at": f"{day}T10:00:00Z",
        "draft": False,
        "prerelease": False,
    } | more


def why(look: object) -> str:
    with pytest.raises(SourceUnavailable) as problem:
        look()  # type: ignore[operator]
    return problem.value.why


@responses.activate
def test_github_tells_what_is_published() -> None:
    listed = [release(3), release(2, draft=True), release(1, prerelease=True), release(0, "2026-10-01")]
    responses.get(HUB, json=listed, headers={"ETag": '"abc"'})
    look = github("ghp_x").look("acme/app", SINCE, None)
    [one] = look.releases
    assert (one.keys, one.name, one.released_on) == (("id:3", "tag:v3"), "Release 3", date(2026, 11, 20))
    assert look.etag == '"abc"'
    assert responses.calls[0].request.headers["Authorization"] == "Bearer ghp_x"


@responses.activate
def test_github_says_that_nothing_is_new() -> None:
    responses.get(HUB, status=304)
    look = github().look("acme/app", SINCE, '"abc"')
    assert (look.releases, look.etag) == ((), '"abc"')
    assert responses.calls[0].request.headers["If-None-Match"] == '"abc"'


@responses.activate
def test_ten_thousand_releases_are_read_page_by_page_and_no_further_than_wanted() -> None:
    def page(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        number = int(str(request.url).rpartition("page=")[2])
        first = (number - 1) * 100
        listed = [
            release(10_000 - first - index, "2026-11-20" if number <= 60 else "2026-09-01")
            for index in range(100)
        ]
        return 200, {"Link": '<https://api.github.com/x>; rel="next"'}, json.dumps(listed)

    responses.add_callback(responses.GET, HUB, callback=page)
    found = github().look("acme/app", SINCE, None).releases
    assert len(found) == 6_000
    assert len(responses.calls) == 61


@responses.activate
def test_an_empty_list_is_no_failure() -> None:
    responses.get(HUB, json=[])
    assert github().look("acme/app", SINCE, None).releases == ()


@pytest.mark.parametrize(
    ("status", "headers", "body", "expected"),
    [
        (404, {}, "{}", "not_found"),
        (401, {}, "{}", "unauthorized"),
        (403, {}, "{}", "unauthorized"),
        (500, {}, "oops", "unreachable"),
        (200, {}, "<!DOCTYPE html><title>Sign in</title>", "not_json"),
        (200, {}, '{"message": "moved"}', "not_json"),
        (302, {"Location": "https://evil.example/x"}, "", "other_host"),
        (301, {"Location": f"{HUB}?per_page=100&page=1"}, "", "redirects"),
    ],
)
@responses.activate
def test_what_is_no_list_of_releases(status: int, headers: dict[str, str], body: str, expected: str) -> None:
    responses.get(HUB, status=status, headers=headers, body=body)
    assert why(lambda: github().look("acme/app", SINCE, None)) == expected


@responses.activate
def test_githubs_limit_says_when_to_ask_again() -> None:
    reset = str(int(time.time()) + 900)
    responses.get(HUB, status=403, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset})
    with pytest.raises(SourceUnavailable) as problem:
        github().look("acme/app", SINCE, None)
    assert problem.value.why == "rate_limited"
    assert problem.value.seconds == pytest.approx(900, abs=5)


@responses.activate
def test_a_second_limit_names_its_seconds() -> None:
    responses.get(HUB, status=429, headers={"Retry-After": "42"})
    with pytest.raises(SourceUnavailable) as problem:
        github().look("acme/app", SINCE, None)
    assert problem.value.seconds == 42


@responses.activate
def test_a_lost_connection_is_tried_later() -> None:
    responses.get(HUB, body=requests.ConnectionError("reset"))
    assert why(lambda: github().look("acme/app", SINCE, None)) == "unreachable"


@responses.activate
def test_gitlab_page_by_page() -> None:
    def listed(number: int, **more: object) -> dict[str, object]:
        return {
            "tag_name": f"v{number}",
            "name": "",
            "description": "- x",
            "released_at": "2026-11-19T23:30:00.000Z",
            "_links": {"self": f"https://gitlab.com/acme/web/app/-/releases/v{number}"},
        } | more

    responses.get(LAB, json=[listed(3), listed(9, upcoming_release=True)], headers={"x-next-page": "2"})
    responses.get(LAB, json=[listed(2), listed(1, released_at="2026-01-01T00:00:00.000Z")])
    found = gitlab().look("acme/web/app", SINCE, None).releases
    assert [one.name for one in found] == ["v3", "v2"]
    assert responses.calls[0].request.headers["PRIVATE-TOKEN"] == "glpat-x"


@responses.activate
def test_a_changelog_at_its_address() -> None:
    responses.get(FILE, body="## 1.1.0 - 2026-11-20\n- new\n\n## 1.0.0 - 2026-01-01\n- old\n")
    [one] = Changelog(Fetcher()).look(FILE, SINCE, None).releases
    assert (one.keys, one.changes, one.link) == (("tag:1.1.0",), "- new", FILE)


@responses.activate
def test_a_page_is_no_changelog() -> None:
    responses.get(FILE, body="<!doctype html><h1>1.0.0</h1>")
    assert why(lambda: Changelog(Fetcher()).look(FILE, SINCE, None)) == "not_markdown"
