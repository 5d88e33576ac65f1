"""Charts and tables.

https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block, table-block and data-table-block.
"""

from bot.playground.limits.place import ID_LIMIT, Place
from bot.playground.limits.rich_text import check_rich_text

SERIES = 6
CATEGORIES = 20
LABEL = 20
TABLE_CHARACTERS = 10_000


def check_chart(place: Place) -> None:
    """A data_visualization block."""
    place.is_object(required=("title", "chart"), optional=("block_id",))
    place.at("title").is_string(50)
    chart = place.at("chart")
    if not chart.present:
        return
    if chart.kind == "pie":
        _check_pie(chart)
    elif chart.kind in ("bar", "line", "area"):
        _check_axes(chart)
    else:
        chart.at("type").refuse(f"unsupported type: {chart.kind or None}")


def _check_pie(chart: Place) -> None:
    chart.is_object(required=("segments",))
    chart.at("segments").is_array(SERIES)
    for segment in chart.at("segments").each():
        if segment.is_object(required=("label", "value")):
            segment.at("label").is_string(LABEL)
            value = segment.at("value")
            value.is_number()
            if isinstance(value.value, int | float) and value.value <= 0:
                value.refuse("must be greater than 0")
    _refuse_twice(chart.at("segments"), "label")


def _check_axes(chart: Place) -> None:
    chart.is_object(required=("series", "axis_config"))
    axis = chart.at("axis_config")
    if axis.present and axis.is_object(required=("categories",), optional=("x_label", "y_label")):
        axis.at("categories").is_array(CATEGORIES)
        for category in axis.at("categories").each():
            category.is_string(LABEL)
        axis.at("x_label").is_string(50)
        axis.at("y_label").is_string(50)
    categories = [category.value for category in axis.at("categories").each()]
    if len(set(map(str, categories))) < len(categories):
        axis.at("categories").refuse("categories must be unique")
    chart.at("series").is_array(SERIES)
    for series in chart.at("series").each():
        if not series.is_object(required=("name", "data")):
            continue
        series.at("name").is_string(LABEL)
        series.at("data").is_array(CATEGORIES)
        for point in series.at("data").each():
            if point.is_object(required=("label", "value")):
                point.at("label").is_string(LABEL)
                point.at("value").is_number()
        labels = [point.at("label").value for point in series.at("data").each()]
        if sorted(map(str, labels)) != sorted(map(str, categories)):
            series.at("data").refuse("labels must match the axis categories, each once")
    _refuse_twice(chart.at("series"), "name")


def _refuse_twice(place: Place, key: str) -> None:
    seen = set()
    for part in place.each():
        name = part.at(key).value
        if isinstance(name, str) and name in seen:
            part.at(key).refuse("must be unique")
        seen.add(name if isinstance(name, str) else None)


def check_table(place: Place) -> None:
    """A table block: up to 100 rows of 20 cells."""
    place.is_object(required=("rows",), optional=("block_id", "column_settings"))
    place.at("rows").is_array(100)
    settings = place.at("column_settings")
    settings.is_array(20)
    for setting in settings.each():
        if setting.value is not None and setting.is_object(optional=("align", "is_wrapped")):
            setting.at("align").is_one_of("left", "center", "right")
            setting.at("is_wrapped").is_flag()
    _check_rows(place.at("rows"), even=False)


def check_data_table(place: Place) -> None:
    """A data_table block: a heading and up to 100 rows of as many cells each."""
    place.is_object(
        required=("rows", "caption"), optional=("block_id", "page_size", "row_header_column_index")
    )
    place.at("caption").is_string(ID_LIMIT)
    place.at("page_size").is_integer(1, 100)
    place.at("row_header_column_index").is_integer(0, 19)
    place.at("rows").is_array(101, least=2)
    _check_rows(place.at("rows"), even=True)


def _check_rows(rows: Place, *, even: bool) -> None:
    for number, row in enumerate(rows.each()):
        row.is_array(20)
        for cell in row.each():
            if cell.kind == "rich_text" and not (even and number == 0):
                check_rich_text(cell)
            elif cell.kind == "raw_text":
                cell.is_object(required=("text",))
                cell.at("text").is_string(TABLE_CHARACTERS, least=0 if even else 1)
            elif cell.kind == "raw_number":
                cell.is_object(required=("value",), optional=("text",))
                cell.at("value").is_number()
            else:
                cell.at("type").refuse(f"unsupported type: {cell.kind or None}")
    if even and len({len(row.value) for row in rows.each() if isinstance(row.value, list)}) > 1:
        rows.refuse("all rows must have the same number of cells")
    if written(rows.value) > TABLE_CHARACTERS:
        rows.refuse(f"must be less than {TABLE_CHARACTERS + 1} characters in all")


def written(part: object) -> int:
    """How many characters of text stand in a document."""
    if isinstance(part, list | tuple):
        return sum(written(inner) for inner in part)
    if isinstance(part, dict):
        return sum(
            len(inner) if key == "text" and isinstance(inner, str) else written(inner)
            for key, inner in part.items()
        )
    return 0
