"""A juror without a connection: what is typed stays on the device, is sent once, and is gone after signing out."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.lives import JURY_CALL, Visit

pytestmark = pytest.mark.browser
DESK = f"calls/{JURY_CALL}/desk"
REVIEW = f"{DESK}/messbaum"
IS_KEPT = "async path => !!(await caches.match(new URL(path, location.href)))"
LEFT = "async () => [...await caches.keys(), ...Object.keys(localStorage)]"


@pytest.fixture
def juror(browser: Browser, address: str) -> Iterator[Visit]:
    with browser.new_context(base_url=address) as context:
        visit = Visit(context, "en", runs_scripts=True)
        visit.enter("juror")
        visit.go(DESK)
        yield visit


def wait_until_kept(page: Page, path: str) -> None:
    """The worker fetches what the desk lists, one after the other."""
    for _ in range(60):
        if page.evaluate(IS_KEPT, path):
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"{path} is not kept")


def test_what_is_typed_without_a_connection_is_saved_once_when_it_returns(juror: Visit) -> None:
    wait_until_kept(juror.page, f"/en/{REVIEW}")
    juror.context.set_offline(True)

    juror.page.goto(f"/en/{REVIEW}")
    juror.fill(comment="Typed in the cellar.")
    juror.page.locator("fieldset.points").first.get_by_role("radio", name="2", exact=True).check()
    status = juror.page.locator("[data-autosave-status]")
    expect(status).to_have_attribute("data-kind", "failed")
    juror.page.goto(f"/en/{DESK}")
    expect(juror.page.locator("[data-draft-waiting] a")).to_have_text("Messbaum")

    sent = []
    juror.page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    juror.context.set_offline(False)
    expect(juror.page.locator("[data-draft-waiting]")).to_be_hidden()

    juror.go(REVIEW)
    expect(juror.page.locator("#field-comment")).to_have_value("Typed in the cellar.")
    expect(juror.page.locator("fieldset.points").first.get_by_role("radio", name="2", exact=True)).to_be_checked()
    assert [url.split("/")[-1] for url in sent] == ["messbaum"]
    assert juror.page.evaluate("Object.keys(localStorage)") == []


def test_something_newer_is_shown_and_not_overwritten(juror: Visit, browser: Browser, address: str) -> None:
    path = f"{DESK}/hitzetelefon"
    wait_until_kept(juror.page, f"/en/{path}")
    juror.context.set_offline(True)
    juror.page.goto(f"/en/{path}")
    juror.fill(comment="From the phone.")
    expect(juror.page.locator("[data-autosave-status]")).to_have_attribute("data-kind", "failed")
    with browser.new_context(base_url=address) as elsewhere:
        other = Visit(elsewhere, "en", runs_scripts=True)
        other.enter("juror")
        other.go(path)
        other.fill(comment="From the computer.")
        other.wait_until_saved()

    juror.page.goto(f"/en/{DESK}")
    juror.context.set_offline(False)
    juror.page.wait_for_timeout(500)
    juror.go(path)

    expect(juror.page.locator("#field-comment")).to_have_value("From the computer.")
    expect(juror.page.locator("[data-draft-newer] li").filter(has_text="From the phone.")).to_be_visible()
    juror.press("Put this into the form")
    juror.wait_until_saved()
    juror.page.reload()
    expect(juror.page.locator("#field-comment")).to_have_value("From the phone.")


def test_signing_out_leaves_nothing_on_the_device(juror: Visit) -> None:
    wait_until_kept(juror.page, f"/en/{REVIEW}")
    assert juror.page.evaluate(LEFT) != []

    juror.page.get_by_role("button", name="Sign out").click()
    juror.page.wait_for_url("**/en/")

    assert juror.page.evaluate(LEFT) == []
    juror.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        juror.page.goto(f"/en/{REVIEW}")


def test_only_the_desk_is_kept(juror: Visit) -> None:
    wait_until_kept(juror.page, f"/en/{REVIEW}")
    juror.go("me")

    everything = "async () => (await (await caches.open((await caches.keys())[0])).keys()).map(one => one.url)"
    paths = {url.split("/", 3)[3] for url in juror.page.evaluate(everything)}

    assert {path for path in paths if not path.startswith(("assets/", "static/", f"en/{DESK}"))} == set()
