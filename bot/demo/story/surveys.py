"""A survey about a tool that the company uses itself: asked in private, its result told before the last digest."""

from bot.demo.company import CLAIRE, EMILY, HUGO, MARIE_EVE, PRIYA, SAMUEL, THOMAS
from bot.demo.story.events import Event, Rate, Survey

_CARDS = "Battle cards"

SURVEY_CLOSED: tuple[Event, ...] = (
    Survey("mon 14:20", HUGO, _CARDS, days=3),
    Rate("mon 16:40", THOMAS, _CARDS, 8, "Les prix y datent du printemps."),
    Rate("mon 14:10", MARIE_EVE, _CARDS, 10, "Je l’ouvre avant chaque appel."),
    Rate("tue 09:10", EMILY, _CARDS, 9, "Short, and right. The prices are from spring, though."),
    Rate("tue 09:40", CLAIRE, _CARDS, 7),
    Rate("tue 11:20", PRIYA, _CARDS, 9, "One page, no slides. Keep it."),
    Rate("wed 10:10", SAMUEL, _CARDS, 9),
    Rate("wed 11:10", HUGO, _CARDS, 6, "Je les écris, et je n’ai pas encore refait les prix."),
)
