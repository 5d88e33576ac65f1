"""Releases, items, launches, polls and surveys as tests need them, without a database."""

from dataclasses import fields
from datetime import date
from typing import Any

from rituals.asking.privacy import FEWEST
from rituals.messages.polls import Counted, Seen
from rituals.messages.surveys import Counted as Answers
from rituals.messages.surveys import Seen as SeenSurvey
from rituals.polls.counting import Kind, count
from rituals.surveys.scoring import score
from storage.ballots import Turnout
from storage.launch_answers import WORDS, Answered
from storage.launches import Launch, Task
from storage.polls import Option, Poll
from storage.releases import Release, State
from storage.roadmap import Item
from storage.surveys import Survey
from tests.team import START


def release(**more: Any) -> Release:
    """An announced release with a name and what changed, and whatever else a test says."""
    words: dict[str, Any] = dict.fromkeys(
        (
            "audience",
            "value",
            "arguments",
            "use_cases",
            "results",
            "proof",
            "questions",
            "link",
            "tier",
            "source",
        )
    )
    nothing = dict.fromkeys(("scheduled_at", "edited_at", "withdrawn_at", "withdrawn_why"))
    plain = {
        "id": "abc",
        "number": 4,
        "state": State.ANNOUNCED,
        "name": "4.2",
        "changes": "- Faster search",
        "released_on": date(2026, 11, 23),
        "owner": "T1:U1",
        "created_at": START,
        "announced_by": "T1:U1",
        "announced_at": START,
        "revision": 1,
    }
    return Release(**words | nothing | plain | more)


def item(number: int, **more: Any) -> Item:
    """An item that shipped, and whatever else a test says."""
    nothing: dict[str, Any] = dict.fromkeys(
        ("details", "reason", "reason_words", "area_id", "owner", "release_id")
    )
    plain = {
        "id": f"i{number}",
        "number": number,
        "title": "Single sign-on",
        "place": "shipped",
        "position": number,
        "created_by": "T1:U1",
        "created_at": START,
        "revision": 1,
    }
    return Item(**nothing | plain | more)


def launch(**more: Any) -> Launch:
    """A launch under way, and whatever else a test says."""
    plain: dict[str, Any] = {
        "id": "l",
        "number": 1,
        "release_id": "abc",
        "tier": 2,
        "proposed": 2,
        "answers": ["habits"],
        "why": None,
        "audience": "customers",
        "ready_on": date(2026, 12, 7),
        "market_on": date(2026, 12, 14),
        "channel_id": "C1",
        "started_by": "T1:U1",
        "started_at": START,
        "tier_revision": 0,
        "release_number": 4,
        "name": "4.2",
    }
    return Launch(**plain | more)


def task(**more: Any) -> Task:
    """An open task that nobody has, and whatever else a test says."""
    nothing: dict[str, Any] = dict.fromkeys(
        (
            "helper",
            "added_by",
            "blocked_on",
            "blocked_by",
            "proof",
            "why",
            "closed_by",
            "closed_at",
            "remind_on",
            "out_by",
            "owner",
        )
    )
    plain: dict[str, Any] = {
        "id": "t",
        "launch_id": "l",
        "position": 0,
        "key": "faq",
        "title": "Write the FAQ",
        "role": "support",
        "side": "support",
        "help": "Ten questions.",
        "done_when": "Support has read it.",
        "due_on": date(2026, 12, 14),
        "anchor": "market",
        "days": 0,
        "enables": False,
        "state": "open",
        "touched": False,
        "moved": False,
    }
    return Task(**nothing | plain | more)


def answered(after: int, **more: Any) -> Answered:
    """What somebody answered so many days after."""
    nothing: dict[str, Any] = dict.fromkeys(WORDS)
    plain = {"id": f"a{after}", "launch_id": "l", "after": after, "person": "T1:U1", "at": START}
    return Answered(**nothing | plain | more)


def poll(*votes: int, **more: Any) -> Seen:
    """A closed poll with one option for each number of votes, of ten people who may choose several."""
    options = [Option(f"o{at}", at, f"I-{at} · Option {at}", f"i{at}") for at in range(len(votes))]
    ballots = [{option.id: 1} for option, times in zip(options, votes, strict=True) for _ in range(times)]
    counted = Counted(len(ballots), 10, count(Kind.SEVERAL, [option.id for option in options], ballots))
    nothing: dict[str, Any] = dict.fromkeys(field.name for field in fields(Poll))
    plain = {
        "id": "p9",
        "number": 9,
        "question": "What is next?",
        "kind": Kind.SEVERAL,
        "state": "closed",
        "owner": "T1:U1",
        "closed_at": START,
    }
    asked = Poll(**nothing | plain | more)
    return Seen(asked, options, counted, {}, Turnout(10, len(ballots)), None, {"T1:U1": "Pam"}, "EUR")


def survey(*counts: int, before: Survey | None = None, **more: Any) -> SeenSurvey:
    """A survey of forty people, closed with so many answers of 0, of 1 ... of 10, or open where none are given.

    `before`: an earlier one, of ten promoters and ten detractors.
    """
    nothing: dict[str, Any] = dict.fromkeys(field.name for field in fields(Survey))
    plain = {"id": "n3", "number": 3, "name": "Single sign-on", "owner": "T1:U1", "closes_at": START}
    asked, found = Survey(**nothing | plain | more), score(counts) if counts else None
    counted = Answers(sum(counts), 40, found if sum(counts) >= FEWEST else None) if counts else None
    was = score([10, *[0] * 9, 10])
    return SeenSurvey(asked, 40, sum(counts), counted, (before, was) if before and was else None, "Pam")
