"""What the people of the journeys do again and again: enter by a door, press, fill in, read a mail.

Sentences are given as they stand in the code, in English; the catalogue knows how they read on the page.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from playwright.sync_api import BrowserContext, Locator, Page, expect

import challenge_hub

OPEN_CALL = "beispiel-digital-im-alltag"
JURY_CALL = "beispiel-gruene-stadt"
CLOSING_CALL = "beispiel-buecher-und-raeume"
SAVED = re.compile(r"gespeichert um|saved at", re.IGNORECASE)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63106838000001f40151ba6333"
    "e50000000049454e44ae426082"
)
"""One dot."""


@cache
def _catalogue(language: str) -> dict[str, str]:
    path = Path(challenge_hub.__file__).parent / "translations" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file, locale=language) if entry.string}


@dataclass
class Visit:
    """Somebody before a browser: the page, the language it is read in, and whether it runs scripts."""

    context: BrowserContext
    language: str
    runs_scripts: bool
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.page = self.context.new_page()

    def said(self, sentence: str, **values: object) -> str:
        words = _catalogue("de")[sentence] if self.language == "de" else sentence
        return words % values if values else words

    def go(self, path: str) -> None:
        answer = self.page.goto(f"/{self.language}/{path}")
        assert answer is not None
        assert answer.ok, f"{answer.status} {path}"

    def enter(self, who: str) -> None:
        """One click on the home page; the first page is the one with the person's tasks."""
        self.go("")
        self.page.locator(f"button[name=who][value={who}]").click()
        expect(self.heading).to_have_text(self.said("My tasks"))

    def leave(self) -> None:
        """Somebody else sits down: nothing of the one before is left in the browser."""
        self.context.clear_cookies()

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    @property
    def content(self) -> Locator:
        return self.page.locator("main")

    def press(self, label: str) -> None:
        self.content.get_by_role("button", name=self.said(label), exact=True).first.click()

    def follow(self, label: str) -> None:
        self.content.get_by_role("link", name=self.said(label), exact=True).first.click()

    def follow_to(self, ending: str) -> None:
        """The link whose address ends so, whatever it is called."""
        self.content.locator(f'a[href$="{ending}"]').first.click()

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.locator(f"#field-{name}").fill(value)

    def wait_until_saved(self) -> None:
        """With scripts the form saves itself a moment after the last key; without, nothing is to wait for."""
        if self.runs_scripts:
            status = self.page.locator("[data-autosave-status][data-kind=saved]")
            expect(status).to_contain_text(SAVED)

    def open_letter(self, mail: str, about: str | None = None) -> None:
        """The newest mail to somebody; it lies in the mailbox a moment after it was sent."""
        letters = self.content.locator("li").filter(has_text=mail)
        if about:
            letters = letters.filter(has_text=about)
        for _ in range(40):
            self.go("demo/mailbox")
            if letters.count():
                letters.first.get_by_role("link").click()
                return
            self.page.wait_for_timeout(250)
        raise AssertionError(f"no mail for {mail}")

    def tab_to(self, wanted: str) -> None:
        """Press Tab until the focus is on what the selector names; on the way it is never lost."""
        self.page.wait_for_load_state()
        for _ in range(120):
            self.page.keyboard.press("Tab")
            focus = "wanted => [document.activeElement !== document.body, document.activeElement.matches(wanted)]"
            is_somewhere, is_there = self.page.evaluate(focus, wanted)
            assert is_somewhere, f"the focus is lost on the way to {wanted}"
            if is_there:
                return
        raise AssertionError(f"no key leads to {wanted}")

    def open_by_key(self, wanted: str) -> None:
        self.tab_to(wanted)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def first_number(self) -> int:
        """The number that a desk says in bold: so many are left."""
        return int(re.findall(r"\d+", self.content.locator("strong").first.inner_text())[0])
