"""The third week: everybody asks for single sign-on, and its beta opens; alerts get quieter."""

from datetime import timedelta

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
from bot.demo.story.events import (
    Announce,
    Command,
    Event,
    Fill,
    Plan,
    React,
    Say,
    Subscribe,
)

THIRD_WEEK: tuple[Event, ...] = (
    React("mon 09:20", NADIA, DIGEST, "#sso", "eyes"),
    Say(
        "mon 09:26",
        NADIA,
        DIGEST,
        "Le SSO monte et les exports se taisent : c’est exactement ce qu’on voulait voir. Merci à tous les deux.",
    ),
    Command(
        "mon 10:10",
        THOMAS,
        "/signal Laboratoires Orsenne, 260 k€ : soutenance dans dix jours. Pour l’annuaire, ils demandent une date écrite. "
        "« Une promesse, on en a déjà trois. » #sso !demande !bloquant",
    ),
    Command(
        "mon 14:00",
        EMILY,
        "/signal Harrowmere Foods, £210k: their security officer now wants to see it work. "
        '"A beta is fine. A slide isn\'t." #sso !risk !important',
    ),
    Command(
        "mon 15:10",
        MARIE_EVE,
        "/signal Coop Nordet : les chauffeurs passent trop vite l’écran d’arrivée, le bouton est juste sous le pouce. "
        "« On valide sans lire. » #mobile !irritant",
    ),
    Command(
        "mon 16:20",
        MARIE_EVE,
        "/signal Coop Nordet renvoie chaque facture : sans numéro de commande, leur comptable ne paie pas. !irritant",
    ),
    Announce(
        "tue 10:00",
        SAMUEL,
        name="Delay alerts 2.0",
        changes=(
            "- **One alert per truck**, not one per driver.\n"
            "- **Quiet hours**: nothing between 22:00 and 05:00, unless the slot itself moves.\n"
            "- When a slot moves, the driver hears it *before* parking, with the new dock."
        ),
        audience="Yards with night traffic, and everybody who has turned the alerts off.",
        value="People read their alerts again, because there are few.",
        proof="Three weeks with two customers: 71 % fewer messages, no truck missed.",
        questions="**Can a site keep the old alerts?** Yes, until the end of the quarter: Settings, Alerts.",
        link="https://estacade.example/news/delay-alerts-2",
    ),
    Command(
        "tue 11:20",
        SAMUEL,
        '/feedback Pennick & Sons, at the gatehouse: "I stopped printing on Friday." '
        "The first one, since the app keeps people signed in. #mobile !praise",
    ),
    Command(
        "tue 10:50",
        PRIYA,
        "/signal Three prospects at the Jakarta fair asked about single sign-on before they asked about the price. #sso",
    ),
    Command(
        "wed 09:50",
        EMILY,
        "/signal Lost Brightholme Dairy, £48k, to vs:Kadenz. Not on features: they quoted per truck, we quoted per dock. "
        "#pricing !lost",
    ),
    Command(
        "wed 11:30",
        THOMAS,
        "/signal Groupe Lathuile reste avec nous, 310 k€. Une seule alerte par camion, c’était la condition. "
        "#notifications vs:Rampflow !gagné",
    ),
    React("wed 14:35", CLAIRE, SIGNALS, "c’était la condition", "tada"),
    React("wed 10:36", SAMUEL, SIGNALS, "c’était la condition", "raised_hands"),
    Command(
        "wed 11:00",
        MARIE_EVE,
        "/signal Saint-Aubert Distribution, depuis la nouvelle alerte : « Cette nuit, un seul texto. J’ai dormi. » "
        "#notifications !bravo",
    ),
    Command(
        "thu 09:15",
        THOMAS,
        "/signal Vitrolane veut être pilote pour la connexion unique : leur responsable de la sécurité nous bloque deux "
        "demi-journées. #sso",
    ),
    Announce(
        "thu 15:00",
        CLAIRE,
        name="Connexion unique (SSO), bêta ouverte",
        changes=(
            "Vos équipes entrent avec leur compte d’entreprise.\n\n"
            "- **SAML 2.0 et OpenID Connect**, avec les annuaires courants.\n"
            "- Un compte fermé chez vous est *fermé chez nous dans la minute*.\n"
            "- Le journal des accès s’exporte : `qui`, `quand`, `d’où`.\n\n"
            "> La bêta est gratuite et réversible : on revient aux mots de passe d’un clic."
        ),
        audience="Les clients dont la sécurité pose la question, et ceux qui ne l’ont pas encore posée.",
        value="Plus un mot de passe de plus, et une revue de sécurité qui passe.",
        proof="Deux pilotes depuis lundi : 214 comptes reliés, aucun appel au support.",
        questions=(
            "**Combien ?** Comprise dans tous les contrats, bêta et après.\n\n"
            "**Combien de temps pour brancher ?** Une demi-journée avec leur informatique."
        ),
        link="https://estacade.example/nouveautes/connexion-unique",
    ),
    React("thu 12:20", EMILY, RELEASES, "Connexion unique", "heart"),
    React("thu 13:30", THOMAS, RELEASES, "Connexion unique", "tada"),
    Fill(
        "thu 17:30",
        CLAIRE,
        "« On a dû prévenir nous-mêmes les chauffeurs du cyclone. Un message à tous les créneaux du jour, en un clic, "
        "c’est tout ce que je demande. »",
        kind="request",
        account="Froid Austral",
        themes="#notifications",
        importance="important",
    ),
    Command(
        "thu 16:30",
        EMILY,
        "/signal Pennick & Sons: one guard, three sites, three passwords on a sticky note. "
        "His manager sent me a photo of the note. #sso !friction",
    ),
    Fill(
        "fri 09:00",
        NADIA,
        "Rampflow les approche au niveau de la direction générale, avec une remise de 30 %. Leur présidente m’a prévenue "
        "en amie.",
        kind="churn_risk",
        account="Maison Verneuil",
        competitor="Rampflow",
        amount="420 000",
        importance="dealbreaker",
        restricted=True,
    ),
    Say(
        "fri 09:08",
        NADIA,
        RENEWALS,
        "Maison Verneuil : je vous raconte de vive voix. Thomas, quinze minutes avant midi ?",
    ),
    Command(
        "fri 11:15",
        HUGO,
        "/feedback Webinaire, 140 inscrits. La question la plus votée : « quand les chauffeurs pourront-ils choisir leur "
        "langue ? » #languages",
    ),
    Command(
        "fri 16:00",
        PRIYA,
        "/signal Kestrel Bay Logistics have five languages in one yard. They drew their own pictograms and taped them over "
        "our screen. #languages !request",
    ),
    Say(
        "fri 11:05",
        SAMUEL,
        SIGNALS,
        "Could you get me a photo of those pictograms? I'd rather copy them than guess. Seven languages next week.",
        under="taped them over",
    ),
    Command(
        "fri 15:20",
        THOMAS,
        "/signal Transports Kerhoal : l’appli reste ouverte toute la nuit, et plus un seul appel au poste de garde. "
        "#mobile !bravo",
    ),
    Command(
        "fri 15:00",
        MARIE_EVE,
        "/signal Saint-Aubert Distribution, 180 k$ CA : leur directeur informatique a répondu à l’annonce de la bêta en "
        "sept minutes. Il veut en être. #sso",
    ),
    Fill(
        "fri 16:10",
        SAMUEL,
        "Carriers book the nine o'clock slot and turn up at eleven, because nothing happens if they do. "
        "The yard manager wants a count of no-shows for each carrier.",
        kind="request",
        account="Harrowmere Foods",
        themes="#planning",
    ),
    Say(
        "fri 17:45", NADIA, GENERAL, "Belle semaine. Les carnets de Thomas sont officiellement à la retraite."
    ),
    React("fri 17:50", THOMAS, GENERAL, "à la retraite", "joy"),
    Plan(
        "fri 11:10",
        CLAIRE,
        title="Connexion unique (SSO) pour tous",
        place="now",
        signals=(
            "la connexion par leur annuaire est élimina",
            "no single sign-on, no renewal",
            "refuse de créer un compte de plus",
            "revue de sécurité, même question",
            "soutenance dans dix jours",
            "security officer now wants",
            "asked about single sign-on",
            "veut être pilote",
        ),
    ),
    Announce(
        "fri 14:10",
        CLAIRE,
        name="Annuaires multiples",
        changes=(
            "Un groupe branche l’annuaire de chacune de ses filiales.\n\n"
            "- **Jusqu’à dix annuaires** par compte, chacun avec ses règles.\n"
            "- Un collègue qui change de filiale garde ses droits."
        ),
        audience="Les groupes de plusieurs filiales, bêta SSO comprise.",
        value="Un rachat ne coûte plus une migration de comptes.",
        proof="Trois filiales branchées en une matinée chez un pilote.",
        goes_out=timedelta(days=11, hours=-4),
    ),
    Announce(
        "fri 14:40",
        SAMUEL,
        name="Tablet view",
        changes=(
            "The gate screen fits a tablet on a forklift.\n\n"
            "- **Buttons for gloves**: twice the size, with room between them.\n"
            "- Readable in the rain, and at night."
        ),
        value="One tap with a gloved hand, the first time.",
        review_in=GENERAL,
        note="Nadia, does the first line say it? And who is this for, in your words?",
    ),
    Subscribe("fri 15:40", EMILY, hour="09:30"),
)
