"""How digests look: in full, in five lines, in their thread; and their form."""

from rituals.messages.digest.executive import executive
from rituals.messages.digest.full import LAST_ONE, digest, no_last_one, not_yet, since_last
from rituals.messages.digest.heard import KINDS_CHARTED
from rituals.messages.digest.posting import CHANGE, NOT_USEFUL, STOP, USEFUL, posted
from rituals.messages.digest.records import SECTIONS, Declined, Digest, readable
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
