"""Templates are read with care: what is wrong in one is told with its line.

Written to be edited by people who write no code: a wrong word never passes silently, nothing in a file is run.
"""

from collections.abc import Collection, Iterator, Mapping

import yaml

from rituals.launches.templates.model import (
    CRITERION_LIMIT,
    FARTHEST,
    KEY_LIMIT,
    MARKET,
    MOST_CRITERIA,
    MOST_TASKS,
    READY,
    ROLES,
    SIDES,
    TEXT_LIMIT,
    TITLE_LIMIT,
    Step,
    Template,
    tidy,
)
from rituals.launches.tiers import QUESTIONS, TIERS

_TEXT = "tag:yaml.org,2002:str"
_NEEDED = ("key", "title", "role", "side", "from", "help", "done")
_KNOWN = (*_NEEDED, "before", "after", "if", "helper", "enables")


class TemplateError(Exception):
    """A template can't be used: in which line, counted from 1, and why (`key` names the text, `values` fill it)."""

    def __init__(self, line: int, why: str, **values: object) -> None:
        super().__init__(f"line {line}: {why} {values or ''}".rstrip())
        self.line = line
        self.key = f"templates.wrong_{why}"
        self.values = values


def read(text: str) -> Template:
    """What a file says. Raises TemplateError."""
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise TemplateError(mark.line + 1 if mark else 1, "yaml") from error
    except yaml.YAMLError as error:  # a character that YAML does not take
        raise TemplateError(_line_of_character(text, error), "character") from error
    if root is None:
        raise TemplateError(1, "empty")
    top = _mapping(root, ("tasks",), ("tasks", "criteria"))
    tasks = _listed(top["tasks"], "tasks", MOST_TASKS)
    criteria = _listed(top["criteria"], "criteria", MOST_CRITERIA) if "criteria" in top else []
    return Template(
        tuple(_steps(tasks)), tuple(_text(node, "criteria", CRITERION_LIMIT) for node in criteria)
    )


def _listed(node: yaml.Node, name: str, most: int) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise TemplateError(_line(node), "list", name=name)
    if len(node.value) > most:
        raise TemplateError(_line(node.value[most]), "too_many", name=name, most=most)
    return list(node.value)


def _steps(nodes: list[yaml.Node]) -> Iterator[Step]:
    seen: set[str] = set()
    for node in nodes:
        given = _mapping(node, _NEEDED, _KNOWN)
        key = _text(given["key"], "key", KEY_LIMIT)
        if key in seen:
            raise TemplateError(_line(given["key"]), "same_key", key=key)
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
        raise TemplateError(_line(task), "before_or_after")
    (name,) = named
    node = given[name]
    if not isinstance(node, yaml.MappingNode) or not node.value:
        raise TemplateError(_line(node), "days", name=name)
    days: dict[int, int] = {}
    for tier_node, days_node in node.value:
        tier = _number(tier_node, "tier", max(TIERS))
        if tier in days:
            raise TemplateError(_line(tier_node), "same_tier", tier=tier)
        count = _number(days_node, name, FARTHEST)
        days[tier] = -count if name == "before" else count
    return days


def _conditions(node: yaml.Node | None) -> frozenset[str]:
    if node is None:
        return frozenset()
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise TemplateError(_line(node), "if", example=QUESTIONS[0])
    return frozenset(_one_of(question, "if", QUESTIONS) for question in node.value)


def _yes(node: yaml.Node | None) -> bool:
    if node is not None and (not isinstance(node, yaml.ScalarNode) or node.value != "true"):
        raise TemplateError(_line(node), "enables")
    return node is not None


def _mapping(node: yaml.Node, needed: Collection[str], known: Collection[str]) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise TemplateError(_line(node), "no_keys", known=", ".join(needed))
    found: dict[str, yaml.Node] = {}
    for key_node, value in node.value:
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
        if key not in known:
            raise TemplateError(_line(key_node), "not_known", name=key, known=", ".join(known))
        if key in found:
            raise TemplateError(_line(key_node), "twice", name=key)
        found[key] = value
    for name in needed:
        if name not in found:
            raise TemplateError(_line(node), "missing", name=name)
    return found


def _text(node: yaml.Node, name: str, limit: int) -> str:
    if not isinstance(node, yaml.ScalarNode) or node.tag != _TEXT or not tidy(node.value):
        raise TemplateError(_line(node), "text", name=name)
    text = tidy(node.value)
    if len(text) > limit:
        raise TemplateError(_line(node), "too_long", name=name, limit=limit, length=len(text))
    return text


def _one_of(node: yaml.Node, name: str, known: Collection[str]) -> str:
    text = _text(node, name, TITLE_LIMIT)
    if text not in known:
        raise TemplateError(_line(node), "one_of", name=name, known=", ".join(known), given=text)
    return text


def _number(node: yaml.Node, name: str, highest: int) -> int:
    text = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and int(text) <= highest):
        raise TemplateError(_line(node), "number", name=name, highest=highest)
    return int(text)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _line_of_character(text: str, error: yaml.YAMLError) -> int:
    position = getattr(error, "position", 0)
    return text.count("\n", 0, position) + 1
