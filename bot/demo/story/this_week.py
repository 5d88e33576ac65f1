"""The week since the last digest: single sign-on is live, prices are what people talk about now."""

from bot.demo.company import (
    CLAIRE,
    DIGEST,
    EMILY,
    GENERAL,
    HUGO,
    MARIE_EVE,
    NADIA,
    PRIYA,
    RELEASES,
    SAMUEL,
    SIGNALS,
    THOMAS,
)
from bot.demo.story.events import Announce, Command, Event, Fill, React, Say

THIS_WEEK: tuple[Event, ...] = (
    React("mon 09:10", HUGO, DIGEST, "#sso", "chart_with_upwards_trend"),
    Say(
        "mon 09:15",
        HUGO,
        DIGEST,
        "« Cette nuit, un seul texto. J’ai dormi. » Je veux cette phrase sur la page d’accueil.",
    ),
    Command(
        "mon 10:20",
        THOMAS,
        "/signal Laboratoires Orsenne, 260 k€ : nous sommes en finale, à deux, contre vs:Kadenz. La bêta a compté. #sso",
    ),
    Command(
        "mon 11:40",
        EMILY,
        "/signal Harrowmere Foods, £210k: on the beta since nine this morning. "
        'Their security officer\'s first words: "That was quick." #sso !praise',
    ),
    Command(
        "mon 10:30",
        MARIE_EVE,
        "/signal Coop Nordet, 65 k$ CA : deux quais de plus en décembre, un de moins en janvier. "
        "« Je veux payer ce que j’utilise. » #pricing !objection",
    ),
    Command(
        "tue 11:40",
        CLAIRE,
        "/signal Groupe Lathuile : première connexion par leur annuaire ce matin, et le support n’a pas sonné. #sso !bravo",
    ),
    Announce(
        "tue 10:00",
        SAMUEL,
        name="Driver screens 4.0",
        changes=(
            "Drivers read the arrival screen in their own language.\n\n"
            "- **Seven languages** to start with: Dutch, English, French, German, Polish, Romanian and Spanish.\n"
            "- **Pictograms first**, words second, drawn with the drivers of three yards.\n"
            "- The *Confirm* button has moved away from the thumb."
        ),
        audience="Every yard that meets drivers from elsewhere.",
        value="The driver is at the right dock without asking the guard.",
        proof="Eleven drivers, five languages: all of them found their dock on the first try.",
        questions="**Which language comes next?** The one that your yards ask for: tell us with `/signal`.",
        link="https://estacade.example/news/driver-screens-4",
    ),
    React("tue 12:05", HUGO, RELEASES, "Driver screens 4.0", "tada"),
    Command(
        "tue 11:15",
        EMILY,
        "/signal Pennick & Sons, £74k, ask for a price per truck, in writing, before their budget closes. "
        "Third customer this month. #pricing !risk !important",
    ),
    Command(
        "tue 15:00",
        HUGO,
        "/feedback Transports Kerhoal mettra notre logo sur ses camions frigorifiques si on lui fournit le visuel. "
        "Douze camions, quand même. !partenaire",
    ),
    Fill(
        "tue 17:20",
        EMILY,
        "Their finance director let slip that every supplier is cut by 8% in April. "
        "Not to be repeated outside the account team.",
        kind="objection",
        account="Harrowmere Foods",
        importance="important",
        restricted=True,
    ),
    Command(
        "wed 10:10",
        PRIYA,
        "/signal Kestrel Bay Logistics tried the new driver screens with eleven drivers. "
        "The pictograms came off the wall. #languages !praise",
    ),
    Command(
        "wed 14:20",
        THOMAS,
        "/signal Maison Verneuil, 420 k€ : « et sur la tablette du quai, c’est pour quand ? » Ils en ont acheté six, et "
        "l’écran y est minuscule. #tablets !demande !important",
    ),
    Command(
        "wed 16:00",
        SAMUEL,
        "/feedback A tablet on a forklift, gloves on, in the rain: nobody at Pennick & Sons hit our button the first time. "
        "#tablets !friction",
    ),
    Command(
        "wed 17:30",
        PRIYA,
        "/signal Kestrel Bay Logistics taped a tablet to the gate. It falls asleep after a minute, and the queue wakes up. "
        "#tablets !friction",
    ),
    Say(
        "wed 16:12",
        SAMUEL,
        SIGNALS,
        "Same story at Verneuil. Two yards, one afternoon each, and I'll have a sketch by Monday.",
        under="in the rain",
    ),
    Command(
        "thu 10:00",
        THOMAS,
        "/signal Cartonnages Mirabel, 88 k€, signe si on gèle le prix du quai 4 pendant un an : « pas moins cher, juste plus "
        "clair ». #pricing",
    ),
    Command(
        "thu 09:40",
        EMILY,
        '/signal Aldersea Marine ask for tablets on the quay: "one screen for two people, and let it rain". #tablets !request',
    ),
    Command(
        "thu 10:15",
        THOMAS,
        "/signal Vitrolane demande où mettre le numéro de commande sur notre facture, « sinon elle dort sur un bureau ».",
    ),
    Say(
        "thu 10:25",
        NADIA,
        GENERAL,
        "Trois clients sur le prix par quai en quatre jours. On en parle lundi, avec le récap sous les yeux.",
    ),
)
