"""Templates of plans: plain YAML, read with care. What is wrong in one is told with its line.

Written to be edited by people who write no code: a wrong word never passes silently, nothing in a file is run.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from rituals.launches.tiers import QUESTIONS, TIERS

ROLES = ("pm", "pmm", "sales", "support", "legal", "design", "sponsor")
SIDES = ("marketing", "product", "sales", "support", "legal", "finance")
READY, MARKET = "ready", "market"
CUSTOMERS, COLLEAGUES = "customers", "colleagues"
AUDIENCES = (CUSTOMERS, COLLEAGUES)

TITLE_LIMIT = 100
TEXT_LIMIT = 1000
FARTHEST = 260  # working days: a year
MOST_TASKS = 150

_TEXT = "tag:yaml.org,2002:str"
_NEEDED = ("key", "title", "role", "side", "from", "help", "done")
_KNOWN = (*_NEEDED, "before", "after", "if", "helper", "enables")


class TemplateError(Exception):
    """A template can't be used: in which line, counted from 1, and why."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line = line


@dataclass(frozen=True)
class Step:
    """One task of a template. `days` are working days after the `anchor` day (before it: negative), by tier."""

    key: str
    title: str
    role: str
    side: str
    anchor: str
    days: Mapping[int, int]
    only_if: frozenset[str]
    help: str
    done: str
    helper: str | None  # the role that is asked for help
    enables: bool  # sales or support need it before the announcement

    def belongs(self, tier: int, answers: Collection[str]) -> bool:
        """Whether a launch of this tier, with these questions answered by yes, has the task."""
        return tier in self.days and (not self.only_if or not self.only_if.isdisjoint(answers))


@cache
def shipped(audience: str, language: str) -> tuple[Step, ...]:
    """The template that comes with Diapason for launches to this audience, in a language."""
    folder = resources.files("rituals.launches").joinpath("templates")
    return read(folder.joinpath(f"{audience}.{language}.yaml").read_text(encoding="utf-8"))


def read(text: str) -> tuple[Step, ...]:
    """The tasks of a template, in its order. Raises TemplateError."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise TemplateError(mark.line + 1 if mark else 1, error.problem or "this is not YAML") from error
    except yaml.YAMLError as error:  # a character that YAML does not take
        raise TemplateError(1, str(error)) from error
    if root is None:
        raise TemplateError(1, "the template is empty")
    top = _mapping(root, ("tasks",), ("tasks",))
    tasks = top["tasks"]
    if not isinstance(tasks, yaml.SequenceNode) or not tasks.value:
        raise TemplateError(_line(tasks), "`tasks` is a list of tasks, each beginning with a dash")
    if len(tasks.value) > MOST_TASKS:
        raise TemplateError(_line(tasks.value[MOST_TASKS]), f"a template has {MOST_TASKS} tasks at most")
    return tuple(_steps(tasks.value))


def _steps(nodes: list[yaml.Node]) -> Iterator[Step]:
    seen: set[str] = set()
    for node in nodes:
        given = _mapping(node, _NEEDED, _KNOWN)
        key = _text(given["key"], "key", 32)
        if key in seen:
            raise TemplateError(_line(given["key"]), f"two tasks have the key `{key}`")
        seen.add(key)
        yield Step(
            key=key,
            title=_text(given["title"], "title", TITLE_LIMIT),
            role=_one_of(given["role"], "role", ROLES),
            side=_one_of(given["side"], "side", SIDES),
            anchor=_one_of(given["from"], "from", (READY, MARKET)),
            days=_days(node, given),
            only_if=_conditions(given.get("if")),
            help=_text(given["help"], "help", TEXT_LIMIT),
            done=_text(given["done"], "done", TEXT_LIMIT),
            helper=_one_of(given["helper"], "helper", ROLES) if "helper" in given else None,
            enables=_yes(given.get("enables")),
        )


def _days(task: yaml.Node, given: Mapping[str, yaml.Node]) -> Mapping[int, int]:
    named = [name for name in ("before", "after") if name in given]
    if len(named) != 1:
        raise TemplateError(_line(task), "a task has either `before` or `after`, with days by tier")
    (name,) = named
    node = given[name]
    if not isinstance(node, yaml.MappingNode) or not node.value:
        raise TemplateError(_line(node), f"`{name}` gives days by tier, such as {{0: 10, 1: 8}}")
    days: dict[int, int] = {}
    for tier_node, days_node in node.value:
        tier = _number(tier_node, "tier", max(TIERS))
        if tier in days:
            raise TemplateError(_line(tier_node), f"tier {tier} is named twice")
        count = _number(days_node, name, FARTHEST)
        days[tier] = -count if name == "before" else count
    return days


def _conditions(node: yaml.Node | None) -> frozenset[str]:
    if node is None:
        return frozenset()
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise TemplateError(_line(node), f"`if` is a list of questions, such as [{QUESTIONS[0]}]")
    return frozenset(_one_of(question, "if", QUESTIONS) for question in node.value)


def _yes(node: yaml.Node | None) -> bool:
    if node is not None and (not isinstance(node, yaml.ScalarNode) or node.value != "true"):
        raise TemplateError(_line(node), "`enables` is true, or left out")
    return node is not None


def _mapping(node: yaml.Node, needed: Collection[str], known: Collection[str]) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise TemplateError(_line(node), f"here should stand {', '.join(f'`{name}`' for name in needed)}")
    found: dict[str, yaml.Node] = {}
    for key_node, value in node.value:
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
        if key not in known:
            raise TemplateError(_line(key_node), f"`{key}` is not known: use {', '.join(known)}")
        if key in found:
            raise TemplateError(_line(key_node), f"`{key}` stands here twice")
        found[key] = value
    for name in needed:
        if name not in found:
            raise TemplateError(_line(node), f"`{name}` is missing")
    return found


def _text(node: yaml.Node, name: str, limit: int) -> str:
    if not isinstance(node, yaml.ScalarNode) or node.tag != _TEXT or not node.value.strip():
        raise TemplateError(_line(node), f"`{name}` is a text")
    text = str(node.value).strip()
    if len(text) > limit:
        raise TemplateError(_line(node), f"`{name}` has {limit} characters at most, not {len(text)}")
    return text


def _one_of(node: yaml.Node, name: str, known: Collection[str]) -> str:
    text = _text(node, name, TITLE_LIMIT)
    if text not in known:
        raise TemplateError(_line(node), f"`{name}` is one of {', '.join(known)}, not `{text}`")
    return text


def _number(node: yaml.Node, name: str, highest: int) -> int:
    text = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and int(text) <= highest):
        raise TemplateError(_line(node), f"`{name}` is a whole number from 0 to {highest}")
    return int(text)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
