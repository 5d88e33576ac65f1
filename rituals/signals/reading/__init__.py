"""Reading a captured text, in French and English: what can be understood without asking.

Nothing is refused and nothing is changed: what can't be read stays text, and all that is read is a guess
shown back to its author. The marks and their syntax are in `marks`, known accounts in `accounts`, money in
`amounts`.
"""

from dataclasses import dataclass

from bot.kit.money import Money
from rituals.signals.kinds import Importance, Kind
from rituals.signals.reading.accounts import AccountGuess, Certainty, KnownAccounts
from rituals.signals.reading.amounts import first_amount
from rituals.signals.reading.letters import legible
from rituals.signals.reading.marks import read_marks

__all__ = ["AccountGuess", "Certainty", "KnownAccounts", "Reading", "read"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood from a text.

    Themes (as first typed, without `#`; `#SSO` and `#sso` are one) and mentions (Slack user ids) stand in the
    text's order, once each.
    """

    account: AccountGuess | None
    amount: Money | None
    themes: tuple[str, ...]
    competitor: str | None
    kind: Kind | None
    importance: Importance | None
    mentions: tuple[str, ...]


def read(text: str, known: KnownAccounts) -> Reading:
    """Read a verbatim of any length and script. Pure, linear in the text, raises nothing.

    The account is the first one written as such (`for:`), else the earliest known name taken, else the
    earliest offered. A competitor without a kind makes the kind `competitor`.
    """
    marks, rest = read_marks(legible(text), known)
    account = AccountGuess(marks.account, Certainty.CERTAIN) if marks.account else known.named_in(rest)
    return Reading(
        account=account,
        amount=first_amount(rest),
        themes=tuple(marks.themes.values()),
        competitor=marks.competitor,
        kind=marks.kind or (Kind.COMPETITOR if marks.competitor else None),
        importance=marks.importance,
        mentions=tuple(marks.mentions),
    )
