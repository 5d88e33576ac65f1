"""Likes by what texts mean, where an encoder is installed: paraphrases and translations, which share no words.

Vectors are made in the background and kept in the database; each process holds the newest ones in memory, and reads what
others added. Nothing here is waited for: what is not there yet is found a moment later, by words alone until then.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol

from storage import vectors
from storage.database import Transaction

IN_MEMORY = 20_000  # of a workspace, the newest: 40 MB, compared in some milliseconds
COMPARED = 50
LEAST = 0.4  # cosine: of two texts of one company, here the demo's, one pair in two hundred comes nearer by chance
OVERLAP = 200  # places before the last one: who wrote at the same time may have come later
OVERLAP_SECONDS = 30.0
READ_AT_ONCE = 1000


class Space(Protocol):
    """Vectors in memory."""

    def put(self, key: str, vector: bytes) -> None: ...

    def of(self, key: str) -> bytes | None: ...

    def nearest(self, vector: bytes, limit: int) -> list[tuple[str, float]]: ...


class Encoder(Protocol):
    """Texts to vectors. `name` changes with the vectors that it makes."""

    name: str

    @property
    def ready(self) -> bool:
        """Whether encoding takes milliseconds now."""
        ...

    def load(self) -> None:
        """Get ready, which may take seconds."""
        ...

    def encode(self, texts: Sequence[str]) -> list[bytes]: ...

    def space(self, size: int) -> Space:
        """Room for so many vectors, of which the newest stay."""
        ...


@dataclass
class _Held:
    """What this process holds of a workspace, and up to where it has read."""

    space: Space
    last: int = 0
    known: set[int] = field(default_factory=set)
    looked_back: float = float("-inf")


class Meanings:
    """The encoder, and by workspace the newest vectors."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._lock = Lock()
        self._held: dict[str, _Held] = {}

    def nearest(self, workspace: str, object_id: str, text: str) -> list[str]:
        """The ids of what means nearly the same as a text, the nearest first; nothing while that would take long."""
        held = self._held.get(workspace)
        if held is None:
            return []
        vector = held.space.of(object_id)
        if vector is None and text and self.encoder.ready:
            vector = self.encoder.encode([text])[0]
        if vector is None:
            return []
        found = held.space.nearest(vector, COMPARED)
        return [key for key, likeness in found if likeness >= LEAST and key != object_id]

    def refresh(self, tx: Transaction, workspace: str) -> bool:
        """Take up what was encoded since the last time, by whichever process. False if there was nothing."""
        with self._lock:
            held = self._held.get(workspace) or _Held(self.encoder.space(IN_MEMORY))
            new = self._new(tx, workspace, held)
            for start in range(0, len(new), READ_AT_ONCE):
                part = new[start : start + READ_AT_ONCE]
                for kept in vectors.these(tx, workspace, self.encoder.name, part):
                    held.space.put(kept.object_id, kept.vector)
            if new:
                held.last = max(held.last, new[-1])
                held.known = {seq for seq in held.known.union(new) if seq > held.last - OVERLAP}
            self._held[workspace] = held
        return bool(new)

    def _new(self, tx: Transaction, workspace: str, held: _Held) -> list[int]:
        if not held.last:
            return vectors.newest(tx, workspace, self.encoder.name, IN_MEMORY)
        after = held.last
        if time.monotonic() - held.looked_back > OVERLAP_SECONDS:
            held.looked_back = time.monotonic()
            after -= OVERLAP
        found = vectors.since(tx, workspace, self.encoder.name, after)
        return [seq for seq in found if seq not in held.known]
