"""What people want to know: asked beforehand, wanted by others too, answered in the thread or kept as a signal."""

from collections.abc import Mapping
from datetime import UTC, datetime

from rituals.demos.cards import ANSWERED, QUESTIONS, freshen, reached, show_card, tell_under
from rituals.demos.seeing import demo_in, held, page_of, seen
from rituals.messages.demos import Page, Seen, forms
from rituals.permissions import Act, demand, enter, may
from rituals.refusals import FieldErrors, NotFound, NotThere
from rituals.services import Person, PersonId, Services
from rituals.signals.capture import Heard, capture
from storage import counters, demos, requests
from storage.database import Transaction
from storage.demos import Asked, Demo, Question, State
from storage.signals import Signal
from storage.workspaces import Workspace

SOURCE = "demo"


def ask(services: Services, by: Person, demo_id: str, values: Mapping[str, str], request_key: str) -> Page:
    """Ask something beforehand. The same request twice asks once. Raises NotFound, NotAllowed, NotThere or FieldErrors."""
    words = values.get(forms.WORDS)
    if not words:
        raise FieldErrors({forms.WORDS: "forms.error_empty"})
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        demo = held(tx, home, demo_id)
        if demo.ends_at <= now:
            raise NotThere
        about = values.get(forms.ABOUT)
        ours = {topic.id for topic in demos.topics(tx, home.id, demo_id)}
        if requests.claim(tx, home.id, request_key, {}, datetime.now(UTC)) is None:
            asked = {"by": by.id, "words": words, "topic_id": about if about in ours else None}
            demos.ask(tx, home.id, demo_id, counters.new_id(), asked, now)
        show_card(tx, home, demo, now)
        tell_under(tx, home, QUESTIONS, demo, now)
        freshen(tx, home, demo, reached(tx, home, demo))
        return page_of(tx, home, by, demo)


def want(services: Services, by: Person, question_id: str) -> Page:
    """Somebody wants to know that, too, or does not any more. Raises NotFound or NotAllowed."""
    with services.write() as tx:
        home, demo, question = _question(tx, by, question_id)
        if not demos.vote(tx, home.id, question.id, by.id):
            demos.unvote(tx, home.id, question.id, by.id)
        freshen(tx, home, demo, reached(tx, home, demo))
        return page_of(tx, home, by, demo)


def open_answer(services: Services, by: Person, question_id: str) -> tuple[Seen, Question]:
    """A question that somebody is about to answer. Raises NotFound, NotAllowed, or NotThere where it is settled."""
    with services.read() as tx:
        home, demo, question = _question(tx, by, question_id)
        if question.state != Asked.OPEN:
            raise NotThere
        return seen(tx, home, demo), question


def answer(services: Services, by: Person, question_id: str, words: str | None) -> Page:
    """Answer a question in the thread. Raises NotFound, NotAllowed, FieldErrors, or NotThere where it is settled."""
    if not words:
        raise FieldErrors({forms.WORDS: "forms.error_empty"})
    now = services.now()
    with services.write() as tx:
        home, demo, question = _question(tx, by, question_id)
        if not demos.settle(tx, home.id, question.id, Asked.ANSWERED, answer=words, answered_by=by.id):
            raise NotThere
        tell_under(tx, home, ANSWERED, demo, now, f":{question.id}", question=question.id)
        _settled(tx, home, demo, by)
        return page_of(tx, home, by, demo)


def as_signal(services: Services, by: Person, question_id: str) -> Page:
    """An open question becomes a signal of who asked it, who hears what becomes of it.

    Raises NotFound, NotAllowed, or NotThere where it is settled.
    """
    with services.read() as tx:
        home, demo, question = _question(tx, by, question_id)
        demand(by, Act.STEER_DEMO, home, demo)
    asker = services.directory.person(home.id, PersonId(question.by))
    author = asker if may(asker, Act.CAPTURE_SIGNAL, home) else by

    def settle(tx: Transaction, signal: Signal) -> None:
        if not demos.settle(tx, home.id, question.id, Asked.SIGNAL, signal_id=signal.id):
            raise NotThere
        _settled(tx, home, demo, by)

    heard = Heard(question.words, author, SOURCE, f"demo_question:{question.id}")
    capture(services, heard, again=True, then=settle)
    with services.read() as tx:
        return page_of(tx, home, by, demo_in(tx, home, demo.id))


def _settled(tx: Transaction, home: Workspace, demo: Demo, by: Person) -> None:
    freshen(tx, home, demo, reached(tx, home, demo) | {by.id})


def _question(tx: Transaction, by: Person, question_id: str) -> tuple[Workspace, Demo, Question]:
    home = enter(tx, by, Act.READ)
    found = demos.question(tx, home.id, question_id)
    if found is None:
        raise NotFound
    demo = demo_in(tx, home, found.demo_id)
    if demo.state == State.CANCELLED:
        raise NotThere
    return home, demo, found
