"""Charts as inline SVG that a screen reader can read.

https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block. Colours come from classes
(`series-1` to `series-6`), positions from attributes: no style attribute anywhere.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel.numbers import format_decimal, format_percent
from markupsafe import Markup

from bot.playground.render.viewer import Block, Viewer

_WIDTH, _HEIGHT = 560, 222
_LEFT, _RIGHT, _TOP = 52, 12, 12
_BOTTOM, _AXIS_TITLE = 26, 18
_LETTER, _LEAN = 8.0, 6.5  # room for a letter of a name along the axis, and below it where names lean
_NAMES = 16  # more run into each other, even leaning
_TICKS = 4


@dataclass(frozen=True)
class _Series:
    name: str
    values: Mapping[str, float]


def render_chart(block: Block, viewer: Viewer) -> Markup:
    """A figure with a title, the drawing and a legend; the numbers are in the drawing's description."""
    chart = block.get("chart", {})
    title = str(block.get("title", ""))
    if chart.get("type") == "pie":
        drawing, legend, description = _pie(chart, viewer)
        height: float = _HEIGHT
    else:
        drawing, legend, description, height = _axes_chart(chart, viewer)
    return Markup(
        '<figure class="chart"><figcaption>{}</figcaption>'
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}"><title>{}</title><desc>{}</desc>{}</svg>'
        "{}</figure>"
    ).format(title, _WIDTH, height, f"{title}. {description}", title, description, drawing, legend)


def _number(value: float, viewer: Viewer) -> str:
    return format_decimal(round(value, 2), locale=viewer.babel)


def _legend(entries: Sequence[str]) -> Markup:
    items = Markup("").join(
        Markup('<li><svg class="key" viewBox="0 0 10 10" aria-hidden="true">{}</svg>{}</li>').format(
            Markup('<rect class="series-{}" width="10" height="10" rx="3"/>').format(_colour(index)), entry
        )
        for index, entry in enumerate(entries)
    )
    return Markup('<ul class="legend">{}</ul>').format(items)


def _colour(index: int) -> int:
    return index % 6 + 1


# Pie --------------------------------------------------------------------------------------------------------


def _pie(chart: Block, viewer: Viewer) -> tuple[Markup, Markup, str]:
    segments = [(str(part["label"]), float(part["value"])) for part in chart.get("segments", [])]
    total = sum(value for _, value in segments) or 1.0
    shown = [
        f"{label}: {_number(value, viewer)} ({format_percent(value / total, locale=viewer.babel)})"
        for label, value in segments
    ]
    slices = []
    turned = 0.0
    for index, (_, value) in enumerate(segments):
        share = value / total
        slices.append(_slice(turned, share, _colour(index), shown[index]))
        turned += share
    return Markup("").join(slices), _legend(shown), "; ".join(shown)


def _slice(start: float, share: float, colour: int, label: str) -> Markup:
    middle_x, middle_y, radius = _WIDTH / 2, _HEIGHT / 2, _HEIGHT / 2 - 10
    if share > 0.9999:  # an arc from a point to itself draws nothing
        return Markup('<circle class="series-{}" cx="{}" cy="{}" r="{}"><title>{}</title></circle>').format(
            colour, middle_x, middle_y, radius, label
        )

    def point(turn: float) -> str:
        angle = 2 * math.pi * turn - math.pi / 2
        return f"{middle_x + radius * math.cos(angle):.1f} {middle_y + radius * math.sin(angle):.1f}"

    path = (
        f"M {middle_x:.1f} {middle_y:.1f} L {point(start)} "
        f"A {radius:.1f} {radius:.1f} 0 {int(share > 0.5)} 1 {point(start + share)} Z"
    )
    return Markup('<path class="slice series-{}" d="{}"><title>{}</title></path>').format(colour, path, label)


# Bar, line, area --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Plane:
    """The drawing area: where a category and a value lie."""

    categories: Sequence[str]
    low: float
    high: float

    @property
    def step(self) -> float:
        return (_WIDTH - _LEFT - _RIGHT) / max(len(self.categories), 1)

    @property
    def leaning(self) -> float:
        """How far names reach below the axis that have no room side by side; 0 where all have."""
        longest = max(map(len, self.categories), default=0)
        return longest * _LEAN if longest * _LETTER > self.step else 0.0

    def x(self, index: int) -> float:
        return _LEFT + self.step * (index + 0.5)

    def y(self, value: float) -> float:
        return _HEIGHT - _BOTTOM - (value - self.low) / (self.high - self.low) * (_HEIGHT - _TOP - _BOTTOM)


def _axes_chart(chart: Block, viewer: Viewer) -> tuple[Markup, Markup, str, float]:
    """The drawing, its legend, its description and its height."""
    axis = chart.get("axis_config", {})
    series = [
        _Series(
            str(one.get("name", "")),
            {str(point["label"]): float(point["value"]) for point in one.get("data", [])},
        )
        for one in chart.get("series", [])
    ]
    categories = [str(category) for category in axis.get("categories", [])]
    values = [value for one in series for value in one.values.values()]
    step = _nice_step(max([0.0, *values]) - min([0.0, *values]))
    low = math.floor(min([0.0, *values]) / step) * step
    high = max(math.ceil(max([0.0, *values]) / step) * step, low + step)
    plane = _Plane(categories, low, high)
    draw = {"bar": _bars, "line": _lines, "area": _areas}.get(str(chart.get("type")), _bars)
    drawing = Markup("").join(
        (_grid(plane, step, viewer), draw(plane, series, viewer), _axis_labels(plane, axis))
    )
    description = "; ".join(
        f"{one.name}: "
        + ", ".join(f"{label} {_number(value, viewer)}" for label, value in one.values.items())
        for one in series
    )
    height = _HEIGHT + plane.leaning + (_AXIS_TITLE if axis.get("x_label") else 0)
    return drawing, _legend([one.name for one in series]), description, height


def _nice_step(span: float) -> float:
    """1, 2 or 5 times a power of ten, so that about four lines cover the span."""
    if span <= 0:
        return 1.0
    rough = span / _TICKS
    power: float = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)


def _grid(plane: _Plane, step: float, viewer: Viewer) -> Markup:
    lines = []
    for index in range(round((plane.high - plane.low) / step) + 1):
        value = plane.low + index * step
        y = round(plane.y(value), 1)
        lines.append(
            Markup(
                '<line class="grid{}" x1="{}" x2="{}" y1="{}" y2="{}"/>'
                '<text class="tick" x="{}" y="{}" text-anchor="end">{}</text>'
            ).format(
                " zero" if abs(value) < step / 2 else "",
                _LEFT,
                _WIDTH - _RIGHT,
                y,
                y,
                _LEFT - 8,
                y + 4,
                _number(value, viewer),
            )
        )
    return Markup("").join(lines)


def _axis_labels(plane: _Plane, axis: Block) -> Markup:
    every = math.ceil(len(plane.categories) / _NAMES)
    below = _HEIGHT - _BOTTOM + 17
    names = [
        Markup('<text class="tick" x="{x:.1f}" y="{y}" text-anchor="{anchor}"{turned}>{name}</text>').format(
            x=plane.x(index),
            y=below,
            anchor="end" if plane.leaning else "middle",
            turned=Markup(' transform="rotate(-35 {:.1f} {})"').format(plane.x(index), below)
            if plane.leaning
            else "",
            name=name,
        )
        for index, name in enumerate(plane.categories)
        if index % every == 0
    ]
    if axis.get("x_label"):
        names.append(
            Markup('<text class="axis" x="{}" y="{}" text-anchor="middle">{}</text>').format(
                (_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT + plane.leaning + _AXIS_TITLE - 6, axis["x_label"]
            )
        )
    if axis.get("y_label"):
        middle = (_HEIGHT - _BOTTOM + _TOP) / 2
        names.append(
            Markup(
                '<text class="axis" transform="rotate(-90 11 {})" x="11" y="{}" text-anchor="middle">'
                "{}</text>"
            ).format(middle, middle, axis["y_label"])
        )
    return Markup("").join(names)


def _bars(plane: _Plane, series: Sequence[_Series], viewer: Viewer) -> Markup:
    width = min(plane.step * 0.72 / max(len(series), 1), 56)
    bars = []
    for place, one in enumerate(series):
        for index, category in enumerate(plane.categories):
            if (value := one.values.get(category)) is None:
                continue
            left = plane.x(index) + (place - len(series) / 2) * width
            top, bottom = sorted((plane.y(value), plane.y(0)))
            bars.append(
                Markup(
                    '<rect class="series-{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="2">'
                    "<title>{}</title></rect>"
                ).format(
                    _colour(place),
                    left + 1,
                    top,
                    max(width - 2, 1),
                    max(bottom - top, 1),
                    f"{one.name}, {category}: {_number(value, viewer)}",
                )
            )
    return Markup("").join(bars)


def _points(plane: _Plane, one: _Series) -> list[tuple[float, float, str, float]]:
    return [
        (round(plane.x(index), 1), round(plane.y(one.values[category]), 1), category, one.values[category])
        for index, category in enumerate(plane.categories)
        if category in one.values
    ]


def _lines(plane: _Plane, series: Sequence[_Series], viewer: Viewer) -> Markup:
    pieces = []
    for place, one in enumerate(series):
        points = _points(plane, one)
        path = " ".join(f"{x},{y}" for x, y, _, _ in points)
        pieces.append(Markup('<polyline class="line-{}" points="{}"/>').format(_colour(place), path))
        pieces += [
            Markup('<circle class="series-{}" cx="{}" cy="{}" r="3.5"><title>{}</title></circle>').format(
                _colour(place), x, y, f"{one.name}, {category}: {_number(value, viewer)}"
            )
            for x, y, category, value in points
        ]
    return Markup("").join(pieces)


def _areas(plane: _Plane, series: Sequence[_Series], viewer: Viewer) -> Markup:
    """Layered, the first at the back, as Slack's documentation says."""
    pieces = []
    for place, one in enumerate(series):
        if points := _points(plane, one):
            zero = round(plane.y(0), 1)
            path = " ".join(f"{x},{y}" for x, y, _, _ in points)
            closed = f"{points[0][0]},{zero} {path} {points[-1][0]},{zero}"
            pieces.append(Markup('<polygon class="area-{}" points="{}"/>').format(_colour(place), closed))
    return Markup("").join([*pieces, _lines(plane, series, viewer)])
