"""Templates as they stand: what is shipped, or what the workspace made of it, with what is new since."""

from dataclasses import dataclass, replace

from bot.kit.texts import LANGUAGES
from rituals.launches.templates.files import header, shipped, shipped_text
from rituals.launches.templates.model import AUDIENCES, Step, Template
from rituals.launches.templates.reading import read
from rituals.launches.templates.upgrading import Upgrade, upgrade
from rituals.launches.templates.writing import write
from rituals.messages.launch_templates import Kept, Listing, Name
from rituals.permissions import Act, enter, may
from rituals.refusals import NotFound
from rituals.services import Person, Services
from storage import launch_templates, people, preferences
from storage.database import Transaction
from storage.launch_templates import Version
from storage.workspaces import Workspace

VERSIONS_SHOWN = 20


@dataclass(frozen=True)
class Standing:
    """A template as it stands: `last` is None as long as nobody changed it."""

    template: Template
    last: Version | None

    @property
    def version(self) -> int:
        return self.last.version if self.last else 0

    def base(self, name: Name) -> str:
        own = self.last and self.last.text is not None
        return self.last.base if self.last and own else shipped_text(name.audience, name.language)


def current(tx: Transaction, workspace: str, audience: str, language: str) -> Template:
    """The template that a launch is started from."""
    return standing(tx, workspace, Name(audience, language)).template


def of_channel(tx: Transaction, home: Workspace, audience: str, channel: str) -> Template:
    """The template of a plan that stands in a channel: in the channel's language."""
    return current(tx, home.id, audience, preferences.language(tx, home.id, channel) or home.language)


def listing(services: Services, by: Person) -> Listing:
    """Every template with how it stands. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        names = [Name(audience, language) for audience in AUDIENCES for language in LANGUAGES]
        return Listing([kept_of(tx, home, name) for name in names], home.language)


def see(services: Services, by: Person, name: Name) -> Kept:
    """One, with its versions. Raises NotAllowed, or NotFound."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        return replace(kept_of(tx, home, name), editable=may(by, Act.KEEP_TEMPLATES, home))


def open_to_change(services: Services, by: Person, name: Name) -> Kept:
    """One, for an admin who is about to change it. Raises NotAllowed, or NotFound."""
    with services.read() as tx:
        return kept_of(tx, enter(tx, by, Act.KEEP_TEMPLATES), name)


def open_step(services: Services, by: Person, name: Name, key: str) -> tuple[Kept, Step]:
    """A task, for an admin who is about to change it. Raises NotAllowed, or NotFound for one that is gone."""
    kept = open_to_change(services, by, name)
    step = kept.template.step(key)
    if step is None:
        raise NotFound
    return kept, step


def as_file(tx: Transaction, workspace: str, name: Name) -> str:
    """The template as YAML, with what each key means above."""
    return write(current(tx, workspace, name.audience, name.language), header(name.language))


def standing(tx: Transaction, workspace: str, name: Name) -> Standing:
    if name.audience not in AUDIENCES or name.language not in LANGUAGES:
        raise NotFound
    last = launch_templates.newest(tx, workspace, name.audience, name.language)
    if last is None or last.text is None:
        return Standing(shipped(name.audience, name.language), last)
    return Standing(read(last.text), last)


def kept_of(tx: Transaction, home: Workspace, name: Name) -> Kept:
    now = standing(tx, home.id, name)
    versions = launch_templates.versions(tx, home.id, name.audience, name.language, VERSIONS_SHOWN)
    names = people.names(tx, home.id, sorted({version.by for version in versions if version.by}))
    return Kept(name, now.template, versions, names, news_of(name, now))


def news_of(name: Name, now: Standing) -> Upgrade | None:
    """What changed in the shipped template since the workspace made it its own; None where nothing did."""
    if now.last is None or now.last.text is None:
        return None
    if now.last.base == shipped_text(name.audience, name.language):
        return None
    found = upgrade(read(now.last.base), now.template, shipped(name.audience, name.language))
    return found if found.is_something else None
