"""What becomes of what the field said: areas get their owners, and nearly everybody an answer, week by week."""

from bot.demo.company import CLAIRE, NADIA, SAMUEL
from bot.demo.story.events import Acknowledge, Answer, Area, Decide, Event

FIRST_ANSWERS: tuple[Event, ...] = (
    Area("tue 14:20", NADIA, "Yards & gatehouses", SAMUEL, "#mobile #planning #languages #notifications"),
    Area("tue 14:25", NADIA, "Accès & intégrations", CLAIRE, "#sso #api #exports #onboarding"),
    Decide(
        "wed 10:00",
        CLAIRE,
        "recompte les exports",
        "planned",
        "Mardi prochain : sans limite de lignes, et programmé.",
    ),
    Decide(
        "wed 10:05", CLAIRE, "finance team hates the export", "planned", "Next Tuesday, in their own format."
    ),
    Decide(
        "wed 09:30",
        SAMUEL,
        "puissent pointer sans réseau",
        "later",
        "Before summer. Being signed out at midnight costs more people more time, so that goes first.",
        reason="priorities",
    ),
    Acknowledge("wed 14:00", NADIA, "on paie trois fois la même porte"),
    Acknowledge("thu 09:00", NADIA, "plus un klaxon"),
    Decide("thu 09:30", SAMUEL, "signs him out at midnight", "planned", "In the next driver app."),
    Decide(
        "thu 14:00",
        CLAIRE,
        "three weeks to get going",
        "shipped",
        "Today: paste a column, and everybody is invited.",
    ),
    Decide(
        "fri 09:10", CLAIRE, "every Monday before seven", "planned", "Scheduled sending comes on Tuesday."
    ),
    Acknowledge("fri 09:20", CLAIRE, "qu’on me prenne"),
)

SECOND_ANSWERS: tuple[Event, ...] = (
    Decide("mon 13:30", CLAIRE, "annuaire est éliminatoire", "planned", "C’est notre prochain sujet."),
    Acknowledge("mon 09:30", SAMUEL, "chauffeurs étrangers comprennent"),
    Decide(
        "mon 13:40",
        CLAIRE,
        "asked for waiting times",
        "planned",
        "They have their own column from tomorrow on.",
    ),
    Decide(
        "mon 18:30", CLAIRE, "polite about it. Twice", "planned", "An open beta next week: they can be in it."
    ),
    Acknowledge("tue 09:00", CLAIRE, "invited everybody for us"),
    Decide(
        "tue 09:15", SAMUEL, "neuf textos", "planned", "Next Tuesday: one alert per truck, silence at night."
    ),
    Decide("tue 13:40", CLAIRE, "recompte les exports", "shipped", "C’est sorti."),
    Decide(
        "tue 13:45", CLAIRE, "finance team hates the export", "shipped", "It is out, in their own format."
    ),
    Decide(
        "tue 13:50",
        CLAIRE,
        "every Monday before seven",
        "shipped",
        "It is out. Six thirty, to be on the safe side.",
    ),
    Decide("tue 13:55", CLAIRE, "asked for waiting times", "shipped", "It is out."),
    Decide(
        "wed 09:30", SAMUEL, "une alerte par camion, pas une par", "planned", "That is what comes on Tuesday."
    ),
    Acknowledge("wed 10:00", SAMUEL, "They trust paper"),
    Acknowledge("thu 09:10", CLAIRE, "Merci. Vraiment"),
    Acknowledge("thu 09:15", CLAIRE, "last line on their list"),
    Acknowledge("thu 09:20", CLAIRE, "température dans l’API"),
    Decide(
        "thu 11:00", SAMUEL, "signs him out at midnight", "shipped", "Driver app 3.9: signed in all night."
    ),
    Acknowledge("fri 09:30", NADIA, "Charge me for trucks"),
    Acknowledge("fri 09:40", SAMUEL, "appuient au hasard"),
    Decide("fri 14:30", CLAIRE, "ou rien, avant mars", "planned", "La bêta ouvre jeudi prochain."),
)

THIRD_ANSWERS: tuple[Event, ...] = (
    Decide("mon 13:00", CLAIRE, "même question que les autres", "planned", "Oui : la bêta ouvre jeudi."),
    Decide("mon 09:30", SAMUEL, "after they have parked", "planned", "Tomorrow: they hear it before."),
    Decide(
        "mon 15:00",
        CLAIRE,
        "on en a déjà trois",
        "planned",
        "Jeudi, bêta ouverte. La date est écrite, vous pouvez la montrer.",
    ),
    Decide("mon 19:00", CLAIRE, "A slide isn't", "planned", "Thursday. They can be the first to try it."),
    Decide("tue 10:15", SAMUEL, "neuf textos", "shipped", "Delay alerts 2.0 are out."),
    Decide("tue 10:20", SAMUEL, "une alerte par camion, pas une par", "shipped", "Delay alerts 2.0 are out."),
    Decide("tue 10:25", SAMUEL, "after they have parked", "shipped", "Delay alerts 2.0 are out."),
    Decide(
        "tue 10:30",
        SAMUEL,
        "passent trop vite",
        "planned",
        "The button moves away from the thumb, next week.",
    ),
    Acknowledge("tue 13:00", CLAIRE, "Jakarta fair"),
    Acknowledge("wed 09:00", SAMUEL, "stopped printing on Friday"),
    Acknowledge("wed 17:00", NADIA, "Lost Brightholme"),
    Acknowledge("thu 09:00", SAMUEL, "reste avec nous"),
    Acknowledge("thu 09:05", SAMUEL, "un seul texto"),
    Decide("thu 14:00", CLAIRE, "deux demi-journées", "planned", "Avec plaisir : première séance lundi."),
    Acknowledge("fri 09:10", CLAIRE, "three passwords on a sticky note"),
    Answer(
        "fri 09:30",
        SAMUEL,
        "five languages in one yard",
        "Which five? We start with seven and can still swap one.",
    ),
    Decide("fri 10:30", SAMUEL, "five languages in one yard", "planned", "Next Tuesday, pictograms first."),
    Decide("fri 10:40", SAMUEL, "choisir leur langue", "planned", "On Tuesday. You may tell them."),
)

THIS_WEEKS_ANSWERS: tuple[Event, ...] = (
    Acknowledge("mon 09:15", SAMUEL, "toute la nuit, et plus un seul appel"),
    Decide("mon 12:00", CLAIRE, "en sept minutes", "planned", "Son accès est ouvert : qu’il m’écrive."),
    Decide("tue 10:15", SAMUEL, "five languages in one yard", "shipped", "Driver screens 4.0 are out."),
    Decide("tue 10:20", SAMUEL, "choisir leur langue", "shipped", "Driver screens 4.0 are out."),
    Decide("tue 10:25", SAMUEL, "passent trop vite", "shipped", "Driver screens 4.0 are out."),
    Acknowledge("tue 12:00", CLAIRE, "That was quick"),
    Acknowledge("tue 12:05", CLAIRE, "La bêta a compté"),
)
