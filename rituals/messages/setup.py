"""How set-up looks: the form, the state of the channels, and the word to those who come before it is done."""

from bot.kit.blocks import Mrkdwn
from bot.kit.texts import Texts
from storage.workspaces import Workspace


def not_set_up(texts: Texts, home: Workspace, is_admin: bool) -> Mrkdwn | None:
    """What people are told kindly until somebody has set up the channels."""
    if home.set_up_at is not None:
        return None
    return texts.mrkdwn("setup.not_yet_admin" if is_admin else "setup.not_yet")
