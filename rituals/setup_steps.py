"""The steps of set-up after its form: what is done is read from what is there; what an admin leaves out is remembered."""

from rituals.demos.kinds import RITUALS as MEETINGS
from rituals.digest import PERSONAL
from rituals.digest import RITUAL as WEEKLY_DIGEST
from rituals.home.fresh import freshen
from rituals.launches.reminding import RITUAL as LAUNCH_REMINDERS
from rituals.messages import setup_steps as looks
from rituals.messages.demos.records import Meeting
from rituals.messages.setup_steps import Step
from rituals.permissions import Act, enter
from rituals.polls.recurring import RITUAL as ROADMAP_POLL
from rituals.releases.reminding import RITUAL as RELEASE_REMINDERS
from rituals.services import Person, Services
from rituals.triage.reminding import RITUAL as PROMISED_ANSWERS
from storage import preferences, rituals, setup
from storage.database import Transaction
from storage.workspaces import Workspace

RITUALS = (
    (WEEKLY_DIGEST, "digest"),
    (PROMISED_ANSWERS, "signals"),
    (RELEASE_REMINDERS, "releases"),
    (LAUNCH_REMINDERS, "releases"),
    (ROADMAP_POLL, "releases"),
    (MEETINGS[Meeting.DEMO], "releases"),
)
"""What runs from the start, each with the purpose of its channel; those that speak to people alone name it for its readers."""

_FROM_THE_START = {PERSONAL.name, *(kind.name for kind, _ in RITUALS)}
_LEFT_OUT = "setup:"


def steps(tx: Transaction, home: Workspace) -> list[Step]:
    """Every step, in the order in which they are shown."""
    roles, accounts = setup.standing(tx, home.id)
    kinds = {ritual.kind for ritual in rituals.all_of(tx, home.id)}
    done = {
        looks.CHANNELS: home.set_up_at is not None,
        looks.ROLES: roles,
        looks.DAYS: home.closures is not None,
        looks.RITUALS: bool(kinds - _FROM_THE_START),
        looks.ACCOUNTS: accounts,
    }
    chosen = preferences.all_of(tx, home.id, home.id)
    return [Step(name, done[name], left_out=f"{_LEFT_OUT}{name}" in chosen) for name in looks.STEPS]


def leave_out(services: Services, by: Person) -> None:
    """An admin wants no more of the steps that are open; each can still be done later. Raises NotAllowed."""
    with services.write() as tx:
        home = enter(tx, by, Act.ADMINISTER)
        for step in steps(tx, home):
            if step.open and step.name != looks.CHANNELS:  # without channels there is nothing to leave it at
                preferences.choose(tx, home.id, home.id, f"{_LEFT_OUT}{step.name}", preferences.OFF)
        freshen(tx, home.id, by.id)
