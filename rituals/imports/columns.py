"""Which column of a file is which: by its name in French or English, or as somebody maps it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.kit.csv_cells import harmful
from bot.kit.words import fold
from rituals.imports.problems import CantImport

Names = Mapping[str, str]
"""By field, the names that its column may have besides the field's own, in words separated by spaces."""

LEFT_OUT = ("", "-")  # as a mapping's target


def key(name: str) -> str:
    """Two spellings of one column have the same key: case, accents, spaces and underscores do not matter."""
    return re.sub(r"[\W_]+", "", fold(name))


@dataclass(frozen=True)
class Columns:
    """Where each field stands in a row, and the columns that mean nothing to us."""

    header: tuple[str, ...]
    places: Mapping[str, int]
    left_out: tuple[str, ...]

    def __contains__(self, field: str) -> bool:
        return field in self.places

    def cell(self, cells: Sequence[str], field: str) -> str:
        """A row's cell to the letter; empty where the row has none. An apostrophe that made it harmless is taken away."""
        place = self.places.get(field)
        return harmful(cells[place]) if place is not None and place < len(cells) else ""


def known(names: Names) -> frozenset[str]:
    """The keys of all column names that mean something."""
    return frozenset(_fields(names))


def _fields(names: Names) -> dict[str, str]:
    return {key(name): field for field, others in names.items() for name in (field, *others.split())}


def map_columns(
    header: Sequence[str], names: Names, required: str, maps: Iterable[tuple[str, str]] = ()
) -> Columns:
    """Find the fields. `maps` are pairs of a column's name and our field (or `-`, to leave it out).

    Raises CantImport, with a line for each problem.
    """
    fields, problems = _fields(names), []
    mapped: dict[str, str] = {}
    columns = ", ".join(repr(name) for name in header if name)
    for theirs, ours in maps:
        if key(theirs) not in {key(name) for name in header}:
            problems.append(f"--map: there is no column {theirs!r}; there are {columns}")
        elif ours not in LEFT_OUT and key(ours) not in fields:
            problems.append(f"--map: {ours!r} is none of {', '.join(names)}; or - to leave the column out")
        else:
            mapped[key(theirs)] = "" if ours in LEFT_OUT else fields[key(ours)]
    places: dict[str, int] = {}
    taken = {field for field in mapped.values() if field}  # what somebody says beats what a name says
    for place, name in enumerate(header):
        named = key(name)
        field = mapped.get(named) if named in mapped else fields.get(named)
        if not field or (named not in mapped and field in taken):
            continue
        if field in places:
            problems.append(
                f"two columns are {field}: {header[places[field]]!r} and {name!r}; leave one out with --map '{name}=-'"
            )
        places.setdefault(field, place)
    if required not in places and not problems:
        problems.append(
            f"no column is the {required}; there are {columns}: name one with --map 'COLUMN={required}'"
        )
    if problems:
        raise CantImport(*problems)
    left_out = tuple(name for place, name in enumerate(header) if place not in places.values() and name)
    return Columns(tuple(header), places, left_out)
