"""Bringing in what a team has in files: signals and accounts from CSV, safely and as often as they like.

The one who runs the machine does this at the terminal, so that the words here are English ones.
"""
