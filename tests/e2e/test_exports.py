"""`/diapason export`: a file of what one may read, in one's direct messages, whatever Slack does on the way."""

import csv
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest

from bot.manifest import SCOPES
from bot.playground.world import File, Message
from rituals.exports import sending
from rituals.messages import signals as looks
from storage import outbox
from storage.leases import State
from tests.e2e.house import HERE, TEAM, House, words

FAULTS = (
    *(("files.getUploadURLExternal", fault) for fault in ("ratelimited", "cut_before", "timeout_after")),
    *(("upload", fault) for fault in ("http_500", "cut_before")),
    *(
        ("files.completeUploadExternal", fault)
        for fault in (
            "ratelimited",
            "http_500",
            "cut_before",
            "cut_after",
            "timeout_after",
            "error:fatal_error",
        )
    ),
)


@pytest.fixture
def house(house: House) -> House:
    house.world.scopes.add("files:write")
    return house


def files(house: House, person: str) -> list[tuple[Message, File]]:
    """The files that stand in somebody's direct messages."""
    house.settle_in_time()
    found = []
    for message in house.posted(house.world.direct(person).id):
        for one in message.files:
            file = house.world.files.get(one)
            assert file
            found.append((message, file))
    return found


def rows(file: File) -> list[dict[str, str]]:
    assert file.content
    return list(csv.DictReader(StringIO(file.content.decode("utf-8-sig"), newline="")))


def texts(house: House, person: str, typed: str = "") -> list[str]:
    """Ask for an export; what stands in its newest file."""
    before = len(files(house, person))
    told = house.type(person, f"/diapason export {typed}")
    assert "on its way" in told.text or "arrive" in told.text
    after = files(house, person)
    assert len(after) == before + 1
    return [row["text"] for row in rows(after[-1][1])]


def test_a_file_of_what_one_may_read(house: House) -> None:
    house.type("U0ANN", "/signal They want SSO for:Kestrel 45k€ #sso #login !risk")
    house.type("U0LEA", "/signal =HYPERLINK(1) est dangereux")
    told = house.type("U0PAM", "/signal Between us")
    house.answer("U0PAM", told, looks.RESTRICT)
    house.type("U0ANN", "/diapason export")
    [(message, file)] = files(house, "U0ANN")
    assert "Here are the 2 signals that you asked for" in message.text
    assert file.name.startswith("diapason-signals-2026-11-20-")
    assert file.title == "Signals, Nov 20"
    newest, oldest = rows(file)
    assert newest["text"] == "'=HYPERLINK(1) est dangereux"
    assert {name: oldest[name] for name in ("ref", "text", "captured_by", "account", "kind", "state")} == {
        "ref": "S-1",
        "text": "They want SSO for:Kestrel 45k€ #sso #login !risk",
        "captured_by": "ann",
        "account": "Kestrel",
        "kind": "churn_risk",
        "state": "new",
    }
    assert (oldest["amount"], oldest["currency"], oldest["themes"]) == ("45000.00", "EUR", "login; sso")
    assert house.refused() == []


def test_restricted_signals_leave_with_their_keepers_alone(house: House) -> None:
    house.type("U0ANN", "/signal Open")
    told = house.type("U0PAM", "/signal Between us")
    house.answer("U0PAM", told, looks.RESTRICT)
    assert texts(house, "U0ANN") == ["Open"]
    assert texts(house, "U0LEA") == ["Open"]
    assert texts(house, "U0PAM") == ["Between us", "Open"]
    assert texts(house, "U0ADA") == ["Between us", "Open"]


def test_what_is_restricted_between_asking_and_sending_stays(house: House) -> None:
    told = house.type("U0PAM", "/signal Between us")
    house.type("U0PAM", "/signal Open")
    house.type("U0ANN", "/diapason export")
    house.answer("U0PAM", told, looks.RESTRICT)
    [(_, file)] = files(house, "U0ANN")
    assert [row["text"] for row in rows(file)] == ["Open"]


def test_somebody_who_left_meanwhile_gets_nothing(house: House) -> None:
    house.type("U0ANN", "/signal Open")
    house.type("U0ANN", "/diapason export")
    house.world.put_person(replace(house.world.people["U0ANN"], deleted=True))
    house.acts.retry_due_events()
    assert files(house, "U0ANN") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["slow export", "no sso", "slow login"]),
        ("theme:sso", ["no sso"]),
        ("account:Kestrel", ["slow login"]),
        ("kind:request", ["slow export"]),
        ("from:@ann", ["slow login"]),
        ("from:me", ["slow export", "no sso"]),
        ("since:yesterday", ["slow export", "no sso"]),
        ("exports kind:request", ["slow export"]),
        ("thème:sso depuis:hier", ["no sso"]),
    ],
)
def test_filters_as_in_search(house: House, typed: str, found: list[str]) -> None:
    house.type("U0ANN", "/signal slow login for:Kestrel")
    house.clock.now += timedelta(days=3)
    house.type("U0LEA", "/signal no sso #sso")
    house.type("U0LEA", "/signal slow export !request")
    assert [
        text.split(" for:")[0].split(" #")[0].split(" !")[0] for text in texts(house, "U0LEA", typed)
    ] == found


def test_in_french(house: House) -> None:
    house.type("U0ANN", "/signal Open")
    assert "Votre fichier arrive" in house.type("U0LEA", "/diapason exporter").text
    [(message, file)] = files(house, "U0LEA")
    assert "Voici le signal demandé" in message.text
    assert file.title == "Signaux, 20 nov."


def test_nothing_to_export_is_said_at_once(house: House) -> None:
    assert "nothing to export" in house.type("U0ANN", "/diapason export").text
    house.type("U0ANN", "/signal Open")
    assert "No signal that you may read fits *theme:none*" in words(
        house.type("U0ANN", "/diapason export theme:none")
    )
    assert "We know no kind “song”" in words(house.type("U0ANN", "/diapason export kind:song"))
    assert "We know no kind “release”" in words(house.type("U0ANN", "/diapason export kind:release"))
    assert files(house, "U0ANN") == []


def test_without_the_scope_one_is_told_what_is_missing(house: House) -> None:
    house.world.scopes.remove("files:write")
    house.type("U0ANN", "/signal Open")
    house.type("U0LEA", "/diapason export")
    assert files(house, "U0LEA") == []
    [told] = house.posted(house.world.direct("U0LEA").id)
    assert "`files:write`" in told.text
    house.type("U0ANN", "/signal Nothing else waits for an admin")
    assert any("Nothing else waits" in words(card) for card in house.cards())
    assert "files:write" not in SCOPES


def test_a_workspace_that_takes_no_files(house: House) -> None:
    house.world.faults.add("files.getUploadURLExternal", "error:file_uploads_disabled")
    house.type("U0ANN", "/signal Open")
    house.type("U0ANN", "/diapason export")
    assert files(house, "U0ANN") == []
    assert "Slack takes no file from this app" in house.posted(house.world.direct("U0ANN").id)[-1].text


@pytest.mark.parametrize(("method", "fault"), FAULTS)
def test_the_file_comes_exactly_once(house: House, method: str, fault: str) -> None:
    house.type("U0ANN", "/signal Open")
    house.settle()
    house.world.faults.add(method, fault, seconds=1)
    house.type("U0ANN", "/diapason export")
    [(_, file)] = files(house, "U0ANN")
    assert [row["text"] for row in rows(file)] == ["Open"]
    assert house.world.faults.waiting == ()
    with house.bot.services.read() as tx:
        assert set(outbox.waiting_and_failed(tx, TEAM).counts) <= {State.DONE}


def test_the_same_command_again_sends_one_file(house: House) -> None:
    house.type("U0ANN", "/signal Open")
    outcome = house.acts.type_command("U0ANN", HERE, "/diapason export")
    assert outcome.request
    house.acts.resend(outcome.request)
    assert len(files(house, "U0ANN")) == 1


def test_a_long_export_says_that_it_is_cut(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "MOST_SIGNALS", 2)
    for number in range(3):
        house.type("U0ANN", f"/signal number {number}")
    house.type("U0ANN", "/diapason export")
    [(message, file)] = files(house, "U0ANN")
    assert [row["text"] for row in rows(file)] == ["number 2", "number 1"]
    assert "these are the newest" in message.text


class TestAudit:
    def test_for_admins(self, house: House) -> None:
        house.type("U0ANN", "/signal They want SSO #sso")
        house.type("U0ADA", "/diapason export audit")
        [(message, file)] = files(house, "U0ADA")
        assert "changes that were written down" in message.text
        found = rows(file)
        assert [(row["act"], row["by_name"]) for row in found][:2] == [
            ("audit_file", "ada"),
            ("capture", "ann"),
        ]
        assert found[1]["ref"] == "S-1"
        assert "They want SSO" not in (file.content or b"").decode()

    @pytest.mark.parametrize("typed", ["/diapason export audit", "/diapason exporter journal"])
    def test_for_nobody_else(self, house: House, typed: str) -> None:
        assert "Who can" in words(house.type("U0PAM", typed))
        assert files(house, "U0PAM") == []

    def test_not_for_an_admin_who_is_none_any_more(self, house: House) -> None:
        house.type("U0ADA", "/diapason export audit")
        house.world.put_person(replace(house.world.people["U0ADA"], is_admin=False, is_owner=False))
        house.acts.retry_due_events()
        assert files(house, "U0ADA") == []
