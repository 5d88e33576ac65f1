"""Random votes of each kind, cast as people cast them, against a count of other code over the file that is exported."""

import csv
import random
from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from itertools import pairwise, permutations

import pytest

from rituals.messages.polls import Counted
from rituals.messages.polls import voting as forms
from rituals.permissions import workspace_of
from rituals.polls import exporting, voting
from rituals.polls.closing import close
from rituals.polls.counting import HUNDRED, Kind
from rituals.registry import Scene
from rituals.services import Services
from storage import polls
from storage.database import Database
from storage.polls import Closing, Poll
from tests.concurrency.polling import opened, voter
from tests.team import HOME, Clock, add_workspace, services_of

VOTES = 30
Row = Sequence[int | None]
"""What one voter gave each option."""


@pytest.fixture
def services(database: Database) -> Services:
    services = services_of(database, Clock())
    add_workspace(services)
    return services


def cast(services: Services, poll: Poll, ids: Sequence[str], number: int) -> None:
    """Somebody fills in the form by chance."""
    some = random.sample(ids, random.randint(1, len(ids)))
    values: dict[str, str] = {}
    match poll.kind:
        case Kind.ONE:
            values[forms.CHOICE] = some[0]
        case Kind.POINTS:
            cuts = sorted(random.choices(range(HUNDRED + 1), k=len(some) - 1))
            points = [end - start for start, end in zip([0, *cuts], [*cuts, HUNDRED], strict=True)]
            values |= {forms.points_input(one): str(given) for one, given in zip(some, points, strict=True)}
        case Kind.STANCE:
            values |= {forms.stance_input(one): random.choice(("1", "0", "-1")) for one in some}
            values |= {forms.reason_input(one): f"Since {number}" for one in some}
        case Kind.RANKING:
            values |= {forms.place_input(place): one for place, one in enumerate(some, 1)}
    voting.vote(services, voter(HOME, number), poll.id, values, some if poll.kind == Kind.SEVERAL else ())


def exported(services: Services, poll: Poll, options: int) -> list[Row]:
    with services.read() as tx:
        owner = voter(HOME, 0)
        scene = Scene(services, tx, HOME, owner.id, services.texts_for(owner))
        message = exporting.KIND.render(scene, {"poll": poll.id})
    assert message
    assert message.file
    lines = list(csv.reader(StringIO(message.file.content.decode("utf-8-sig"))))[1:]
    return [[int(cell) if cell else None for cell in line[1 : 1 + options]] for line in lines]


def sums(rows: Sequence[Row]) -> list[int]:
    return [sum(given or 0 for given in column) for column in zip(*rows, strict=True)]


def beats(rows: Sequence[Row]) -> list[int]:
    """How many others each option beats by the strongest chain of duels between the two, all chains tried."""
    every = range(len(rows[0]))
    places = [[given or len(every) + 1 for given in row] for row in rows]
    duel = {(one, other): sum(row[one] < row[other] for row in places) for one in every for other in every}

    def chain(one: int, other: int) -> int:
        ways = [(one, *via, other) for size in every for via in permutations(set(every) - {one, other}, size)]
        return max(
            min(duel[a, b] if duel[a, b] > duel[b, a] else 0 for a, b in pairwise(way)) for way in ways
        )

    return [sum(chain(one, other) > chain(other, one) for other in set(every) - {one}) for one in every]


COUNTS: Mapping[Kind, Callable[[Sequence[Row]], list[int]]] = dict.fromkeys(Kind, sums) | {
    Kind.RANKING: beats
}


@pytest.mark.parametrize("kind", Kind)
def test_the_result_is_what_the_exported_votes_come_to(services: Services, kind: Kind) -> None:
    poll = opened(services, HOME, VOTES + 1, anonymous=False, kind=kind)
    with services.read() as tx:
        ids = [option.id for option in polls.options(tx, HOME, poll.id)]
    for number in range(VOTES):
        cast(services, poll, ids, number)
    with services.write() as tx:
        assert close(tx, workspace_of(tx, HOME), poll.id, Closing.HAND, services.now())
        closed = polls.get(tx, HOME, poll.id)
    assert closed
    assert closed.result
    tally = Counted.read(closed.result).tally
    assert tally
    rows = exported(services, poll, len(ids))
    assert len(rows) == tally.ballots == VOTES
    amounts = {line.option: line.amount for line in tally.lines}
    assert [amounts[one] for one in ids] == COUNTS[kind](rows)
