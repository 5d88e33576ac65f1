"""Sessions in people's own calendars: all of them at a secret address, each at one of its own, and how to add one."""

from datetime import timedelta

from bot.kit.ics import written
from bot.kit.message import View
from bot.kit.texts import Texts
from rituals.demos.seeing import demo_in, programmes
from rituals.language import texts_of_channel
from rituals.messages.demos.calendar import add_page, entries
from rituals.permissions import Act, enter, workspace_of
from rituals.refusals import NotFound
from rituals.services import Person, Services
from storage import demos

KEPT = timedelta(days=90)
MOST = 300


def calendar(services: Services, by: Person) -> bytes:
    """The sessions of the last three months and those to come, in somebody's language. Raises NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        found = programmes(tx, home, demos.since(tx, home.id, services.now() - KEPT, MOST))
    texts = services.texts_for(by)
    return written(texts.plain("feeds.name_demos", workspace=home.name), entries(texts, home.id, found))


def one(services: Services, address: str) -> bytes:
    """One session, for whoever knows its address, in the language of its channel. Raises NotFound."""
    with services.read() as tx:
        found = demos.by_address(tx, address)
        if found is None:
            raise NotFound
        workspace, demo = found
        home = workspace_of(tx, workspace)
        texts = texts_of_channel(services, tx, workspace, demo.channel_id, None)
        return written(
            texts.plain("feeds.name_demos", workspace=home.name),
            entries(texts, home.id, programmes(tx, home, [demo])),
        )


def ways(services: Services, by: Person, demo_id: str, texts: Texts) -> View:
    """How somebody adds a session to their calendar. Raises NotFound or NotAllowed."""
    with services.read() as tx:
        home = enter(tx, by, Act.READ)
        (found,) = programmes(tx, home, [demo_in(tx, home, demo_id)])
    outside = services.public_url
    file = f"{outside}calendar/session/{found.demo.address}.ics" if outside else None
    return add_page(texts, home.id, found, file, feed=outside is not None)
