"""What a visitor reads first: who they are, and three things to try."""

from bot.demo.company import DIGEST, NAME
from bot.playground.words import words
from bot.playground.world import Person

_ENGLISH = (
    "*Welcome to {company}.* You are {name}, {title}. Three things to try:\n"
    "1. Type `/signal` and what a customer said: `/signal Vitrolane would pay 20k€ for a weekly report #exports`. "
    "`/signal` alone opens the form.\n"
    "2. Announce something with `/release`.\n"
    "3. Press *{ritual}* at the top: time goes on to Monday, nine o'clock in Paris, and the digest arrives in "
    "<#{digest}>.\n"
    "You can become somebody else at the top left: each person reads in their own language."
)
_FRENCH = (
    "*Bienvenue chez {company}.* Vous êtes {name}, {title}. Trois choses à essayer\u00a0:\n"
    "1. Écrivez `/signal` et ce qu’a dit un client\u00a0: `/signal Vitrolane paierait 20\u00a0k€ pour un rapport par semaine "
    "#exports`. `/signal` tout court ouvre le formulaire.\n"
    "2. Annoncez quelque chose avec `/release`.\n"
    "3. En haut, *{ritual}*\u00a0: le temps avance jusqu’à lundi, neuf heures à Paris, et le récap arrive dans "
    "<#{digest}>.\n"
    "En haut à gauche, vous pouvez devenir quelqu’un d’autre\u00a0: chacun lit dans sa langue."
)


def welcome(person: Person) -> str:
    """The welcome for that person, as mrkdwn, in their language."""
    french = person.locale.startswith("fr")
    ritual = words("fr" if french else "en")["clock_ritual"]
    text = _FRENCH if french else _ENGLISH
    return text.format(
        company=NAME, name=person.real_name, title=person.title, ritual=ritual, digest=DIGEST.id
    )
