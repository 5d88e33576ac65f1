"""A reader and a small company for the drawing tests."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser

from bot.playground.render.viewer import Choice, Surface, Viewer

NOW = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)
CAMILLE = Viewer(id="U1", locale="fr-FR", tz="Europe/Paris", now=NOW)
NORA = Viewer(id="U2", locale="en-US", tz="America/New_York", now=NOW)
MODAL = Surface("modal", "/as/U1/C1/view/V1", "/as/U1/C1/suggest/V1", "v1")


@dataclass
class Company:
    """Names by id."""

    names: dict[str, str] = field(default_factory=lambda: {"U1": "Camille", "U2": "Nora"})
    rooms: dict[str, str] = field(default_factory=lambda: {"C1": "signals", "C2": "releases"})

    def person_name(self, person_id: str) -> str | None:
        return self.names.get(person_id)

    def channel_name(self, channel_id: str) -> str | None:
        return self.rooms.get(channel_id)

    def people(self) -> Sequence[Choice]:
        return [Choice(key, name) for key, name in self.names.items()]

    def channels(self) -> Sequence[Choice]:
        return [Choice(key, name) for key, name in self.rooms.items()]


COMPANY = Company()


class Tags(HTMLParser):
    """Every tag of a fragment with its attributes, in order; raises AssertionError where tags do not nest."""

    VOID = frozenset(("br", "hr", "img", "input", "link", "meta"))

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open, f"left open: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"{tag} closes nothing"
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each such tag."""
        return [attributes for name, attributes in self.found if name == tag]
