"""What visitors do, in both languages, with and without JavaScript, by mouse and by keyboard."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser

WORDS = {
    "en": {
        "calls": "Calls",
        "results": "Read the results",
        "ranking": "How the ranking came about",
        "search": "Search challenges",
        "button": "Search",
        "other": "Deutsch",
        "report": "Report a barrier",
        "send": "Send report",
        "missing": "Please describe the barrier.",
        "received": "Report received",
    },
    "de": {
        "calls": "Aufrufe",
        "results": "Ergebnisse lesen",
        "ranking": "Wie die Rangfolge entstanden ist",
        "search": "Herausforderungen durchsuchen",
        "button": "Suchen",
        "other": "English",
        "report": "Barriere melden",
        "send": "Meldung senden",
        "missing": "Bitte beschreiben Sie die Barriere.",
        "received": "Meldung eingegangen",
    },
}


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_visitor_reads_from_the_home_page_to_a_solution(page: Page, language: str) -> None:
    words = WORDS[language]
    page.goto(f"/{language}/")

    page.get_by_role("link", name=words["calls"], exact=True).first.click()
    page.get_by_role("link", name=re.compile("Civic Hack DC 2025")).first.click()
    page.get_by_role("link", name=words["results"]).click()

    expect(page.get_by_role("heading", name=words["ranking"])).to_be_visible()
    first = page.locator("#ranking tbody tr").first
    expect(first).to_contain_text("LLM.gov")
    expect(first).to_contain_text("4,28" if language == "de" else "4.28")
    first.get_by_role("rowheader").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("LLM.gov")


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_developer_finds_a_challenge_by_word_and_theme(page: Page, language: str) -> None:
    words = WORDS[language]
    page.goto(f"/{language}/challenges")

    page.get_by_label(words["search"]).fill("docket")
    page.locator("#search-theme").select_option("overview")
    page.get_by_role("search").get_by_role("button", name=words["button"]).click()

    expect(page.locator(".card-title")).not_to_have_count(0)
    expect(page.get_by_label(words["search"])).to_have_value("docket")
    expect(page).to_have_url(re.compile("theme=overview"))


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_language_switch_keeps_the_page(page: Page, language: str) -> None:
    page.goto(f"/{language}/calls/civic-hack-dc-2025/results")

    page.get_by_role("link", name=WORDS[language]["other"]).click()

    other = "en" if language == "de" else "de"
    expect(page).to_have_url(re.compile(f"/{other}/calls/civic-hack-dc-2025/results$"))
    assert page.locator("html").get_attribute("lang") == other


@pytest.mark.parametrize("language", ["de", "en"])
def test_anyone_reports_a_barrier_and_is_told_what_is_missing(page: Page, language: str) -> None:
    words = WORDS[language]
    page.goto(f"/{language}/")
    page.get_by_role("link", name=words["report"]).click()

    page.get_by_label(re.compile("mail", re.I)).fill("a@example.org")
    page.get_by_role("button", name=words["send"]).click()

    expect(page.get_by_role("alert")).to_contain_text(words["missing"])
    expect(page.get_by_label(re.compile("mail", re.I))).to_have_value("a@example.org")
    page.locator("textarea").fill("The plot is hard to read.")
    page.get_by_role("button", name=words["send"]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words["received"])


def test_the_summary_of_errors_takes_the_focus(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/en/accessibility/report")

    page.get_by_role("button", name="Send report").click()

    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.locator("textarea")).to_be_focused()


def test_the_results_are_reached_by_keyboard_alone(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/en/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    for wanted in ("Civic Hack DC 2025", "Read the results"):
        tab_to(page, wanted)
        with page.expect_navigation():
            page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Results")


def tab_to(page: Page, words: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if words in (page.evaluate("document.activeElement.textContent") or ""):
            return
    raise AssertionError(f"no key leads to {words}")


def test_on_paper_a_page_carries_its_address_and_the_date(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/en/calls/civic-hack-dc-2025/results")
    page.emulate_media(media="print")

    expect(page.get_by_text("/en/calls/civic-hack-dc-2025/results")).to_be_visible()
    expect(page.locator("nav.main-nav")).to_be_hidden()
