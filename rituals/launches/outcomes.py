"""What came of launches, as others tell of it: a release's page and the digest."""

from collections.abc import Collection

from rituals.messages.launches.records import Came
from storage import launch_answers, launches
from storage.database import Transaction


def of_release(tx: Transaction, workspace: str, release_id: str) -> Came | None:
    """What came of the launch of a release; None before anybody said something."""
    launch = launches.of_release(tx, workspace, release_id)
    if launch is None:
        return None
    said = [one for one in launch_answers.of_launch(tx, workspace, launch.id) if one.says_something]
    return Came(launch, launches.brief(tx, workspace, launch.id), said) if said else None


def of_answers(tx: Transaction, workspace: str, ids: Collection[str]) -> list[Came]:
    """These answers by launch, as they read now, the launch that was spoken of last first."""
    found = [one for one in launch_answers.by_ids(tx, workspace, ids) if one.says_something]
    newest = sorted(found, key=lambda one: (one.at, one.id), reverse=True)
    told = []
    for launch_id in dict.fromkeys(one.launch_id for one in newest):
        if launch := launches.get(tx, workspace, launch_id):
            said = [one for one in reversed(newest) if one.launch_id == launch_id]
            told.append(Came(launch, launches.brief(tx, workspace, launch_id), said))
    return told
