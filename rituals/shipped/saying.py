"""What one person is told of what shipped, as it is at the time of sending."""

from bot.kit.message import Message
from rituals.messages import shipped as looks
from rituals.messages.shipped import News
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts
from rituals.shipped.audience import links_for, owned_by
from rituals.shipped.telling import SHIPPED
from storage import following, releases, roadmap, signals
from storage.workspaces import get as get_workspace


def _render(scene: Scene, facts: Facts) -> Message | None:
    """What was decided to be told, as far as it concerns them still.

    Words that were taken back or restricted since are left out, and so is an item that did not ship after all.
    """
    tx, person = scene.tx, scene.recipient
    home = get_workspace(tx, scene.workspace)
    release = releases.get(tx, scene.workspace, facts["release"])
    if home is None or release is None:
        return None
    items = [
        item
        for item_id in facts["items"]
        if (item := roadmap.get(tx, home.id, item_id)) and item.release_id == release.id
    ]
    if not items:
        return None
    ids = [item.id for item in items]
    links = links_for(tx, home, person, ids)
    followed = following.followed_among(tx, home.id, person, {link.signal_id for link in links})
    said = [link for link in links if link.captured_by == person]
    heard = [link for link in links if link.signal_id in followed and link.captured_by != person]
    owned = owned_by(tx, home, person, ids)
    why = {link.item_id for link in (*said, *heard)} | {item for item, _ in owned}
    why |= {item for item, follower in roadmap.followers(tx, home.id, ids) if follower == person}
    if not why:
        return None
    theirs = list(dict.fromkeys(link.signal_id for link in (*said, *heard)))
    shown = [signals.get(tx, home.id, signal_id) for signal_id in theirs[: looks.QUOTES_SHOWN]]
    news = News(
        person=person,
        items=[item for item in items if item.id in why],
        said=[signal for signal in shown if signal is not None],
        more_said=max(0, len(theirs) - looks.QUOTES_SHOWN),
        accounts=list({account.id: account.name for _, account in owned}.values()),
    )
    return looks.shipped(scene.texts, release, news)


KIND = MessageKind(SHIPPED, _render, doubt=Doubt.RATHER_LATE)
