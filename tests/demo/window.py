"""A browser window on the demo, and what a visitor does in it. Everything is found as people find it: by its name."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from bot.kit.settings import Language
from bot.kit.texts import Catalogs
from bot.playground.words import words

SCREENSHOTS = Path(__file__).parent.parent.parent / "screenshots"  # ignored by git
PATIENCE = 15_000  # milliseconds, for a busy machine

# A browser that stays at home: no profile, no updates, no telemetry.
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """The system's Chromium; skips the test where there is none."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        pytest.skip("no Chromium: apt-get install chromium, or set CHROMIUM to its path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


class Window:
    """One window. `troubles` collects what the browser's console complains about, policy violations included."""

    def __init__(self, page: Page, url: str, language: Language, name: str) -> None:
        self.page = page
        self.language = language
        self.words = words(language)
        self.texts = Catalogs().texts(language, "Europe/Paris")
        self.troubles: list[str] = []
        self._name = name
        self._shots = 0
        page.set_default_timeout(PATIENCE)
        page.on(
            "console",
            lambda said: self.troubles.append(said.text) if said.type in ("error", "warning") else None,
        )
        page.on(
            "response",
            lambda answer: (
                self.troubles.append(f"{answer.status} {answer.request.method} {answer.url}")
                if answer.status >= 400
                else None
            ),
        )
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.goto(url)

    @property
    def is_narrow(self) -> bool:
        size = self.page.viewport_size
        return size is not None and size["width"] < 600

    # What is there ------------------------------------------------------------------------------------------

    @property
    def log(self) -> Locator:
        return self.page.locator("main").get_by_role("log")

    @property
    def composer(self) -> Locator:
        return self.page.get_by_role("textbox", name=self.words["compose_label"])

    @property
    def form(self) -> Locator:
        """The modal in front."""
        return self.page.get_by_role("dialog")

    def message(self, words_in_it: str) -> Locator:
        return self.log.get_by_role("article").filter(has_text=words_in_it).last

    def for_me_only(self, words_in_it: str) -> Locator:
        private = self.log.get_by_role("article").filter(has_text=self.words["only_you"])
        return private.filter(has_text=words_in_it).last

    def text(self, key: str, **values: object) -> str:
        """One of the bot's own texts."""
        return self.texts.plain(key, **values)

    def fits(self) -> bool:
        """Whether nothing is wider than the window."""
        return bool(
            self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        )

    # What a visitor does ------------------------------------------------------------------------------------

    def become(self, name: str) -> None:
        self._open_rail()
        self.page.locator("details.switcher summary").click()
        person = self.page.locator("details.switcher").get_by_role("link", name=re.compile(name))
        address = person.get_attribute("href")
        person.click()
        self.page.wait_for_url(f"**{address}")

    def go_to(self, channel: str) -> None:
        self._open_rail()
        self.page.locator("#places").get_by_role("link", name=re.compile(re.escape(channel))).click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(channel)

    def send(self, typed: str) -> None:
        self.composer.fill(typed)
        self.page.get_by_role("button", name=self.words["send"]).click()

    def fill(self, key: str, content: str) -> None:
        """Type into the input that is labelled with one of the bot's texts."""
        self.form.get_by_label(self.text(key)).fill(content)

    def press(self, key: str) -> None:
        """Press the button of the form that is named by one of the bot's texts."""
        self.form.get_by_role("button", name=self.text(key), exact=True).last.click()

    def close(self) -> None:
        self.form.locator("#modal-close").click()
        expect(self.form).to_have_count(0)

    def shoot(self, what: str) -> None:
        self._shots += 1
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{self._name}-{self._shots:02}-{what}.png")

    def _open_rail(self) -> None:
        if self.is_narrow and not self.page.locator("#drawer").is_checked():
            self.page.locator(".menu-button").click()
