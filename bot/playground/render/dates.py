"""Times and dates on the viewer's wall clock, in the viewer's language.

Date tokens: https://docs.slack.dev/messaging/formatting-message-text#date-formatting
"""

import re
from datetime import UTC, date, datetime

from babel.dates import format_date, format_time, format_timedelta
from markupsafe import Markup

from bot.playground.render.viewer import Viewer
from bot.playground.words import words

_TOKEN = re.compile(r"\{(\w+)\}")
_YEAR = re.compile(r",?\s*y+")
_LONGEST = 4_102_444_800  # the year 2100: larger numbers are no dates that a message would mean


def clock_time(viewer: Viewer, instant: datetime, *, seconds: bool = False) -> str:
    """The time of day: 14:05, or 2:05 PM for American readers."""
    shape = "medium" if seconds else "short"
    return format_time(viewer.local(instant), shape, tzinfo=None, locale=viewer.babel)


def day_label(viewer: Viewer, instant: datetime) -> str:
    """The day as a separator names it: Today, Yesterday, or Monday 23 November."""
    day = viewer.local(instant).date()
    if near := _near(viewer, day):
        return near.capitalize()
    pattern = str(viewer.babel.date_formats["full"].pattern)
    if day.year == viewer.local(viewer.now).year:
        pattern = _YEAR.sub("", pattern)
    label = format_date(day, pattern, locale=viewer.babel)
    return label[:1].upper() + label[1:]


def full_moment(viewer: Viewer, instant: datetime) -> str:
    """Day and time in full, as the title of a short time."""
    day = format_date(viewer.local(instant).date(), "full", locale=viewer.babel)
    return f"{day}, {clock_time(viewer, instant)}"


def time_tag(viewer: Viewer, instant: datetime, label: str) -> Markup:
    """`<time>` with the machine's form and the full moment as a title."""
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        viewer.local(instant).isoformat(timespec="minutes"), full_moment(viewer, instant), label
    )


def render_date(viewer: Viewer, stamp: str, pattern: str, fallback: str) -> Markup:
    """A date token for this reader; the fallback where stamp or pattern make no sense."""
    if not stamp.isascii() or not stamp.isdigit() or len(stamp) > 10 or int(stamp) > _LONGEST:
        return Markup("{}").format(fallback)
    instant = datetime.fromtimestamp(int(stamp), UTC)
    known = {name: _shape(viewer, instant, name) for name in _TOKEN.findall(pattern)}
    if not known or None in known.values():
        return Markup("{}").format(fallback)
    text = _TOKEN.sub(lambda match: known[match[1]] or "", pattern)
    return time_tag(viewer, instant, text)


def _shape(viewer: Viewer, instant: datetime, name: str) -> str | None:
    if name == "ago":
        return format_timedelta(instant - viewer.now, add_direction=True, locale=viewer.babel)
    if name in ("time", "time_secs"):
        return clock_time(viewer, instant, seconds=name == "time_secs")
    day = viewer.local(instant).date()
    if name == "date_num":
        return day.isoformat()
    base, pretty = name.removesuffix("_pretty"), name.endswith("_pretty")
    width = {"date": "long", "date_short": "medium", "date_long": "full"}.get(base)
    if width is None:
        return None
    return (_near(viewer, day) if pretty else None) or format_date(day, width, locale=viewer.babel)


def _near(viewer: Viewer, day: date) -> str | None:
    distance = (day - viewer.local(viewer.now).date()).days
    key = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(distance)
    return words(viewer.language)[key] if key else None
