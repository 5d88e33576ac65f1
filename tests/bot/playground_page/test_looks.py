"""Colours can be read: WCAG 2.2, 4.5 to 1 for text, in light and in dark."""

import re
from pathlib import Path

import pytest

from bot.playground.page.avatars import avatar, contrast, initials

CSS = (Path(__file__).parents[3] / "bot/playground/static/page.css").read_text()
LIGHT, DARK = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part)) for part in CSS.split("@media", 2)[:2])
GROUNDS = ("paper", "rail", "card", "hover")
PAIRS = [
    *((ink, ground) for ink in ("ink", "soft", "accent", "danger") for ground in GROUNDS),
    *(("ink", ground) for ground in ("tint", "line", "warn-tint", "danger-tint", "good-tint")),
    *(("accent", "tint"), ("on-accent", "accent"), ("on-bar", "bar"), ("bar", "on-bar")),
    *(("on-danger", "danger"), ("on-ping", "ping"), ("paper", "ink")),
]


@pytest.mark.parametrize("colours", [LIGHT, LIGHT | DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_stands_out(colours: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, LIGHT | DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_edge_of_a_field_is_seen(colours: dict[str, str], ground: str) -> None:
    assert contrast(colours["control"], colours[ground]) >= 3


def test_both_schemes_name_the_same_colours() -> None:
    assert set(DARK) == set(LIGHT)
    assert len(LIGHT) > 15


@pytest.mark.parametrize("colour", ["#f2c14e", "2d6cb5", "#ffffff", "#000000", "red", ""])
def test_initials_stand_out_on_any_colour(colour: str) -> None:
    drawn = str(avatar("Léa Garnier", colour))
    ground, ink = re.findall(r'fill="(#[0-9a-fA-F]{6})"', drawn)
    assert contrast(ink, ground) >= 4.5
    assert ">LG<" in drawn


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Amara Okafor", "AO"), ("Jean-Luc de la Tour", "JT"), ("nora", "N"), ("<b>", ""), ("", "")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters
