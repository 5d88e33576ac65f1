"""The digest of a channel, and what is new since the last one for who asks."""

from rituals.digest import telling
from rituals.digest.facts import gather, of_window
from rituals.digest.options import Options
from rituals.messages import digest as looks
from rituals.permissions import Act, enter
from rituals.refusals import NotFound
from rituals.registry import RitualKind
from rituals.running import window_of
from rituals.services import Person, Services
from storage import rituals

WEEKLY = "weekly_digest"

RITUAL = RitualKind(
    name=WEEKLY,
    default_rule="FREQ=WEEKLY;BYDAY=MO",
    default_at="09:00",
    gather=gather,
    render=telling.render,
    more=telling.render_more,
    several=True,
)


def exists(services: Services, person: Person) -> bool:
    """Whether the workspace has a weekly digest: set-up makes it. Raises NotAllowed."""
    with services.read() as tx:
        enter(tx, person, Act.READ)
        return rituals.named(tx, person.workspace, WEEKLY) is not None


def since_last(services: Services, person: Person) -> looks.Digest | None:
    """What is new since the last digest, as of now; None if nothing is. Raises NotAllowed, and NotFound before set-up."""
    with services.read() as tx:
        home = enter(tx, person, Act.READ)
        ritual = rituals.named(tx, home.id, WEEKLY)
        if ritual is None:
            raise NotFound
        window = window_of(ritual, RITUAL, services.now())
        facts = of_window(tx, home, window, Options())
        return telling.shown(tx, home.id, facts, services.command_prefix) if facts else None


def last_one(services: Services, person: Person) -> looks.Digest | None:
    """The last digest that was posted; None before the first. Raises NotAllowed."""
    with services.read() as tx:
        enter(tx, person, Act.READ)
        ritual = rituals.named(tx, person.workspace, WEEKLY)
        runs = rituals.last_runs(tx, person.workspace, ritual.id, 1, outcome=rituals.SAID) if ritual else []
        return telling.shown(tx, person.workspace, runs[0].facts, services.command_prefix) if runs else None
