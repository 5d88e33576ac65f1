"""The outbox: who gets which row when, and what becomes of it. Times are seconds after a fixed instant."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from storage import outbox
from storage.database import Database, Transaction
from storage.leases import State
from storage.outbox import Claimed, Standing

T = "T1"
START = datetime(2026, 11, 23, 9, tzinfo=UTC)
LEASE = 60


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def put(
    database: Database,
    key: str,
    *,
    to: str = "C1",
    not_before: datetime | None = None,
    under: str | None = None,
    ordering_key: str | None = None,
    workspace: str = T,
) -> None:
    with database.write() as tx:
        outbox.put(
            tx,
            workspace,
            kind="note",
            recipient=to,
            facts={"n": key},
            unique_key=key,
            now=START,
            not_before=not_before,
            under=under,
            ordering_key=ordering_key,
        )


def put_card(database: Database, key: str, *, to: str = "C1", n: int = 1) -> None:
    with database.write() as tx:
        outbox.put_card(tx, T, kind="card", recipient=to, facts={"n": n}, unique_key=key, now=START)


def claim(
    database: Database, seconds: float = 0, *, channel_gap: float = 0, workspace_gap: float = 0
) -> Claimed | None:
    with database.write() as tx:
        return outbox.claim(tx, at(seconds), LEASE, channel_gap=channel_gap, workspace_gap=workspace_gap)


def claimed(database: Database, seconds: float = 0) -> Claimed:
    found = claim(database, seconds)
    assert found is not None
    return found


def shown(database: Database, row: Claimed, ts: str | None = "1.1", seconds: float = 0) -> bool:
    standing = Standing("C1", ts) if ts else None
    with database.write() as tx:
        return outbox.mark_shown(tx, row, standing, at(seconds))


def later(
    database: Database, row: Claimed, seconds: float, *, sure: bool = True, counted: bool = True
) -> None:
    with database.write() as tx:
        assert outbox.release_later(
            tx, row, not_before=at(seconds), error="no", surely_not_posted=sure, counted=counted
        )


def key(row: Claimed | None) -> str | None:
    return row.unique_key if row else None


def test_same_key_is_one_message(database: Database) -> None:
    put(database, "a")
    put(database, "a", to="C2")
    row = claimed(database)
    assert (row.recipient, row.facts, row.attempts, row.in_doubt) == ("C1", {"n": "a"}, 1, False)
    assert shown(database, row)
    put(database, "a")
    assert claim(database, 1000) is None


def test_same_key_in_two_workspaces_is_two_messages(database: Database) -> None:
    put(database, "a")
    put(database, "a", workspace="T2")
    assert {claimed(database).workspace, claimed(database).workspace} == {"T1", "T2"}


def test_claimed_row_is_nobody_elses_until_the_lease_is_over(database: Database) -> None:
    put(database, "a")
    first = claimed(database)
    assert claim(database, LEASE - 1) is None
    second = claimed(database, LEASE)
    assert second.in_doubt
    assert second.maybe_since == START
    assert not shown(database, first), "the first lease is over"
    assert shown(database, second)


def test_order_is_kept_in_a_channel_while_others_pass(database: Database) -> None:
    put(database, "a")
    put(database, "b")
    put(database, "c", to="C2")
    first = claimed(database)
    assert [key(first), key(claim(database)), key(claim(database))] == ["a", "c", None]
    later(database, first, 30)
    assert claim(database, 29) is None, "b waits while a backs off"
    again = claimed(database, 30)
    assert key(again) == "a"
    shown(database, again)
    assert key(claim(database, 31)) == "b"


def test_message_that_fails_or_is_held_lets_the_next_pass(database: Database) -> None:
    for name in "abc":
        put(database, name)
    with database.write() as tx:
        row = outbox.claim(tx, at(0), LEASE, channel_gap=0, workspace_gap=0)
        assert row
        outbox.fail(tx, row, "is_archived")
    with database.write() as tx:
        row = outbox.claim(tx, at(0), LEASE, channel_gap=0, workspace_gap=0)
        assert row
        outbox.hold(tx, row, "missing_scope")
    assert key(claim(database)) == "c"


def test_message_put_for_later_lets_others_pass_until_then(database: Database) -> None:
    put(database, "tonight", not_before=at(100))
    put(database, "now")
    row = claimed(database)
    assert key(row) == "now"
    shown(database, row)
    assert claim(database, 99) is None
    assert key(claim(database, 100)) == "tonight"


def test_due_since_long_goes_before_later_ones_of_other_channels(database: Database) -> None:
    put(database, "late", to="C1", not_before=at(5))
    put(database, "early", to="C2", not_before=at(3))
    assert key(claim(database, 10)) == "early"


def test_pace_of_channel_and_workspace(database: Database) -> None:
    put(database, "a1")
    put(database, "a2", ordering_key="other")
    put(database, "b1", to="C2")
    assert key(claim(database, 0, channel_gap=1, workspace_gap=0.1)) == "a1"
    assert claim(database, 0.05) is None, "the workspace's gap"
    assert key(claim(database, 0.1, channel_gap=1)) == "b1"
    assert claim(database, 0.5) is None, "the channel's gap"
    assert key(claim(database, 1)) == "a2"


def test_slowing_down_never_speeds_up(database: Database) -> None:
    put(database, "a")
    put(database, "b", to="C2")
    with database.write() as tx:
        outbox.slow_down(tx, T, "C1", at(30))
        outbox.slow_down(tx, T, "C1", at(5))
    assert [key(claim(database, 10)), key(claim(database, 29)), key(claim(database, 30))] == ["b", None, "a"]
    put(database, "c", to="C3")
    with database.write() as tx:
        outbox.slow_down(tx, T, outbox.WHOLE_WORKSPACE, at(69))
    assert [key(claim(database, 68)), key(claim(database, 69))] == [None, "c"]


def test_reply_waits_for_its_message_and_gets_its_thread(database: Database) -> None:
    put(database, "digest", not_before=at(50))
    put(database, "detail", under="digest")
    put(database, "other")
    other = claimed(database)
    assert key(other) == "other", "a reply that waits for its thread holds nobody up"
    shown(database, other)
    assert claim(database, 1) is None
    shown(database, claimed(database, 50), "5.5")
    reply = claimed(database, 51)
    assert (key(reply), reply.thread, reply.thread_state) == ("detail", Standing("C1", "5.5"), State.DONE)


@pytest.mark.parametrize("state", [State.FAILED, State.HELD])
def test_retry_takes_what_goes_under_it_along(database: Database, state: State) -> None:
    put(database, "digest")
    put(database, "detail", under="digest")
    end = outbox.fail if state is State.FAILED else outbox.hold
    digest = claimed(database)
    with database.write() as tx:
        end(tx, digest, "no")
    detail = claimed(database)
    assert (key(detail), detail.thread, detail.thread_state) == ("detail", None, state)
    with database.write() as tx:
        end(tx, detail, "its message")
        assert outbox.retry(tx, T, digest.seq)
        assert not outbox.retry(tx, T, digest.seq), "it waits already"
        assert not outbox.retry(tx, "T2", detail.seq), "another workspace's"
    again = claimed(database, 1)
    assert (key(again), again.in_doubt, again.attempts) == ("digest", True, 1)
    shown(database, again)
    assert key(claim(database, 2)) == "detail"


def test_admin_who_looked_spares_the_look(database: Database) -> None:
    put(database, "a")
    row = claimed(database)
    with database.write() as tx:
        outbox.hold(tx, row, "no")
        outbox.retry(tx, T, row.seq, surely_not_posted=True)
    assert not claimed(database, 1).in_doubt


@pytest.mark.parametrize("sure", [True, False])
def test_doubt_lasts_until_somebody_knows(database: Database, sure: bool) -> None:
    put(database, "a")
    later(database, claimed(database), 5, sure=sure)
    assert claimed(database, 5).in_doubt is not sure


def test_attempt_that_does_not_count(database: Database) -> None:
    put(database, "a")
    later(database, claimed(database), 1, counted=False)
    later(database, claimed(database, 1), 2)
    assert claimed(database, 2).attempts == 2


def test_bumps_become_one_revision(database: Database) -> None:
    put_card(database, "card", n=1)
    row = claimed(database)
    for n in range(2, 41):
        put_card(database, "card", n=n)
    assert shown(database, row)
    again = claimed(database, 1)
    assert (again.revision, again.facts, again.standing) == (40, {"n": 40}, Standing("C1", "1.1"))
    assert shown(database, again, seconds=1)
    assert claim(database, 1000) is None


def test_edit_neither_waits_nor_holds_up(database: Database) -> None:
    put_card(database, "card")
    shown(database, claimed(database), seconds=1)
    put(database, "a")
    put_card(database, "card")
    first, second = claimed(database, 2), claimed(database, 2)
    assert {key(first), key(second)} == {"a", "card"}


def test_a_card_that_many_change_is_edited_once_a_gap(database: Database) -> None:
    def change(seconds: float) -> None:
        with database.write() as tx:
            outbox.want_soon(tx, T, "card", at(seconds), timedelta(seconds=3))

    put_card(database, "card")
    shown(database, claimed(database))
    change(1)
    change(2)
    assert claim(database, 3.9) is None
    row = claimed(database, 4)
    assert row.revision == 3
    change(4.5)  # while that edit is on its way
    shown(database, row, seconds=5)
    change(5.5)
    assert claim(database, 7.4) is None
    assert claimed(database, 7.5).revision == 5
    change(200)  # whoever had it is gone
    assert claimed(database, 200).revision == 6


@pytest.mark.parametrize("end", [outbox.fail, outbox.hold])
def test_new_revision_is_a_new_try(
    database: Database, end: Callable[[Transaction, Claimed, str], bool]
) -> None:
    put_card(database, "card")
    row = claimed(database)
    with database.write() as tx:
        assert end(tx, row, "no")
        assert outbox.want(tx, T, "card")
    assert claimed(database, 1).attempts == 1


def test_want_needs_a_card(database: Database) -> None:
    put(database, "message")
    with database.write() as tx:
        assert not outbox.want(tx, T, "message")
        assert not outbox.want(tx, T, "nothing")


def test_bump_of_a_card_that_backs_off_does_not_hurry_it(database: Database) -> None:
    put_card(database, "card")
    later(database, claimed(database), 50)
    put_card(database, "card")
    assert claim(database, 49) is None
    assert claimed(database, 50).attempts == 2


def test_card_with_nothing_to_show_comes_back(database: Database) -> None:
    put_card(database, "card")
    shown(database, claimed(database), None)
    put_card(database, "card")
    assert claimed(database, 1).standing is None


def test_post_anew_forgets_where_it_stood(database: Database) -> None:
    put_card(database, "card")
    shown(database, claimed(database))
    put_card(database, "card")
    row = claimed(database, 1)
    with database.write() as tx:
        assert outbox.post_anew(tx, row, "message_not_found")
    again = claimed(database, 2)
    assert (again.standing, again.in_doubt, again.attempts) == (None, False, 2)


def test_doctor_sees_what_waits_and_what_went_wrong(database: Database) -> None:
    for name in ("a", "b", "c", "d"):
        put(database, name, to=f"C{name}")
    put(database, "elsewhere", workspace="T2")
    rows = {row.unique_key: row for row in (claimed(database) for _ in range(4))}
    with database.write() as tx:
        outbox.fail(tx, rows["a"], "is_archived")
        outbox.hold(tx, rows["b"], "missing_scope")
        outbox.release_later(tx, rows["c"], not_before=at(9), error="internal_error", surely_not_posted=False)
    with database.read() as tx:
        found = outbox.waiting_and_failed(tx, T)
        newest = outbox.waiting_and_failed(tx, T, limit=1)
    assert found.counts == {State.FAILED: 1, State.HELD: 1, State.WAITING: 2}
    assert found.oldest_waiting == START
    assert [(p.recipient, p.state, p.error, p.attempts) for p in found.problems] == [
        ("Cc", State.WAITING, "internal_error", 1),
        ("Cb", State.HELD, "missing_scope", 1),
        ("Ca", State.FAILED, "is_archived", 1),
    ]
    assert [p.recipient for p in newest.problems] == ["Cc"]


def test_forgets_what_was_said_but_cards_and_open_threads(database: Database) -> None:
    put_card(database, "card")
    shown(database, claimed(database))
    for name in ("said", "thread"):
        put(database, name)
        shown(database, claimed(database))
    put(database, "reply", under="thread", not_before=at(10**7))
    put(database, "waiting", to="C2")
    with database.write() as tx:
        assert outbox.forget_old(tx, at(0)) == 0
        assert outbox.forget_old(tx, at(1)) == 1
        assert outbox.want(tx, T, "card")
    with database.read() as tx:
        assert outbox.waiting_and_failed(tx, T).counts == {State.WAITING: 3}
