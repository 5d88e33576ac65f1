"""Two demos: one that was held, with a question answered and its recording; and the next, this week, with topics and people."""

from bot.demo.company import CLAIRE, EMILY, HUGO, MARIE_EVE, NADIA, PRIYA, SAMUEL, THOMAS
from bot.demo.story.events import Event, OnDemo
from rituals.messages import demos
from rituals.messages.demos import forms

_YES, _LATER = "demos.rsvp_yes", "demos.rsvp_later"

DEMO_HELD: tuple[Event, ...] = (
    OnDemo(
        "mon 15:00",
        SAMUEL,
        (demos.PRESENT,),
        {forms.TOPIC: "Exports 4.0, from the yard to the spreadsheet", forms.LASTS: "15"},
    ),
    OnDemo("mon 16:00", EMILY, (_YES,)),
    OnDemo("mon 17:10", MARIE_EVE, (_LATER,)),
    OnDemo("tue 10:20", NADIA, (_YES,)),
    OnDemo("tue 11:30", THOMAS, (_YES,)),
    OnDemo(
        "tue 11:35",
        THOMAS,
        (demos.ASK,),
        {forms.WORDS: "Les colonnes de Vitrolane, on peut les garder d’un export à l’autre ?"},
    ),
    OnDemo(
        "thu 15:10",
        SAMUEL,
        (demos.QUESTIONS, demos.ANSWER),
        {forms.WORDS: "Yes: an export keeps its columns, for each customer."},
        which="D-2",
    ),
    OnDemo(
        "thu 16:20",
        SAMUEL,
        (demos.LINKS,),
        {forms.RECORDING: "https://estacade.example/videos/exports-4"},
        which="D-2",
    ),
    OnDemo(
        "thu 16:40",
        EMILY,
        (demos.FEEDBACK,),
        {forms.MARK: "5", forms.BETTER: "Start with the customer's spreadsheet, then the button."},
        which="D-2",
    ),
)

DEMO_NEXT: tuple[Event, ...] = (
    OnDemo(
        "mon 11:10",
        SAMUEL,
        (demos.PRESENT,),
        {forms.TOPIC: "Driver screens in seven languages, on a real gate", forms.LASTS: "15"},
    ),
    OnDemo(
        "mon 14:10",
        CLAIRE,
        (demos.PRESENT,),
        {forms.TOPIC: "Connexion unique : brancher un annuaire en direct", forms.LASTS: "10"},
    ),
    OnDemo("mon 14:40", HUGO, (_YES,)),
    OnDemo("mon 15:20", EMILY, (_YES,)),
    OnDemo("mon 16:10", MARIE_EVE, (_YES,)),
    OnDemo("tue 17:30", PRIYA, (_LATER,)),
    OnDemo(
        "tue 09:50",
        THOMAS,
        (demos.ASK,),
        {forms.WORDS: "Orsenne a deux annuaires. Est-ce que cela marche aussi ?"},
    ),
    OnDemo("tue 10:15", HUGO, (demos.QUESTIONS, demos.WANT)),
    OnDemo("tue 16:30", NADIA, (_YES,)),
)
