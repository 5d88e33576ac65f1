"""The answer to whoever captured a signal, wherever they did it."""

from bot.kit.message import Message
from handlers.front import Body, Caller, reply
from rituals.likes.finding import similar
from rituals.messages import signals as looks
from rituals.messages.likes import alike
from rituals.messages.setup import not_set_up
from rituals.services import Services
from rituals.signals.capture import Captured


def answer(services: Services, who: Caller, captured: Captured) -> Message:
    """What became of it, with what it is like."""
    if captured.repeated:
        return looks.repeated(who.texts, captured.signal)
    if captured.signal.undone_at:  # the same request again, after its undo
        return looks.undone(who.texts, captured.signal)
    notice = not_set_up(who.texts, captured.workspace, who.person.is_admin, prefix=services.command_prefix)
    likes = similar(services, who.person, captured.workspace, captured.signal)
    return looks.saved(
        who.texts,
        captured.signal,
        owner=captured.owner,
        notice=notice,
        likes=alike(who.texts, captured.signal, likes, currency=captured.workspace.currency),
    )


def show_after_click(services: Services, body: Body, who: Caller, captured: Captured) -> None:
    """Show the answer again, in place of the one that was clicked."""
    message = answer(services, who, captured)
    reply(services, body, message, looks.as_view(who.texts, captured.signal, message))
