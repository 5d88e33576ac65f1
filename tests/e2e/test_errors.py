"""When something breaks: what people read, what is kept, what is in the log, and that all goes on afterwards."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from typing import Any

import pytest

from rituals.messages import signal_forms as forms
from rituals.messages import signals as looks
from storage.database import Database
from tests.databases import PostgresServer, own_postgres
from tests.e2e.conftest import Logs
from tests.e2e.house import HERE, House, open_house, words

TYPED = "Acme needs <SSO> & more"


@contextmanager
def broken(house: House, table: str) -> Iterator[None]:
    """Nothing can be added to that table, or changed in it."""
    database = house.bot.database
    if database.is_sqlite:
        make = [
            f"CREATE TRIGGER broken_{act} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, 'disk full'); END"
            for act in ("INSERT", "UPDATE")
        ]
        mend = [f"DROP TRIGGER broken_{act}" for act in ("INSERT", "UPDATE")]
    else:
        make = [
            "CREATE FUNCTION break() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'disk full'; END $$ LANGUAGE plpgsql",
            f"CREATE TRIGGER broken BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION break()",
        ]
        mend = [f"DROP TRIGGER broken ON {table}", "DROP FUNCTION break"]
    _run(database, *make)
    try:
        yield
    finally:
        _run(database, *mend)


@contextmanager
def gone(house: House, table: str) -> Iterator[None]:
    """That table is not there."""
    _run(house.bot.database, f"ALTER TABLE {table} RENAME TO lost")
    try:
        yield
    finally:
        _run(house.bot.database, f"ALTER TABLE lost RENAME TO {table}")


def _run(database: Database, *statements: str) -> None:
    with database.write() as tx:
        for statement in statements:
            tx.exec_driver_sql(statement)


def reference_in(told: str, logs: Logs) -> bool:
    """Whether a reference that is in the log is in the words."""
    return any(entry["event"] == "request_failed" and entry["reference"] in told for entry in logs)


@pytest.mark.parametrize(
    ("person", "words_"), [("U0ANN", "nothing was saved"), ("U0LEA", "rien n’a été enregistré")]
)
def test_a_command_that_fails_gives_back_what_was_typed(
    house: House, person: str, words_: str, logs: Logs
) -> None:
    with broken(house, "signals"):
        told = house.type(person, f"/signal {TYPED}")
    assert words_ in words(told)
    assert TYPED in words(told)
    assert reference_in(told.text, logs)
    assert house.count() == 0
    assert "S-" in house.type(person, f"/signal {TYPED}").text
    assert len(house.cards()) == 1


def test_a_long_text_is_given_back_whole(house: House) -> None:
    text = "".join(f"{number:05} " for number in range(6000))
    with broken(house, "signals"):
        told = house.type("U0ANN", f"/signal {text}")
        short = house.type("U0ANN", f"/signal {text[:9000]}")
    assert text.strip() in told.text
    assert text[:9000].strip() in words(short)
    assert house.world.pings == []


def test_a_form_that_fails_stays_filled_in_and_saves_once_when_sent_again(house: House, logs: Logs) -> None:
    form = house.open("U0ANN", "/signal")
    with broken(house, "signals"):
        refused = house.acts.submit("U0ANN", form, {forms.TEXT: TYPED})
    assert list(refused.errors) == [forms.TEXT]
    assert reference_in(refused.errors[forms.TEXT], logs)
    assert house.view("U0ANN").values[forms.TEXT][forms.TEXT]["value"] == TYPED
    assert house.acts.submit("U0ANN", form, {}).ok
    assert house.signal(1).verbatim == TYPED


def test_a_button_that_fails_is_answered_privately(house: House, logs: Logs) -> None:
    told = house.type("U0ANN", f"/signal {TYPED}")
    with broken(house, "audit"):
        refused = house.answer("U0ANN", told, looks.UNDO)
    assert "nothing was saved" in refused.text
    assert reference_in(refused.text, logs)
    assert house.signal(1).undone_at is None
    assert TYPED in words(house.world.ephemerals("U0ANN", HERE)[0])  # the answer to the capture still stands


def test_a_button_in_a_form_that_fails_is_answered_by_a_page(house: House) -> None:
    form = house.open("U0ANN", "/signal")
    house.acts.submit("U0ANN", form, {forms.TEXT: TYPED})
    with broken(house, "audit"):
        shown = house.acts.click("U0ANN", house.view("U0ANN"), looks.RESTRICT)
    assert "nothing was saved" in words(shown)
    assert house.signal(1).visibility == "team"


def test_an_event_that_fails_is_sent_again_by_slack(house: House, logs: Logs) -> None:
    with broken(house, "people"):
        house.rename("U0LEA", locale="en-GB")
        house.acts.say("U0ANN", HERE, "hello")
        house.acts.retry_due_events()
    assert any(entry["event"] == "request_failed" for entry in logs)
    house.clock.later(minutes=2)
    while house.acts.retry_due_events():
        pass
    assert house.type("U0LEA", "/signal Bonjour").text.startswith("Saved as")


@pytest.mark.parametrize("table", ["people", "workspaces"])
def test_words_come_even_where_nobody_can_be_looked_up(house: House, table: str) -> None:
    form = house.open("U0ANN", "/signal")
    with gone(house, table):
        told = house.type("U0ANN", f"/signal {TYPED}")
        refused = house.acts.submit("U0ANN", form, {forms.TEXT: TYPED})
        assert house.acts.suggest("U0ANN", form, forms.ACCOUNT, "acm").options == []
    assert "nothing was saved" in told.text
    assert TYPED in words(told)
    assert list(refused.errors) == [forms.TEXT]
    assert house.acts.submit("U0ANN", form, {}).ok


# Slack ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    ["timeout_before", "timeout_after", "error:expired_trigger_id", "http_500", "ratelimited", "cut_after"],
)
def test_a_form_that_slack_does_not_open_is_said(house: House, fault: str, logs: Logs) -> None:
    house.world.faults.add("views.open", fault)
    outcome = house.acts.type_command("U0ANN", HERE, "/signal")
    assert outcome.ok
    assert outcome.ephemeral
    refused = fault.startswith("error:")
    assert ("did not open" if refused else "did not answer in time") in outcome.ephemeral.text
    assert any(entry.get("error") == "expired_trigger_id" for entry in logs) == refused
    assert reference_in(outcome.ephemeral.text, logs)
    assert house.open("U0ANN", "/signal").callback_id == forms.CAPTURE


def test_an_edit_form_that_slack_does_not_open_is_said(house: House) -> None:
    told = house.type("U0ANN", f"/signal {TYPED}")
    house.world.faults.add("views.open", "timeout_before")
    assert "did not answer in time" in house.answer("U0ANN", told, looks.EDIT).text
    assert house.world.views.top("U0ANN") is None


def test_somebody_of_whom_slack_does_not_tell_is_served_all_the_same(bare_house: House) -> None:
    for fault in ("timeout_before", "error:user_not_found", "http_500", "cut_before", "ratelimited"):
        bare_house.world.faults.add("users.info", fault)
        told = bare_house.type("U0LEA", f"/signal {fault}")
        assert "Saved as" in told.text  # in the workspace's language
    assert "Enregistré" in bare_house.type("U0LEA", "/signal encore").text


def test_an_answer_whose_blocks_are_refused_comes_without_them(house: House) -> None:
    told = house.type("U0ANN", f"/signal {TYPED}")
    house.world.faults.add("response_url", "error:invalid_blocks")
    assert "S-1" in house.answer("U0ANN", told, looks.UNDO).text


# Signatures -----------------------------------------------------------------------------------------------------------


def test_wrong_and_stale_signatures_are_refused_and_nothing_is_kept(house: House) -> None:
    request = house.acts.type_command("U0ANN", HERE, "/diapason help").request
    assert request
    good = house.acts.resend(request)
    for refused in (
        house.acts.resend(request, secret="another"),
        house.acts.resend(request, age=301),
        house.acts.resend(request, age=-301),
        house.acts.resend(request, headers={"X-Slack-Signature": ""}),
        house.acts.resend(request, headers={"X-Slack-Signature": "v0=" + "0" * 64}),
        house.acts.resend(request, headers={"X-Slack-Request-Timestamp": "yesterday"}),
        house.acts.resend(request, headers={"X-Slack-Request-Timestamp": ""}),
    ):
        assert refused.status == 401
        assert "Diapason" not in refused.body
    assert good.status == 200
    assert house.acts.resend(request, age=299).status == 200


def test_a_forged_capture_is_not_kept(house: House) -> None:
    request = house.acts.type_command("U0ANN", HERE, f"/signal {TYPED}").request
    assert request
    house.answer("U0ANN", house.world.ephemerals("U0ANN", HERE)[-1], looks.UNDO)
    forged = request.__class__(
        request.kind,
        request.payload,
        request.body.replace(b"trigger_id=", b"trigger_id=9"),
        request.content_type,
    )
    assert house.acts.resend(forged, secret="another").status == 401
    assert house.count() == 1
    assert house.acts.resend(forged).status == 200
    assert house.count() == 2


# PostgreSQL -----------------------------------------------------------------------------------------------------------


def test_a_connection_lost_in_the_commit_is_not_called_unsaved(
    fresh_database: Callable[[str], AbstractContextManager[str]],
) -> None:
    with fresh_database("postgresql") as url, open_house(url) as house:
        house.set_up()
        _run(
            house.bot.database,
            "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$",
            "CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON signals "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut()",
        )
        form = house.open("U0ANN", "/signal")
        told = house.type("U0ANN", f"/signal {TYPED}")
        refused = house.acts.submit("U0ANN", form, {forms.TEXT: TYPED})
        for said in (words(told), refused.errors[forms.TEXT]):
            assert "can’t tell whether this was saved" in said
        _run(house.bot.database, "DROP TRIGGER cut ON signals")
        assert house.acts.submit("U0ANN", form, {}).ok
        assert house.count() == 1


@contextmanager
def _databases(server: Any) -> Iterator[str]:
    with closing(PostgresServer(server.get_uri())) as databases, databases.fresh() as url:
        yield url


def test_postgresql_stopped_and_started_again() -> None:
    with own_postgres() as server, _databases(server) as url, open_house(url) as house:
        house.set_up()
        answer = house.type("U0ANN", "/signal Acme needs SSO")
        form = house.open("U0LEA", "/signal")
        server.stop()
        told = house.type("U0ANN", f"/signal {TYPED}")
        refused = house.acts.submit("U0LEA", form, {forms.TEXT: "Pendant la panne"})
        clicked = house.answer("U0ANN", answer, looks.UNDO)
        for said in (words(told), str(refused.errors), clicked.text):
            assert "nothing was saved" in said or "rien n’a été enregistré" in said
        assert TYPED in words(told)
        server.start()
        assert "S-2" in house.type("U0ANN", f"/signal {TYPED}").text
        assert house.acts.submit("U0LEA", form, {}).ok
        assert house.signal(3).verbatim == "Pendant la panne"
        assert len(house.cards()) == 3
