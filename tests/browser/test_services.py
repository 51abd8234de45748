"""Signing in by a sign-in service in a real browser, with and without scripts, in both languages."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.accounts.provider import CLIENT, SECRET, Provider, running_provider
from tests.browser.conftest import PATIENCE
from tests.browser.lives import Visit
from tests.browser.test_everyone import RULES
from tests.servers import running_demo

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def service() -> Iterator[Provider]:
    with running_provider() as found:
        yield found


@pytest.fixture(scope="module")
def town(service: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demo whose platform has this sign-in service."""
    settings = {
        "OPENID_ISSUER": service.issuer,
        "OPENID_CLIENT_ID": CLIENT,
        "OPENID_CLIENT_SECRET": SECRET,
        "OPENID_NAME": "Stadt Musterhausen",
        "OUTGOING_INSIDE": service.issuer,
    }
    with running_demo(tmp_path_factory.mktemp("town") / "demo", **settings) as address:
        yield address


def looked_at(visit: Visit, axe: str, name: str) -> None:
    """No axe violation, nothing sideways at 320 pixels; LOOK_AT names a folder for pictures."""
    page = visit.page
    if not visit.runs_scripts:
        return
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        if folder := os.environ.get("LOOK_AT"):
            page.screenshot(path=Path(folder) / f"{name}-{visit.language}-{width}.png", full_page=True)
    page.evaluate(axe)
    options = {"runOnly": {"type": "tag", "values": RULES}}
    result = page.evaluate("options => axe.run(document, options)", options)
    assert [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in result["violations"]] == []


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_somebody_registers_by_a_service_comes_back_and_unlinks(
    browser: Browser, town: str, service: Provider, axe: str, language: str, scripts: bool
) -> None:
    mail = f"{language}-{scripts}@example.org".lower()
    service.now_is(f"ada-{language}-{scripts}", name="Ada Löwe", email=mail, email_verified=True)
    with browser.new_context(base_url=town, java_script_enabled=scripts) as context:
        context.set_default_timeout(PATIENCE)
        visit = Visit(context, language, runs_scripts=scripts)
        page, said = visit.page, visit.said

        come_by_service(visit, axe)
        expect(visit.heading).to_have_text(said("Your first time here"))
        looked_at(visit, axe, "first-time")
        page.get_by_role("button", name=said("Register"), exact=True).click()
        expect(visit.heading).to_have_text(said("My tasks"))
        page.goto(f"/{language}/account/identities")
        looked_at(visit, axe, "identities")
        page.get_by_role("button", name=said("Unlink")).click()
        expect(
            page.get_by_text(said("This is your only way in. Please choose a password or add a passkey first."))
        ).to_be_visible()
        page.get_by_role("button", name=said("Sign out"), exact=True).click()

        come_by_service(visit, axe)
        expect(visit.heading).to_have_text(said("My tasks"))


@pytest.mark.parametrize("language", ["de", "en"])
def test_who_is_signed_in_links_a_service(
    browser: Browser, town: str, service: Provider, axe: str, language: str
) -> None:
    service.now_is(f"member-{language}", name="Mia am Arbeitsplatz", email="mia@example.org")
    with browser.new_context(base_url=town) as context:
        context.set_default_timeout(PATIENCE)
        visit = Visit(context, language, runs_scripts=True)
        page, said = visit.page, visit.said
        visit.enter("lead")
        page.goto(f"/{language}/account")
        page.get_by_role("link", name=said("Linked sign-in services")).click()
        page.get_by_role("link", name="Stadt Musterhausen").click()
        expect(visit.heading).to_have_text(said("Link a sign-in service"))
        looked_at(visit, axe, "link")

        page.get_by_role("button", name=said("Link it to my account")).click()
        expect(page.get_by_text(said("From now on you can sign in with this sign-in service."))).to_be_visible()
        page.get_by_role("button", name=said("Unlink")).click()

        expect(page.get_by_text(said("This sign-in service does not open your account any more."))).to_be_visible()


def come_by_service(visit: Visit, axe: str) -> None:
    visit.page.goto(f"/{visit.language}/sign-in")
    looked_at(visit, axe, "sign-in")
    visit.page.get_by_role("link", name=visit.said("Sign in with %(name)s", name="Stadt Musterhausen")).click()
    if not visit.runs_scripts:
        visit.page.get_by_role("button", name=visit.said("Go on")).click()
