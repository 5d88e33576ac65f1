"""Things to say in Slack, stored in the transaction of their cause and claimed until they are said.

The transactional outbox (https://microservices.io/patterns/data/transactional-outbox.html). A row is a
message, said once, or a card, said once and then edited in place: each change of its object wants one more
revision, and delivery shows the newest one only.
"""

from storage.outbox.bundling import Entry, entries, open_entry, put_into, show_bundle
from storage.outbox.care import (
    Fate,
    Unsaid,
    fate,
    forget_old,
    forget_said,
    found_posted,
    hasten,
    next_later,
    retry,
    retry_shut_out,
    take_back,
    unsaid,
    waiting_and_failed,
)
from storage.outbox.claiming import claim
from storage.outbox.outcomes import fail, hold, mark_shown, post_anew, release_later
from storage.outbox.pacing import WHOLE_WORKSPACE, slow_down
from storage.outbox.putting import facts_of, kept, put, put_card, want, want_all, want_each, want_soon
from storage.outbox.rows import Claimed, Standing

__all__ = [
    "WHOLE_WORKSPACE",
    "Claimed",
    "Entry",
    "Fate",
    "Standing",
    "Unsaid",
    "claim",
    "entries",
    "facts_of",
    "fail",
    "fate",
    "forget_old",
    "forget_said",
    "found_posted",
    "hasten",
    "hold",
    "kept",
    "mark_shown",
    "next_later",
    "open_entry",
    "post_anew",
    "put",
    "put_card",
    "put_into",
    "release_later",
    "retry",
    "retry_shut_out",
    "show_bundle",
    "slow_down",
    "take_back",
    "unsaid",
    "waiting_and_failed",
    "want",
    "want_all",
    "want_each",
    "want_soon",
]
