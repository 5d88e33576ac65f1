"""Whether a digest is useful: each reader's last click counts; admins see shares, never who pressed what."""

from dataclasses import dataclass

from bot.kit.frontdoor import plain
from rituals.permissions import Act, enter
from rituals.refusals import FieldErrors, NotFound
from rituals.services import Person, Services
from storage import digest_votes, rituals
from storage.database import Transaction

LEAST = 5
"""Presses from which on a share is told: below, it would be about persons."""


@dataclass(frozen=True)
class Share:
    """Of how many who pressed, how many found it useful; whole percents."""

    percent: int
    pressed: int


def vote(services: Services, by: Person, run_id: str, *, useful: bool) -> None:
    """Say whether a digest was useful; said again, the last word counts. Raises NotFound or NotAllowed."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        if rituals.get_run(tx, home.id, run_id) is None:
            raise NotFound
        digest_votes.put(tx, home.id, run_id, by.id, useful=useful, now=now)


def open_why(services: Services, by: Person, run_id: str) -> None:
    """For somebody who is about to say why. Raises NotAllowed, or NotFound for who did not press."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        if not digest_votes.pressed(tx, home.id, run_id, by.id):
            raise NotFound


def say_why(services: Services, by: Person, run_id: str, words: str | None, field: str) -> None:
    """Add a word why. Raises NotAllowed, NotFound for who did not press, or FieldErrors without words."""
    if not words:
        raise FieldErrors({field: "forms.error_empty"})
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        if not digest_votes.say_why(tx, home.id, run_id, by.id, plain(words, escaped=False)):
            raise NotFound


def shares(tx: Transaction, workspace: str) -> dict[str, Share]:
    """By ritual, of all its digests; only of those that enough readers pressed at."""
    return {
        ritual: Share(round(100 * useful / pressed), pressed)
        for ritual, useful, pressed in digest_votes.by_ritual(tx, workspace)
        if pressed >= LEAST
    }
