"""References as people type them: `S-12`, `s12`, `I 7`, `R–4`."""

import re

_REFERENCE = re.compile(r"\s*([a-z])[-–‑ ]?([0-9]{1,9})(?![0-9a-z])", re.IGNORECASE)


def references(typed: str) -> list[tuple[str, int]]:
    """Letter and number of each reference, in order; none where anything else is typed, too."""
    found: list[tuple[str, int]] = []
    rest = typed.rstrip()
    while rest:
        reference = _REFERENCE.match(rest)
        if reference is None:
            return []
        found.append((reference[1].casefold(), int(reference[2])))
        rest = rest[reference.end() :]
    return found
