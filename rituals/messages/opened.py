"""What a form remembers of the thing that it changes."""

from dataclasses import dataclass
from typing import Protocol, Self


class Revised(Protocol):
    """Something that counts its changes."""

    @property
    def id(self) -> str: ...

    @property
    def revision(self) -> int: ...


@dataclass(frozen=True)
class Opened:
    """What a form was opened for, as it was then; empty for something new. Kept in the form's memory."""

    id: str = ""
    revision: int = 0

    def written(self) -> str:
        return f"{self.id} {self.revision}" if self.id else ""

    @classmethod
    def of(cls, thing: Revised | None) -> Self:
        return cls(thing.id, thing.revision) if thing else cls()

    @classmethod
    def read(cls, memory: str) -> Self:
        thing, _, revision = memory.partition(" ")
        return cls(thing, int(revision)) if revision.isdecimal() else cls()
