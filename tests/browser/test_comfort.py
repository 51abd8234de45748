"""What makes reviewing easy in a real browser: keys that give points, and undo beside the form that saves itself."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.lives import JURY_CALL, Visit

pytestmark = pytest.mark.browser


@pytest.fixture
def juror(browser: Browser, address: str) -> Iterator[Visit]:
    """The juror of the demo before the first review that is left."""
    with browser.new_context(base_url=address) as context:
        visit = Visit(context, "en", runs_scripts=True)
        visit.enter("juror")
        visit.go(f"calls/{JURY_CALL}/desk")
        visit.content.locator("a.button-primary").click()
        yield visit


def chosen(row: Locator) -> str:
    return str(row.locator("input:checked").input_value())


def test_digits_give_points_and_letters_lead_from_row_to_row(juror: Visit) -> None:
    rows = juror.page.locator("fieldset.points")
    juror.tab_to("fieldset.points input")

    for key in ("3", "j", "4", "j", "2", "k", "5"):
        juror.page.keyboard.press(key)

    assert [chosen(rows.nth(number)) for number in range(3)] == ["3", "5", "2"]


def test_in_a_text_field_digits_and_letters_are_text(juror: Visit) -> None:
    first = juror.page.locator("fieldset.points").first
    before = chosen(first)

    juror.page.locator("#field-note").fill("")
    juror.page.locator("#field-note").press_sequentially("1 just 5 k")

    expect(juror.page.locator("#field-note")).to_have_value("1 just 5 k")
    assert chosen(first) == before


def test_points_that_were_cleared_come_back_by_undo(juror: Visit) -> None:
    row = juror.page.locator("fieldset.points").first
    row.get_by_role("radio", name="4", exact=True).check()
    juror.wait_until_saved()
    juror.page.wait_for_timeout(200)
    with juror.page.expect_response(lambda answer: answer.request.method == "POST"):
        row.get_by_role("radio").first.check()

    juror.press("Undo the last change")

    expect(juror.page.locator("fieldset.points").first.get_by_role("radio", name="4", exact=True)).to_be_checked()
