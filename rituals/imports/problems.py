"""Why a file, or a row of it, can't be brought in: in words that say what to do."""


class CantImport(Exception):
    """The file can't be brought in at all, and nothing of it was. One line per problem."""

    def __init__(self, *lines: str) -> None:
        super().__init__("; ".join(lines))
        self.lines = lines


class RowRefused(Exception):
    """One row can't be brought in; the others can."""
