"""`python -m bot template`: templates of plans as files."""

from pathlib import Path

from rituals.launches.templates import read, shipped
from rituals.launches.templates.standing import current
from rituals.services import Services
from tests.bot.commands.conftest import Run
from tests.team import HOME


def test_out_changed_and_in_again(run: Run, team: Services, tmp_path: Path) -> None:
    done = run("template", "export", "customers", "fr", "--to", "plan.yaml")
    assert done.exit_code == 0
    file = tmp_path / "plan.yaml"
    text = file.read_text("utf-8")
    assert read(text) == shipped("customers", "fr")
    assert run("template", "export", "customers", "fr").output == text
    assert run("template", "export", "customers", "fr", "--to", "plan.yaml").exit_code == 2

    title = shipped("customers", "fr").tasks[0].title
    file.write_text(text.replace(title, "Autre chose"), "utf-8")
    count = len(shipped("customers", "fr").tasks)
    dry = run("template", "import", "customers", "fr", file, "--dry-run")
    assert dry.output.splitlines()[-1] == f"{count} tasks (dry run: nothing is kept)"
    done = run("template", "import", "customers", "fr", file)
    assert done.output == f"{count} tasks are version 1; launches started from now on use it\n"
    with team.read() as tx:
        assert current(tx, HOME, "customers", "fr").tasks[0].title == "Autre chose"


def test_what_is_wrong_is_told_with_its_line(run: Run, team: Services, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("tasks:\n  - key: a\n    titel: b\n", "utf-8")
    done = run("template", "import", "customers", "en", file)
    assert done.exit_code == 2
    assert done.stderr.startswith("diapason: plan.yaml, line 3: `titel` is not known")
    file.write_bytes("tâches".encode("cp1252"))
    assert "not UTF-8" in run("template", "import", "customers", "en", file).stderr
