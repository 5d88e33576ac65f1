"""Themes as one person sees them: those that hold signals they may read, and one of them with its newest words."""

from rituals.messages.themes import PAGE, Board, Line, Opened
from rituals.permissions import Act, enter, may, reader
from rituals.refusals import NotFound
from rituals.services import Person, Services
from storage import areas, theme_board
from storage.database import Transaction
from storage.theme_board import Entry
from storage.workspaces import Workspace

QUOTES = 3


def board(services: Services, by: Person, number: int = 0) -> Board:
    """A page of the themes, those with the most signals first; the last one where there are no more so many."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        eyes = reader(by, home)
        count = theme_board.count(tx, home.id, eyes)
        last = max(0, (count - 1) // PAGE)
        number = min(number, last)
        found = theme_board.page(tx, home.id, eyes, offset=number * PAGE, limit=PAGE)
        weights = theme_board.weights(tx, home.id, [theme.id for theme in found], eyes)
        lines = [Line(theme, weights[theme.id]) for theme in found]
        return Board(
            lines,
            number=number,
            count=count,
            more=number < last,
            may_edit=may(by, Act.EDIT_THEMES, home),
            currency=home.currency,
        )


def open_theme(services: Services, by: Person, theme_id: str) -> Opened:
    """A theme. Raises NotFound, also for one whose signals are all hidden from this person."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        theme = theme_board.entry(tx, home.id, theme_id, reader(by, home))
        if theme is None:
            raise NotFound
        return _opened(tx, by, home, theme)


def open_named(services: Services, by: Person, label: str) -> Opened:
    """The theme with that label. Raises NotFound, as `open_theme`."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        theme = theme_board.named(tx, home.id, label, reader(by, home))
        if theme is None:
            raise NotFound
        return _opened(tx, by, home, theme)


def _opened(tx: Transaction, by: Person, home: Workspace, theme: Entry) -> Opened:
    eyes = reader(by, home)
    return Opened(
        Line(theme, theme_board.weights(tx, home.id, [theme.id], eyes)[theme.id]),
        quotes=theme_board.newest(tx, home.id, theme.id, eyes, QUOTES),
        areas=areas.all_of(tx, home.id),
        may_edit=may(by, Act.EDIT_THEMES, home),
        currency=home.currency,
    )
