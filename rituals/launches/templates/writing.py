"""Templates as files: what `read` reads again as the same, laid out as those that are shipped."""

from typing import Any

import yaml

from rituals.launches.templates.model import Step, Template
from rituals.launches.tiers import QUESTIONS


class _Dumper(yaml.SafeDumper):
    """Tasks are set in, as in the shipped files; lists and days by tier stand in one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


class _Line(list[str]):
    pass


class _Days(dict[int, int]):
    pass


_Dumper.add_representer(
    _Line, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)
)
_Dumper.add_representer(
    _Days, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)
)


def write(template: Template, header: str = "") -> str:
    """The template as YAML. `read(write(template)) == template`."""
    content: dict[str, Any] = {}
    if template.criteria:
        content["criteria"] = list(template.criteria)
    content["tasks"] = [_task(step) for step in template.tasks]
    text = yaml.dump(
        content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=False
    )
    return header + str(text)


def _task(step: Step) -> dict[str, Any]:
    before = any(days < 0 for days in step.days.values()) or not any(step.days.values())
    name, sign = ("before", -1) if before else ("after", 1)
    task: dict[str, Any] = {"key": step.key, "title": step.title, "role": step.role, "side": step.side}
    if step.enables:
        task["enables"] = True
    if step.helper:
        task["helper"] = step.helper
    task["from"] = step.anchor
    task[name] = _Days({tier: sign * days for tier, days in sorted(step.days.items())})
    if step.only_if:
        task["if"] = _Line(question for question in QUESTIONS if question in step.only_if)
    return task | {"help": step.help, "done": step.done}
