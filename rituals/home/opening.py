"""Somebody opens their Home: it is published, and kept fresh from then on."""

from rituals.home.fresh import chosen, show_home
from rituals.services import Person, Services


def opened(services: Services, person: Person) -> None:
    """Show somebody their Home as it is now."""
    with services.write() as tx:
        kept = chosen(tx, person.workspace, person.id)
        show_home(tx, person.workspace, person.id, services.now(), kept)
