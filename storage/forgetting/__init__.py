"""Removing a person: look what there is of them, put nobody in their place, and sweep what was deleted."""

from storage.forgetting.looking import Found, look
from storage.forgetting.removing import hand_over, homes, nobody, remove, show_again
from storage.forgetting.sweeping import secure, sweep

__all__ = ["Found", "hand_over", "homes", "look", "nobody", "remove", "secure", "show_again", "sweep"]
