"""A company of five, its channels, and clocks that a test moves."""

import time
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from bot.playground.world import Channel, Command, Json, Person, Shortcut, World
from bot.playground.world.scopes import BY_EVENT, USUAL

TEAM = "T0PLAY"
ANA = Person(id="U0ANA", team=TEAM, name="ana", real_name="Ana Roy", locale="fr-FR", is_owner=True)
BOB = Person(id="U0BOB", team=TEAM, name="bob", real_name="Bob Lee", tz="America/New_York", role="pm")
DAN = Person(id="U0DAN", team=TEAM, name="dan", real_name="Dan Old", deleted=True)
EVE = Person(id="U0EVE", team="T0OTHER", name="eve", real_name="Eve Else")
BOT = "U0BOT"

GENERAL = Channel(
    id="C0GENERAL", name="general", members=frozenset({ANA.id, BOB.id, EVE.id, BOT}), shared=True
)
RANDOM = Channel(id="C0RANDOM", name="random", members=frozenset({ANA.id, BOB.id}))
SECRET = Channel(id="G0SECRET", name="secret", kind="private", members=frozenset({ANA.id, BOT}))
VAULT = Channel(id="G0VAULT", name="vault", kind="private", members=frozenset({BOB.id}))
OLD = Channel(id="C0OLD", name="old", members=frozenset({ANA.id, BOT}), archived=True)

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Clock:
    """The world's time; it stands still until a test moves it."""

    def __init__(self) -> None:
        self.instant = START

    def __call__(self) -> datetime:
        return self.instant

    def advance(self, **by: float) -> None:
        self.instant += timedelta(**by)


class Stopwatch:
    """Real time, for what expires."""

    def __init__(self) -> None:
        self.seconds = 1_764_000_000.0

    def __call__(self) -> float:
        return self.seconds


def make_world(
    clock: Clock | None = None,
    *,
    scopes: Collection[str] = USUAL,
    events: Collection[str] = tuple(BY_EVENT),
    real_time: Stopwatch | None = None,
) -> World:
    return World(
        (ANA, BOB, DAN, EVE),
        (GENERAL, RANDOM, SECRET, VAULT, OLD),
        clock=clock or Clock(),
        commands=(Command("/signal", "TEXT", "Save what you heard"), Command("/signal-silent")),
        shortcuts=(Shortcut("new_signal", "New signal"), Shortcut("save_signal", "Save", "message")),
        scopes=scopes,
        events=events,
        real_time=real_time or time.time,
    )


def section(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(action_id: str, label: str = "Go", **more: object) -> Json:
    return {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": label}, **more}


def field(block_id: str, kind: str = "plain_text_input", **more: object) -> Json:
    element = {"type": kind, "action_id": f"{block_id}.value", **more}
    return {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": block_id},
        "element": element,
    }


def modal(*blocks: Json, **more: object) -> Json:
    words = {key: {"type": "plain_text", "text": key.title()} for key in ("title", "submit", "close")}
    return {"type": "modal", "callback_id": "form", **words, "blocks": list(blocks), **more}


def option(value: str) -> Json:
    return {"text": {"type": "plain_text", "text": value.title()}, "value": value}
