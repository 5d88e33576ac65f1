"""From what a form holds to what it means, with each problem named at its field."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from bot.kit.money import Money
from rituals.messages import signal_forms as form
from rituals.refusals import FieldErrors
from rituals.signals.capture import THEME_LIMIT, Interpretation
from rituals.signals.kinds import Importance, Kind
from rituals.signals.reading import KnownAccounts, read

_NO_ACCOUNTS = KnownAccounts.of([])
THEME_LENGTH = 80  # characters, as a Slack channel's name


def interpretation(values: Mapping[str, str]) -> Interpretation:
    """What a person filled in, by field name (empty fields are absent).

    Raises FieldErrors with a text key for each field that can't be understood.
    """
    errors = {}
    amount = None
    if typed := values.get(form.AMOUNT):
        amount = typed_amount(typed, values.get(form.CURRENCY, "EUR"))
        if amount is None:
            errors[form.AMOUNT] = "signals.error_amount"
    link = values.get(form.LINK)
    if link and not is_link(link):
        errors[form.LINK] = "forms.error_link"
    labels = theme_labels(values.get(form.THEMES, ""))
    if len(labels) > THEME_LIMIT:
        errors[form.THEMES] = "signals.error_themes"
    if errors:
        raise FieldErrors(errors)
    importance = values.get(form.IMPORTANCE)
    kind = values.get(form.KIND)
    return Interpretation(
        kind=Kind(kind) if kind else None,
        importance=Importance(importance) if importance else None,
        account=values.get(form.ACCOUNT),
        amount=amount,
        themes=labels,
        competitor=values.get(form.COMPETITOR),
        link=link,
        visibility=values[form.VISIBILITY],
    )


def is_link(typed: str) -> bool:
    """A web address that a person can follow."""
    try:
        parts = urlsplit(typed)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>|]", typed)


def theme_labels(typed: str) -> tuple[str, ...]:
    """Themes as people type them in a field: separated by spaces or commas, with or without `#`."""
    return tuple(
        dict.fromkeys(
            label for word in re.split(r"[\s,;]+", typed) if (label := word.strip("#")[:THEME_LENGTH])
        )
    )


def typed_amount(typed: str, currency: str) -> Money | None:
    """An amount with or without its currency written: `45k`, `45 000`, `$1.2M`."""
    return read(typed, _NO_ACCOUNTS).amount or read(f"{typed} {currency}", _NO_ACCOUNTS).amount
