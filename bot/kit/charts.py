"""Slack's native charts, checked against their limits: a chart that Slack refuses would cost the whole message.

https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.kit.blocks import Block, shorten

TITLE_LIMIT = 50
NAME_LIMIT = 20
CATEGORIES = 20
SERIES = 6


@dataclass(frozen=True)
class Series:
    """One colour of a chart: a value for each category."""

    name: str
    values: Sequence[int]


def bar_chart(title: str, categories: Sequence[str], series: Sequence[Series]) -> Block:
    """Bars side by side, a group for each category.

    Raises ValueError for what Slack would refuse: too many or no categories or series, names that are the same, a
    series without one value for each category.
    """
    if not 1 <= len(categories) <= CATEGORIES or not 1 <= len(series) <= SERIES:
        raise ValueError(f"a bar chart has 1 to {CATEGORIES} categories and 1 to {SERIES} series")
    if len(set(categories)) != len(categories) or len({one.name for one in series}) != len(series):
        raise ValueError("categories and series of a chart need names of their own")
    if any(len(one.values) != len(categories) for one in series):
        raise ValueError("each series has one value for each category")
    return {
        "type": "data_visualization",
        "title": shorten(title, TITLE_LIMIT),
        "chart": {
            "type": "bar",
            "series": [
                {
                    "name": shorten(one.name, NAME_LIMIT),
                    "data": [
                        {"label": label, "value": value}
                        for label, value in zip(categories, one.values, strict=True)
                    ],
                }
                for one in series
            ],
            "axis_config": {"categories": list(categories)},
        },
    }
