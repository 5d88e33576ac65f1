"""A digest's numbers against the same counted in plain SQL written here, over random signals, in any scope, for any reader."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, text

from rituals.digest import facts
from rituals.digest.options import Options
from rituals.permissions import workspace_of
from rituals.registry import Window
from rituals.services import Services
from rituals.signals.kinds import Kind
from storage import tables
from storage.database import Database
from storage.signals import NOBODY_IN_PARTICULAR, Reader
from storage.tables.base import Instant
from tests.team import HOME, Clock, add_workspace, services_of

END = datetime(2026, 11, 23, 8, tzinfo=UTC)
WEEK = timedelta(days=7)
START, BEFORE = END - WEEK, END - 2 * WEEK
KINDS = tuple(kind.value for kind in Kind)
THEMES = tuple(f"theme{number}" for number in range(8))
AREAS = ("area0", "area1", "area2")
PEOPLE = ("T1:UAnn", "T1:UBob", "T1:UEve")
ITEMS = ("item0", "item1", "item2", "item3")
EYES = {
    "nobody": NOBODY_IN_PARTICULAR,
    "bob": Reader("T1:UBob"),
    "admin": Reader("T1:UAda", everything=True),
}


class Field:
    """Random signals of two workspaces: merged, undone, imported, restricted, at the edges of the window."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def fill(self, services: Services) -> None:
        for workspace in (HOME, "T2"):
            add_workspace(services, workspace)
            with services.write() as tx:
                for table, rows in self.rows(workspace).items():
                    tx.execute(insert(tables.metadata.tables[table]), rows)

    def rows(self, workspace: str) -> dict[str, list[dict[str, Any]]]:
        said = [self.signal(number) for number in range(300)]
        for one in said[150:]:  # what is merged leads to one that is not
            if self.random.random() < 0.3:
                one["merged_into"] = f"s{self.random.randrange(150)}"
        found: dict[str, list[dict[str, Any]]] = {
            "areas": [
                {"id": area, "name": area, "name_key": area, "owner": PEOPLE[0], "channel_id": None}
                for area in AREAS
            ],
            "themes": [
                {
                    "id": theme,
                    "label": theme,
                    "label_key": theme,
                    "area_id": (*AREAS, None)[number % (len(AREAS) + 1)],  # no area without a theme
                    "created_at": BEFORE,
                }
                for number, theme in enumerate(THEMES)
            ],
            "accounts": [self.account(f"account{number}") for number in range(12)],
            "signals": said,
            "signal_themes": [
                {"signal_id": one["id"], "theme_id": theme}
                for one in said
                for theme in self.random.sample(THEMES, self.random.choice((0, 1, 1, 2, 3)))
            ],
            "decisions": [self.decision(one["id"]) for one in said if self.random.random() < 0.2],
            "releases": [self.release(number) for number in range(3)],
            "items": [self.item(number, name) for number, name in enumerate(ITEMS)],
            "item_signals": [
                {"item_id": item, "signal_id": one["id"], "linked_by": PEOPLE[0], "linked_at": START}
                for item in ITEMS[:3]
                for one in self.random.sample(said[:150], 40)  # merging hands links to the one that speaks
            ],
        }
        return {table: [{"workspace_id": workspace, **row} for row in rows] for table, rows in found.items()}

    def signal(self, number: int) -> dict[str, Any]:
        pick = self.random.choice
        at = pick((START, END, BEFORE, END - timedelta(seconds=1))) if self.random.random() < 0.05 else None
        heard = at or BEFORE - WEEK / 4 + timedelta(seconds=self.random.uniform(0, 15 * 86400 + 150_000))
        amount = pick((None, None, self.random.randrange(10**7)))
        return {
            "id": f"s{number}",
            "number": number + 1,
            "verbatim": f"words {number}",
            "said_at": heard,
            "captured_by": pick(PEOPLE),
            "captured_at": heard,
            "source": pick(("command", "form", "message", "command", "import")),
            "kind": pick(KINDS),
            "importance": pick((None, "nice", "important", "dealbreaker")),
            "account_id": pick((None, *(f"account{number}" for number in range(12)))),
            "account_certain": self.random.random() < 0.8,
            "amount_minor": amount,
            "amount_currency": pick(("EUR", "USD")) if amount is not None else None,
            "visibility": pick(("team", "team", "team", "restricted")),
            "undone_at": END if self.random.random() < 0.1 else None,
            "revision": 1,
            "state": pick(("new", "declined", "acknowledged")),
            "merged_into": None,
        }

    def account(self, name: str) -> dict[str, Any]:
        revenue = self.random.choice((None, self.random.randrange(10**9)))
        currency = self.random.choice(("EUR", "USD")) if revenue is not None else None
        named = {"id": name, "name": name, "name_key": name, "created_at": BEFORE}
        return named | {"revenue_minor": revenue, "revenue_currency": currency}

    def decision(self, signal: str) -> dict[str, Any]:
        at = BEFORE + timedelta(seconds=self.random.uniform(0, 16 * 86400))
        answer = self.random.choice(("declined", "acknowledged"))
        return {"signal_id": signal, "answer": answer, "by": PEOPLE[0], "at": at}

    def release(self, number: int) -> dict[str, Any]:
        """The first two were announced in the window, the second is withdrawn; the third came before it."""
        return {
            "id": f"release{number}",
            "number": number + 1,
            "state": ("announced", "withdrawn", "announced")[number],
            "name": f"4.{number}",
            "changes": "- x",
            "released_on": date(2026, 11, 20),
            "owner": PEOPLE[0],
            "created_at": BEFORE,
            "announced_at": (START, START, START - timedelta(seconds=1))[number],
            "revision": 1,
        }

    def item(self, number: int, name: str) -> dict[str, Any]:
        shipped_by = ("release0", "release1", "release2", "release0")[number]  # nobody asked for the last
        shape = {"id": name, "number": number + 1, "title": name, "place": "shipped", "position": number}
        made = {"created_by": PEOPLE[0], "created_at": BEFORE, "revision": 1}
        return shape | made | {"release_id": shipped_by, "area_id": "area1"}


class Counted:
    """The same in SQL, a statement for each number, by a way of its own: a subquery for each condition."""

    def __init__(self, services: Services, wanted: Options, eyes: Reader) -> None:
        self.services = services
        self.scope = self._scope(wanted)
        self.seen = (
            "1 = 1"
            if eyes.everything
            else f"s.visibility = 'team' OR s.captured_by = '{eyes.person}'"
            if eyes.person
            else "s.visibility = 'team'"
        )
        self.theme = self._theme(wanted)

    def _theme(self, wanted: Options) -> str:
        """Whether a row of signal_themes `st` has a wanted theme."""
        parts = ["1 = 1"]
        if wanted.themes:
            parts.append(f"st.theme_id IN ({_quoted(wanted.themes)})")
        if wanted.areas:
            area = "SELECT t.area_id FROM themes t WHERE t.workspace_id = :w AND t.id = st.theme_id"
            parts.append(f"({area}) IN ({_quoted(wanted.areas)})")
        return " AND ".join(parts)

    def _scope(self, wanted: Options) -> str:
        parts = ["1 = 1"]
        if wanted.kinds:
            parts.append(f"s.kind IN ({_quoted(wanted.kinds)})")
        if wanted.themes or wanted.areas:
            parts.append(
                f"{SPEAKS} IN (SELECT st.signal_id FROM signal_themes st"
                f" WHERE st.workspace_id = :w AND {self._theme(wanted)})"
            )
        return " AND ".join(parts)

    def ask(self, sql: str, start: datetime = START, end: datetime = END) -> list[tuple[Any, ...]]:
        heard = (
            "s.workspace_id = :w AND s.undone_at IS NULL AND s.source <> 'import'"
            f" AND s.captured_at >= :start AND s.captured_at < :end AND {self.scope}"
        )
        whole = sql.replace("{heard}", heard).replace("{seen}", f"({self.seen})")
        times = [bindparam("start", start, Instant), bindparam("end", end, Instant)]
        used = [one for one in times if f":{one.key}" in whole]
        with self.services.read() as tx:
            found = tx.execute(text(whole.replace("{scope}", self.scope)).bindparams(*used), {"w": HOME})
            return [tuple(row) for row in found]

    def number(self, sql: str, start: datetime = START, end: datetime = END) -> int:
        [(found,)] = self.ask(sql, start, end)
        return int(found)

    def kinds(self) -> dict[str, tuple[int, int]]:
        each = "SELECT count(*) FROM signals s WHERE {heard} AND s.kind = "
        counted = {
            kind: (self.number(f"{each}'{kind}'"), self.number(f"{each}'{kind}'", BEFORE, START))
            for kind in KINDS
        }
        return {kind: pair for kind, pair in counted.items() if any(pair)}

    def themes(self) -> dict[str, tuple[int, int, int]]:
        about = (
            f"FROM signals s WHERE {{heard}} AND {{seen}} AND {SPEAKS} IN (SELECT st.signal_id"
            f" FROM signal_themes st WHERE st.workspace_id = :w AND {self.theme} AND st.theme_id = "
        )
        certain = " AND s.account_certain"
        counted = {
            theme: (
                self.number(f"SELECT count(*) {about}'{theme}')"),
                self.number(f"SELECT count(*) {about}'{theme}')", BEFORE, START),
                self.number(f"SELECT count(DISTINCT s.account_id) {about}'{theme}'){certain}"),
            )
            for theme in THEMES
        }
        return {theme: numbers for theme, numbers in counted.items() if numbers[0]}

    def revenue_at_risk(self) -> dict[str, int]:
        asked = (
            "SELECT a.revenue_currency, sum(a.revenue_minor) FROM accounts a WHERE a.workspace_id = :w"
            " AND a.revenue_minor IS NOT NULL AND EXISTS (SELECT 1 FROM signals s WHERE {heard} AND {seen}"
            " AND s.account_certain AND s.importance = 'dealbreaker' AND s.account_id = a.id)"
            " GROUP BY a.revenue_currency"
        )
        return {currency: int(minor) for currency, minor in self.ask(asked)}

    def amounts(self) -> dict[str, int]:
        asked = (
            "SELECT s.amount_currency, sum(s.amount_minor) FROM signals s WHERE {heard} AND {seen}"
            " AND s.amount_minor IS NOT NULL GROUP BY s.amount_currency"
        )
        return {currency: int(minor) for currency, minor in self.ask(asked)}

    def declined(self) -> list[tuple[int, str]]:
        asked = (
            "SELECT d.id, s.id FROM decisions d JOIN signals s ON s.workspace_id = d.workspace_id AND s.id = d.signal_id"
            " WHERE d.workspace_id = :w AND d.answer = 'declined' AND d.at >= :start AND d.at < :end"
            " AND s.state = 'declined' AND s.undone_at IS NULL AND {seen} AND {scope} ORDER BY d.id"
        )
        return [(int(decision), str(signal)) for decision, signal in self.ask(asked)]

    def behind(self, item: str) -> int:
        """How many signals stand behind an item, with those that lead to one of them."""
        return self.number(
            "SELECT count(*) FROM signals s WHERE s.workspace_id = :w AND s.undone_at IS NULL AND"
            f" {SPEAKS} IN (SELECT i.signal_id FROM item_signals i WHERE i.workspace_id = :w AND i.item_id = '{item}')"
        )


SPEAKS = "CASE WHEN s.merged_into IS NULL THEN s.id ELSE s.merged_into END"
URGENT = "s.merged_into IS NULL AND (s.importance = 'dealbreaker' OR s.kind = 'churn_risk')"
NAMED = "FROM signals s WHERE {heard} AND {seen}"


def _quoted(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def some_scopes(random: Random) -> list[Options]:
    """Everything, one of each, and some of everything."""

    def some(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(random.sample(values, random.randrange(1, len(values))))

    mixed = [Options(kinds=some(KINDS), themes=some(THEMES), areas=some(AREAS)) for _ in range(2)]
    return [
        Options(),
        Options(kinds=some(KINDS)),
        Options(themes=some(THEMES)),
        Options(areas=some(AREAS)),
        Options(areas=some(AREAS), kinds=some(KINDS)),
        *mixed,
    ]


@pytest.mark.parametrize(("seed", "eyes"), enumerate(EYES))
def test_a_digest_counts_what_sql_counts(database: Database, seed: int, eyes: str) -> None:
    services = services_of(database, Clock(END))
    Field(seed).fill(services)
    reader = EYES[eyes]
    for wanted in some_scopes(Random(seed)):
        with services.read() as tx:
            told = facts.of_window(tx, workspace_of(tx, HOME), Window(START, END), wanted, reader)
        counted = Counted(services, wanted, reader)
        if told is None:  # nothing is new, which SQL confirms
            assert counted.number("SELECT count(*) FROM signals s WHERE {heard}") == 0, wanted
            continue
        assert told["signals"] == counted.number("SELECT count(*) FROM signals s WHERE {heard}")
        assert told["before"] == counted.number("SELECT count(*) FROM signals s WHERE {heard}", BEFORE, START)
        assert told["restricted"] == counted.number(
            "SELECT count(*) FROM signals s WHERE {heard} AND s.visibility <> 'team'"
        )
        assert {one["kind"]: (one["now"], one["before"]) for one in told["kinds"]} == counted.kinds()
        themes = {one["theme_id"]: (one["now"], one["before"], one["accounts"]) for one in told["themes"]}
        assert themes == counted.themes()
        assert told["accounts"] == counted.number(
            f"SELECT count(DISTINCT s.account_id) {NAMED} AND s.account_certain"
        )
        assert told["urgent"] == counted.number(f"SELECT count(*) {NAMED} AND {URGENT}")
        assert money(told["at_risk"]) == counted.revenue_at_risk()
        assert money(told["amounts"]) == counted.amounts()
        declined = [(one["decision"], one["signal"]) for one in told["declined"]]
        assert declined == counted.declined()[:50]
        urgent = {signal for (signal,) in counted.ask(f"SELECT s.id {NAMED} AND {URGENT}")}
        assert set(told["to_answer"]) <= urgent
        assert len(told["to_answer"]) == min(5, len(urgent))
        readable = {signal for (signal,) in counted.ask(f"SELECT s.id {NAMED}")}
        assert set(told["quotes"]) <= readable
        did = {one["item"]: one["signals"] for one in told["did"]}
        is_of_scope = not wanted.areas or "area1" in wanted.areas
        assert did == ({"item0": counted.behind("item0")} if is_of_scope else {})


def money(told: list[dict[str, Any]]) -> dict[str, int]:
    return {one["currency"]: one["minor"] for one in told}
