"""Templates of plans, by audience and language: shipped as plain YAML, and changed by each workspace in versions of its own."""

from rituals.launches.templates.files import header, shipped, shipped_text
from rituals.launches.templates.model import (
    AUDIENCES,
    COLLEAGUES,
    CRITERION_LIMIT,
    CUSTOMERS,
    FARTHEST,
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
from rituals.launches.templates.reading import TemplateError, read
from rituals.launches.templates.writing import write

__all__ = [
    "AUDIENCES",
    "COLLEAGUES",
    "CRITERION_LIMIT",
    "CUSTOMERS",
    "FARTHEST",
    "MARKET",
    "MOST_CRITERIA",
    "MOST_TASKS",
    "READY",
    "ROLES",
    "SIDES",
    "TEXT_LIMIT",
    "TITLE_LIMIT",
    "Step",
    "Template",
    "TemplateError",
    "header",
    "read",
    "shipped",
    "shipped_text",
    "tidy",
    "write",
]
