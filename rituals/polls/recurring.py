"""The roadmap poll that is asked again and again: of what comes next on the roadmap, what matters most?

Its options are chosen by a rule that anybody can check: of what stands under Next, in the areas that were chosen, the
few with the most evidence. They stand in the order of the board, so that the order says nothing of it.
"""

from datetime import datetime
from typing import Any

from bot.kit.blocks import Option as Choice
from bot.kit.message import Message
from bot.kit.times import next_due
from rituals import running
from rituals.language import texts_of_channel
from rituals.messages.polls import recurring as looks
from rituals.messages.polls.recurring import Rule
from rituals.permissions import workspace_of
from rituals.polls.cards import history
from rituals.polls.counting import Kind
from rituals.polls.drafting import item_as_option
from rituals.polls.opening import start
from rituals.refusals import NotFound
from rituals.registry import RitualKind, Scene, Window
from rituals.roadmap.score import score
from rituals.services import Facts, Person, Services
from rituals.steering import note, steered
from storage import areas, counters, polls, roadmap
from storage import rituals as stored
from storage.database import Transaction
from storage.polls import Audience
from storage.rituals import Ritual, Run
from storage.roadmap import Item, Place
from storage.signals import NOBODY_IN_PARTICULAR
from storage.workspaces import Workspace

ROADMAP_POLL = "roadmap_poll"
FEWEST = 2  # options
CHOICES = 3  # that one person may make
MOST_ITEMS = 500  # of the column that are looked at


def gather(services: Services, workspace: str, window: Window, options: Facts) -> dict[str, Any] | None:
    """The question and the ids of what can be chosen; None where there is nothing to choose between."""
    with services.read() as tx:
        home = workspace_of(tx, workspace)
        found = _items(services, tx, home, Rule.read(options))
        ritual = stored.named(tx, workspace, ROADMAP_POLL)
        if ritual is None or _owner(home, ritual) is None or len(found) < FEWEST:
            return None
        texts = texts_of_channel(services, tx, workspace, ritual.channel_id, ritual.language)
        return {"question": looks.question(texts), "items": [item.id for item in found]}


def say(tx: Transaction, home: Workspace, run: Run, now: datetime) -> None:
    """Have the poll asked, in the name of the ritual's owner."""
    ritual = stored.get(tx, home.id, run.ritual_id)
    assert ritual is not None  # it was there to gather, and rituals stay
    rule, found = Rule.read(ritual.options), roadmap.several(tx, home.id, run.facts["items"])
    options = [item_as_option(found[item]) for item in run.facts["items"]]
    values = {
        "question": run.facts["question"],
        "kind": Kind.SEVERAL,
        "most": min(CHOICES, len(options)),
        "anonymous": rule.anonymous,
        "comments": True,
        "by_side": True,
        "others": False,
        "language": ritual.language,
        "channel_id": ritual.channel_id,
        "audience": Audience().written(),
        "open_hours": rule.open_hours,
        "owner": _owner(home, ritual),
        "created_at": now,
        "ritual_id": ritual.id,
        "period": run.occurrence,
    }
    poll_id = counters.new_id()
    polls.add(tx, home.id, poll_id, values, options)
    poll = polls.get(tx, home.id, poll_id)
    assert poll is not None  # this transaction has just written it
    history(tx, home, poll_id, "posted", None, now)
    start(tx, home, poll, now)


def open_form(services: Services, by: Person, ritual_id: str) -> tuple[Rule, list[Choice]]:
    """The rule as it is, and the areas to choose from. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        home, ritual = _steered(tx, by, ritual_id)
        return Rule.read(ritual.options), [Choice(area.name, area.id) for area in areas.all_of(tx, home.id)]


def keep(services: Services, by: Person, ritual_id: str, rule: Rule) -> datetime | None:
    """Change the rule; when it is asked next. Raises NotFound or NotAllowed."""
    now = services.now()
    with services.write() as tx:
        home, ritual = _steered(tx, by, ritual_id)
        values = {"options": ritual.options | rule.written()}
        stored.change(tx, home.id, ritual.id, values)
        note(tx, ritual, home.id, "edit", by, now, {"options": ritual.options}, values)
        following = next_due(running.schedule_of(ritual, home), now)
        return following.due if following else None


def _items(services: Services, tx: Transaction, home: Workspace, rule: Rule) -> list[Item]:
    """Those with the most evidence, whoever may read it; of the same score, the higher one on the board."""
    column = [
        item
        for item in roadmap.in_place(tx, home.id, Place.NEXT, MOST_ITEMS)
        if not rule.areas or item.area_id in rule.areas
    ]
    behind = roadmap.by_item(tx, home.id, [item.id for item in column], NOBODY_IN_PARTICULAR)
    points = {item.id: score(behind[item.id], home.currency, services.score_weights).total for item in column}
    chosen = {item.id for item in sorted(column, key=lambda item: -points[item.id])[: rule.most]}
    return [item for item in column if item.id in chosen]


def _owner(home: Workspace, ritual: Ritual) -> str | None:
    """Whose it is, else who answers for everything."""
    return ritual.owner or home.default_owner


def _steered(tx: Transaction, by: Person, ritual_id: str) -> tuple[Workspace, Ritual]:
    home, ritual = steered(tx, by, ritual_id)
    if ritual.kind != ROADMAP_POLL:
        raise NotFound
    return home, ritual


def _render(scene: Scene, facts: Facts) -> Message:
    """What a run asks, for who runs it by hand."""
    found = roadmap.several(scene.tx, scene.workspace, facts["items"])
    return looks.summary(facts["question"], [item_as_option(found[item])[0] for item in facts["items"]])


RITUAL = RitualKind(
    name=ROADMAP_POLL,
    default_rule="FREQ=MONTHLY;BYDAY=1TU",
    default_at="10:00",
    gather=gather,
    render=_render,
    default_window_days=31,
    say=say,
)
