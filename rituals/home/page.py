"""What somebody's Home shows: their tasks, polls and inbox, their own signals and what became of them."""

from bot.kit.message import Message
from rituals.home.coming import coming
from rituals.home.fresh import HOME
from rituals.home.narrowing import filters_of, tab_of
from rituals.home.rituals import rituals_of
from rituals.launches.seeing import todo
from rituals.messages import home as looks
from rituals.permissions import Act, calling, may, reader, workspace_of
from rituals.polls.waiting import waiting
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts, PersonId
from rituals.triage.inbox import read_inbox
from rituals.triage.owners import owner_name
from storage import areas, following, jobs, outbox, signals, theme_board, triage
from storage.leases import State
from storage.signals import Signal

TASKS_SHOWN = 5
INBOX_SHOWN = 5
MINE_SHOWN = 7
FOLLOWED_SHOWN = 7


def _render(scene: Scene, facts: Facts) -> Message:
    tx, workspace = scene.tx, scene.workspace
    home = workspace_of(tx, workspace)
    person = scene.services.directory.person(workspace, PersonId(scene.recipient))
    owns = (
        home.default_owner == person.id
        or any(area.owner == person.id for area in areas.all_of(tx, workspace))
        or theme_board.owned_by(tx, workspace, person.id)
    )

    def told(signal: Signal) -> looks.Mine:
        return looks.Mine(
            signal, owner_name(tx, home, signal), triage.newest_decision(tx, workspace, signal.id)
        )

    eyes = reader(person, home)
    mine = [told(signal) for signal in signals.mine(tx, workspace, person.id, MINE_SHOWN)]
    followed = [told(signal) for signal in following.followed_by(tx, workspace, eyes, FOLLOWED_SHOWN)]
    owns = owns and may(person, Act.READ, home)
    inbox = (
        read_inbox(tx, scene.services, person, filters_of(tx, workspace, facts), INBOX_SHOWN)
        if owns
        else None
    )
    tab, page = tab_of(facts)
    if tab is looks.Tab.RITUALS and may(person, Act.READ, home):
        found = rituals_of(tx, home, person, page, scene.services.now())
        return looks.home(scene.texts, tab, looks.rituals(scene.texts, found))
    can = looks.Can(
        capture=may(person, Act.CAPTURE_SIGNAL, home),
        announce=may(person, Act.ANNOUNCE_RELEASE, home),
        ask=may(person, Act.ASK_POLL, home),
        read=may(person, Act.READ, home),
    )
    now = scene.services.now()
    tasks = todo(tx, home, person.id, TASKS_SHOWN, now) if can.read else None
    polls = waiting(tx, home, person.id) if can.read else None
    comes = coming(tx, home, scene.texts, now) if can.read else []
    machine = _machine(scene) if may(person, Act.ADMINISTER, home) else None
    day = looks.day(
        scene.texts,
        tasks,
        polls,
        inbox,
        mine,
        followed,
        comes,
        can,
        prefix=scene.services.command_prefix,
        machine=machine,
        newcomer=calling(person) if can.read and not mine and not (tasks and tasks.count) else None,
    )
    return looks.home(scene.texts, looks.Tab.DAY if can.read else None, day)


def _machine(scene: Scene) -> looks.Machine:
    """How many messages and jobs were given up, or wait for a person."""
    backlogs = (
        outbox.waiting_and_failed(scene.tx, scene.workspace),
        jobs.problems(scene.tx, scene.workspace),
    )
    failed = sum(backlog.counts.get(state, 0) for backlog in backlogs for state in (State.FAILED, State.HELD))
    return looks.Machine(failed, f"/{scene.services.command_prefix}diapason doctor")


KIND = MessageKind(HOME, _render, doubt=Doubt.RATHER_TWICE, muteable=False, home=True)
