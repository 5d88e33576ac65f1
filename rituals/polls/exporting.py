"""The result of a poll as a file for who asked it: a line a vote where votes have names, else a line an option."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import StringIO
from typing import Any

from bot.kit.message import Message
from rituals.exports.formats import Format, writer
from rituals.messages import polls as looks
from rituals.messages.polls import Seen
from rituals.permissions import Act, enter, may, workspace_of
from rituals.polls.cards import history
from rituals.polls.counting import Line
from rituals.polls.drafting import steered
from rituals.polls.seeing import seen
from rituals.refusals import NotThere
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts, Person, PersonId, Services
from storage import outbox, people, polls, requests
from storage.database import Transaction
from storage.polls import State
from storage.workspaces import Workspace

FILE = "poll_file"


def ask_for(services: Services, by: Person, poll_id: str, request_key: str) -> None:
    """Have the result sent to somebody, once a request. Raises NotFound, NotAllowed, or NotThere before it is closed."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        if steered(tx, home, by, poll_id).state != State.CLOSED:
            raise NotThere
        if requests.claim(tx, home.id, request_key, {}, datetime.now(UTC)) is not None:
            return
        history(tx, home, poll_id, "exported", by, now)
        facts, key = {"poll": poll_id}, f"{FILE}:{request_key}"
        outbox.put(tx, home.id, kind=FILE, recipient=by.id, facts=facts, unique_key=key, now=now)


def _render(scene: Scene, facts: Facts) -> Message | None:
    """None for who may not any more."""
    home = workspace_of(scene.tx, scene.workspace)
    poll = polls.get(scene.tx, home.id, facts["poll"])
    person = scene.services.directory.person(home.id, PersonId(scene.recipient))
    if poll is None or not may(person, Act.STEER_POLL, home, poll):
        return None
    found = seen(scene.tx, home, poll)
    columns, rows = _options(found) if poll.anonymous else _votes(scene.tx, home, found)
    file = StringIO(newline="")
    csv = writer(Format.CSV, file, columns)
    for row in rows:
        csv.write(row)
    return looks.votes_file(scene.texts, found, file.getvalue().encode())


def _options(found: Seen) -> tuple[list[str], Iterable[Mapping[str, Any]]]:
    """What each option came to; nothing where too few answered."""
    columns = ["place", "option", "amount", "share", "for", "mixed", "against"]
    lines = found.counted.tally.lines if found.counted and found.counted.tally else ()

    def row(line: Line) -> Mapping[str, Any]:
        option = found.option(line.option)
        stances = line.stances or (None, None, None)
        told = [line.place, option.label if option else "", line.amount, line.share, *stances]
        return dict(zip(columns, told, strict=True))

    return columns, [row(line) for line in lines]


def _votes(tx: Transaction, home: Workspace, found: Seen) -> tuple[list[str], Iterable[Mapping[str, Any]]]:
    """Who chose what: a column for each option with the number given to it, and one for its reasons."""
    votes = polls.votes(tx, home.id, found.poll.id)
    names = people.names(tx, home.id, [vote.person for vote in votes])
    labels = {option.id: f"{option.position + 1}. {option.label}" for option in found.options}
    columns = ["voter", *labels.values(), "reasons", "comment"]

    def row(vote: polls.Vote) -> Mapping[str, Any]:
        reasons = [f"{labels[option]}: {words}" for option, words in vote.reasons.items() if option in labels]
        chosen = {label: vote.choices.get(option) for option, label in labels.items()}
        who = names.get(vote.person, vote.person)
        return {"voter": who, **chosen, "reasons": "\n".join(reasons), "comment": vote.comment}

    return columns, [row(vote) for vote in votes]


KIND = MessageKind(FILE, _render, doubt=Doubt.RATHER_LATE, muteable=False)
