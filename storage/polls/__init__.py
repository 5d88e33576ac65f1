"""Polls: drafts and what becomes of them, their options, and votes that have a name."""

from storage.polls.clock import Due, due, next_due
from storage.polls.finding import (
    about_items,
    by_number,
    came_between,
    get,
    last_of_ritual,
    listed,
    options,
    options_of,
    to_decide,
    to_vote,
    undecided,
)
from storage.polls.rows import KIND, Audience, Closing, Option, Poll, State
from storage.polls.votes import Vote, cast, own_vote, votes
from storage.polls.writing import add, change, decide, delete, hold, take_nudging, take_reminding, turn

__all__ = [
    "KIND",
    "Audience",
    "Closing",
    "Due",
    "Option",
    "Poll",
    "State",
    "Vote",
    "about_items",
    "add",
    "by_number",
    "came_between",
    "cast",
    "change",
    "decide",
    "delete",
    "due",
    "get",
    "hold",
    "last_of_ritual",
    "listed",
    "next_due",
    "options",
    "options_of",
    "own_vote",
    "take_nudging",
    "take_reminding",
    "to_decide",
    "to_vote",
    "turn",
    "undecided",
    "votes",
]
