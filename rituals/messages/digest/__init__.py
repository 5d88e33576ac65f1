"""How digests look: in full, in five lines, in their thread; and their form."""

from rituals.messages.digest.executive import executive
from rituals.messages.digest.full import (
    KINDS_CHARTED,
    LAST_ONE,
    SECTIONS,
    Declined,
    Digest,
    digest,
    no_last_one,
    not_yet,
    readable,
    since_last,
)
from rituals.messages.digest.posting import CHANGE, NOT_USEFUL, STOP, USEFUL, posted
from rituals.messages.digest.thread import more

__all__ = [
    "CHANGE",
    "KINDS_CHARTED",
    "LAST_ONE",
    "NOT_USEFUL",
    "SECTIONS",
    "STOP",
    "USEFUL",
    "Declined",
    "Digest",
    "digest",
    "executive",
    "more",
    "no_last_one",
    "not_yet",
    "posted",
    "readable",
    "since_last",
]
