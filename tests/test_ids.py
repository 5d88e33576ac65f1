"""Ids of buttons, forms and inputs: of two listeners for the same one the second never runs, and nothing says so."""

import ast
import re
from collections import defaultdict
from pathlib import Path

MESSAGES = Path(__file__).parent.parent / "rituals/messages"
ID = re.compile(r"[a-z_]+\.[a-z_]+")


def test_each_is_named_in_one_place() -> None:
    named = defaultdict(list)
    for path in MESSAGES.rglob("*.py"):
        for line in ast.parse(path.read_text("utf-8")).body:
            value = line.value if isinstance(line, ast.Assign) else None
            if isinstance(value, ast.Constant) and ID.fullmatch(str(value.value)):
                named[value.value].append(path.name)
    assert len(named) > 100
    assert {name: places for name, places in named.items() if len(places) > 1} == {}
