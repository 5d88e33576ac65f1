"""What a command loads when it is needed loads first of all, too: tests have long imported everything, a command has not."""

import ast
import subprocess
import sys
from pathlib import Path

COMMANDS = Path(__file__).parents[3] / "bot" / "commands"
OURS = ("bot", "rituals", "storage", "handlers")
ALONE = """
import importlib, sys
for name in sys.argv[1:]:
    for known in [module for module in sys.modules if module.split(".")[0] in %r]:
        del sys.modules[known]
    importlib.import_module(name)
""" % (OURS,)  # noqa: UP031  the braces are Python's


def loaded_when_needed() -> set[str]:
    """The modules of ours that are imported inside a function."""
    return {
        node.module
        for file in COMMANDS.rglob("*.py")
        for function in ast.walk(ast.parse(file.read_text()))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in OURS
    }


def test_each_loads_alone() -> None:
    names = sorted(loaded_when_needed())
    assert "rituals.imports.signals" in names
    done = subprocess.run([sys.executable, "-c", ALONE, *names], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
