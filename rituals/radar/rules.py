"""What is on the radar: themes that are rare but rising, or that are heard from several sides.

Weak signals are rare by nature, so that a difference of two numbers says nothing: one after none is chance, three after
none in eight weeks hardly is. Given how often a theme was spoken of in all, how many of these fall into the newest stretch
is binomial where its rate has not changed: the exact comparison of two Poisson rates (Przyborowski and Wilenski,
Homogeneity of Results in Testing Samples from Poisson Series, Biometrika 31, 1940).

Several sides say one thing where sources that know nothing of one another agree: data triangulation (Denzin, The Research
Act, 1970). A side is told by the kind of the signals and by a competitor's name, not by who captured them, since salespeople
capture most.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import comb

from rituals.signals.kinds import Kind
from storage.radar import Heard, Sides

BEFORE = timedelta(weeks=8)  # what a stretch is compared with
LEAST = 3  # signals: fewer do not rise
SURE = 0.01  # how seldom chance alone may call a theme rising
SIDES = 3  # several
WEEK = timedelta(weeks=1)


class Side(StrEnum):
    """From where a theme is heard. The values are stored."""

    CUSTOMERS = "customers"
    DEALS = "deals"
    COMPETITORS = "competitors"
    PARTNERS = "partners"
    PUBLIC = "public"


KINDS = Sides(
    {
        Side.CUSTOMERS: (Kind.FEEDBACK, Kind.REQUEST, Kind.FRICTION, Kind.PRAISE, Kind.CHURN_RISK),
        Side.DEALS: (Kind.OBJECTION, Kind.WIN, Kind.LOSS),
        Side.COMPETITORS: (Kind.COMPETITOR,),
        Side.PARTNERS: (Kind.PARTNER,),
        Side.PUBLIC: (Kind.REPUTATION,),
    },
    versus=Side.COMPETITORS,
)


@dataclass(frozen=True)
class Span:
    """The newest stretch [start, end), and since when it is compared with what was before: not with a time without us."""

    since: datetime
    start: datetime
    end: datetime

    @property
    def weeks(self) -> int:
        """How many weeks the stretch is compared with."""
        return max(1, round((self.start - self.since) / WEEK))

    @property
    def share(self) -> float:
        """Of all the time, how much the newest stretch is."""
        return (self.end - self.start) / (self.end - self.since)


def span(start: datetime, end: datetime, began: datetime | None) -> Span | None:
    """The time to look at; None while there is less before the stretch than in it, which tells too little."""
    if began is None:
        return None
    since = max(start - BEFORE, began)
    return Span(since, start, end) if start - since >= end - start else None


@dataclass(frozen=True)
class Blip:
    """A theme on the radar. `rising`: rare before, and by chance hardly as frequent as now; `sides`: if they are several."""

    theme_id: str
    now: int
    earlier: int
    rising: bool
    sides: tuple[Side, ...]
    chance: float


def blips(heard: Iterable[Heard], over: Span, *, only_new: bool = False) -> list[Blip]:
    """The themes on the radar, the surest first. `only_new`: not those that several sides had told of before already."""
    found = []
    for one in heard:
        if not one.now or one.earlier > over.weeks:  # more than one a week is not rare
            continue
        chance = chance_of(one.now, one.earlier, over.share)
        rising = one.now >= LEAST and chance <= SURE
        several = len(one.sides) >= SIDES and not (only_new and len(one.sides_earlier) >= SIDES)
        sides = tuple(side for side in Side if several and side in one.sides)
        if rising or sides:
            found.append(Blip(one.theme_id, one.now, one.earlier, rising, sides, chance))
    return sorted(found, key=lambda blip: (not blip.rising, blip.chance, -len(blip.sides), blip.theme_id))


def chance_of(now: int, earlier: int, share: float) -> float:
    """How likely at least `now` of all fall into that share of the time where the rate has not changed."""
    total = now + earlier
    return sum(
        comb(total, before) * (1 - share) ** before * share ** (total - before)
        for before in range(earlier + 1)
    )
