"""The page in a real browser: what only scripts, styles and focus can show. Skips where there is no Chromium."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.bot.playground_page.company import Company, running

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this machine (README names the line)"
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
TEXT = "textarea[name^='value:text']"


@pytest.fixture
def company() -> Iterator[Company]:
    with running() as company:
        yield company


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def problems() -> Iterator[list[str]]:
    """What the browser complains of, refused inline code above all; a test that ends with any fails."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def window(browser: Browser, company: Company, problems: list[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{company.url}/as/U1/C1")
    yield page
    context.close()


def test_a_command_is_found_typed_and_answered_by_keyboard(window: Page) -> None:
    window.locator("#compose").press_sequentially("/no")
    expect(window.locator("#completion li:visible")).to_have_count(2)
    window.keyboard.press("ArrowDown")
    window.keyboard.press("ArrowUp")
    window.keyboard.press("Enter")
    expect(window.locator("#compose")).to_have_value("/note ")
    window.keyboard.type("Acme attend le SSO")
    window.keyboard.press("Enter")
    expect(window.locator(".ephemeral")).to_contain_text("Acme attend le SSO")
    expect(window.locator("#compose")).to_have_value("")
    expect(window.locator("#compose")).to_be_focused()


def test_what_others_say_appears_and_disturbs_nothing(window: Page, company: Company) -> None:
    window.locator("#compose").press_sequentially("Je commence une phra")
    window.evaluate("document.querySelector('article').dataset.mine = 'the very same'")
    company.world.post("C1", "U2", "Belmont signed!")
    expect(window.locator("#log")).to_contain_text("Belmont signed!")
    expect(window.locator("#compose")).to_have_value("Je commence une phra")
    expect(window.locator("#compose")).to_be_focused()
    expect(window.locator("article").first).to_have_attribute("data-mine", "the very same")
    at_end = "e => e.scrollHeight - e.scrollTop - e.clientHeight < 5"
    assert window.locator("#log").evaluate(at_end)
    window.locator("#log").evaluate("e => e.scrollTop = 0")
    company.world.post("C1", "U2", "And Cobalt too!")
    expect(window.locator("#log")).to_contain_text("And Cobalt too!")
    assert window.locator("#log").evaluate("e => e.scrollTop") == 0


def test_two_windows_are_two_people(window: Page, company: Company) -> None:
    other = window.context.new_page()
    other.goto(f"{company.url}/as/U2/C1")
    window.locator("#compose").fill("Bonjour Nora")
    window.keyboard.press("Enter")
    expect(other.locator("#log")).to_contain_text("Bonjour Nora")
    expect(other.locator("article", has_text="Bonjour Nora")).to_contain_text("Camille Roux")


def open_form(window: Page) -> None:
    window.locator("#compose").fill("/note")
    window.keyboard.press("Enter")
    expect(window.locator("dialog[data-modal]")).to_be_visible()


def test_a_form_holds_the_focus_and_survives_the_world(window: Page, company: Company) -> None:
    open_form(window)
    expect(window.locator(TEXT)).to_be_focused()
    window.keyboard.type("Half a no")
    company.world.post("C1", "U2", "Belmont signed!")
    expect(window.locator("#log")).to_contain_text("Belmont signed!")
    expect(window.locator(TEXT)).to_have_value("Half a no")
    expect(window.locator(TEXT)).to_be_focused()
    for _ in range(60):
        window.keyboard.press("Tab")
        inside = "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        assert window.evaluate(inside)
    window.keyboard.press("Escape")
    expect(window.locator("dialog[data-modal]")).to_have_count(0)
    assert company.world.views.top("U1") is None


def test_suggestions_are_picked_and_errors_take_the_focus(window: Page) -> None:
    open_form(window)
    search = window.get_by_placeholder("Chercher un compte")
    search.press_sequentially("bel")
    window.locator(".options").get_by_text("Belmont").click()
    expect(window.locator(".picked")).to_have_text("Belmont")
    window.locator(TEXT).fill("an error")
    window.get_by_role("button", name="Enregistrer").last.click()
    expect(window.locator(".refused")).to_contain_text("Ce texte contient")
    expect(window.locator(TEXT)).to_be_focused()
    expect(window.locator(".picked")).to_have_text("Belmont")
    window.locator(TEXT).fill("Fine now")
    window.get_by_role("button", name="Plus de champs").click()
    expect(window.locator("#modal-title")).to_have_text("Plus")
    expect(window.locator(TEXT)).to_have_value("Fine now")
    window.get_by_role("button", name="Enregistrer").last.click()
    expect(window.locator("#modal-title")).to_have_text("C’est noté")


def test_a_question_is_asked_first(window: Page) -> None:
    card = window.locator("article", has_text="S-12").last
    card.get_by_role("button", name="Annuler", exact=True).click()
    window.get_by_role("button", name="Garder").click()
    expect(card).to_contain_text("Modifier")
    card.get_by_role("button", name="Annuler", exact=True).click()
    window.get_by_role("button", name="Annuler le signal").click()
    expect(window.locator("article", has_text="S-12 annulé.")).to_have_count(1)


def test_the_clock_is_moved_for_all_to_see(window: Page) -> None:
    window.get_by_role("button", name="Lundi prochain").click()
    expect(window.locator("#clock time")).to_have_text("Lundi 23 novembre 2026, 08:55")


def test_at_phone_width_nothing_overflows_and_the_rail_is_a_drawer(window: Page, company: Company) -> None:
    window.set_viewport_size({"width": 390, "height": 844})
    for place in ("C1", "C2", "C3", "C4"):
        window.goto(f"{company.url}/as/U1/{place}")
        assert window.evaluate("document.documentElement.scrollWidth") == 390
        assert window.evaluate("document.querySelector('#log').scrollWidth <= 390")
    window.goto(f"{company.url}/as/U1/C1")
    expect(window.locator(".rail")).not_to_be_in_viewport()
    window.locator(".menu-button").click()
    expect(window.locator(".rail")).to_be_in_viewport()
    window.locator("#go-C2").click()
    expect(window.locator("h1")).to_have_text("#releases")
    open_form(window)
    box = window.locator("dialog[data-modal]").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (390, 844)
