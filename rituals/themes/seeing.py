"""Themes as one person sees them: those that hold signals they may read, and one of them with its newest words."""

from rituals.messages.theme_forms import Absorbed, Page
from rituals.messages.themes import PAGE, Board, Line
from rituals.permissions import Act, enter, may, reader
from rituals.refusals import NotFound
from rituals.services import Person, Services
from storage import areas, merging, theme_board, themes
from storage.database import Transaction
from storage.merging import Kind
from storage.signals import Reader
from storage.theme_board import Entry
from storage.workspaces import Workspace

QUOTES = 3


def board(services: Services, by: Person, number: int = 0) -> Board:
    """A page of the themes, those with the most signals first; the last one where there are no more so many.

    Raises NotAllowed.
    """
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        eyes = reader(by, home)
        count = theme_board.count(tx, home.id, eyes)
        last = max(0, (count - 1) // PAGE)
        number = min(number, last)
        found = theme_board.page(tx, home.id, eyes, offset=number * PAGE, limit=PAGE)
        weights = theme_board.weights(tx, home.id, [theme.id for theme in found], eyes)
        return Board(
            [Line(theme, weights[theme.id]) for theme in found],
            number=number,
            count=count,
            more=number < last,
            may_edit=may(by, Act.EDIT_THEMES, home),
            currency=home.currency,
        )


def open_theme(services: Services, by: Person, theme_id: str) -> Page:
    """A theme. Raises NotFound, also for one whose signals are all hidden from this person, or NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        return page_of(tx, by, home, seen(tx, home, theme_id, reader(by, home)))


def open_named(services: Services, by: Person, label: str) -> Page:
    """The theme that a label leads to. Raises as `open_theme`."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        return page_of(tx, by, home, seen_named(tx, home, label, reader(by, home)))


def seen(tx: Transaction, home: Workspace, theme_id: str, eyes: Reader) -> Entry:
    """A theme that the reader may know of. One that was merged is the one that it leads to. Raises NotFound."""
    merge = merging.of(tx, home.id, Kind.THEME, theme_id)
    theme = theme_board.entry(tx, home.id, merge.kept_id if merge else theme_id, eyes)
    if theme is None:
        raise NotFound
    return theme


def seen_named(tx: Transaction, home: Workspace, label: str, eyes: Reader) -> Entry:
    """The theme that a label leads to, if the reader may know of it. Raises NotFound."""
    theme = theme_board.named(tx, home.id, label, eyes)
    if theme is None:
        raise NotFound
    return theme


def page_of(tx: Transaction, by: Person, home: Workspace, theme: Entry) -> Page:
    """All that is shown of a theme."""
    eyes = reader(by, home)
    absorbed = merging.into(tx, home.id, Kind.THEME, theme.id)
    labels = themes.own_labels(tx, home.id, [merge.merged_id for merge in absorbed])
    return Page(
        Line(theme, theme_board.weights(tx, home.id, [theme.id], eyes)[theme.id]),
        synonyms=themes.synonyms(tx, home.id, theme.id),
        absorbed=[Absorbed(merge, labels[merge.merged_id]) for merge in absorbed],
        quotes=theme_board.newest(tx, home.id, theme.id, eyes, QUOTES),
        areas=areas.all_of(tx, home.id),
        may_edit=may(by, Act.EDIT_THEMES, home),
        currency=home.currency,
    )
