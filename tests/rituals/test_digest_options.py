"""A digest's scope against counts by hand, its form's values, and details in the thread at any volume."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.playground.limits.surfaces import message_problems, message_too_long
from rituals.digest import choosing, facts, telling
from rituals.digest.choosing import Chosen
from rituals.digest.options import Options
from rituals.messages import digest as looks
from rituals.messages.digest import forms
from rituals.permissions import workspace_of
from rituals.refusals import FieldErrors
from rituals.registry import Window
from rituals.services import Services
from rituals.signals.capture import Heard, Interpretation, capture
from rituals.signals.kinds import Kind
from storage import areas, themes
from storage.database import Database
from storage.signals import Reader
from tests.team import HOME, Clock, add_person, add_workspace, services_of

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
WEEK = Window(NOW - timedelta(days=7), NOW + timedelta(hours=1))


@pytest.fixture
def services(database: Database) -> Services:
    services = services_of(database, Clock(NOW))
    add_workspace(services)
    return services


def say(
    services: Services, number: int, name: str, *, kind: Kind, about: tuple[str, ...], hidden: bool = False
) -> None:
    said = Interpretation(kind=kind, themes=about, visibility="restricted" if hidden else "team")
    heard = Heard(
        f"words {number}", add_person(services, name), "command", f"k:{number}", interpretation=said
    )
    capture(services, heard, again=True)


def told(services: Services, wanted: Options, eyes: Reader | None = None) -> dict[str, object] | None:
    with services.read() as tx:
        home = workspace_of(tx, HOME)
        return facts.of_window(tx, home, WEEK, wanted, *([eyes] if eyes else []))


@pytest.fixture
def said(services: Services) -> dict[str, str]:
    """Six signals in two themes, one of them of an area; ids of themes and area by name."""
    rows = [
        ("Ann", Kind.REQUEST, ("sso",), False),
        ("Ann", Kind.REQUEST, ("sso", "search"), False),
        ("Ann", Kind.PRAISE, ("search",), False),
        ("Bob", Kind.PRAISE, (), False),
        ("Bob", Kind.REQUEST, ("sso",), True),
        ("Ann", Kind.OBJECTION, ("search",), True),
    ]
    for number, (name, kind, about, hidden) in enumerate(rows):
        say(services, number, name, kind=kind, about=about, hidden=hidden)
    with services.write() as tx:
        found = {label: theme.id for label in ("sso", "search") if (theme := themes.named(tx, HOME, label))}
        found["access"] = areas.add(tx, HOME, name="Access", owner="T1:UAnn", channel_id=None)
        areas.hold(tx, HOME, found["access"], [found["sso"]])
    return found


def numbers(found: dict[str, object] | None) -> tuple[int, int, dict[str, int]]:
    assert found is not None
    counted = {one["theme_id"]: one["now"] for one in found["themes"]}  # type: ignore[attr-defined]
    return int(str(found["signals"])), int(str(found["restricted"])), counted


def test_all_of_it(services: Services, said: dict[str, str]) -> None:
    expected = {said["sso"]: 2, said["search"]: 2}
    assert numbers(told(services, Options())) == (6, 2, expected)


def test_a_theme_an_area_a_kind(services: Services, said: dict[str, str]) -> None:
    of_theme = numbers(told(services, Options(themes=(said["search"],))))
    assert of_theme == (3, 1, {said["search"]: 2})
    assert numbers(told(services, Options(areas=(said["access"],)))) == (3, 1, {said["sso"]: 2})
    assert numbers(told(services, Options(kinds=("praise",)))) == (2, 0, {said["search"]: 1})
    both = Options(kinds=("request",), areas=(said["access"],))
    assert numbers(told(services, both)) == (3, 1, {said["sso"]: 2})


def test_what_names_is_seen_through_the_readers_eyes(services: Services, said: dict[str, str]) -> None:
    mine = told(services, Options(), Reader("T1:UBob"))
    assert numbers(mine) == (6, 2, {said["sso"]: 3, said["search"]: 2})
    everything = told(services, Options(), Reader("T1:UAda", everything=True))
    assert numbers(everything) == (6, 2, {said["sso"]: 3, said["search"]: 3})
    assert len(mine["quotes"]) == 3  # type: ignore[index, arg-type]


def test_a_section_that_is_not_wanted_is_no_news(services: Services, said: dict[str, str]) -> None:
    assert told(services, Options(sections=("shipped", "decided"))) is None
    assert told(services, Options(kinds=("win",))) is None


def test_the_thread_holds_what_the_message_has_no_room_for(services: Services) -> None:
    for number in range(40):
        say(services, number, "Ann", kind=Kind.REQUEST, about=(f"theme-{number:02}",))
    found = told(services, Options())
    assert found is not None
    with services.read() as tx:
        digest = telling.shown(tx, HOME, found, "")
    for language in ("en", "fr"):
        texts = services.catalogs.texts(language, "Europe/Paris")
        message, more = looks.posted(texts, digest, "run"), looks.more(texts, digest)
        assert more is not None
        for one in (message, more):
            for blocks in (list(one.blocks), list(one.fallback or ())):
                assert message_problems(blocks) == []
                assert not message_too_long(blocks)
            assert len(one.text) <= 4000
        assert "theme-39" in more.text
        assert "theme-39" not in message.text
        [table] = [block for block in more.blocks if block["type"] == "table"]
        assert len(table["rows"]) == 41


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        (Chosen("yearly", "MO", "09:00", "Europe/Paris"), forms.FREQUENCY),
        (Chosen("weekly", "XX", "09:00", "Europe/Paris"), forms.WEEKDAY),
        (Chosen("weekly", "MO", "25:00", "Europe/Paris"), forms.AT),
        (Chosen("weekly", "MO", "9", "Europe/Paris"), forms.AT),
        (Chosen("weekly", "MO", "09:00", ""), forms.ZONE),
    ],
)
def test_what_no_digest_can_have_is_told_at_its_field(chosen: Chosen, field: str) -> None:
    with pytest.raises(FieldErrors) as refused:
        choosing.check(chosen)
    assert list(refused.value.errors) == [field]


@pytest.mark.parametrize("frequency", forms.FREQUENCIES)
@pytest.mark.parametrize("weekday", forms.WEEKDAYS)
def test_the_form_reads_its_own_rules(frequency: str, weekday: str) -> None:
    rule = Chosen(frequency, weekday, "09:00", "Europe/Paris").rule
    assert rule
    assert choosing._read_rule(rule) == (frequency, weekday)
