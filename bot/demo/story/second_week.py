"""The second week: exports ship and people say so; security reviews begin to ask for single sign-on."""

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
    RENEWALS,
    SAMUEL,
    SIGNALS,
    THOMAS,
)
from bot.demo.story.events import Announce, Command, Event, Fill, React, Say

SECOND_WEEK: tuple[Event, ...] = (
    Say(
        "mon 09:12",
        HUGO,
        DIGEST,
        "Lu dans le métro. Quatre clients sur les exports : je garde la citation de Pennick pour l’article.",
    ),
    Command(
        "mon 10:40",
        EMILY,
        "/signal Harrowmere Foods, security review, £210k: no single sign-on, no renewal in January. "
        "Their security officer was polite about it. Twice. #sso !risk !dealbreaker",
    ),
    Command(
        "mon 17:30",
        PRIYA,
        "/signal Kestrel Bay Logistics opened their second site in two days instead of three weeks. "
        '"This time the portal invited everybody for us." #onboarding !praise',
    ),
    Command(
        "mon 11:20",
        MARIE_EVE,
        "/signal Saint-Aubert Distribution a reçu neuf textos pour un seul camion en retard, samedi, à quatre heures du "
        "matin. #notifications !irritant",
    ),
    Announce(
        "tue 13:30",
        CLAIRE,
        name="Exports 4.0",
        changes=(
            "Vos chiffres sortent comme vous les lisez.\n\n"
            "| Avant | Maintenant |\n|---|---|\n"
            "| 5 000 lignes | sans limite |\n"
            "| dates à l’américaine | au format de votre pays |\n"
            "| un clic chaque lundi | envoi programmé, par courriel ou SFTP |\n\n"
            "Les **temps d’attente** ont leur colonne, à la demande de plusieurs d’entre vous."
        ),
        audience="Contrôle de gestion, exploitation, et tous ceux qui recollent des fichiers le lundi.",
        value="Le rapport du lundi arrive tout seul, complet, avant sept heures.",
        proof="En avant-première chez deux clients : deux heures de moins par semaine.",
        questions="**Les anciens exports changent-ils ?** Non. Le format d’avant reste disponible un an.",
        link="https://estacade.example/nouveautes/exports-4",
    ),
    React("tue 11:02", EMILY, RELEASES, "Exports 4.0", "tada"),
    Command(
        "tue 11:00",
        THOMAS,
        "/signal Groupe Lathuile, 310 k€, compare avec vs:Rampflow. Leur argument : une alerte par camion, pas une par "
        "chauffeur. Pour le reste, « vous êtes devant ». #notifications !important",
    ),
    Command(
        "tue 15:15",
        SAMUEL,
        "/feedback Six gatehouse visits this month, and five print tomorrow's slots before going home. "
        "They don't trust the wifi. They trust paper. #mobile",
    ),
    Command(
        "wed 09:05",
        THOMAS,
        "/signal Maison Verneuil a essayé les nouveaux exports hier soir, 12 400 lignes d’un coup. Le message de leur "
        "contrôleuse de gestion, en entier : « Merci. Vraiment. » #exports !bravo",
    ),
    Command(
        "wed 11:45",
        CLAIRE,
        "/signal Froid Austral relie ses chambres froides à nos créneaux, et il manque la température dans l’API. "
        "Leur intégrateur attend notre réponse pour chiffrer. #api !demande",
    ),
    Command(
        "wed 14:20",
        EMILY,
        "/signal Aldersea Marine signed, £64k, against vs:Kadenz. "
        "Waiting times in the export were the last line on their list. #exports !won",
    ),
    Say("wed 14:26", EMILY, GENERAL, "Aldersea Marine is in. Biscuits in the London kitchen."),
    React("wed 15:30", NADIA, GENERAL, "Biscuits in the London kitchen", "tada"),
    React("wed 15:31", THOMAS, GENERAL, "Biscuits in the London kitchen", "clap"),
    Fill(
        "wed 13:30",
        MARIE_EVE,
        "Ils pourraient fusionner au printemps. Rien de public ; leur directeur demande qu’on n’en parle pas.",
        kind="churn_risk",
        account="Coop Nordet",
        restricted=True,
    ),
    Say(
        "wed 19:40",
        NADIA,
        RENEWALS,
        "Vu pour la coop. On n’en parle qu’ici, et on appelle leur directeur ensemble jeudi ?",
    ),
    Say("wed 15:00", MARIE_EVE, RENEWALS, "Jeudi, ça me va. Pas avant dix heures chez moi."),
    Announce(
        "thu 10:30",
        SAMUEL,
        name="Driver app 3.9",
        changes=(
            "The app now works where trucks are: in yards without a signal.\n\n"
            "1. **Check in offline.** The time of arrival is kept on the phone and sent when the network is back.\n"
            "2. **Signed in for the whole shift**, midnight included.\n"
            "3. Larger buttons, because of gloves."
        ),
        audience="Drivers, and the guards who answer their questions at night.",
        value="Nobody keeps a paper list any more.",
        proof="Two yards, ten days: 640 check-ins without a network, none lost.",
        questions="**Which phones?** Android 9 or newer, iOS 15 or newer.",
        link="https://estacade.example/news/driver-app-3-9",
    ),
    Command(
        "thu 11:10",
        EMILY,
        "/signal Pennick & Sons, £74k: a price per dock stings since they opened two doors that they use in December only. "
        '"Charge me for trucks, not for doors." #pricing !objection',
    ),
    Command(
        "thu 15:40",
        HUGO,
        "/feedback Lu sous notre article : « Bel outil, mais mes chauffeurs polonais appuient au hasard. » "
        "Onze pouces levés en dessous. #languages !réputation",
    ),
    Command(
        "thu 16:45",
        THOMAS,
        "/signal Groupe Lathuile bloque notre facture : il y manque leur numéro de commande. !irritant",
    ),
    Command(
        "thu 17:20",
        THOMAS,
        "/signal Vitrolane, 150 k€ : leur informatique refuse de créer un compte de plus à la main. "
        "« L’annuaire, ou rien, avant mars. » #sso !demande !important",
    ),
    Command(
        "fri 11:00",
        PRIYA,
        "/signal Kestrel Bay Logistics: drivers learn that their slot has moved after they have parked. "
        "It costs them an hour each time. #notifications !friction",
    ),
    Command(
        "fri 10:00",
        MARIE_EVE,
        "/signal Saint-Aubert Distribution, revue de sécurité, même question que les autres : "
        "« est-ce que ça se branche sur notre annuaire ? » #sso !demande",
    ),
    Say(
        "fri 19:30",
        CLAIRE,
        SIGNALS,
        "Quatre comptes en deux semaines. J’ouvre la bêta jeudi prochain ; Saint-Aubert et Vitrolane en premier, s’ils "
        "veulent bien essuyer les plâtres.",
        under="est-ce que ça se branche sur notre annuaire",
    ),
    Fill(
        "fri 16:00",
        THOMAS,
        "Leur patron nous recommande à deux confrères. Il viendra le raconter à notre webinaire, si on l’invite.",
        kind="partner",
        account="Transports Kerhoal",
    ),
)
