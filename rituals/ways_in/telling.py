"""A private word to somebody whose message could not be saved as they wished; nothing where all went well."""

from bot.kit.message import Message
from rituals.messages.ways_in import told
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts, Services
from storage import outbox
from storage.database import Transaction

TOLD = "way_in_told"


def tell(
    tx: Transaction, services: Services, person: str, what: str, place: str, key: str, ref: str | None = None
) -> None:
    """Tell somebody what became of what they wanted saved: `what` names the words, `ref` the signal if there is one."""
    outbox.put(
        tx,
        person.partition(":")[0],
        kind=TOLD,
        recipient=person,
        facts={"what": what, "place": place, "ref": ref},
        unique_key=f"{TOLD}:{what}:{key}",
        now=services.now(),
    )


def _render(scene: Scene, facts: Facts) -> Message:
    return told(scene.texts, facts["what"], facts["place"], facts["ref"])


KIND = MessageKind(TOLD, _render, doubt=Doubt.RATHER_TWICE)
