"""The page's two languages say the same things, and all of them are used."""

import re
from pathlib import Path

from bot.playground.words import words

PAGE = Path(__file__).parents[3] / "bot" / "playground"


def test_both_languages_have_the_same_texts_with_the_same_places() -> None:
    english, french = words("en"), words("fr")
    assert list(english) == sorted(english)
    assert list(french) == list(english)
    for key, text in english.items():
        assert re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", french[key]), key


def test_every_text_is_used_and_every_used_text_exists() -> None:
    sources = [path.read_text() for path in PAGE.rglob("*.py") if path.name != "words.py"]
    sources += [path.read_text() for path in PAGE.rglob("*.html")]
    used = set(re.findall(r"words\.(\w+)", "".join(path.read_text() for path in PAGE.rglob("*.html"))))
    assert used <= set(words("en"))
    unused = [
        key for key in words("en") if key not in used and not any(f'"{key}"' in text for text in sources)
    ]
    assert [key for key in unused if not key.startswith("task_")] == []
