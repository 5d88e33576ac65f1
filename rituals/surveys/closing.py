"""Closing a survey: it is counted once, in the transaction that closes it, and what was answered goes in the same moment."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.kit.words import stems
from rituals.asking.emptying import forget
from rituals.asking.privacy import may_show, visible_groups
from rituals.home.fresh import freshen
from rituals.messages.surveys import Counted, Page, Theme
from rituals.permissions import Act, enter
from rituals.proposals.clustering import clusters
from rituals.proposals.seeing import spelled
from rituals.refusals import NotThere
from rituals.services import Person, Services
from rituals.surveys.drafting import steered
from rituals.surveys.saying import history, tell_over, tell_result
from rituals.surveys.scoring import ANSWERS, Score, score
from rituals.surveys.seeing import ASKED, page_of, survey_in
from storage import ballots, surveys
from storage.ballots import Ballot
from storage.database import Transaction
from storage.polls import Closing
from storage.surveys import State
from storage.workspaces import Workspace

MARK = "mark"  # what a ballot calls the answer from 0 to 10
THEMES = 5


def close(
    tx: Transaction, home: Workspace, survey_id: str, how: Closing, now: datetime, by: Person | None = None
) -> bool:
    """Close a survey and count it. False, with nothing changed, where it is closed already."""
    # Held first: an answer that is being given is counted, and one that comes later is refused.
    survey = surveys.hold(tx, home.id, survey_id)
    if survey is None:
        return False
    found = ballots.in_box(tx, home.id, survey.id)
    people = ballots.asked(tx, home.id, survey.id)
    asked = len(people)
    shown = may_show(len(found))
    words = [one.words for one in ballots.written(tx, home.id, survey.id)] if shown else []
    counted = _count(found, asked, words) if shown else Counted(len(found), asked, None)
    ballots.empty(tx, home.id, survey.id, keep_words=shown)
    closed = {"closed_at": now, "closed_how": how, "remind_at": None, "result": counted.written()}
    surveys.turn(tx, home.id, survey.id, State.OPEN, State.CLOSED, **closed)
    history(tx, home, survey.id, "closed", by, now)
    tell_over(tx, home, survey)
    freshen(tx, home.id, *people)  # of all alike, whoever has answered
    tell_result(tx, home, survey, now)
    forget(tx, home.id, survey.id, [ASKED], now)
    return True


def stop(services: Services, by: Person, survey_id: str) -> Page:
    """Close a survey by hand. Raises NotFound, NotAllowed, or NotThere where it is closed."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        steered(tx, home, by, survey_id)
        if not close(tx, home, survey_id, Closing.HAND, now, by):
            raise NotThere
        return page_of(tx, home, by, survey_in(tx, home, by, survey_id))


def _count(found: Sequence[Ballot], asked: int, words: Sequence[str]) -> Counted:
    by_side: dict[str, list[Ballot]] = defaultdict(list)
    for ballot in found:
        by_side[ballot.side or ""].append(ballot)
    visible = visible_groups({side: len(cast) for side, cast in by_side.items()})
    sides = {side: told for side in visible if (told := _score(by_side[side]))}
    return Counted(len(found), asked, _score(found), sides, themes(words))


def _score(found: Iterable[Ballot]) -> Score | None:
    counts = [0] * ANSWERS
    for ballot in found:
        counts[ballot.choices[MARK]] += 1
    return score(counts)


def themes(words: Sequence[str]) -> list[Theme]:
    """What several comments speak of, found as themes of signals are; the words that tell it as people wrote them."""
    found = clusters({str(at): stems(one) for at, one in enumerate(words)}, THEMES)
    told = [
        Theme(spelled(one.words, [words[int(at)] for at in one.members]), len(one.members)) for one in found
    ]
    return [theme for theme in told if theme.words]
