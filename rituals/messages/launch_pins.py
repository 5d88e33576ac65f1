"""How it looks where Slack did not let us pin a plan."""

from bot.kit.blocks import Mrkdwn, actions, section, shorten
from bot.kit.message import Message
from bot.kit.texts import Texts
from rituals.messages.launches.plan import show_button
from storage.launches import Launch

NAME_SHOWN = 80
NO_SCOPE = "missing_scope"


def not_pinned(texts: Texts, launch: Launch, code: str) -> Message:
    """To who started the launch: the plan stands, how to pin it by hand, and what an admin can do for the next ones."""
    lines = [
        texts.mrkdwn(
            "launch_pins.not_pinned",
            name=f"{launch.ref} · {shorten(launch.name, NAME_SHOWN)}",
            channel=Mrkdwn(f"<#{launch.channel_id}>"),
        )
    ]
    if code == NO_SCOPE:
        lines.append(texts.mrkdwn("launch_pins.no_scope"))
    words = Mrkdwn.join_all("\n", lines)
    return Message(words, (section(words), actions(show_button(texts, launch))))
