"""`python -m bot export`: everything, of one moment, and back again to the letter."""

import csv
import json
import stat
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.kit.csv_cells import harmful
from bot.kit.frontdoor import plain
from rituals.exports.everything import export_all
from rituals.exports.formats import Format
from rituals.exports.places import place
from rituals.exports.readme import HOLDS
from rituals.imports import signals as imported
from rituals.imports.running import Asked, bring_in, prepare
from rituals.services import Services
from rituals.signals.capture import Captured, Heard, Interpretation, capture
from storage import exports, tables
from storage.database import Database
from tests.bot.commands.conftest import Run
from tests.team import START, Clock, add_person, add_workspace, services_of

TEXTS = [
    "=HYPERLINK(1)",
    "'- said twice",
    "two\r\nlines",
    'a "quote", and; more',
    "L’été…\t🎉",
    "<!channel> &amp;",
]


def say(team: Services, text: str, **said: object) -> Captured:
    ann = add_person(team, "Ann")
    heard = Heard(text, ann, "command", f"k:{text}", interpretation=Interpretation(**said), settled=True)  # type: ignore[arg-type]
    return capture(team, heard, again=True)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_is_the_teams_or_the_machines() -> None:
    known = set(tables.metadata.tables)
    assert known >= exports.MACHINERY
    assert known - exports.MACHINERY == HOLDS.keys()


def test_no_secret_leaves() -> None:
    for table in exports.tables(machinery=True):
        assert not [one.name for one in table.c if "token" in one.name or "secret" in one.name]


def test_everything_as_csv(run: Run, team: Services, tmp_path: Path) -> None:
    for text in TEXTS:
        say(team, text, account="Kestrel", themes=("sso", "export"))
    say(team, "not for all", visibility="restricted")
    done = run("export", "--to", "out")
    assert done.exit_code == 0, done.output
    out = tmp_path / "out"
    assert {path.name for path in out.iterdir()} == {f"{name}.csv" for name in HOLDS} | {"README.md"}
    found = rows(out / "signals.csv")
    assert [harmful(row["verbatim"]) for row in found] == [*TEXTS, "not for all"]
    assert [row["verbatim"][0] for row in found][:2] == ["'", "'"]
    assert (found[0]["account"], sorted(found[0]["themes"].split("; "))) == ("Kestrel", ["export", "sso"])
    assert (found[0]["captured_by_name"], found[0]["captured_at"]) == ("Ann", START.isoformat())
    told = json.loads(rows(out / "audit.csv")[0]["after"])
    assert told["visibility"] == "team"
    readme = (out / "README.md").read_text("utf-8")
    assert "| `signals.csv` | 7 | what was heard" in readme
    assert stat.S_IMODE(out.stat().st_mode) == 0o700


def test_everything_as_json_in_a_zip(run: Run, team: Services, tmp_path: Path) -> None:
    for text in TEXTS:
        say(team, text)
    assert run("export", "--format", "json", "--to", "out.zip").exit_code == 0
    with ZipFile(tmp_path / "out.zip") as file:
        lines = file.read("signals.jsonl").decode().splitlines()
        assert "outbox.jsonl" not in file.namelist()
    found = [json.loads(line) for line in lines]
    assert [row["verbatim"] for row in found] == TEXTS
    assert (found[0]["said_by"], found[0]["number"], found[0]["account_certain"]) == (None, 1, True)
    assert stat.S_IMODE((tmp_path / "out.zip").stat().st_mode) == 0o600


def test_the_machinery_only_where_asked(run: Run, team: Services, tmp_path: Path) -> None:
    assert run("export", "--machinery").exit_code == 0
    [out] = tmp_path.glob("diapason-20*")
    assert (out / "outbox.csv").exists()


def test_the_audit_log(run: Run, team: Services, tmp_path: Path) -> None:
    say(team, "hello")
    printed = run("export", "audit")
    [change] = csv.DictReader(StringIO(printed.stdout.removeprefix("\ufeff")))
    assert (change["act"], change["ref"], change["by_name"]) == ("capture", "S-1", "Ann")
    done = run("export", "audit", "--format", "json", "--to", "log.jsonl")
    assert done.output == "1 changes are in log.jsonl\n"
    line = json.loads((tmp_path / "log.jsonl").read_text("utf-8"))
    assert line["after"]["kind"] == "feedback"
    again = run("export", "audit", "--to", "log.jsonl")
    assert (again.exit_code, again.stderr) == (
        2,
        "diapason: log.jsonl is there already: give another name with --to\n",
    )


@pytest.mark.parametrize(
    ("to", "told"),
    [("full", "full is there already"), ("f.zip", "f.zip is there already"), ("no/out", "no is no folder")],
)
def test_nothing_is_overwritten(run: Run, team: Services, tmp_path: Path, to: str, told: str) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine")
    (tmp_path / "f.zip").write_text("mine")
    done = run("export", "--to", to)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"diapason: {told}")
    assert (tmp_path / "f.zip").read_text() == (tmp_path / "full" / "mine").read_text() == "mine"


def test_what_fails_leaves_nothing(team: Services, tmp_path: Path) -> None:
    def full_disk(name: str, count: int) -> None:
        raise OSError(28, "No space left on device")

    for target in (tmp_path / "out", tmp_path / "out.zip"):
        with pytest.raises(OSError, match="No space"), place(target) as there:
            export_all(team.database, there, Format.CSV, START, machinery=False, done=full_disk)
    assert list(tmp_path.iterdir()) == []


def test_all_is_of_one_moment(team: Services, tmp_path: Path) -> None:
    """What is captured while the export runs is in none of its files, not in half of them."""
    say(team, "before", themes=("sso",))

    def captured_meanwhile(name: str, count: int) -> None:
        other = threading.Thread(target=say, args=(team, f"after {name}"), kwargs={"themes": (name,)})
        other.start()
        other.join()

    with place(tmp_path / "out") as there:
        export_all(team.database, there, Format.CSV, START, machinery=False, done=captured_meanwhile)
    counts = [
        len(rows(tmp_path / "out" / f"{name}.csv"))
        for name in ("audit", "signals", "signal_themes", "themes")
    ]
    assert counts == [1, 1, 1, 1]


def test_our_own_export_adds_nothing_to_where_it_came_from(run: Run, team: Services) -> None:
    say(team, "=hello")
    run("export", "--to", "out")
    done = run("import", "signals", "out/signals.csv", "--captured-by", "Ann")
    assert done.output.splitlines()[-1] == "0 signals added, 1 already there"
    done = run("import", "accounts", "out/accounts.csv")
    assert done.exit_code == 0


anything = st.text(st.characters(codec="utf-8") | st.sampled_from("'=+-@\t\r\n\",;"), min_size=1)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(anything.filter(str.strip), min_size=1, max_size=12, unique=True))
def test_any_texts_come_back_to_the_letter(
    texts: list[str],
    fresh_database: Callable[[str], AbstractContextManager[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("trip")
    kept = [plain(text, escaped=False) for text in texts]
    with fresh_database("sqlite") as from_url, fresh_database("sqlite") as to_url:
        from_, to = (_team(Database(url)) for url in (from_url, to_url))
        for text in kept:
            say(from_, text)
        with place(folder / "out") as there:
            export_all(
                from_.database, there, Format.CSV, START, machinery=False, done=lambda name, count: None
            )
        prepared = prepare(
            to.database, to.catalogs, imported.IMPORTER, folder / "out" / "signals.csv", Asked(), START
        )
        outcome = bring_in(
            to.database, imported.IMPORTER, prepared, dry_run=False, refused=_never, done=lambda rows: None
        )
        with to.read() as tx:
            found = tx.scalars(select(tables.signals.c.verbatim).order_by(tables.signals.c.number)).all()
        from_.database.close()
        to.database.close()
    assert (outcome.added, list(found)) == (len(kept), kept)


def _team(database: Database) -> Services:
    services = services_of(database, Clock())
    add_workspace(services)
    ann = add_person(services, "Ann")
    with services.write() as tx:
        tx.execute(tables.workspaces.update().values(default_owner=ann.id))
    return services


def _never(row: object, why: str) -> None:
    raise AssertionError(why)
