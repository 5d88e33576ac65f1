"""The tab of Home that shows every ritual: to all, those that steer them can open each."""

from rituals.home.sight import Sight
from rituals.messages.home import Rituals
from rituals.permissions import Act, may
from rituals.steering import all_of

PAGE = 12


def rituals_of(sight: Sight) -> Rituals:
    """A page of the rituals; the last one where there are fewer by now."""
    found = all_of(sight.tx, sight.home, sight.now)
    last = max(0, (len(found) - 1) // PAGE)
    page = min(sight.page.of("rituals"), last)
    shown = found[page * PAGE : (page + 1) * PAGE]
    return Rituals(shown, page, is_more=page < last, steers=may(sight.person, Act.STEER_RITUALS, sight.home))
