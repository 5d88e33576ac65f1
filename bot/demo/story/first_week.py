"""The weeks before Diapason, the day it is set up, and the first week: exports, exports, exports."""

from bot.demo.company import (
    CLAIRE,
    EMILY,
    FIELD,
    GENERAL,
    HUGO,
    MARIE_EVE,
    MARKETING,
    NADIA,
    PRIYA,
    PRODUCT,
    SAMUEL,
    SIGNALS,
    THOMAS,
)
from bot.demo.story.events import Announce, Command, Event, Fill, GiveRoles, React, Say, SetUp

BEFORE: tuple[Event, ...] = (
    Say(
        "thu 09:40",
        EMILY,
        GENERAL,
        "Lost an hour this morning looking for what Harrowmere asked for in June. "
        "It was in a direct message. To somebody who has left.",
    ),
    Say(
        "thu 09:52",
        SAMUEL,
        GENERAL,
        "I learned about the export problem from a slide. I'm the product manager.",
    ),
    Say(
        "thu 11:05",
        THOMAS,
        GENERAL,
        "Chez moi, tout est dans un carnet. Enfin, deux carnets.",
    ),
    Say(
        "fri 16:30",
        NADIA,
        GENERAL,
        "Bon. Mardi, on essaie Diapason : ce que disent les clients au même endroit, une réponse à chacun, "
        "et un récap le lundi matin. On en reparle dans un mois.",
    ),
    Say("fri 15:41", EMILY, GENERAL, "I'm in. If it takes more than ten seconds between two calls, I'm out."),
)

FIRST_WEEK: tuple[Event, ...] = (
    Say(
        "tue 14:05",
        NADIA,
        GENERAL,
        "C’est parti. Vous entendez quelque chose chez un client : `/signal`, et vous l’écrivez comme on vous l’a dit. "
        "In English too, of course.",
    ),
    SetUp("tue 14:10", NADIA),
    GiveRoles("tue 14:20", NADIA, {"pm": PRODUCT.id, "sales": FIELD.id, "marketing": MARKETING.id}),
    Command(
        "tue 14:40",
        THOMAS,
        "/signal Maison Verneuil recompte les exports à la main chaque lundi : « votre fichier s’arrête à 5 000 lignes, "
        "on en a 12 000 ». Leur contrôleuse de gestion y passe deux heures. #exports !irritant",
    ),
    Say(
        "tue 14:43", THOMAS, GENERAL, "Premier essai sur le parking, entre deux rendez-vous : neuf secondes."
    ),
    React("tue 13:45", EMILY, GENERAL, "neuf secondes", "stopwatch"),
    Command(
        "tue 16:10",
        EMILY,
        '/signal Harrowmere Foods: "I love the dock board, my finance team hates the export. '
        'The dates come out American." #exports !friction',
    ),
    Command(
        "tue 11:15",
        MARIE_EVE,
        "/signal Saint-Aubert Distribution veut que ses chauffeurs puissent pointer sans réseau : "
        "« dans la cour, le téléphone ne capte rien ». #mobile !demande !important",
    ),
    Command(
        "wed 09:20",
        THOMAS,
        "/signal Cartonnages Mirabel, appel de renouvellement, 88 k€ : « on paie trois fois la même porte ». "
        "Ils ne comprennent pas pourquoi le quai 4 compte comme un site. #pricing !objection",
    ),
    Fill(
        "wed 12:30",
        CLAIRE,
        "« Depuis qu’on a les créneaux, je n’entends plus un klaxon à six heures du matin. » "
        "La responsable d’exploitation, en nous faisant visiter ses chambres froides.",
        kind="praise",
        account="Froid Austral",
    ),
    Command(
        "wed 11:00",
        SAMUEL,
        "/feedback Spent the night with the guard at Pennick & Sons. He keeps a paper list, because the driver app "
        "signs him out at midnight, in the middle of his shift. #mobile",
    ),
    Command(
        "thu 15:05",
        PRIYA,
        '/signal Kestrel Bay Logistics took three weeks to get going. "Nobody told us that the carriers need '
        'inviting first." #onboarding !friction',
    ),
    Announce(
        "thu 13:00",
        CLAIRE,
        name="Portail transporteurs 2.6",
        changes=(
            "Inviter ses transporteurs ne prend plus une journée.\n\n"
            "- **Invitation groupée** : collez une colonne d’adresses, chacun reçoit son lien.\n"
            "- **Relance automatique** au bout de trois jours, dans la langue du transporteur.\n"
            "- Un tableau dit *qui est prêt*, et qui ne l’est pas encore."
        ),
        audience="Les nouveaux sites, et ceux qui ouvrent un deuxième entrepôt.",
        value="Un site démarre en deux jours au lieu de trois semaines.",
        proof="Quatre sites pilotes : 92 % des transporteurs inscrits en 48 heures.",
        questions="**Et ceux qui n’ont pas d’adresse ?** Un code affiché au poste de garde suffit.",
        link="https://estacade.example/nouveautes/portail-2-6",
    ),
    Command(
        "thu 15:30",
        EMILY,
        "/signal Pennick & Sons want the dock report every Monday before seven, as a file, "
        "without anybody pressing a button. #exports !request",
    ),
    Command(
        "thu 14:00",
        MARIE_EVE,
        "/signal Coop Nordet, nouvelle gérante, première formation : « c’est simple, mais j’aurais aimé qu’on me prenne "
        "par la main le premier jour ». #onboarding",
    ),
    Command(
        "fri 10:45",
        THOMAS,
        "/signal Laboratoires Orsenne, appel d’offres à 260 k€ : la connexion par leur annuaire est éliminatoire. "
        "Page 3, ligne 2. #sso !demande !bloquant",
    ),
    Say(
        "fri 14:20",
        CLAIRE,
        SIGNALS,
        "Vu. Je cherche deux clients prêts à essayer avec nous ; Thomas, tu demandes à Orsenne quel annuaire ils ont ?",
        under="Page 3, ligne 2",
    ),
    Command(
        "fri 12:20",
        HUGO,
        "/feedback Salon de Lyon, notre stand : quatre visiteurs sur dix demandent d’abord si les chauffeurs étrangers "
        "comprennent l’appli. #languages",
    ),
    Command(
        "fri 16:50",
        EMILY,
        '/signal Aldersea Marine, £64k: the demo went well until they asked for waiting times in the export. "Otherwise '
        'I rebuild it in a spreadsheet, and then why buy?" #exports !objection',
    ),
    Fill(
        "fri 18:10",
        NADIA,
        "Leur directeur logistique m’a dit, entre nous, qu’il cherche un autre poste. C’est lui qui nous porte, là-bas.",
        kind="churn_risk",
        account="Vitrolane",
        importance="important",
        restricted=True,
    ),
)
