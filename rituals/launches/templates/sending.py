"""The files of templates that people asked for, made when they are sent."""

from bot.kit.message import Message
from rituals.launches.templates.keeping import FILE
from rituals.launches.templates.standing import as_file
from rituals.messages import launch_templates as looks
from rituals.messages.launch_templates import Name
from rituals.permissions import Act, may, workspace_of
from rituals.registry import Doubt, MessageKind, Scene
from rituals.services import Facts, PersonId


def _file(scene: Scene, facts: Facts) -> Message | None:
    home = workspace_of(scene.tx, scene.workspace)
    person = scene.services.directory.person(scene.workspace, PersonId(scene.recipient))
    if not may(person, Act.READ, home):
        return None
    name = Name(facts["audience"], facts["language"])
    return looks.file(scene.texts, name, as_file(scene.tx, scene.workspace, name))


# Rather twice: a second copy of what one asked for oneself harms nobody, none at all leaves one waiting.
KIND = MessageKind(FILE, _file, doubt=Doubt.RATHER_TWICE, muteable=False)
