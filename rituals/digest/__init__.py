"""Digests: what shipped, what the field said, what was decided and what comes, told again and again."""

from rituals.digest.facts import gather
from rituals.digest.personal import PERSONAL
from rituals.digest.telling import shown, tell_anew, tell_poll_anew, tell_release_anew
from rituals.digest.weekly import RITUAL, WEEKLY, exists, last_one, since_last

__all__ = [
    "PERSONAL",
    "RITUAL",
    "WEEKLY",
    "exists",
    "gather",
    "last_one",
    "shown",
    "since_last",
    "tell_anew",
    "tell_poll_anew",
    "tell_release_anew",
]
