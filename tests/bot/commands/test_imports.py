"""`python -m bot import`: what is told, the report, and the exit status."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from rituals.imports.running import BATCH
from rituals.services import Services
from storage import tables
from storage.database import Database
from tests.bot.commands.conftest import Run

ROOT = Path(__file__).parents[3]


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_what_is_told(run: Run, team: Services, tmp_path: Path) -> None:
    file = write(tmp_path / "f.csv", "Texte;Note;Date\nUn;5;03/04/2020\nDeux;4;5 mai 2020\n")
    done = run("import", "signals", file, "--captured-by", "Ann")
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "f.csv: 2 rows, utf-8, separated by semicolons",
        "columns: Texte → text, Date → said_at",
        "left out: Note (take one with --map 'COLUMN=OURS'; ours: text, said_by, said_at, captured_by, captured_at, "
        "account, themes, kind, importance, competitor, amount, currency, amount_minor, link, permalink, visibility, "
        "id, undone_at)",
        "dates in numbers are read with the day first (--dates dmy or mdy says otherwise)",
        "visibility: team, the whole team reads them (--visibility says otherwise)",
        "2 signals added",
    ]
    again = run("import", "signals", file, "--captured-by", "Ann")
    assert again.output.splitlines()[-1] == "0 signals added, 2 already there"


def test_a_dry_run_keeps_nothing(run: Run, team: Services, tmp_path: Path) -> None:
    file = write(tmp_path / "f.csv", "name,revenue\nAcme,45k€\n")
    done = run("import", "accounts", file, "--dry-run")
    assert done.output.splitlines()[-1] == "1 account would be added (dry run: nothing is kept)"
    with team.read() as tx:
        assert tx.scalar(select(func.count()).select_from(tables.accounts)) == 0


def test_refused_rows_come_back_mended(run: Run, team: Services, tmp_path: Path) -> None:
    rows = "".join(f'"=cmd {n}, a ""b""",31/02/2026\n' for n in range(30))
    file = write(tmp_path / "f.csv", f"text,date\nfine,\n{rows}")
    report = tmp_path / "refused.csv"
    done = run("import", "signals", file, "--captured-by", "Ann", "--report", report)
    assert done.exit_code == 1
    told = done.stderr.splitlines()
    assert told[0].startswith("line 3: the said_at “31/02/2026” is no date that we can read")
    assert told[20:] == [
        "… and 10 more rows",
        f"the refused rows are in {report}: mend them there and import that file",
    ]
    assert done.stdout.splitlines()[-1] == "1 signal added, 30 refused"
    text = report.read_text("utf-8-sig")
    assert '\n3,"the said_at' in text
    assert "'=cmd 0" in text
    report.write_text(text.replace("31/02/2026", "28/02/2026"), "utf-8")
    assert (
        run("import", "signals", report, "--captured-by", "Ann").stdout.splitlines()[-1] == "30 signals added"
    )
    with team.read() as tx:
        kept = tx.scalars(select(tables.signals.c.verbatim)).all()
    assert '=cmd 7, a "b"' in kept


@pytest.mark.parametrize(
    ("words", "content", "told"),
    [
        (["signals"], "", "diapason: f.csv is empty"),
        (["signals"], "a,b\n", "diapason: no column is the text; there are 'a', 'b'"),
        (["signals"], "text\nx\n", "diapason: nobody is named who captured what names nobody"),
        (
            ["signals", "--captured-by", "Zed"],
            "text\nx\n",
            "diapason: the --captured-by “Zed”: we know nobody",
        ),
        (["signals", "--map", "text"], "text\nx\n", "diapason: --map 'text': write it as THEIRS=OURS"),
        (["signals", "--encoding", "x"], "text\nx\n", "diapason: there is no encoding called 'x'"),
        (["accounts", "--workspace", "T9"], "name\nx\n", "diapason: there is no workspace 'T9'; known: T1"),
        (["accounts", "--report", "no/where.csv"], "name\nx\n", "diapason: no/where.csv: No such file"),
        (["accounts", "--report", "f.csv"], "name\nx\n", "diapason: --report f.csv is the file itself"),
    ],
)
def test_a_clear_line_and_status_2(
    run: Run, team: Services, tmp_path: Path, words: list[str], content: str, told: str
) -> None:
    file = write(tmp_path / "f.csv", content)
    done = run("import", words[0], file, *words[1:])
    assert (done.exit_code, done.stderr.startswith(told)) == (2, True), done.stderr
    assert file.read_text("utf-8") == content


def test_before_the_bot_was_ever_started(run: Run, tmp_path: Path) -> None:
    done = run("import", "accounts", write(tmp_path / "f.csv", "name\nAcme\n"))
    assert done.exit_code == 2
    assert "start the bot once" in done.stderr


def test_killed_in_the_middle_then_again(run: Run, team: Services, database_url: str, tmp_path: Path) -> None:
    """Each row is there once, whenever the process was killed."""
    rows = 12 * BATCH
    file = write(tmp_path / "f.csv", "text,theme\n" + "".join(f"row {n},t{n % 5}\n" for n in range(rows)))
    command = [sys.executable, "-m", "bot", "import", "signals", str(file), "--captured-by", "Ann"]
    environment = os.environ | {"DATABASE_URL": database_url}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as process:
        until = time.monotonic() + 60
        while not _count(database_url) and process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    kept = _count(database_url)
    assert 0 < kept < rows
    assert kept % BATCH == 0
    done = run("import", "signals", file, "--captured-by", "Ann")
    assert done.output.splitlines()[-1] == f"{rows - kept:,} signals added, {kept:,} already there"
    with team.read() as tx:
        texts = tx.scalars(select(tables.signals.c.verbatim)).all()
        found = tx.scalar(select(func.count()).select_from(tables.search_entries))
    assert sorted(texts) == sorted(f"row {n}" for n in range(rows))
    assert found == rows


def _count(url: str) -> int:
    database = Database(url)
    with database.read() as tx:
        count = tx.scalar(select(func.count()).select_from(tables.signals)) or 0
    database.close()
    return count
