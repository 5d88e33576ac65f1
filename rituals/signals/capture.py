"""Capture: what the field says is kept at once, whatever is missing, and answered with what was understood."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.kit.money import Money
from rituals.permissions import Act, demand, enter, workspace_of
from rituals.refusals import NotFound
from rituals.search.indexing import index_signal
from rituals.services import Person, PlaceKind, Services, person_id
from rituals.signals.cards import show_card
from rituals.signals.kinds import Importance, Kind
from rituals.signals.reading import Certainty, Reading, read
from rituals.triage.owners import route
from storage import accounts, audit, counters, moments, requests, signals, themes, ways_in
from storage.database import Transaction
from storage.themes import Theme
from storage.workspaces import Workspace

REPEATED_WITHIN = timedelta(minutes=10)
THEME_LIMIT = 10  # of one signal; what a longer text marks besides stays text


@dataclass(frozen=True)
class Interpretation:
    """What a person says about a signal in a form; what they leave empty is read from the text."""

    kind: Kind | None = None
    importance: Importance | None = None
    account: str | None = None
    amount: Money | None = None
    themes: tuple[str, ...] = ()
    competitor: str | None = None
    link: str | None = None
    visibility: str = signals.TEAM


@dataclass(frozen=True)
class Origin:
    """The message that a signal was: its channel, what kind of place that is, and its ts there."""

    place: str
    kind: PlaceKind
    ts: str


@dataclass(frozen=True)
class Heard:
    """Something that somebody captures: the text to the letter (`bot.kit.frontdoor.plain` made it), who, and how it came."""

    text: str
    by: Person
    source: str
    request_key: str
    said_by: str | None = None
    said_at: datetime | None = None  # None: now
    permalink: str | None = None
    origin: Origin | None = None
    settled: bool = False  # the interpretation is all: what it leaves empty is not read from the text
    interpretation: Interpretation = field(default_factory=Interpretation)


@dataclass(frozen=True)
class Captured:
    """What became of it. Nothing was added where the same text was saved a moment ago as `signal` (`repeated`), or where
    the same message is a signal already (`known`). `owner` is the name of who answers for it.
    """

    signal: signals.Signal
    workspace: Workspace
    repeated: bool = False
    known: bool = False
    owner: str | None = None


def capture(
    services: Services,
    heard: Heard,
    *,
    again: bool = False,
    then: Callable[[Transaction, signals.Signal], None] | None = None,
) -> Captured:
    """Keep a signal. The same request twice makes one, and so does the same message, whoever saves it. Raises NotAllowed.

    The same text within ten minutes is asked about unless `again`. `then` is done in the transaction that adds it.
    """
    signal_id = counters.new_id()
    with services.write() as tx:
        moments.date_it(tx)
        now = services.now()
        home = workspace_of(tx, heard.by.workspace)
        demand(heard.by, Act.CAPTURE_SIGNAL, home)
        answered = requests.claim(tx, home.id, heard.request_key, {"signal": signal_id}, datetime.now(UTC))
        if answered is not None:
            found = _known(tx, home, answered.pop("signal"))
            return Captured(found, home, **answered)
        if saved := _of_message(tx, home, heard):
            return saved
        if not again and (
            said := signals.said_lately(tx, home.id, heard.by.id, heard.text, now, REPEATED_WITHIN)
        ):
            requests.answer(tx, home.id, heard.request_key, {"signal": said[0], "repeated": True})
            return Captured(_known(tx, home, said[0]), home, repeated=True)
        reading = _reading(tx, services, heard)
        name = heard.interpretation.account or (reading.account.name if reading.account else None)
        account = accounts.ensure_named(tx, home.id, name, now) if name else None
        labels = (heard.interpretation.themes or reading.themes)[:THEME_LIMIT]
        about = themes.ensure(tx, home.id, labels, now)
        number = signals.next_number(tx, home.id)
        if saved := _of_message(
            tx, home, heard
        ):  # who saves the same message at the same time waits at the number
            return saved
        signal = _signal(signal_id, number, heard, reading, account, about, now)
        signals.add(tx, home.id, signal)
        themes.attach(tx, home.id, signal_id, [theme.id for theme in about])
        signals.mention(tx, home.id, signal_id, [person_id(home.id, user) for user in reading.mentions])
        index_signal(tx, home.id, signal)
        audit.note(
            tx,
            home.id,
            object_kind=signals.KIND,
            object_id=signal_id,
            act="capture",
            by=heard.by.id,
            now=now,
            after={"source": signal.source, "kind": signal.kind, "visibility": signal.visibility}
            | {"account_id": signal.account_id, "themes": sorted(theme.id for theme in about)},
        )
        if signal.visibility == signals.TEAM:
            show_card(tx, home, signal, now)
        if then:
            then(tx, signal)
        return Captured(signal, home, owner=route(tx, home, signal))


def preview(tx: Transaction, services: Services, heard: Heard) -> signals.Signal:
    """What would be understood of it, for a form: nothing is kept, and an account is named only where it is certain."""
    reading = _reading(tx, services, heard)
    guess = reading.account
    account = ("", guess.name) if guess and guess.certainty is not Certainty.OFFERED else None
    signal = _signal("", 0, heard, reading, account, (), services.now())
    return replace(signal, themes=reading.themes[:THEME_LIMIT])


def capture_again(
    services: Services, by: Person, signal_id: str, request_key: str, said: Interpretation | None = None
) -> Captured:
    """*Save again*: the text of a signal, once more, as one of its own, with what was `said` about it in a form.

    Raises NotAllowed, and NotFound for a signal that the person did not capture.
    """
    with services.read() as tx:
        enter(tx, by, Act.CAPTURE_SIGNAL)
        signal = signals.get(tx, by.workspace, signal_id)
    if signal is None or signal.captured_by != by.id:
        raise NotFound
    heard = Heard(
        text=signal.verbatim,
        by=by,
        source=signal.source,
        request_key=request_key,
        said_by=signal.said_by,
        permalink=signal.permalink,
        interpretation=said or Interpretation(visibility=signal.visibility),
    )
    return capture(services, heard, again=True)


def home(services: Services, person: Person) -> Workspace:
    """The workspace somebody acts in."""
    with services.read() as tx:
        return workspace_of(tx, person.workspace)


def open_form(services: Services, by: Person) -> Workspace:
    """The workspace, for somebody who is about to fill in a form. Raises NotAllowed."""
    with services.read() as tx:
        return enter(tx, by, Act.CAPTURE_SIGNAL)


def theme_ids(tx: Transaction, workspace: str, labels: tuple[str, ...], now: datetime) -> list[str]:
    return [theme.id for theme in themes.ensure(tx, workspace, labels, now)]


def _reading(tx: Transaction, services: Services, heard: Heard) -> Reading:
    reading = read(heard.text, services.account_names.known(tx, heard.by.workspace))
    if not heard.settled:
        return reading
    return Reading(
        account=None,
        amount=None,
        themes=(),
        competitor=None,
        kind=None,
        importance=None,
        mentions=reading.mentions,
    )


def _signal(
    signal_id: str,
    number: int,
    heard: Heard,
    reading: Reading,
    account: tuple[str, str] | None,
    about: Sequence[Theme],
    now: datetime,
) -> signals.Signal:
    """The new signal, as the database will give it back: what a person said beats what was read."""
    said = heard.interpretation
    guess = reading.account
    account_id, account_name = account or (None, None)
    amount = said.amount or reading.amount
    return signals.Signal(
        id=signal_id,
        number=number,
        verbatim=heard.text,
        said_by=heard.said_by,
        said_at=heard.said_at or now,
        captured_by=heard.by.id,
        captured_at=now,
        source=heard.source,
        permalink=heard.permalink,
        kind=said.kind or reading.kind or Kind.FEEDBACK,
        importance=said.importance or reading.importance,
        account_id=account_id,
        account_certain=bool(said.account) or guess is None or guess.certainty is not Certainty.OFFERED,
        amount_minor=amount.minor if amount else None,
        amount_currency=amount.currency if amount else None,
        competitor=said.competitor or reading.competitor,
        link=said.link,
        visibility=said.visibility,
        undone_at=None,
        revision=1,
        place=heard.origin.place if heard.origin else None,
        place_kind=heard.origin.kind if heard.origin else None,
        message_ts=heard.origin.ts if heard.origin else None,
        account=account_name,
        themes=tuple(theme.label for theme in about),
    )


def _of_message(tx: Transaction, home: Workspace, heard: Heard) -> Captured | None:
    """The signal that the message already is."""
    if heard.origin is None:
        return None
    signal_id = ways_in.signal_of(tx, home.id, heard.origin.place, heard.origin.ts)
    if signal_id is None:
        return None
    requests.answer(tx, home.id, heard.request_key, {"signal": signal_id, "known": True})
    return Captured(_known(tx, home, signal_id), home, known=True)


def _known(tx: Transaction, home: Workspace, signal_id: str) -> signals.Signal:
    signal = signals.get(tx, home.id, signal_id)
    if signal is None:
        raise NotFound
    return signal
