"""Merging: one signal, theme or account leads to another, and its undo puts everything back where it stood."""

from storage.merging.accounts import merge_accounts, undo_accounts
from storage.merging.rows import Kind, Merge, begin, get, into, of, undo_row
from storage.merging.themes import merge_themes, undo_themes

__all__ = [
    "Kind",
    "Merge",
    "begin",
    "get",
    "into",
    "merge_accounts",
    "merge_themes",
    "of",
    "undo_accounts",
    "undo_row",
    "undo_themes",
]
