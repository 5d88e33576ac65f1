"""Avatars: initials on the person's colour, as SVG without a style attribute."""

import re

from markupsafe import Markup

_COLOUR = re.compile(r"#?([0-9a-fA-F]{6})")
_DARK, _LIGHT = "#1c1a17", "#ffffff"
_NEUTRAL = "6b6259"

APP_AVATAR = Markup(
    '<svg class="avatar" viewBox="0 0 36 36" aria-hidden="true"><rect width="36" height="36" rx="9" fill="#0e5f5b"/>'
    '<path d="M13 8v8a5 5 0 0 0 10 0V8M18 21v8" fill="none" stroke="#fff" stroke-width="2.6" '
    'stroke-linecap="round"/></svg>'
)

LOCK = Markup(
    '<svg class="lock" viewBox="0 0 16 16" aria-hidden="true"><path d="M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7zm2 0h4V5a2 2 0 0 0-4 0z" '
    'fill="currentColor" fill-rule="evenodd"/></svg>'
)


def avatar(name: str, colour: str) -> Markup:
    """Initials of a name on `colour` (six hexadecimal digits, with or without #), in the ink that reads better."""
    found = _COLOUR.fullmatch(colour or "")
    ground = found[1] if found else _NEUTRAL
    ink = _DARK if contrast(_DARK, ground) > contrast(_LIGHT, ground) else _LIGHT
    return Markup(
        '<svg class="avatar" viewBox="0 0 36 36" aria-hidden="true"><rect width="36" height="36" rx="9" fill="#{}"/>'
        '<text x="18" y="18.5" fill="{}">{}</text></svg>'
    ).format(ground, ink, initials(name))


def initials(name: str) -> str:
    """First letters of the first and the last word."""
    words = [word for word in re.split(r"[\s-]+", name) if word[:1].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def contrast(ink: str, ground: str) -> float:
    """The contrast ratio of two colours (six hexadecimal digits) after WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
