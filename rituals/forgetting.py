"""Removing a person's data, as data protection law lets them ask (GDPR, article 17).

Their identity goes everywhere: “(removed)” stands in its place. What they captured stays, since it is what customers said;
so do the answers and reasons that they wrote as part of the team's work, without their name. `with_words` empties
what they wrote or said themselves, too. Texts of releases and of roadmap items are the team's, and stay. Nobody can tell
afterwards who it was: the name for nobody is drawn by lot.
"""

from dataclasses import dataclass

from rituals import digest
from rituals.home.fresh import HOME, freshen
from rituals.merging.signals import MERGED, PARTED
from rituals.polls.cards import KINDS as POLLS
from rituals.releases.cards import CARD as RELEASE_CARD
from rituals.releases.cards import CORRECTED
from rituals.search.indexing import index_item, index_release, index_signal
from rituals.services import Services, person_id
from rituals.signals.cards import CARD as SIGNAL_CARD
from rituals.triage.decide import FATE
from rituals.triage.news import ANSWER, EXCHANGE
from storage import areas, audit, forgetting, people, releases, roadmap, signals, triage, vectors, workspaces
from storage.database import Transaction
from storage.forgetting import Found
from storage.workspaces import Workspace


@dataclass(frozen=True)
class Forgotten:
    """What there was of somebody in one workspace. `edited`: messages in Slack that are being edited."""

    workspace: str
    found: Found
    edited: int = 0
    areas_to: str | None = None  # the name of who owns their areas now; None: nobody does yet


def look(services: Services, user: str) -> list[Forgotten]:
    """What there is of a Slack user, by workspace. Nothing is changed."""
    with services.read() as tx:
        seen = [
            Forgotten(home, forgetting.look(tx, home, user, _person(tx, home, user)))
            for home in workspaces.ids(tx)
        ]
    return [one for one in seen if one.found.anything]


def forget(services: Services, user: str, *, with_words: bool = False) -> list[Forgotten]:
    """Remove somebody, each workspace in one transaction; doing it again finds nothing and changes nothing."""
    return [_forget(services, one.workspace, user, with_words=with_words) for one in look(services, user)]


def _forget(services: Services, workspace: str, user: str, *, with_words: bool) -> Forgotten:
    now = services.now()
    with services.write() as tx:
        forgetting.secure(tx)
        home = workspaces.get(tx, workspace)
        assert home is not None  # it was looked at a moment ago, and workspaces stay
        found = forgetting.look(tx, workspace, user, _person(tx, workspace, user))
        found.objects["owned"] |= set(areas.answered_by(tx, workspace, found.person, home.default_owner))
        instead = forgetting.nobody(workspace)
        forgetting.remove(tx, workspace, user, found, instead=instead, with_words=with_words, now=now)
        heir = _heir(tx, home, found)
        if heir:
            forgetting.hand_over(tx, workspace, instead, heir)
        audit.note(
            tx,
            workspace,
            object_kind="person",
            object_id=instead.partition(":")[2],
            act="forget",
            by=None,
            now=now,
        )
        _index_anew(tx, workspace, found)
        edited = _show_anew(tx, home, found, instead)
        names = people.names(tx, workspace, [heir]) if heir else {}
        return Forgotten(workspace, found, edited, names.get(heir or ""))


def _heir(tx: Transaction, home: Workspace, found: Found) -> str | None:
    """Who owns from now on what must have an owner: that of the default area, else an admin."""
    candidates = [home.default_owner, *people.admins(tx, home.id)]
    return next((one for one in candidates if one and one != found.person), None)


def _person(tx: Transaction, workspace: str, user: str) -> str:
    return people.by_user(tx, workspace, user) or person_id(workspace, user)


def _index_anew(tx: Transaction, workspace: str, found: Found) -> None:
    for signal_id in sorted(found.objects["signals"]):
        if signal := signals.get(tx, workspace, signal_id):
            index_signal(tx, workspace, signal)
            if not signal.words:  # the others' are made anew as their words change
                vectors.forget(tx, workspace, signals.KIND, signal_id)
    for item_id in sorted(found.objects["items"]):
        if item := roadmap.get(tx, workspace, item_id):
            index_item(tx, workspace, item)
    for release_id in sorted(found.objects["releases"]):
        release = releases.get(tx, workspace, release_id)
        if release and release.is_announced:
            index_release(tx, workspace, release)


def _show_anew(tx: Transaction, home: Workspace, found: Found, instead: str) -> int:
    """Have everything edited that stands in Slack and can be: cards, what was decided and answered, digests, Homes."""
    about = found.objects["signals"]
    words = found.objects["answers"] | triage.words_about(tx, home.id, about)
    edited = forgetting.show_again(
        tx,
        home.id,
        (
            (SIGNAL_CARD, "signal", about | found.objects["owned"]),
            (RELEASE_CARD, "release", found.objects["releases"]),
            (ANSWER, "words", words),
            (EXCHANGE, "words", words),
            (FATE, "decision", found.objects["decisions"]),
            (FATE, "signal", about),
            *((kind, "by", {instead}) for kind in (MERGED, PARTED, CORRECTED)),
            *((kind.name, "poll", found.objects["polls"]) for kind in POLLS),
        ),
    )
    for signal_id in sorted(found.objects["signals"]):
        digest.tell_anew(tx, home.id, signal_id)
    for poll_id in sorted(found.objects["polls"]):
        digest.tell_poll_anew(tx, home.id, poll_id)
    freshen(tx, home.id, *forgetting.homes(tx, home.id, HOME))
    return edited
