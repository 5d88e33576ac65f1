"""Who comes: yes, no, or later by the recording."""

from datetime import UTC, datetime

from rituals.demos.cards import card_key, invitation_key, show_card, stands
from rituals.demos.reminding import schedule_own
from rituals.demos.seeing import demo_in, page_of
from rituals.messages.demos import Page
from rituals.permissions import Act, enter
from rituals.refusals import NotThere
from rituals.services import Person, Services
from storage import demos, outbox


def say(services: Services, by: Person, demo_id: str, answer: str) -> Page:
    """Somebody says whether they come, or says it anew. Raises NotFound, NotAllowed, or NotThere where it is too late."""
    now = services.now()
    with services.write() as tx:
        home = enter(tx, by, Act.READ)
        demo = demo_in(tx, home, demo_id)
        if not demo.is_planned or demo.ends_at <= now:
            raise NotThere
        demos.answer(tx, home.id, demo_id, by.id, answer, now)
        outbox.want(tx, home.id, invitation_key(demo_id, by.id))
        schedule_own(tx, home, demo, by.id, answer, now)
        if stands(tx, home, demo):  # many answers at once become one edit
            outbox.want_soon(tx, home.id, card_key(demo_id), datetime.now(UTC), services.burst_gap)
        else:
            show_card(tx, home, demo, now)
        return page_of(tx, home, by, demo)
