"""Reviews of a draft: marketing is asked in a channel, says that it looks good or comments; who writes it hears of it."""

from datetime import datetime

from bot.kit.frontdoor import plain
from bot.kit.message import Message
from rituals.messages import release_reviews as looks
from rituals.permissions import Act, demand, enter, workspace_of
from rituals.refusals import FieldErrors, NotFound, NotThere
from rituals.registry import Doubt, MessageKind, Scene
from rituals.releases.finding import Found, find_in
from rituals.services import Facts, Person, Services
from rituals.setup import speak_in
from storage import audit, outbox, people, release_reviews, releases
from storage.database import Transaction
from storage.release_reviews import ASKED, COMMENT, GOOD, Review
from storage.releases import UNANNOUNCED, Release, State
from storage.workspaces import Workspace

CARD = "release_draft"
THREAD = "release_comment"
TOLD = "release_reviewed"


def open_form(services: Services, by: Person, release_id: str) -> tuple[Found, str | None]:
    """A draft, for who is about to ask; and the channel in which somebody was asked last.

    Raises NotFound, NotAllowed, or NotThere where it is not a draft any more.
    """
    with services.read() as tx:
        home = workspace_of(tx, by.workspace)
        found = find_in(tx, by, home, release_id)
        demand(by, Act.EDIT_RELEASE, home, found.release)
        _still_a_draft(found.release)
        return found, release_reviews.asked_last(tx, home.id)


def ask(services: Services, by: Person, release_id: str, channel: str | None, note: str | None) -> Release:
    """Show a draft in a channel, where people can say what they think. Asked again elsewhere, it stands there too.

    Raises NotFound, NotAllowed, NotThere, or FieldErrors without a channel.
    """
    if not channel:
        raise FieldErrors({looks.CHANNEL: "forms.error_empty"})
    now = services.now()
    with services.write() as tx:
        home = workspace_of(tx, by.workspace)
        releases.hold(tx, home.id, release_id)  # it may be announced at this moment
        release = find_in(tx, by, home, release_id).release
        demand(by, Act.EDIT_RELEASE, home, release)
        _still_a_draft(release)
        words = plain(note, escaped=False) if note else None
        release_reviews.add(
            tx, home.id, release_id, act=ASKED, channel=channel, by=by.id, words=words, now=now
        )
        _note(tx, home, by, release_id, "ask_review", now, {"channel": channel})
        speak_in(tx, home.id, [channel], release_id, now)
        outbox.put_card(
            tx,
            home.id,
            kind=CARD,
            recipient=channel,
            facts={"release": release_id},
            unique_key=_key(release_id, channel),
            now=now,
        )
        return release


def looks_good(services: Services, by: Person, release_id: str, channel: str) -> None:
    """It looks good to somebody. Saying it twice says it once. Raises NotFound, NotAllowed or NotThere."""
    now = services.now()
    with services.write() as tx:
        home, release = _reviewed(tx, by, release_id)
        said = release_reviews.of_release(tx, home.id, release_id)
        if by.id in _good(said):
            return
        release_reviews.add(tx, home.id, release_id, act=GOOD, channel=channel, by=by.id, words=None, now=now)
        _note(tx, home, by, release_id, "looks_good", now, {"channel": channel})
        show_drafts(tx, home, release_id)
        _tell_owner(tx, home, release, by, f"good:{by.id}", None, now)


def open_comment(services: Services, by: Person, release_id: str) -> Release:
    """A draft, for somebody who is about to comment on it. Raises NotFound, NotAllowed or NotThere."""
    with services.read() as tx:
        return _reviewed(tx, by, release_id)[1]


def comment(services: Services, by: Person, release_id: str, words: str | None) -> None:
    """Say something about a draft: it stands in the thread of each of its cards, and who writes it hears of it.

    Raises NotFound, NotAllowed, NotThere, or FieldErrors without words.
    """
    if not words:
        raise FieldErrors({looks.NOTE: "forms.error_empty"})
    now = services.now()
    with services.write() as tx:
        home, release = _reviewed(tx, by, release_id)
        channels = _channels(release_reviews.of_release(tx, home.id, release_id))
        review = release_reviews.add(
            tx,
            home.id,
            release_id,
            act=COMMENT,
            channel=channels[0] if channels else "",
            by=by.id,
            words=words,
            now=now,
        )
        _note(tx, home, by, release_id, "comment", now, {"review": review})
        for channel in channels:
            outbox.put(
                tx,
                home.id,
                kind=THREAD,
                recipient=channel,
                facts={"review": review},
                unique_key=f"{THREAD}:{review}:{channel}",
                now=now,
                under=_key(release_id, channel),
            )
        _tell_owner(tx, home, release, by, f"comment:{review}", review, now)


def show_drafts(tx: Transaction, home: Workspace, release_id: str) -> None:
    """Have the cards of a draft say what it is now."""
    for channel in _channels(release_reviews.of_release(tx, home.id, release_id)):
        outbox.want(tx, home.id, _key(release_id, channel))


def _reviewed(tx: Transaction, by: Person, release_id: str) -> tuple[Workspace, Release]:
    """A draft that somebody is asked to look at: whoever reads the channel it is shown in may say something."""
    home = enter(tx, by, Act.READ)
    release = releases.get(tx, home.id, release_id)
    if release is None:
        raise NotFound
    if not _channels(release_reviews.of_release(tx, home.id, release_id)):
        demand(by, Act.SEE_RELEASE, home, release)
    _still_a_draft(release)
    return home, release


def _still_a_draft(release: Release) -> None:
    if release.state not in UNANNOUNCED:
        raise NotThere


def _tell_owner(
    tx: Transaction,
    home: Workspace,
    release: Release,
    by: Person,
    what: str,
    review: int | None,
    now: datetime,
) -> None:
    if release.owner == by.id:
        return
    outbox.put(
        tx,
        home.id,
        kind=TOLD,
        recipient=release.owner,
        facts={"release": release.id, "by": by.id, "review": review},
        unique_key=f"{TOLD}:{release.id}:{what}",
        now=now,
    )


def _channels(said: list[Review]) -> list[str]:
    """Where the draft is shown."""
    return list(dict.fromkeys(review.channel_id for review in said if review.act == ASKED))


def _good(said: list[Review]) -> list[str]:
    """To whom it looks good; what they commented later takes nothing back."""
    return list(dict.fromkeys(review.by for review in said if review.act == GOOD))


def _key(release_id: str, channel: str) -> str:
    return f"draft:{release_id}:{channel}"


def _note(
    tx: Transaction,
    home: Workspace,
    by: Person,
    release_id: str,
    act: str,
    now: datetime,
    after: dict[str, object],
) -> None:
    audit.note(
        tx,
        home.id,
        object_kind=releases.KIND,
        object_id=release_id,
        act=act,
        by=by.id,
        now=now,
        before={},
        after=after,
    )


def _render_card(scene: Scene, facts: Facts) -> Message | None:
    release = releases.get(scene.tx, scene.workspace, facts["release"])
    if release is None or release.state == State.WITHDRAWN:
        return None
    said = release_reviews.of_release(scene.tx, scene.workspace, release.id)
    asked = [review for review in said if review.act == ASKED and review.channel_id == scene.recipient]
    if not asked:
        return None
    good = _good(said)
    names = people.names(scene.tx, scene.workspace, [asked[-1].by, *good])
    told = looks.Said(
        names.get(asked[-1].by, ""), asked[-1].words, [names[person] for person in good if person in names]
    )
    return looks.card(scene.texts, release, told)


def _render_comment(scene: Scene, facts: Facts) -> Message | None:
    review = release_reviews.get(scene.tx, scene.workspace, facts["review"])
    if review is None or not review.words:
        return None
    name = people.names(scene.tx, scene.workspace, [review.by]).get(review.by, "")
    return looks.comment(scene.texts, review.words, name)


def _render_told(scene: Scene, facts: Facts) -> Message | None:
    release = releases.get(scene.tx, scene.workspace, facts["release"])
    if release is None:
        return None
    review = release_reviews.get(scene.tx, scene.workspace, facts["review"]) if facts["review"] else None
    name = people.names(scene.tx, scene.workspace, [facts["by"]]).get(facts["by"], "")
    return looks.told(scene.texts, release, name, review.words if review else None)


KINDS = (
    MessageKind(CARD, _render_card, doubt=Doubt.RATHER_LATE),
    MessageKind(THREAD, _render_comment, doubt=Doubt.RATHER_LATE),
    MessageKind(TOLD, _render_told, doubt=Doubt.RATHER_TWICE),
)
