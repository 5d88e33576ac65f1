"""How a signal looks: the answer to who captured it, and the team's card."""

from collections.abc import Sequence

from bot.kit.blocks import (
    Block,
    Mrkdwn,
    actions,
    bold,
    button,
    context,
    display,
    link,
    quote,
    section,
    shorten,
)
from bot.kit.message import Message, View
from bot.kit.money import Money
from bot.kit.texts import Texts
from rituals.messages.following import follow_button
from rituals.messages.merging import others, undo_button
from storage.merging import Merge
from storage.signals import RESTRICTED, Signal

EDIT = "signals.edit"
UNDO = "signals.undo"
SAVE_AGAIN = "signals.save_again"
ACCOUNT_YES = "signals.account_yes"
ACCOUNT_NO = "signals.account_no"
READ_ALL = "signals.read_all"
SEE_KEPT = "signals.see_kept"  # as READ_ALL; two buttons of one block need names of their own
SHARE = "signals.share"
RESTRICT = "signals.restrict"
SHOWN = "signals.shown"

CARD_QUOTE = 700
CORRECTION_SHOWN = 500
ANSWER_QUOTE = 300


def saved(
    texts: Texts,
    signal: Signal,
    *,
    owner: str | None = None,
    notice: Mrkdwn | None = None,
    likes: Sequence[Block] = (),
) -> Message:
    """The private answer to a capture: the reference, who answers for it, what was understood, and what can be done.

    `notice` stands last, such as who can finish the set-up; before it, what the signal is like.
    """
    thanks = texts.mrkdwn("signals.saved", ref=signal.ref)
    if owner:
        thanks = Mrkdwn.join_all(" ", [thanks, texts.mrkdwn("signals.goes_to", name=owner)])
    blocks: list[Block] = [section(thanks)]
    reading = understood(texts, signal)
    blocks += [quote(display(signal.verbatim), limit=ANSWER_QUOTE), section(reading)]
    blocks += _offered_account(texts, signal)
    blocks.append(context(_visibility(texts, signal)))
    blocks.append(actions(*_answer_buttons(texts, signal)))
    blocks += likes
    if notice:
        blocks.append(context(notice))
    words = texts.mrkdwn("signals.saved_text", ref=signal.ref, understood=reading)
    return Message(Mrkdwn.join_all("\n", [words, notice]) if notice else words, tuple(blocks))


def repeated(texts: Texts, signal: Signal) -> Message:
    """The same text a moment later: saved already, save it once more?"""
    words = texts.mrkdwn("signals.already_saved", ref=signal.ref)
    again = button(texts.plain("signals.save_again"), SAVE_AGAIN, signal.id)
    change = button(texts.plain("signals.edit"), EDIT, signal.id)
    return Message(words, (section(words), actions(change, again)))


def undone(texts: Texts, signal: Signal) -> Message:
    words = texts.mrkdwn("signals.undone", ref=signal.ref)
    return Message(words, (section(words), quote(display(signal.verbatim), limit=ANSWER_QUOTE)))


def card(
    texts: Texts,
    signal: Signal,
    *,
    captured_by: str,
    standing: Mrkdwn | None = None,
    triage: Sequence[Block] = (),
    around: int = 0,
    said_too: Sequence[Signal] = (),
    merge: Merge | None = None,
) -> Message:
    """The team's view of a signal, in the channel's language; the words are shown as they were said.

    `standing` says where it stands, `triage` are the buttons to decide on it, `around`
    how many messages of its thread are kept with it, `said_too` the signals that it speaks for, `merge` the one by which
    another speaks for it.
    """
    words = display(signal.verbatim)
    title = headline(texts, signal)
    blocks = [section(title), quote(words, limit=CARD_QUOTE)]
    if signal.correction:
        blocks.append(
            context(
                texts.mrkdwn(
                    "signals.correction", words=shorten(display(signal.correction), CORRECTION_SHOWN)
                )
            )
        )
    blocks.append(context(source(texts, signal, captured_by)))
    if standing:
        blocks.append(context(standing))
    if said_too:
        blocks.append(context(others(texts, said_too)))
    buttons = [*triage]
    if merge:
        buttons += [see_button(texts, signal), undo_button(texts, merge, signal)]
    else:
        change = texts.plain("signals.edit_ref", ref=signal.ref)
        buttons.append(button(texts.plain("signals.edit"), EDIT, signal.id, describe=change))
    if len(words) > CARD_QUOTE or around:
        buttons.append(button(texts.plain("signals.read_all"), READ_ALL, signal.id))
    if not merge:
        buttons.append(follow_button(texts, signal))
    blocks.append(actions(*buttons))
    twin = texts.mrkdwn("signals.card_text", title=title, words=shorten(words, CARD_QUOTE), name=captured_by)
    return Message(Mrkdwn.join_all("\n", [twin, standing] if standing else [twin]), tuple(blocks))


def source(texts: Texts, signal: Signal, captured_by: str) -> Mrkdwn:
    """Who said it where, and who captured it when."""
    parts: list[Mrkdwn] = []
    if signal.said_by:
        parts.append(texts.mrkdwn("signals.said_by", name=signal.said_by))
    when = texts.slack_moment(signal.captured_at)
    parts.append(texts.mrkdwn("signals.captured_by", name=captured_by, when=when))
    if signal.permalink:
        parts.append(link(signal.permalink, texts.plain("signals.see_message")))
    return Mrkdwn.join_all(" · ", parts)


def see_button(texts: Texts, merged: Signal) -> Block:
    """The way from a merged signal to the one that speaks for it."""
    label = texts.plain("merging.see_kept", ref=merged.kept_ref or "")
    return button(label, SEE_KEPT, merged.merged_into or "")


def as_view(texts: Texts, signal: Signal, message: Message, *, memory: str = "") -> View:
    """A message shown as the last page of a form; `memory` comes back with its buttons."""
    close = texts.plain("forms.close")
    # What does not fit is left out: Slack would refuse the page, and with it say that nothing was saved.
    return View(SHOWN, signal.ref, message.blocks, close, memory=memory if len(memory) <= 3000 else "")


def headline(texts: Texts, signal: Signal) -> Mrkdwn:
    """S-12 · Churn risk · Acme · 45,000 € · #sso · vs Okta"""
    parts: list[str] = [bold(signal.ref), bold(texts.plain(f"kinds.{signal.kind}"))]
    if signal.account and signal.account_certain:
        parts.append(signal.account)
    if (amount := amount_of(signal)) is not None:
        parts.append(texts.money(amount))
    parts += [f"#{theme}" for theme in signal.themes]
    if signal.competitor:
        parts.append(texts.plain("signals.versus", name=signal.competitor))
    if signal.importance:
        parts.append(texts.plain(f"importance.{signal.importance}"))
    return Mrkdwn.join_all(" · ", parts)


def understood(texts: Texts, signal: Signal) -> Mrkdwn:
    """What was read from the text, a line each; what was not is left out."""
    amount = amount_of(signal)
    lines = {
        "signals.field_kind": texts.plain(f"kinds.{signal.kind}"),
        "signals.field_account": signal.account if signal.account_certain else None,
        "signals.field_amount": texts.money(amount) if amount else None,
        "signals.field_themes": " ".join(f"#{theme}" for theme in signal.themes) or None,
        "signals.field_competitor": signal.competitor,
        "signals.field_importance": texts.plain(f"importance.{signal.importance}")
        if signal.importance
        else None,
        "signals.field_link": signal.link,
    }
    return Mrkdwn.join_all("\n", [texts.mrkdwn(key, value=value) for key, value in lines.items() if value])


def amount_of(signal: Signal) -> Money | None:
    if signal.amount_minor is None or not signal.amount_currency:
        return None
    return Money(signal.amount_minor, signal.amount_currency)


def _offered_account(texts: Texts, signal: Signal) -> list[Block]:
    if not signal.account or signal.account_certain:
        return []
    return [
        section(texts.mrkdwn("signals.account_asked", name=signal.account)),
        actions(
            button(
                texts.plain("signals.account_yes", name=shorten(signal.account, 40)), ACCOUNT_YES, signal.id
            ),
            button(texts.plain("signals.account_no"), ACCOUNT_NO, signal.id),
        ),
    ]


def _visibility(texts: Texts, signal: Signal) -> Mrkdwn:
    return texts.mrkdwn(f"visibility.{signal.visibility}_told")


def _answer_buttons(texts: Texts, signal: Signal) -> list[Block]:
    restricted = signal.visibility == RESTRICTED
    cut = len(display(signal.verbatim)) > ANSWER_QUOTE
    return [
        *([button(texts.plain("signals.read_all"), READ_ALL, signal.id)] if cut else []),
        button(texts.plain("signals.edit"), EDIT, signal.id),
        button(texts.plain("signals.undo"), UNDO, signal.id),
        button(
            texts.plain("signals.share" if restricted else "signals.restrict"),
            SHARE if restricted else RESTRICT,
            signal.id,
        ),
    ]
