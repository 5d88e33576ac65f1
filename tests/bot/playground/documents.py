"""Parts of Block Kit documents, for tests of the limits."""

from typing import Any

from tests.bot.playground.company import option

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def select(kind: str = "static_select", **more: Any) -> Block:
    return {"type": kind, "action_id": "pick", **more}


def options(count: int) -> list[Block]:
    return [option(f"o{n}") for n in range(count)]


def bar(series: int = 1, categories: int = 1, **more: Any) -> Block:
    names = [f"c{n}" for n in range(categories)]
    data = [{"label": name, "value": 1} for name in names]
    chart = {
        "type": "bar",
        "series": [{"name": f"s{n}", "data": data} for n in range(series)],
        "axis_config": {"categories": names},
    }
    return {"type": "data_visualization", "title": "t", "chart": chart, **more}


def pie(*values: float) -> Block:
    segments = [{"label": f"l{n}", "value": value} for n, value in enumerate(values)]
    return {"type": "data_visualization", "title": "t", "chart": {"type": "pie", "segments": segments}}


def table(rows: int = 1, cells: int = 1, text: str = "x") -> Block:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * cells for _ in range(rows)]}


def rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def card(**more: Any) -> Block:
    return {"type": "card", **more}
