"""Cells of a CSV file that a spreadsheet would take for a formula, and the way back.

A cell that begins with = + - @, a tab or a line break may be run when the file is opened: an apostrophe before it makes it text
(https://owasp.org/www-community/attacks/CSV_Injection). One that has apostrophes there already gets one more, so that
`harmful` gives back every text to the letter.
"""

import re

_HARMFUL = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_MADE_HARMLESS = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before what could be a formula."""
    return f"'{cell}" if _HARMFUL.match(cell) else cell


def harmful(cell: str) -> str:
    """What `harmless` was given."""
    return cell[1:] if _MADE_HARMLESS.match(cell) else cell
