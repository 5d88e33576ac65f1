"""Somebody opens their Home: it is published, and kept fresh from then on."""

from rituals.home.fresh import show_home
from rituals.services import Person, Services


def opened(services: Services, person: Person) -> None:
    """Show somebody their Home as it is now."""
    with services.write() as tx:
        show_home(tx, person.workspace, person.id, services.now())
