"""Merging: one signal, theme or account leads to another, and its undo puts everything back where it stood.

Whoever merges calls `begin` first, then `hold` for the two things, and makes sure that both stand for themselves.
"""

from storage.merging.accounts import merge_accounts, undo_accounts
from storage.merging.rows import Kind, Merge, begin, get, hold, into, of
from storage.merging.signals import MERGED, merge_signals, undo_signals
from storage.merging.themes import merge_themes, undo_themes

__all__ = [
    "MERGED",
    "Kind",
    "Merge",
    "begin",
    "get",
    "hold",
    "into",
    "merge_accounts",
    "merge_signals",
    "merge_themes",
    "of",
    "undo_accounts",
    "undo_signals",
    "undo_themes",
]
