"""Merging two themes that are one: the label of one leads to the other, which has its signals. It can be undone."""

from rituals.merging.noting import note
from rituals.merging.refusals import TakenOver
from rituals.messages import theme_forms as form
from rituals.messages.theme_forms import Page
from rituals.permissions import Act, enter, reader
from rituals.refusals import FieldErrors, NotFound
from rituals.services import Person, Services
from rituals.themes.following import follow
from rituals.themes.seeing import page_of, seen, seen_named
from storage import merging, theme_board, themes
from storage.merging import Kind
from storage.signals import NOBODY_IN_PARTICULAR


def merge(services: Services, by: Person, theme_id: str, other: str) -> Page:
    """Have a theme lead to the one with the other label, which is told. The same twice is one merge.

    Raises FieldErrors where they are one already, or where a name that the team may not know would be shown to it;
    NotFound or NotAllowed.
    """
    now = services.now()
    with services.write() as tx:
        merging.begin(tx, by.workspace)
        home = enter(tx, by, Act.EDIT_THEMES)
        eyes = reader(by, home)
        kept = seen_named(tx, home, other, eyes)
        if known := merging.of(tx, home.id, Kind.THEME, theme_id):
            if known.kept_id != kept.id:
                raise NotFound  # it leads elsewhere since the form was opened
            return page_of(tx, by, home, kept)
        merged = seen(tx, home, theme_id, eyes)
        if merged.id == kept.id:
            raise FieldErrors({form.OTHER: "themes.error_same"})
        if theme_board.entry(tx, home.id, merged.id, NOBODY_IN_PARTICULAR) is None:
            raise FieldErrors({form.OTHER: "themes.error_hidden"})
        merging.hold(tx, home.id, Kind.THEME, merged.id, kept.id)
        made = merging.merge_themes(tx, home.id, merged.id, kept.id, by.id, now)
        note(tx, home.id, made, "merge", by, now)
        follow(tx, home.id, kept.id, now)
        return page_of(tx, by, home, seen(tx, home, kept.id, eyes))


def undo(services: Services, by: Person, merge_id: str) -> Page:
    """Have a merged theme stand for itself again, with its signals; the one that was kept is told. The same twice is one undo.

    Raises NotFound, NotAllowed, or TakenOver where the one that was kept leads to another by now.
    """
    now = services.now()
    with services.write() as tx:
        merging.begin(tx, by.workspace)
        home = enter(tx, by, Act.EDIT_THEMES)
        eyes = reader(by, home)
        known = merging.get(tx, home.id, merge_id)
        if known is None or known.kind is not Kind.THEME:
            raise NotFound
        if on := merging.of(tx, home.id, Kind.THEME, known.kept_id):
            labels = themes.own_labels(tx, home.id, [known.merged_id, known.kept_id, on.kept_id])
            merged, kept, head = (
                f"#{labels[theme]}" for theme in (known.merged_id, known.kept_id, on.kept_id)
            )
            raise TakenOver(name=merged, kept=kept, on=head)
        kept_one = seen(tx, home, known.kept_id, eyes)
        if not known.undone_at:
            merging.hold(tx, home.id, Kind.THEME, known.merged_id, known.kept_id)
            merging.undo_themes(tx, home.id, known.id, by.id, now)
            note(tx, home.id, known, "part", by, now)
            for theme in (known.merged_id, known.kept_id):
                follow(tx, home.id, theme, now)
        return page_of(tx, by, home, theme_board.entry(tx, home.id, kept_one.id, eyes) or kept_one)
