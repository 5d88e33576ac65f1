"""README and the guides tell the truth: commands, make targets, files, links."""

import re
from pathlib import Path

import click
import pytest

from bot.__main__ import main
from rituals.catalog import RITUALS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
GUIDES = {path.name: path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md")}
TOLD = "\n".join([README, *GUIDES.values()])


def command_lines() -> list[str]:
    return re.findall(r"^python -m bot ([a-z ]+?)(?: {2,}.*| \[.*| [A-Z].*)?$", README, re.MULTILINE)


def known(group: click.Group, before: str = "") -> set[str]:
    found = set()
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found |= known(command, f"{before}{name} ")
        if not isinstance(command, click.Group) or command.invoke_without_command:
            found.add(before + name)
    return found


def test_every_command_line_is_in_readme_and_the_other_way_round() -> None:
    assert {line.strip() for line in command_lines()} == known(main)


def test_every_make_target_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`", README)) | {"demo", "test"} <= targets


@pytest.mark.parametrize(
    "path",
    sorted(set(re.findall(r"`((?:bot|handlers|rituals|storage|benchmarks|docs|tests)/[\w./]*)`", TOLD))),
)
def test_every_path_named_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_guide_is_linked_from_readme_and_every_link_leads_somewhere() -> None:
    assert {f"docs/{name}" for name in GUIDES} == set(re.findall(r"\]\((docs/[\w./]+)\)", README))
    for told in GUIDES.values():
        for name, heading in re.findall(r"\]\(([\w.]+)(?:#([\w-]+))?\)", told):
            headings = re.findall(r"^#+ (.+)$", GUIDES[name], re.MULTILINE)
            assert not heading or heading in [words.lower().replace(" ", "-") for words in headings]


def test_adding_a_ritual_names_the_files_of_the_one_there_is() -> None:
    steps = README.split("## Adding a ritual")[1].split("\n## ")[0]
    named = re.findall(r"`((?:bot|rituals|storage|tests)/[\w./<>]+)`", steps)
    assert named
    for path in named:
        file = ROOT / path.replace("<name>", "digest")
        assert file.exists() or file.with_suffix("").is_dir(), path
    assert list(RITUALS) == [
        "weekly_digest",
        "personal_digest",
        "signal_promises",
        "release_reminders",
        "launch_reminders",
        "roadmap_poll",
        "survey",
        "demo",
        "campaign_feedback",
        "marketing_planning",
        "goal_review",
        "customer_session",
    ]


def test_ci_does_what_readme_says() -> None:
    script = (ROOT / ".ci/run").read_text("utf-8")
    assert "make -j 2 lint test" in script
    for package in re.findall(r"apt-get install -y(?: -qq)? (\w+)", script):
        assert package in README
