"""The forms of a signal: a new one, and a change of what was understood."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.kit.blocks import (
    Block,
    Option,
    display,
    external_select,
    input_block,
    paragraph,
    radio,
    section,
    select,
    text_input,
)
from bot.kit.message import View
from bot.kit.money import Money
from bot.kit.texts import Texts
from rituals.messages.signals import ANSWER_QUOTE, amount_of
from rituals.signals.kinds import Importance, Kind
from storage.signals import RESTRICTED, TEAM, Signal

CAPTURE = "signals.capture"
CHANGE = "signals.change"

# Names of the inputs: block and action carry the same, and errors come back by it.
TEXT = "signals.text"
KIND = "signals.kind"
ACCOUNT = "signals.account"
THEMES = "signals.themes"
IMPORTANCE = "signals.importance"
AMOUNT = "signals.amount"
CURRENCY = "signals.currency"
COMPETITOR = "signals.competitor"
LINK = "signals.link"
VISIBILITY = "signals.visibility"
CORRECTION = "signals.correction"

CURRENCIES = ("EUR", "USD", "GBP", "CHF", "CAD", "JPY")


@dataclass(frozen=True)
class Opened:
    """The signal that a form was opened to change, as it was then. Kept in the form's memory."""

    signal: str
    revision: int

    def written(self) -> str:
        return f"{self.signal} {self.revision}"

    @classmethod
    def read(cls, memory: str) -> "Opened":
        signal, revision = memory.split(" ")
        return cls(signal, int(revision))


def capture_form(texts: Texts, *, currency: str, kind: str | None = None) -> View:
    """A new signal: the text is the only thing that must be there."""
    text = input_block(
        TEXT,
        texts.plain("signals.form_text"),
        text_input(TEXT, multiline=True, placeholder=texts.plain("signals.form_text_example")),
        optional=False,
    )
    return View(
        CAPTURE,
        texts.plain("signals.form_title"),
        (text, *fields(texts, None, kind=kind, currency=currency)),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
    )


def change_form(texts: Texts, signal: Signal, *, currency: str) -> View:
    """What was understood of a signal, to change; its words are shown and stay."""
    correction = input_block(
        CORRECTION,
        texts.plain("signals.form_correction"),
        text_input(CORRECTION, multiline=True, value=signal.correction),
        hint=texts.plain("signals.form_correction_hint"),
    )
    return View(
        CHANGE,
        texts.plain("signals.change_title", ref=signal.ref),
        (
            section(texts.mrkdwn("signals.form_words")),
            paragraph(display(signal.verbatim), limit=ANSWER_QUOTE),
            *fields(texts, signal, kind=signal.kind, currency=signal.amount_currency or currency),
            correction,
        ),
        texts.plain("forms.cancel"),
        submit=texts.plain("forms.save"),
        memory=Opened(signal.id, signal.revision).written(),
    )


def fields(texts: Texts, signal: Signal | None, *, kind: str | None, currency: str) -> Sequence[Block]:
    """What can be said of a signal, filled in with what is known."""
    amount = amount_of(signal) if signal else None
    account = signal.account if signal else None
    choose = texts.plain("forms.choose")
    kinds = [Option(texts.plain(f"kinds.{value}"), value) for value in Kind]
    codes = dict.fromkeys((*CURRENCIES, currency))  # an amount may have been read in another one
    weights = [Option(texts.plain(f"importance.{value}"), value) for value in Importance]
    eyes = [Option(texts.plain(f"visibility.{value}"), value) for value in (TEAM, RESTRICTED)]
    return (
        input_block(
            KIND, texts.plain("signals.form_kind"), select(KIND, kinds, placeholder=choose, chosen=kind)
        ),
        input_block(
            ACCOUNT,
            texts.plain("signals.form_account"),
            external_select(
                ACCOUNT,
                placeholder=texts.plain("signals.form_account_example"),
                chosen=Option(account, account) if account else None,
            ),
        ),
        input_block(
            THEMES,
            texts.plain("signals.form_themes"),
            text_input(
                THEMES,
                limit=1000,
                value=" ".join(f"#{theme}" for theme in signal.themes) if signal else None,
                placeholder=texts.plain("signals.form_themes_example"),
            ),
            hint=texts.plain("signals.form_themes_hint"),
        ),
        input_block(
            IMPORTANCE,
            texts.plain("signals.form_importance"),
            select(IMPORTANCE, weights, placeholder=choose, chosen=signal.importance if signal else None),
        ),
        input_block(
            AMOUNT,
            texts.plain("signals.form_amount"),
            text_input(
                AMOUNT,
                limit=40,
                value=typed(amount) if amount else None,
                placeholder=texts.plain("signals.form_amount_example"),
            ),
        ),
        input_block(
            CURRENCY,
            texts.plain("signals.form_currency"),
            select(CURRENCY, [Option(code, code) for code in codes], placeholder=choose, chosen=currency),
        ),
        input_block(
            COMPETITOR,
            texts.plain("signals.form_competitor"),
            text_input(COMPETITOR, limit=120, value=signal.competitor if signal else None),
        ),
        input_block(
            LINK,
            texts.plain("signals.form_link"),
            text_input(LINK, limit=1000, value=signal.link if signal else None, placeholder="https://"),
        ),
        input_block(
            VISIBILITY,
            texts.plain("signals.form_visibility"),
            radio(VISIBILITY, eyes, chosen=signal.visibility if signal else TEAM),
            optional=False,
        ),
    )


def typed(amount: Money) -> str:
    """An amount as people type it: a whole one has no decimals."""
    value = amount.amount
    return format(value.to_integral_value() if value == value.to_integral_value() else value, "f")
