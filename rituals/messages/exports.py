"""How exports look: the answer to who asked, and the message that brings the file."""

from collections.abc import Sequence
from datetime import date

from bot.kit.blocks import Mrkdwn, context, section, shorten
from bot.kit.message import File, Message
from bot.kit.texts import Texts
from rituals.messages.signals import amount_of as amount

__all__ = ["amount", "audit_file", "coming", "nothing", "puzzling", "signals_file"]

TYPED_SHOWN = 200


def coming(texts: Texts) -> Message:
    return _said(texts.mrkdwn("export.coming"))


def nothing(texts: Texts, typed: str) -> Message:
    """No signal to export: none that this reader sees, or none that these words find."""
    if not typed:
        return _said(texts.mrkdwn("export.nothing"))
    return _said(texts.mrkdwn("export.nothing_found", typed=shorten(typed, TYPED_SHOWN)))


def puzzling(texts: Texts, filters: Sequence[tuple[str, str]], command: str) -> Message:
    """Filters whose value says nothing to us, and how to narrow down."""
    lines = [texts.mrkdwn(f"search.puzzling_{name}", value=value) for name, value in filters]
    words = Mrkdwn.join_all("\n", lines)
    how = texts.mrkdwn("export.how", command=command)
    return Message(Mrkdwn.join_all("\n", [words, how]), (section(words), context(how)))


def signals_file(texts: Texts, content: bytes, *, day: date, count: int, cut: bool) -> Message:
    words = texts.mrkdwn("export.signals", count=count)
    return _with_file(texts, words, "signals", content, day=day, cut=cut)


def audit_file(texts: Texts, content: bytes, *, day: date, count: int, cut: bool) -> Message:
    words = texts.mrkdwn("export.audit", count=count)
    return _with_file(texts, words, "audit", content, day=day, cut=cut)


def _with_file(texts: Texts, words: Mrkdwn, what: str, content: bytes, *, day: date, cut: bool) -> Message:
    if cut:
        words = Mrkdwn.join_all("\n", [words, texts.mrkdwn("export.cut")])
    title = texts.plain(f"export.title_{what}", day=texts.short_day(day))
    file = File(f"diapason-{what}-{day.isoformat()}.csv", title, content, texts.mrkdwn("export.refused"))
    return Message(words, file=file)


def _said(words: Mrkdwn) -> Message:
    return Message(words, (section(words),))
