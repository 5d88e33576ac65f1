"""What a visitor reads first: who they are, and three things to try."""

from bot.demo.company import DIGEST, NAME
from bot.playground.words import words
from bot.playground.world import Person

_ENGLISH = (
    "*Welcome to {company}.* You are *{name}* ({title}). Three things to try:\n"
    "1. Tell what a customer said: `/signal Vitrolane would pay 20k€ for a weekly report #exports`\n"
    "or `/signal` alone, for the form.\n"
    "2. Announce what is new: `/release`\n"
    "3. Press *{ritual}* at the top: time goes on to Monday, nine o’clock in Paris, and the digest arrives in "
    "<#{digest}>.\n"
    "Your name, on the left, opens the list of the others: become one of them, and read in their language."
)
_FRENCH = (
    "*Bienvenue chez {company}.* Vous êtes *{name}* ({title}). Trois choses à essayer\u00a0:\n"
    "1. Dites ce qu’a dit un client\u00a0: `/signal Vitrolane paierait 20\u00a0k€ pour un rapport par semaine #exports`\n"
    "ou `/signal` tout court, pour le formulaire.\n"
    "2. Annoncez une nouveauté\u00a0: `/release`\n"
    "3. En haut, *{ritual}*\u00a0: le temps avance jusqu’à lundi, neuf heures à Paris, et le récap arrive dans "
    "<#{digest}>.\n"
    "À gauche, votre nom ouvre la liste des autres\u00a0: devenez l’un d’eux, et lisez dans sa langue."
)


def welcome(person: Person) -> str:
    """The welcome for that person, as mrkdwn, in their language."""
    french = person.locale.startswith("fr")
    ritual = words("fr" if french else "en")["clock_ritual"]
    text = _FRENCH if french else _ENGLISH
    return text.format(
        company=NAME, name=person.real_name, title=person.title, ritual=ritual, digest=DIGEST.id
    )
