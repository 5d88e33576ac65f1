"""What a template is made of."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.kit.frontdoor import plain

ROLES = ("pm", "pmm", "sales", "support", "legal", "design", "sponsor")
SIDES = ("marketing", "product", "sales", "support", "legal", "finance")
READY, MARKET = "ready", "market"
CUSTOMERS, COLLEAGUES = "customers", "colleagues"
AUDIENCES = (CUSTOMERS, COLLEAGUES)

KEY_LIMIT = 32
TITLE_LIMIT = 100
TEXT_LIMIT = 1000
CRITERION_LIMIT = 200
FARTHEST = 260  # working days: a year
MOST_TASKS = 150
MOST_CRITERIA = 12


def tidy(text: str) -> str:
    """A text as templates keep it: storable, one kind of line break, nothing empty around it."""
    return "\n".join(plain(text, escaped=False).splitlines()).strip()


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


@dataclass(frozen=True)
class Template:
    """The tasks of a plan in their order, and by what its go/no-go is decided."""

    tasks: tuple[Step, ...]
    criteria: tuple[str, ...] = ()

    def step(self, key: str) -> Step | None:
        return next((step for step in self.tasks if step.key == key), None)
