"""Accepting a proposed theme, under a name that a person gives, or dismissing it."""

from rituals.messages import proposals as looks
from rituals.permissions import Act, enter
from rituals.refusals import NotThere
from rituals.services import Person, Services
from rituals.signals.capture import theme_ids
from rituals.themes.editing import one_label
from rituals.themes.following import follow
from storage import audit, proposals, signals


def accept(services: Services, by: Person, proposal_id: str, typed: str) -> tuple[str, int]:
    """Put the signals of a proposal into the theme with that name, new if nobody used it before; name and number.

    Signals that somebody gave a theme meanwhile keep that one. Cards and search follow. Raises FieldErrors for a name
    that is none, NotThere or NotAllowed.
    """
    label = one_label(typed, looks.NAME)
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.EDIT_THEMES)
        if not proposals.decide(tx, home.id, proposal_id, proposals.ACCEPTED, by.id, now):
            raise NotThere
        [theme] = theme_ids(tx, home.id, (label,), now)
        joined = proposals.join(tx, home.id, proposal_id, theme)
        changes = (
            {
                "object_kind": signals.KIND,
                "object_id": signal,
                "before": {"themes": []},
                "after": {"themes": [theme]},
            }
            for signal in joined
        )
        audit.note_all(tx, home.id, changes, act="edit", by=by.id, now=now)
        follow(tx, home.id, theme, now, proposal=proposal_id)
        return label, len(joined)


def dismiss(services: Services, by: Person, proposal_id: str) -> None:
    """Not a theme: the same signals are not proposed again before they are half as many more.

    Raises NotThere or NotAllowed.
    """
    with services.write() as tx:
        home = enter(tx, by, Act.EDIT_THEMES)
        if not proposals.decide(tx, home.id, proposal_id, proposals.DISMISSED, by.id, services.now()):
            raise NotThere
