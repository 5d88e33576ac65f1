"""A visitor's walk through the demo in a real browser: capture, announce, move the clock, read the digest."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from bot.demo.company import CLAIRE, DIGEST, EMILY, RELEASES, SAMUEL, SIGNALS, THOMAS
from bot.kit.settings import Language
from tests.demo.conftest import Opener
from tests.demo.window import Window, open_browser

pytestmark = pytest.mark.xdist_group("browser")  # one browser, in one of the workers

WIDE, NARROW = (1280, 900), (390, 844)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


def look(browser: Browser, url: str, language: Language, size: tuple[int, int]) -> Window:
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height})
    return Window(page, url, language, f"{language}-{width}")


SAID = {
    "en": "Vitrolane would pay €900k for docks that book themselves #planning !dealbreaker",
    "fr": "Vitrolane paierait 900 k€ pour des quais qui se réservent seuls #planning !bloquant",
}
FILLED = {
    "en": "“The board in the yard shows yesterday until noon.”",
    "fr": "« Le tableau de la cour montre hier jusqu’à midi. »",
}
SHIPPED = {
    "en": ("Yard board 5", "- **Refreshed** every minute", "The yard sees today."),
    "fr": ("Tableau de cour 5", "- **Rafraîchi** chaque minute", "La cour voit aujourd’hui."),
}
MONEY = {"en": "€900,000", "fr": r"900\s000\s€"}


@pytest.mark.parametrize(
    ("language", "size"),
    [("en", WIDE), ("fr", WIDE), ("fr", NARROW)],
    ids=["en-wide", "fr-wide", "fr-narrow"],
)
def test_a_visitor_captures_announces_and_reads_the_digest(
    chromium: Browser, demo_on_sqlite: Opener, language: Language, size: tuple[int, int]
) -> None:
    sales, product = {"en": (EMILY, SAMUEL), "fr": (THOMAS, CLAIRE)}[language]
    with demo_on_sqlite(language=language) as demo:
        window = look(chromium, demo.url, language, size)
        is_welcomed(window, sales.real_name)
        captures_by_command(window, language)
        captures_by_form(window, language)
        window.become(product.real_name)
        announces(window, language)
        reads_the_next_digest(window, language)
        assert window.troubles == []
        window.page.close()
        assert demo.world.pings == []
        assert [call for call in demo.world.calls if call.error] == []


def is_welcomed(window: Window, name: str) -> None:
    expect(window.for_me_only(name)).to_contain_text(window.words["clock_ritual"])
    assert window.fits()
    window.shoot("welcome")


def captures_by_command(window: Window, language: Language) -> None:
    window.send(f"/signal {SAID[language]}")
    answer = window.for_me_only("S-62")
    expect(answer).to_contain_text("Vitrolane")
    expect(answer).to_contain_text(re.compile(MONEY[language]))
    expect(answer.get_by_role("button", name=window.text("signals.undo"))).to_be_visible()
    expect(window.composer).to_have_value("")
    window.shoot("captured")
    window.go_to(SIGNALS.name)
    expect(window.message("S-62")).to_contain_text(SAID[language])


def captures_by_form(window: Window, language: Language) -> None:
    window.send("/signal")
    expect(window.form).to_contain_text(window.text("signals.form_title"))
    window.fill("signals.form_text", FILLED[language])
    window.form.get_by_label(window.text("signals.form_kind")).select_option(
        label=window.text("kinds.friction")
    )
    account = window.form.get_by_role("group", name=window.text("signals.form_account"))
    # Who picks faster than the last suggestions come asks about a form that is gone by then.
    with window.page.expect_response(re.compile("/suggest/.*typed=Harrow$")):
        account.get_by_role("searchbox").press_sequentially("Harrow")
    account.get_by_text("Harrowmere Foods").click()
    assert window.fits()
    window.shoot("form")
    window.press("forms.save")
    expect(window.form).to_contain_text("S-63")
    window.shoot("saved")
    window.close()
    card = window.message("S-63")
    expect(card).to_contain_text(FILLED[language])
    expect(card).to_contain_text("Harrowmere Foods")
    window.shoot("card")


def announces(window: Window, language: Language) -> None:
    name, changes, value = SHIPPED[language]
    window.send("/release")
    window.fill("releases.form_name", name)
    window.fill("releases.form_changes", changes)
    window.fill("releases.form_value", value)
    window.shoot("release")
    window.press("releases.preview")
    expect(window.form.locator("strong, b").filter(has_text=changes.split("**")[1]).first).to_be_visible()
    window.shoot("preview")
    window.form.locator("#modal-close").click()
    window.press("releases.announce")
    expect(window.form).to_contain_text("R-9")
    window.close()
    window.go_to(RELEASES.name)
    expect(window.message(name)).to_contain_text(value)
    assert window.fits()
    window.shoot("announced")


def reads_the_next_digest(window: Window, language: Language) -> None:
    window.go_to(DIGEST.name)
    window.page.get_by_role("button", name=window.words["clock_ritual"]).click()
    digest = window.message(SHIPPED[language][0])
    expect(digest).to_contain_text(SAID[language])
    expect(digest).to_contain_text("S-62")
    expect(digest.get_by_role("img")).to_be_visible()
    assert window.fits()
    window.shoot("digest")
    window.send("/digest")
    expect(window.for_me_only(window.text("digest.nothing_new"))).to_be_visible()


def test_a_signal_is_captured_by_keyboard_alone(chromium: Browser, demo_on_sqlite: Opener) -> None:
    """Complete the command, fill in the form, save and leave it, without touching the mouse."""
    with demo_on_sqlite() as demo:
        window = look(chromium, demo.url, "en", WIDE)
        keys = window.page.keyboard
        window.composer.focus()
        keys.type("/sig")
        keys.press("Tab")
        expect(window.composer).to_have_value("/signal ")
        keys.press("Enter")
        text = window.form.get_by_label(window.text("signals.form_text"))
        expect(text).to_be_focused()
        keys.type("Typed without a mouse")
        keys.press("Tab")
        expect(window.form.get_by_label(window.text("signals.form_kind"))).to_be_focused()
        keys.type(window.text("kinds.praise"))
        keys.press("Tab")
        keys.type("Kestrel")
        expect(window.form.get_by_role("radio", name="Kestrel Bay Logistics")).to_be_visible()
        save = window.form.locator("#modal-submit")
        for _ in range(30):
            if save.evaluate("button => button === document.activeElement"):
                break
            keys.press("Tab")
        expect(save).to_be_focused()
        keys.press("Enter")
        expect(window.form).to_contain_text("S-62")
        expect(window.form).to_contain_text(window.text("kinds.praise"))
        keys.press("Escape")
        expect(window.form).to_have_count(0)
        assert window.troubles == []
        window.page.close()


def test_two_windows_as_two_people_see_the_same_card_at_once(
    chromium: Browser, demo_on_sqlite: Opener
) -> None:
    with demo_on_sqlite() as demo:
        emily = look(chromium, f"{demo.url}as/{EMILY.id}/{SIGNALS.id}", "en", WIDE)
        thomas = look(chromium, f"{demo.url}as/{THOMAS.id}/{SIGNALS.id}", "fr", WIDE)
        thomas.composer.fill("à moitié écrit")
        emily.send("/feedback Seen from both sides #live")
        expect(thomas.message("Seen from both sides")).to_contain_text("#live")
        expect(thomas.composer).to_have_value("à moitié écrit")
        expect(thomas.for_me_only("S-62")).to_have_count(0)
        assert emily.troubles == thomas.troubles == []
        emily.page.close()
        thomas.page.close()
