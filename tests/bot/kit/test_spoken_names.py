"""A button that says more to a screen reader says what is written on it too: people who speak to their machine say that.

https://www.w3.org/WAI/WCAG22/Understanding/label-in-name.html
"""

import pytest

from bot.kit.settings import Language
from bot.kit.texts import Catalogs

NAMES = [
    ("areas.edit", "areas.edit_default"),
    ("areas.edit", "areas.edit_name"),
    ("likes.same_theme", "likes.same_theme_as"),
    ("releases.edit", "releases.edit_ref"),
    ("releases.read_all", "releases.read_ref"),
    ("releases.show", "releases.show_ref"),
    ("roadmap.open", "roadmap.open_ref"),
    ("search.open", "search.open_ref"),
    ("signals.edit", "signals.edit_ref"),
    ("triage.acknowledge", "triage.acknowledge_ref"),
    ("triage.answer", "triage.answer_ref"),
    ("triage.decide", "triage.decide_ref"),
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("written", "spoken"), NAMES, ids=[spoken for _, spoken in NAMES])
def test_what_is_spoken_begins_with_what_is_written(language: Language, written: str, spoken: str) -> None:
    texts = Catalogs().texts(language)
    named = texts.plain(spoken, ref="S-12", name="Acme", title="SSO")
    assert named.startswith(texts.plain(written))
