"""Tables: https://docs.slack.dev/reference/block-kit/blocks/table-block and data-table-block"""

from collections.abc import Sequence

from markupsafe import Markup

from bot.playground.render.emoji import with_emoji
from bot.playground.render.rich_text import render_rich_text
from bot.playground.render.viewer import Block, Lookup, Viewer
from bot.playground.words import words

_COLUMN_HEAD = Markup('<th scope="col" class="{}">{}</th>')
_ROW_HEAD = Markup('<th scope="row" class="{}">{}</th>')
_CELL = Markup('<td class="{}">{}</td>')


def render_table(block: Block, viewer: Viewer, lookup: Lookup) -> Markup:
    """The first row is the heading; it scrolls sideways by itself, by keyboard too."""
    rows: Sequence[Sequence[Block]] = block.get("rows", [])
    settings = block.get("column_settings") or []
    caption = block.get("caption")
    row_header = block.get("row_header_column_index")
    body = Markup("").join(
        _row(row, settings, viewer, lookup, heading=index == 0, row_header=row_header)
        for index, row in enumerate(rows)
    )
    return Markup(
        '<div class="table-wrap" role="region" tabindex="0" aria-label="{}"><table>{}{}</table></div>'
    ).format(
        caption or words(viewer.language)["table"],
        Markup("<caption>{}</caption>").format(caption) if caption else "",
        body,
    )


def _row(
    row: Sequence[Block],
    settings: Sequence[Block | None],
    viewer: Viewer,
    lookup: Lookup,
    *,
    heading: bool,
    row_header: int | None,
) -> Markup:
    cells = []
    for column, cell in enumerate(row):
        setting = (settings[column] if column < len(settings) else None) or {}
        align = setting.get("align", "right" if cell.get("type") == "raw_number" else "left")
        classes = f"align-{align}" + (" wrapped" if setting.get("is_wrapped") else "")
        shape = _COLUMN_HEAD if heading else _ROW_HEAD if column == row_header else _CELL
        cells.append(shape.format(classes, _cell(cell, viewer, lookup)))
    return Markup("<tr>{}</tr>").format(Markup("").join(cells))


def _cell(cell: Block, viewer: Viewer, lookup: Lookup) -> Markup:
    if cell.get("type") == "rich_text":
        return render_rich_text(cell, viewer, lookup)
    return Markup("{}").format(with_emoji(str(cell.get("text", cell.get("value", "")))))
