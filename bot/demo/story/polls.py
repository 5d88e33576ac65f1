"""Two polls: one that is decided before the last digest, about what comes next on the roadmap; and one that is open now."""

from bot.demo.company import CLAIRE, EMILY, HUGO, MARIE_EVE, PRIYA, SAMUEL, THOMAS
from bot.demo.story.events import Ask, Event, OnPoll, Plan, Vote
from rituals.messages import polls
from rituals.messages.polls import forms

_SUMMER = "Before summer, what would help your customers most?"
_TABLET = "Vue tablette : que montrer en premier ?"

POLL_DECIDED: tuple[Event, ...] = (
    Plan(
        "tue 09:10",
        SAMUEL,
        title="Drivers read their own language",
        place="next",
        signals=("chauffeurs polonais", "trop vite l’écran"),
    ),
    Plan(
        "tue 09:20",
        SAMUEL,
        title="Check-in without a network",
        place="next",
        signals=("pointer sans réseau",),
    ),
    Plan(
        "tue 09:30",
        SAMUEL,
        title="A fair price for doors that stay closed",
        place="later",
        signals=("a price per dock stings",),
    ),
    Ask(
        "tue 11:40",
        SAMUEL,
        _SUMMER,
        items=("own language", "without a network", "stay closed"),
        hours=72,
    ),
    Vote("tue 12:30", EMILY, _SUMMER, ("stay closed",), "Two renewals hang on it."),
    Vote("tue 15:10", THOMAS, _SUMMER, ("own language",)),
    Vote("tue 10:30", MARIE_EVE, _SUMMER, ("own language",), "L’écran, ils le valident sans le lire."),
    Vote("wed 10:00", PRIYA, _SUMMER, ("own language",), "Five languages in one yard. Five!"),
    Vote("wed 11:40", HUGO, _SUMMER, ("stay closed",)),
    Vote("wed 13:00", CLAIRE, _SUMMER, ("without a network",)),
    OnPoll(
        "fri 12:30",
        SAMUEL,
        (polls.OPEN, polls.DECIDE),
        {
            forms.DECISION: "Languages first, next Tuesday. Check-in without a network follows in February.",
            forms.WHY: "Half of you see drivers guess. Prices are not mine to promise: Nadia takes them up on Monday.",
        },
        on=_SUMMER,
    ),
)

POLL_OPEN: tuple[Event, ...] = (
    Ask(
        "wed 11:20",
        HUGO,
        _TABLET,
        options="De gros boutons, pour les gants\nLisible sous la pluie\nUn écran pour deux",
        several=True,
        hours=168,
    ),
    Vote("wed 14:50", THOMAS, _TABLET, ("gants", "pluie")),
    Vote("thu 10:00", PRIYA, _TABLET, ("pluie",), "It rains here every afternoon at four."),
    Vote("thu 10:10", EMILY, _TABLET, ("deux", "pluie")),
)
