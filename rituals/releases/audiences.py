"""The texts of a release for its audiences: written with the draft, posted with the announcement, kept true with it."""

from collections.abc import Mapping
from datetime import datetime

from bot.kit.frontdoor import plain
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.messages import release_audiences as looks
from rituals.messages.release_audiences import AUDIENCES, POSTED, Variant
from rituals.permissions import Act, demand, workspace_of
from rituals.registry import Doubt, MessageKind, Scene
from rituals.releases.finding import Found, find_in
from rituals.services import Facts, Person, Services
from rituals.setup import speak_in
from storage import audit, outbox, release_texts, releases
from storage.database import Transaction
from storage.releases import Release
from storage.workspaces import Workspace

VARIANT = "release_variant"
Variants = Mapping[str, Variant]


def open_form(services: Services, by: Person, release_id: str) -> tuple[Found, Variants]:
    """A release with its texts, for who edits it; channels that are not chosen yet are those of the last release.

    Raises NotFound or NotAllowed.
    """
    with services.read() as tx:
        home = workspace_of(tx, by.workspace)
        found = find_in(tx, by, home, release_id)
        demand(by, Act.EDIT_RELEASE, home, found.release)
        variants = _variants(tx, home, release_id)
        for audience in POSTED:
            if audience not in variants:
                channels = release_texts.channels_before(tx, home.id, audience)
                variants[audience] = Variant(channels=channels)
    return found, variants


def copy_for_customers(services: Services, by: Person, release_id: str) -> tuple[Release, Variant]:
    """What may be pasted to customers. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        home = workspace_of(tx, by.workspace)
        release = find_in(tx, by, home, release_id).release
        return release, _variants(tx, home, release_id).get(looks.CUSTOMERS, Variant())


def write(
    services: Services,
    by: Person,
    release_id: str,
    texts: Texts,
    words: Mapping[str, str],
    channels: Mapping[str, tuple[str, ...]],
) -> tuple[Release, Variants]:
    """Keep the texts by audience; one that reads as the template's (in `texts`) goes on following the release.

    Raises NotFound or NotAllowed.
    """
    now = services.now()
    with services.write() as tx:
        home = workspace_of(tx, by.workspace)
        releases.hold(tx, home.id, release_id)  # it may be announced at this moment
        release = find_in(tx, by, home, release_id).release
        demand(by, Act.EDIT_RELEASE, home, release)
        before = _variants(tx, home, release_id)
        for audience in AUDIENCES:
            typed = plain(words.get(audience, ""), escaped=False).strip()
            shown = looks.shown_words(texts, release, audience).strip()
            own = None if typed in ("", shown) else typed
            release_texts.write(
                tx, home.id, release_id, audience, words=own, channels=channels.get(audience, ())
            )
        after = _variants(tx, home, release_id)
        audit.note(
            tx,
            home.id,
            object_kind=releases.KIND,
            object_id=release_id,
            act="audiences",
            by=by.id,
            now=now,
            before=_noted(before),
            after=_noted(after),
        )
        speak_in(tx, home.id, (channel for _, channel in looks.channels_of(after)), release_id, now)
        if release.is_announced:
            show_variants(tx, home, release, now, before)
        return release, after


def show_variants(
    tx: Transaction, home: Workspace, release: Release, now: datetime, before: Variants | None = None
) -> None:
    """Have the audiences' channels say what the release is now; what stood in other channels (`before`) is taken away."""
    here = looks.channels_of(_variants(tx, home, release.id))
    for audience, channel in here:
        outbox.put_card(
            tx,
            home.id,
            kind=VARIANT,
            recipient=channel,
            facts={"release": release.id, "audience": audience},
            unique_key=_key(release.id, audience, channel),
            now=now,
        )
    for audience, channel in looks.channels_of(before or {}):
        if (audience, channel) not in here:
            outbox.want(tx, home.id, _key(release.id, audience, channel))


def _variants(tx: Transaction, home: Workspace, release_id: str) -> dict[str, Variant]:
    found = release_texts.of_release(tx, home.id, release_id)
    return {one.audience: Variant(one.words, one.channels) for one in found}


def _noted(variants: Variants) -> dict[str, object]:
    """Where each goes and whether it has words of its own; the words themselves stand in their row alone."""
    return {
        audience: {"channels": list(variant.channels), "own_words": variant.words is not None}
        for audience, variant in variants.items()
    }


def _key(release_id: str, audience: str, channel: str) -> str:
    return f"release:{release_id}:{audience}:{channel}"


def _render(scene: Scene, facts: Facts) -> Message | None:
    release = releases.get(scene.tx, scene.workspace, facts["release"])
    if release is None:
        return None
    if not release.is_announced:
        return looks.withdrawn(scene.texts, release)
    audience = facts["audience"]
    found = {one.audience: one for one in release_texts.of_release(scene.tx, scene.workspace, release.id)}
    written = found.get(audience)
    if written is None or scene.recipient not in written.channels:
        return None
    return looks.posted(scene.texts, release, audience, Variant(written.words, written.channels))


KIND = MessageKind(VARIANT, _render, doubt=Doubt.RATHER_LATE)
