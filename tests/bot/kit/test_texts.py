"""French and English are complete: no text is missing, unused, or filled differently in the two."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from bot.kit.blocks import Mrkdwn
from bot.kit.money import Money
from bot.kit.texts import LANGUAGES, LOCALES, Catalogs, MissingText, language_of

ROOT = Path(__file__).parents[3]
ROOMS = ("bot", "handlers", "rituals")
Texts = dict[str, tuple[str, ...]]


def catalog(language: str) -> Texts:
    found: Texts = {}
    for path in sorted((LOCALES / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    key = message.id if isinstance(message.id, str) else message.id[0]
                    assert key not in found, f"{key} stands twice in {language}"
                    assert key.split(".")[0] == path.stem, (
                        f"{key} belongs into {key.split('.')[0]}.po, not {path.name}"
                    )
                    text = message.string
                    found[key] = (text,) if isinstance(text, str) else tuple(text or ())
    return found


CATALOGS = {language: catalog(language) for language in LANGUAGES}
KEYS = set(CATALOGS["en"])
STEMS = {key.split(".")[0] for key in KEYS}


def sources() -> Iterator[ast.AST]:
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            if "playground" not in path.parts and "demo" not in path.parts:
                yield ast.parse(path.read_text("utf-8"))


def spoken() -> Iterator[tuple[str, set[str] | None]]:
    """Each text asked for by a plain key, with the names of the values given (None: not all are written out)."""
    for tree in sources():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("mrkdwn", "plain")
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str)
            ):
                names = {keyword.arg for keyword in node.keywords}
                yield node.args[0].value, None if None in names else {name for name in names if name}


def written() -> tuple[set[str], set[str]]:
    """Every string of the code that is a key, and the beginnings of those that are put together (f"kinds.{kind}")."""
    whole, beginnings = set(), set()
    for tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginning = str(node.values[0].value)
                if re.match(r"[a-z_]+\.", beginning) and beginning.split(".")[0] in STEMS:
                    beginnings.add(beginning)
    return whole, beginnings


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_texts() -> None:
    assert set(CATALOGS["fr"]) == KEYS


def test_no_text_is_empty() -> None:
    assert [key for texts in CATALOGS.values() for key, forms in texts.items() if not all(forms)] == []


def test_the_same_values_go_into_both_languages() -> None:
    different = [
        key
        for key, forms in CATALOGS["en"].items()
        if {frozenset(holes(form)) for form in forms}
        != {frozenset(holes(form)) for form in CATALOGS["fr"][key]}
    ]
    assert different == []


def test_no_text_is_missing() -> None:
    assert sorted({key for key, _ in spoken()} - KEYS) == []


def test_every_value_that_a_text_wants_is_given() -> None:
    wrong = [
        (key, missing)
        for key, given in spoken()
        if given is not None
        and (missing := {name for form in CATALOGS["en"][key] for name in holes(form)} - given)
    ]
    assert wrong == []


def test_no_text_is_unused() -> None:
    whole, beginnings = written()
    unused = [key for key in KEYS - whole if not any(key.startswith(beginning) for beginning in beginnings)]
    assert sorted(unused) == []


def test_french_has_its_own_signs() -> None:
    """A space that does not break before ; : ! ? and no straight apostrophe."""
    wrong = [
        (key, form)
        for key, forms in CATALOGS["fr"].items()
        for form in forms
        if re.search(r"\w'\w| [;?»]| !(?!\w)|« ", re.sub(r"`[^`]*`", "", form))
        or re.search(r" :(?!\w+:)", form)
    ]
    assert wrong == []


@pytest.fixture(scope="module")
def catalogs() -> Catalogs:
    return Catalogs()


def test_values_are_escaped_where_slack_reads_mrkdwn(catalogs: Catalogs) -> None:
    texts = catalogs.texts("en")
    assert "&lt;!channel&gt;" in texts.mrkdwn("signals.account_asked", name="<!channel>")
    assert "<#C1>" in texts.mrkdwn("signals.account_asked", name=Mrkdwn("<#C1>"))
    assert "<b>" in texts.plain("signals.account_yes", name="<b>")


def test_mrkdwn_is_refused_in_a_plain_place(catalogs: Catalogs) -> None:
    with pytest.raises(TypeError, match="plain text"):
        catalogs.texts("en").plain("signals.account_yes", name=Mrkdwn("&lt;"))


def test_an_unknown_key_is_an_error(catalogs: Catalogs) -> None:
    with pytest.raises(MissingText):
        catalogs.texts("fr").plain("signals.unheard_of")


@pytest.mark.parametrize(
    ("language", "money", "shown"),
    [
        ("en", Money(4_500_000, "EUR"), "€45,000"),
        ("en", Money(4550, "EUR"), "€45.50"),
        ("fr", Money(4_500_000, "EUR"), "45 000 €"),
        ("fr", Money(4550, "EUR"), "45,50 €"),
        ("fr", Money(120_000_000, "USD"), "1 200 000 $US"),
        ("en", Money(5, "JPY"), "¥5"),
    ],
)
def test_money(catalogs: Catalogs, language: str, money: Money, shown: str) -> None:
    assert catalogs.texts(language).money(money).replace("\u202f", " ").replace("\u00a0", " ") == shown


def test_dates_are_told_in_the_readers_zone(catalogs: Catalogs) -> None:
    instant = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)
    paris = catalogs.texts("fr", "Europe/Paris")
    assert paris.local_day(instant) == date(2026, 11, 30)
    assert paris.moment(instant) == "lundi 30 novembre 2026 à 00:30 (Europe/Paris)"
    assert (
        catalogs.texts("en", "America/Montreal")
        .moment(instant)
        .startswith("Sunday, November 29, 2026 at 18:30")
    )
    assert paris.slack_moment(instant).startswith("<!date^1795995000^{date_short_pretty} {time}|")


@pytest.mark.parametrize(
    ("locale", "language"),
    [("fr-CA", "fr"), ("fr-FR", "fr"), ("en-GB", "en"), ("de-DE", "en"), (None, None), ("", None)],
)
def test_languages_of_locales(locale: str | None, language: str | None) -> None:
    assert language_of(locale) == language
