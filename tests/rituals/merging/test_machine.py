"""Nothing is lost by a merge, and undo restores exactly what it changed, whatever else happens (a hypothesis state machine).

Signals, themes and accounts are merged and parted in any order, in chains, while people link, follow, edit, decide and ship.
After each step the database is what `model` derives from what people did; in the end all is parted, and stands as it was put.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Table, select

from rituals.accounts import merging as account_merging
from rituals.following.acting import follow
from rituals.merging import signals as signal_merging
from rituals.merging.refusals import MergedAlready, MergedOn, SameAccount, SameThing, TakenOver
from rituals.messages import roadmap_forms as form
from rituals.refusals import NotFound, Refusal
from rituals.releases.announce import announce
from rituals.releases.content import Content, Links
from rituals.roadmap import acting
from rituals.shipped.audience import audience_of
from rituals.shipped.telling import tell
from rituals.signals.capture import Heard, capture
from rituals.signals.edit import Edit, edit, interpretation_of
from rituals.triage.decide import Wish, decide
from rituals.triage.states import Answer, Reason
from storage import accounts, merging, releases, roadmap, signals, tables, themes, workspaces
from storage.database import Database
from storage.merging import Kind
from storage.signals import Reader, Signal
from tests.databases import BACKENDS
from tests.rituals.merging.model import Model
from tests.team import HOME, Clock, add_person, add_workspace, services_of

ACCOUNTS, THEMES, ITEMS = ("Acme", "Globex", "Initech"), ("sso", "saml", "scim"), ("I-1", "I-2", "I-3")
EVERYTHING = Reader("", everything=True)
SIDE_TABLES = (tables.theme_moves, tables.item_moves, tables.follower_moves)
SIGNAL = st.integers(0, 4)
PERSON = st.integers(0, 2)


class MergingMachine(RuleBasedStateMachine):
    @classmethod
    def fresh_url(cls) -> AbstractContextManager[str]:
        raise NotImplementedError

    @initialize(
        named=st.lists(st.sampled_from((None, *ACCOUNTS)), min_size=5, max_size=5),
        put=st.lists(st.sets(st.sampled_from(THEMES)), min_size=5, max_size=5),
    )
    def start(self, named: list[str | None], put: list[set[str]]) -> None:
        self.closing = ExitStack()
        database = Database(self.closing.enter_context(type(self).fresh_url()))
        self.closing.callback(database.close)
        self.clock = Clock()
        self.services = services_of(database, self.clock)
        add_workspace(self.services)
        self.people = [add_person(self.services, name) for name in ("Ann", "Bob", "Cyd")]
        self.ada = add_person(self.services, "Ada", is_admin=True)
        self.model = Model()
        with self.services.write() as tx:
            self.accounts = {name: accounts.ensure(tx, HOME, name, self.clock()) for name in ACCOUNTS}
            self.themes = {label: themes.ensure(tx, HOME, [label], self.clock())[0].id for label in THEMES}
        self.model.owners = dict.fromkeys(self.accounts.values())
        self.signals: list[str] = []
        for number, (account, about) in enumerate(zip(named, put, strict=True)):
            self.capture(number % 3, account, about)
        self.items = [
            acting.add(self.services, self.ada, {form.TITLE: title}, f"form:{title}").id for title in ITEMS
        ]
        self.steps = 0

    def teardown(self) -> None:
        if not hasattr(self, "closing"):
            return
        try:
            self.part_everything()
        finally:
            self.closing.close()

    # What people do ---------------------------------------------------------------------------------------------

    def capture(self, by: int, account: str | None, about: set[str]) -> None:
        number, person = len(self.signals), self.people[by]
        words = f"Wish number {number}" + (f" for:{account}" if account else "")
        text = " ".join([words, *(f"#{label}" for label in sorted(about))])
        signal = capture(self.services, Heard(text, person, "command", f"command:{number}")).signal
        self.signals.append(signal.id)
        self.model.authors[signal.id] = person.id
        self.model.states[signal.id] = "new"
        self.model.named[signal.id] = self.model.accounts.head(self.accounts[account]) if account else None
        self.model.themed |= {(signal.id, self.model.themes.head(self.themes[label])) for label in about}

    @rule(
        by=PERSON,
        account=st.sampled_from((None, *ACCOUNTS)),
        about=st.sets(st.sampled_from(THEMES), max_size=2),
    )
    def capture_another(self, by: int, account: str | None, about: set[str]) -> None:
        if len(self.signals) < 9:
            self.capture(by, account, about)

    @rule(one=SIGNAL, other=SIGNAL)
    def merge_signals(self, one: int, other: int) -> None:
        merged, kept = self.signals[one], self.signals[other]
        head = self.model.signals.head(kept)
        before = self.everything()
        expected: type[Refusal] | None = None
        if not self.model.signals.is_head(merged):
            expected = None if self.model.signals.head(merged) == head else MergedAlready
        elif merged == head:
            expected = SameThing
        if expected:
            with pytest.raises(expected):
                signal_merging.merge(self.services, self.ada, merged, kept)
            assert self.everything() == before, "a refusal changes nothing"
            return
        known = not self.model.signals.is_head(merged)
        done = signal_merging.merge(self.services, self.ada, merged, kept)
        if known:
            assert self.everything() == before, "the same twice is one merge"
            return
        self.model.signals.parents[merged] = head
        self.undo_again(before, lambda: signal_merging.undo(self.services, self.ada, done.merge.id))
        signal_merging.merge(self.services, self.ada, merged, kept)

    @rule(one=SIGNAL)
    def part_signals(self, one: int) -> None:
        self.part_signal(self.signals[one])

    def part_signal(self, merged: str) -> None:
        merge = self.merge_of(Kind.SIGNAL, merged)
        if merge is None:
            return
        if not self.model.signals.is_head(merge.kept_id):
            with pytest.raises(MergedOn):
                signal_merging.undo(self.services, self.ada, merge.id)
            return
        signal_merging.undo(self.services, self.ada, merge.id)
        del self.model.signals.parents[merged]

    @rule(one=st.sampled_from(THEMES), other=st.sampled_from(THEMES))
    def merge_themes(self, one: str, other: str) -> None:
        merged, kept = self.themes[one], self.model.themes.head(self.themes[other])
        if merged == kept or not self.model.themes.is_head(merged):
            return
        before = self.everything()
        self.in_themes(lambda tx: merging.merge_themes(tx, HOME, merged, kept, self.ada.id, self.clock()))
        self.model.themes.parents[merged] = kept
        merge = self.merge_of(Kind.THEME, merged)
        assert merge
        self.undo_again(before, lambda: self.undo_themes(merge.id))
        self.in_themes(lambda tx: merging.merge_themes(tx, HOME, merged, kept, self.ada.id, self.clock()))

    @rule(one=st.sampled_from(THEMES))
    def part_themes(self, one: str) -> None:
        self.part_theme(self.themes[one])

    def part_theme(self, merged: str) -> None:
        merge = self.merge_of(Kind.THEME, merged)
        if merge and self.model.themes.is_head(merge.kept_id):
            self.undo_themes(merge.id)
            del self.model.themes.parents[merge.merged_id]

    @rule(one=st.sampled_from(ACCOUNTS), other=st.sampled_from(ACCOUNTS), other_stays=st.booleans())
    def merge_accounts(self, one: str, other: str, other_stays: bool) -> None:
        first, second = self.accounts[one], self.model.accounts.head(self.accounts[other])
        before = self.everything()
        if not self.model.accounts.is_head(first) or first == second:
            same = self.model.accounts.parents.get(first) == second
            if same:
                account_merging.merge(self.services, self.ada, first, other, other_stays=other_stays)
            else:
                with pytest.raises((SameAccount, NotFound)):
                    account_merging.merge(self.services, self.ada, first, other, other_stays=other_stays)
            assert self.everything() == before
            return
        merged, kept = (first, second) if other_stays else (second, first)
        owners = dict(self.model.owners)
        done = account_merging.merge(self.services, self.ada, first, other, other_stays=other_stays)
        self.undo_again(before, lambda: account_merging.undo(self.services, self.ada, done.merge.id))
        account_merging.merge(self.services, self.ada, first, other, other_stays=other_stays)
        self.model.accounts.parents[merged] = kept
        if owners[kept] is None:
            self.model.owners[kept] = owners[merged]

    @rule(one=st.sampled_from(ACCOUNTS))
    def part_accounts(self, one: str) -> None:
        self.part_account(self.accounts[one])

    def part_account(self, merged: str) -> None:
        merge = self.merge_of(Kind.ACCOUNT, merged)
        if merge is None:
            return
        if not self.model.accounts.is_head(merge.kept_id):
            with pytest.raises(TakenOver):
                account_merging.undo(self.services, self.ada, merge.id)
            return
        account_merging.undo(self.services, self.ada, merge.id)
        del self.model.accounts.parents[merge.merged_id]
        if "owner" in merge.after and self.model.owners[merge.kept_id] == merge.after["owner"]:
            self.model.owners[merge.kept_id] = None

    @rule(one=st.sampled_from(ACCOUNTS), owner=st.sampled_from((None, "T1:UAnn", "T1:UBob")))
    def own(self, one: str, owner: str | None) -> None:
        account = self.model.accounts.head(self.accounts[one])
        with self.services.write() as tx:
            accounts.change(tx, HOME, account, {"owner": owner})
        self.model.owners[account] = owner

    @rule(item=st.integers(0, 2), one=SIGNAL, by=PERSON)
    def link(self, item: int, one: int, by: int) -> None:
        acting.link(self.services, self.people[by], self.items[item], self.signals[one])
        head = self.model.signals.head(self.signals[one])
        self.model.link(self.items[item], head, self.people[by].id)

    @rule(item=st.integers(0, 2), one=SIGNAL)
    def unlink(self, item: int, one: int) -> None:
        with self.services.write() as tx:
            acting.take_away(tx, self.ada, self.items[item], self.signals[one], self.clock())
        self.model.unlink(self.items[item], self.model.signals.head(self.signals[one]))

    @rule(one=SIGNAL, by=PERSON, follows=st.booleans())
    def turn(self, one: int, by: int, follows: bool) -> None:
        follow(self.services, self.people[by], self.signals[one], follows=follows)
        head = self.model.signals.head(self.signals[one])
        self.model.turn(head, self.people[by].id, follows=follows)

    @rule(one=SIGNAL, about=st.sets(st.sampled_from(THEMES)), account=st.sampled_from((None, *ACCOUNTS)))
    def edit(self, one: int, about: set[str], account: str | None) -> None:
        signal = self.signal(self.signals[one])
        said = replace(interpretation_of(signal), themes=tuple(sorted(about)), account=account)
        if signal.merged_into:
            with pytest.raises(MergedAlready):
                edit(self.services, self.ada, signal.id, Edit(said))
            return
        edit(self.services, self.ada, signal.id, Edit(said))
        self.model.set_themes(signal.id, {self.model.themes.head(self.themes[label]) for label in about})
        self.model.name(signal.id, self.model.accounts.head(self.accounts[account]) if account else None)

    @rule(one=SIGNAL, answer=st.sampled_from((Answer.ACKNOWLEDGED, Answer.PLANNED, Answer.DECLINED)))
    def decide(self, one: int, answer: Answer) -> None:
        signal = self.signal(self.signals[one])
        wish = Wish(answer, signal.decided, Reason.COST)
        if signal.merged_into:
            with pytest.raises(MergedAlready):
                decide(self.services, self.ada, signal.id, wish)
            return
        decide(self.services, self.ada, signal.id, wish)
        self.model.states[signal.id] = answer.state

    @rule(item=st.integers(0, 2))
    def ship(self, item: int) -> None:
        """The item ships, or is told again: nobody hears of it twice."""
        item_id = self.items[item]
        self.steps += 1
        content = Content(f"{self.steps}", "- Done", date(2026, 11, 23))
        with self.services.read() as tx:
            known = roadmap.get(tx, HOME, item_id)
            assert known
            release = known.release_id
        if release is None:
            found = announce(self.services, self.ada, content, f"form:r{self.steps}", Links((item_id,)))
            release = found.release.id
        behind = self.model.behind(item_id)
        heads = {self.model.signals.head(voice) for voice in behind}
        followers = {who for one, who in self.model.follow() if one in heads}
        owners = {self.model.owners[account] for voice in behind if (account := self.model.account_of(voice))}
        concerned = {self.model.authors[voice] for voice in behind} | followers | (owners - {None})
        told = self.model.shipped.setdefault(item_id, set())
        with self.services.read() as tx:
            home, shown = workspaces.get(tx, HOME), releases.get(tx, HOME, release)
            assert home
            assert shown
            assert set(audience_of(tx, home, shown).to_tell) == concerned - told
        tell(self.services, self.ada, release)
        told |= {person for person in concerned if person}

    # What must hold -----------------------------------------------------------------------------------------------

    @invariant()
    def everything_stands_where_it_should(self) -> None:
        model = self.model
        assert self.pairs(tables.signal_themes, "signal_id", "theme_id") == model.stand_in_themes()
        assert self.pairs(tables.item_signals, "item_id", "signal_id") == model.stand_behind()
        assert self.pairs(tables.signal_followers, "signal_id", "person") == model.follow()
        with self.services.read() as tx:
            for signal_id in self.signals:
                found = signals.get(tx, HOME, signal_id)
                assert found
                head = model.signals.head(signal_id)
                assert (found.merged_into or signal_id) == head
                assert found.account_id == model.account_of(signal_id)
                assert found.state == ("merged" if head != signal_id else model.states[signal_id])
            for account_id in self.accounts.values():
                account = accounts.get(tx, HOME, account_id)
                assert account
                assert account.owner == model.owners[account_id]

    @invariant()
    def evidence_counts_each_account_once_and_every_voice(self) -> None:
        with self.services.read() as tx:
            found = roadmap.by_item(tx, HOME, self.items, EVERYTHING)
            links = roadmap.links_of(tx, HOME, self.items, EVERYTHING)
        counted = {(item, voice) for item in self.items for voice in self.model.behind(item)}
        assert {(link.item_id, link.signal_id) for link in links} == counted
        for item, evidence in found.items():
            behind = self.model.behind(item)
            named = {self.model.account_of(voice) for voice in behind} - {None}
            assert (evidence.signals, evidence.accounts) == (len(behind), len(named))

    @invariant()
    def nobody_was_told_twice(self) -> None:
        with self.services.read() as tx:
            rows = tx.execute(
                select(tables.outbox.c.recipient, tables.outbox.c.facts).where(
                    tables.outbox.c.kind == "shipped"
                )
            )
            told = Counter((person, item) for person, facts in rows for item in facts["items"])
        assert not told or max(told.values()) == 1
        assert set(told) == {(who, item) for item, people in self.model.shipped.items() for who in people}

    # How it is looked at ------------------------------------------------------------------------------------------

    def part_everything(self) -> None:
        """Undo every merge that still stands, from the ends of the chains: all stands as people put it."""
        model = self.model
        parts = (
            (model.signals, self.part_signal),
            (model.themes, self.part_theme),
            (model.accounts, self.part_account),
        )
        for chain, part in parts:
            while chain.parents:
                merged = next(one for one, kept in chain.parents.items() if chain.is_head(kept))
                part(merged)
                assert merged not in chain.parents
        self.everything_stands_where_it_should()
        assert self.pairs(tables.signal_themes, "signal_id", "theme_id") == model.themed
        assert self.pairs(tables.signal_followers, "signal_id", "person") == model.followed
        linked = self.rows(tables.item_signals)
        assert {(row["item_id"], row["signal_id"]): row["linked_by"] for row in linked} == model.linked
        for table in SIDE_TABLES:
            assert self.rows(table) == [], "nothing is remembered of what is undone"

    def undo_again(self, before: dict[str, Any], undo: Callable[[], object]) -> None:
        """A merge that is undone at once leaves everything exactly as it was, details of rows included."""
        undo()
        assert self.everything() == before
        undo()
        assert self.everything() == before, "the same twice is one undo"

    def everything(self) -> dict[str, Any]:
        names = ("signals", "accounts", "themes", "signal_themes", "item_signals", "signal_followers")
        found = {name: self.rows(getattr(tables, name)) for name in names}
        return found | {table.name: self.rows(table) for table in SIDE_TABLES}

    def rows(self, table: Table) -> list[dict[str, Any]]:
        with self.services.read() as tx:
            found = [dict(row) for row in tx.execute(table.select()).mappings()]
        return sorted(({k: v for k, v in row.items() if k != "revision"} for row in found), key=repr)

    def pairs(self, table: Table, first: str, second: str) -> set[tuple[str, str]]:
        return {(row[first], row[second]) for row in self.rows(table)}

    def signal(self, signal_id: str) -> Signal:
        with self.services.read() as tx:
            found = signals.get(tx, HOME, signal_id)
        assert found
        return found

    def merge_of(self, kind: Kind, merged: str) -> merging.Merge | None:
        with self.services.read() as tx:
            return merging.of(tx, HOME, kind, merged)

    def undo_themes(self, merge_id: str) -> None:
        self.in_themes(lambda tx: merging.undo_themes(tx, HOME, merge_id, self.ada.id, self.clock()))

    def in_themes(self, act: Callable[..., object]) -> None:
        with self.services.write() as tx:
            merging.begin(tx, HOME)
            merging.hold(tx, HOME, Kind.THEME, *self.themes.values())
            act(tx)


@pytest.mark.parametrize("backend", BACKENDS)
def test_nothing_is_lost_and_undo_restores(
    backend: str, fresh_database: Callable[[str], AbstractContextManager[str]]
) -> None:
    class OnBackend(MergingMachine):
        @classmethod
        def fresh_url(cls) -> AbstractContextManager[str]:
            return fresh_database(backend)

    run_state_machine_as_test(
        OnBackend,
        settings=settings(
            max_examples=25 if backend == "sqlite" else 6,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate,),
        ),
    )
