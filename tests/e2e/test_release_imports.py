"""`/release import` as a PM uses it: watching a repository, and a pasted changelog, in both languages."""

import responses

from rituals.messages import release_imports as looks
from rituals.messages import releases as release_looks
from tests.e2e.house import House, words

ANN, LEA = "U0ANN", "U0LEA"
HUB = "https://api.github.com/repos/acme/app/releases"


@responses.activate
def test_a_watched_repository_brings_a_draft_to_its_owner(house: House) -> None:
    responses.add_passthru("http://127.0.0.1")
    found = {
        "id": 7,
        "tag_name": "v4.2",
        "name": "Faster search",
        "body": "- <!channel> **Fast**",
        "html_url": "https://github.com/acme/app/releases/v4.2",
        "published_at": "2026-11-20T10:00:00Z",
    }
    responses.get(HUB, json=[found])
    form = house.open(ANN, "/release import")
    house.acts.submit(ANN, form, {looks.PLACE: "acme/app", looks.OWNER: LEA})
    assert "acme/app" in words(house.view(ANN))
    house.acts.close(ANN, house.view(ANN))
    house.settle()
    told = house.world.messages(house.world.direct(LEA).id)[-1]
    assert "1 nouvelle version de *github:acme/app* vous attend en brouillon." in words(told)
    assert house.acts.click(LEA, told, release_looks.SHOW).ok
    assert "Faster search · brouillon" in words(house.view(LEA))
    again = words(house.open(ANN, "/release import"))
    assert "Looked at" in again
    assert house.world.pings == []


def test_a_pasted_changelog_becomes_drafts(house: House) -> None:
    form = house.open(LEA, "/release importer")
    pasted = "## 1.1.0 - 2026-11-20\n- nouveau"
    house.acts.submit(LEA, form, {looks.KIND: looks.PASTE, looks.PASTED: pasted})
    assert "1 nouveau brouillon" in words(house.view(LEA))
    assert "1.1.0 · brouillon" in words(house.type(LEA, "/release liste"))


def test_problems_are_told_at_their_field(house: House) -> None:
    form = house.open(ANN, "/release import")
    outcome = house.acts.submit(ANN, form, {looks.PLACE: "not a place"})
    assert outcome.errors == {looks.PLACE: "Write it as owner/repository, or copy its address on GitHub."}
