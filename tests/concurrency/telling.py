"""A process that tells a release's audience and delivers, and dies where its plan says."""

import signal
import threading
from functools import partial

from bot.delivery import Delivery
from rituals.services import Person, person_id
from rituals.shipped import telling
from rituals.shipped.saying import KIND
from tests.bot.delivering import TEAM, services_for
from tests.concurrency.process import POLICY, Death, MortalDatabase, MortalSlack, Plan, now, persist

PAM = Person(person_id(TEAM, "U0PAM"), TEAM, "Pam", "en", "Europe/Paris")


def tell_and_deliver(plan: Plan, release: str) -> None:
    """Press *Tell them*, then deliver until killed, or told to end by SIGTERM."""
    told_to_end = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told_to_end.set())
    death = Death(plan.death)
    database = MortalDatabase(plan.database_url, death)
    services = services_for(database, lambda: now(plan))
    kinds = {KIND.name: KIND}
    delivery = Delivery(database, kinds, MortalSlack(plan, death), services, policy=POLICY)
    persist(lambda: (telling.tell(services, PAM, release), None)[1], told_to_end)
    while not told_to_end.is_set():
        persist(partial(deliver, delivery, told_to_end), told_to_end)
    database.close()


def deliver(delivery: Delivery, told_to_end: threading.Event) -> None:
    if not delivery.step():
        told_to_end.wait(0.02)
