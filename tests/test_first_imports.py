"""Whichever room is entered first, it opens: no circle of imports works by the order of a start alone."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

TRY = """
import importlib, sys
OURS = ("bot", "handlers", "rituals", "storage")
for name in sys.argv[1:]:
    for known in [known for known in sys.modules if known.partition(".")[0] in OURS]:
        del sys.modules[known]
    try:
        importlib.import_module(name)
    except ImportError as problem:
        print(name, problem)
"""


def names(folder: str) -> list[str]:
    found = (ROOT / folder).rglob("*.py")
    dotted = (".".join(file.relative_to(ROOT).with_suffix("").parts) for file in found)
    return sorted(name.removesuffix(".__init__") for name in dotted if ".messages" not in name)


def test_any_ritual_and_any_command_may_be_the_first() -> None:
    modules = [*names("rituals"), *names("bot/commands")]
    assert len(modules) > 100
    tried = subprocess.run(
        [sys.executable, "-c", TRY, *modules],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    assert tried.stdout == ""
