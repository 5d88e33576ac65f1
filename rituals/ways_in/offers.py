"""A mention of the bot, or a direct message to it, is answered with what can be done; nothing is saved by itself."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.kit.message import Message
from rituals.messages.home.day import first_steps
from rituals.messages.ways_in import offer
from rituals.permissions import calling, workspace_of
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts, PersonId, Services, person_id
from rituals.ways_in.drafts import without_address
from storage import outbox, preferences, requests, ways_in

OFFER = "way_in_offer"
MET = "met"  # by which it is remembered that somebody wrote to us before


@dataclass(frozen=True)
class Addressed:
    """Something that a person said to the bot, in `words` made plain. `event` is the id by which Slack tells it."""

    event: str
    user: str
    place: str
    ts: str
    thread_ts: str | None
    words: str


def mentioned(services: Services, workspace: str, said: Addressed) -> None:
    """Answer in the message's thread, once. A mention without more words means the message that the thread is about."""
    with services.write() as tx:
        if requests.claim(tx, workspace, f"event:{said.event}", {}, datetime.now(UTC)) is not None:
            return
        bot_user = workspace_of(tx, workspace).bot_user
        if said.user == bot_user:
            return
        meant = said.ts if without_address(said.words, bot_user) or not said.thread_ts else said.thread_ts
        outbox.put(
            tx,
            workspace,
            kind=OFFER,
            recipient=said.place,
            facts={"place": said.place, "ts": meant},
            unique_key=f"{OFFER}:{said.place}:{said.ts}",
            now=services.now(),
            thread_ts=said.thread_ts or said.ts,
        )


def written_to(services: Services, workspace: str, said: Addressed) -> None:
    """Answer a direct message: the first of a day, or of a new matter once a button of the answer was used.

    The first of all says in three lines what there is for somebody of their role.
    """
    person = services.directory.person(workspace, person_id(workspace, said.user))
    today = services.now().astimezone(ZoneInfo(person.zone)).date()
    with services.write() as tx:
        if requests.claim(tx, workspace, f"event:{said.event}", {}, datetime.now(UTC)) is not None:
            return
        if not ways_in.take_day(tx, workspace, person.id, today.isoformat()):
            return
        facts = {"place": said.place, "ts": said.ts}
        if MET not in preferences.all_of(tx, workspace, person.id):
            preferences.choose(tx, workspace, person.id, MET, preferences.ON)
            facts["first"] = calling(person)
        outbox.put(
            tx,
            workspace,
            kind=OFFER,
            recipient=person.id,
            facts=facts,
            unique_key=f"{OFFER}:{said.place}:{said.ts}",
            now=services.now(),
        )


def used(services: Services, workspace: str, person: PersonId) -> None:
    """Somebody used a button of an answer: what they write next is a new matter."""
    with services.write() as tx:
        ways_in.free_day(tx, workspace, person)


def _render(scene: Scene, facts: Facts) -> Message:
    prefix = scene.services.command_prefix
    first = first_steps(scene.texts, facts["first"], prefix) if "first" in facts else None
    return offer(scene.texts, facts["place"], facts["ts"], first=first)


KIND = MessageKind(OFFER, _render, doubt=Doubt.RATHER_LATE)
