"""A place in a document, and the words for what is wrong there."""

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Self

_ABSENT: Any = object()
ID_LIMIT = 255


@dataclass(frozen=True)
class Place:
    """A value at a JSON pointer; all places of one document share the list of its problems."""

    value: Any
    pointer: str
    problems: list[str]

    @classmethod
    def root(cls, value: Any, pointer: str) -> Self:
        return cls(value, pointer, [])

    def refuse(self, message: str) -> None:
        self.problems.append(f"{message} [json-pointer:{self.pointer}]")

    @property
    def present(self) -> bool:
        return self.value is not _ABSENT

    @property
    def kind(self) -> str:
        """The value's `type`, empty when it has none."""
        kind = self.value.get("type") if isinstance(self.value, dict) else None
        return kind if isinstance(kind, str) else ""

    def at(self, key: str) -> Self:
        value = self.value.get(key, _ABSENT) if isinstance(self.value, dict) else _ABSENT
        return type(self)(value, f"{self.pointer}/{key}", self.problems)

    def each(self) -> Iterator[Self]:
        """The places inside an array."""
        for index, value in enumerate(self.value if isinstance(self.value, list | tuple) else ()):
            yield type(self)(value, f"{self.pointer}/{index}", self.problems)

    def is_object(self, *, required: Collection[str] = (), optional: Collection[str] = ()) -> bool:
        """It is an object with these keys and no others; `type` is always allowed."""
        if not isinstance(self.value, dict):
            self.refuse("expected an object")
            return False
        for key in required:
            if key not in self.value:
                self.refuse(f"missing required field: {key}")
        for key in self.value:
            if key not in required and key not in optional and key != "type":
                self.refuse(f"invalid additional property: {key}")
        return True

    def is_array(self, most: int, *, least: int = 1) -> bool:
        """An array of so many things; an absent one is fine (is_object says which must be there)."""
        if not self.present:
            return False
        if not isinstance(self.value, list | tuple):
            self.refuse("expected an array")
            return False
        if len(self.value) > most:
            self.refuse(f"no more than {most} items allowed")
        if len(self.value) < least:
            self.refuse(f"no fewer than {least} items allowed")
        return True

    def is_string(self, most: int, *, least: int = 1) -> bool:
        """A string of so many characters, or absent."""
        if not self.present:
            return False
        if not isinstance(self.value, str):
            self.refuse("expected a string")
            return False
        if len(self.value) > most:
            self.refuse(f"must be less than {most + 1} characters")
        if len(self.value) < least:
            self.refuse(f"must be more than {least - 1} characters")
        return True

    def is_one_of(self, *allowed: str) -> None:
        if self.present and self.value not in allowed:
            self.refuse(f"value must be one of {', '.join(allowed)}")

    def is_flag(self) -> None:
        if self.present and not isinstance(self.value, bool):
            self.refuse("expected a boolean")

    def is_integer(self, least: int, most: int) -> None:
        if not self.present:
            return
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.refuse("expected an integer")
        elif not least <= self.value <= most:
            self.refuse(f"must be between {least} and {most}")

    def is_number(self) -> None:
        """A finite number."""
        number = isinstance(self.value, int | float) and not isinstance(self.value, bool)
        if self.present and not (number and math.isfinite(self.value)):
            self.refuse("expected a finite number")
