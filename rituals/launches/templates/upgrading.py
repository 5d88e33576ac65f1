"""When Diapason's own template has changed since a workspace made it theirs: what is new, and what stays theirs."""

from dataclasses import dataclass

from rituals.launches.templates.model import Step, Template


@dataclass(frozen=True)
class Upgrade:
    """`merged` is the workspace's template with what changed in the shipped one where the workspace left it alone."""

    merged: Template
    fresh: tuple[Step, ...] = ()  # tasks that it did not have
    changed: tuple[Step, ...] = ()
    gone: tuple[Step, ...] = ()
    kept: tuple[Step, ...] = ()  # changed by both: the workspace's stays

    @property
    def is_something(self) -> bool:
        return bool(self.fresh or self.changed or self.gone or self.kept)


def upgrade(base: Template, own: Template, shipped: Template) -> Upgrade:
    """A merge of three by task: `base` is the shipped template that `own` was made from."""
    fresh = tuple(step for step in shipped.tasks if not base.step(step.key) and not own.step(step.key))
    changed, gone, kept, merged = [], [], [], []
    for step in own.tasks:
        before, now = base.step(step.key), shipped.step(step.key)
        if now in (before, step) or before is None:
            merged.append(step)
        elif step != before:
            kept.append(step)
            merged.append(step)
        elif now is None:
            gone.append(step)
        else:
            changed.append(now)
            merged.append(now)
    for step in fresh:
        merged.insert(_place(step, shipped, merged), step)
    criteria = shipped.criteria if own.criteria == base.criteria else own.criteria
    return Upgrade(Template(tuple(merged), criteria), fresh, tuple(changed), tuple(gone), tuple(kept))


def _place(step: Step, shipped: Template, among: list[Step]) -> int:
    """Behind the nearest task that stands before it in the shipped template."""
    keys = [other.key for other in among]
    before = [other.key for other in shipped.tasks[: shipped.tasks.index(step)]]
    return next((keys.index(key) + 1 for key in reversed(before) if key in keys), 0)
