"""The few things that Slack itself says to people here, in their language."""

from collections.abc import Mapping

from bot.playground.world import Person

_ENGLISH: Mapping[str, str] = {
    "command_failed": '{command} failed with the error "{error}"',
    "unknown_command": "{command} is not a valid command. A message that starts with / is read as a command.",
    "no_connection": "We had some trouble connecting. Try again?",
    "required": "Please complete this required field.",
    "too_short": "Please enter at least {count} characters.",
    "too_long": "Please enter at most {count} characters.",
    "not_a_number": "Please enter a number.",
    "not_a_whole_number": "Please enter a whole number.",
    "too_small": "Please enter a number of {count} or more.",
    "too_large": "Please enter a number of {count} or less.",
    "not_an_address": "Please enter a valid URL.",
    "not_an_email": "Please enter a valid email address.",
}
_FRENCH: Mapping[str, str] = {
    "command_failed": "{command} a échoué avec l’erreur « {error} »",
    "unknown_command": "{command} n’est pas une commande valide. Un message qui commence par / est lu comme une commande.",
    "no_connection": "Un problème de connexion est survenu. Réessayer ?",
    "required": "Ce champ est obligatoire.",
    "too_short": "Saisissez au moins {count} caractères.",
    "too_long": "Saisissez au plus {count} caractères.",
    "not_a_number": "Saisissez un nombre.",
    "not_a_whole_number": "Saisissez un nombre entier.",
    "too_small": "Saisissez un nombre supérieur ou égal à {count}.",
    "too_large": "Saisissez un nombre inférieur ou égal à {count}.",
    "not_an_address": "Saisissez une URL valide.",
    "not_an_email": "Saisissez une adresse e-mail valide.",
}


def say(person: Person, key: str, **words: object) -> str:
    """The text for that person."""
    catalog = _FRENCH if person.locale.lower().startswith("fr") else _ENGLISH
    return catalog[key].format(**words)
