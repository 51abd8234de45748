"""A passkey in a real browser, with a device that Chromium plays."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page_with_device(context: BrowserContext) -> Page:
    """A page of a browser that holds passkeys and asks for a finger, which is always there."""
    page = context.new_page()
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    browser = context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    return page


def test_a_passkey_is_added_and_signs_in_by_itself_with_the_keyboard_alone(page_with_device: Page) -> None:
    page = page_with_device
    page.goto("/en/")
    page.get_by_role("button", name="Member of a team").click()
    page.goto("/en/account/passkeys/new")
    page.get_by_label("Name").fill("My phone")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your passkey is set up.")).to_be_visible()
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_role("listitem").filter(has_text="My phone")).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()

    page.goto("/en/sign-in?next=/en/account/devices")
    page.get_by_role("button", name="Use a passkey").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1, name="My devices")).to_be_visible()

    page.goto("/en/account/factors")
    page.get_by_role("button", name="Remove (My phone)").click()
    expect(page.get_by_text("The passkey is removed.")).to_be_visible()


def test_without_a_passkey_the_page_says_that_nothing_was_done(page_with_device: Page) -> None:
    page = page_with_device
    page.goto("/en/sign-in")

    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("status").filter(has_text="Nothing was done.")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
