"""What people do from their first page to their last, in both languages, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.lives import CLOSING_CALL, JURY_CALL, OPEN_CALL, PNG, Visit

pytestmark = pytest.mark.browser


def test_an_officer_answers_a_question_for_all(visit: Visit) -> None:
    visit.enter("officer")

    visit.follow_to("/challenges/dunkle-strassenlampen/state")
    visit.follow("Answer")
    visit.fill(answer_de="Ein Programm mit offener Schnittstelle.", answer_en="A program with an open interface.")
    visit.press("Publish the answer")

    visit.leave()
    visit.go(f"calls/{OPEN_CALL}/challenges/dunkle-strassenlampen")
    said = "Ein Programm mit offener Schnittstelle." if visit.language == "de" else "A program with an open interface."
    expect(visit.content).to_contain_text(said)


def test_an_officer_poses_a_challenge_and_the_organiser_publishes_it(visit: Visit) -> None:
    visit.enter("officer")
    visit.go(f"calls/{OPEN_CALL}")
    visit.follow_to("/new-challenge")
    visit.press("Begin the challenge")

    visit.fill(title="Leere Läden", question="Wer füllt sie?", problem="Sie stehen leer.", affected="Alle am Markt.")
    visit.fill(good_answer="Ein Plan für jeden Laden.", follow_up="Der Rat entscheidet im Herbst.")
    visit.page.locator("#field-caretaker").select_option(label="Olga Beispiel")
    if visit.runs_scripts:
        visit.wait_until_saved()
        visit.page.reload()
        expect(visit.page.locator("#field-title")).to_have_value("Leere Läden")
    visit.press("Save and look through")
    visit.press("Submit (can be changed until the deadline)")

    visit.enter("organiser")
    visit.content.get_by_role("link", name=re.compile("Leere Läden")).click()
    visit.press("Publish")
    visit.leave()
    visit.go(f"calls/{OPEN_CALL}")
    visit.content.get_by_role("link", name="Leere Läden").click()
    expect(visit.heading).to_have_text("Leere Läden")


def test_a_juror_gives_points_and_may_change_them_afterwards(visit: Visit) -> None:
    visit.enter("juror")
    visit.follow_to(f"/calls/{JURY_CALL}/desk")
    before = visit.first_number()
    visit.content.locator("a.button-primary").click()
    reviewed = visit.page.url

    for points in visit.page.locator("fieldset.points").all():
        points.get_by_role("radio", name="4", exact=True).check()
    visit.fill(comment="Gut zu lesen.")
    visit.wait_until_saved()
    visit.press("Done, next one")

    visit.go(f"calls/{JURY_CALL}/desk")
    assert visit.first_number() == before - 1
    visit.page.goto(reviewed)
    visit.page.locator("fieldset.points").first.get_by_role("radio", name="5", exact=True).check()
    visit.press("Done, next one")
    visit.page.goto(reviewed)
    expect(visit.page.locator("fieldset.points").first.get_by_role("radio", name="5", exact=True)).to_be_checked()
    expect(visit.page.locator("#field-comment")).to_have_value("Gut zu lesen.")


def test_a_juror_reviews_by_keyboard_alone(visit: Visit) -> None:
    visit.go("")
    visit.open_by_key("button[name=who][value=juror]")
    visit.open_by_key(f"main a[href$='/calls/{JURY_CALL}/desk']")
    before = visit.first_number()
    visit.open_by_key("main a.button-primary")

    for number in range(visit.page.locator("fieldset.points").count()):
        visit.tab_to(f"fieldset.points:nth-of-type({number + 1}) input")
        visit.page.keyboard.press("Space")
        visit.page.keyboard.press("ArrowRight")
    visit.tab_to("#field-comment")
    visit.page.keyboard.type("Mit Tasten geschrieben.")
    visit.open_by_key("button[name=intent][value=done]")

    visit.go("me")
    visit.open_by_key(f"main a[href$='/calls/{JURY_CALL}/desk']")
    assert visit.first_number() == before - 1


def test_a_visitor_founds_a_team_and_submits_twice(visit: Visit) -> None:
    found_a_team(visit, "Morgenlicht", "morgen@example.org")
    take_in_a_friend(visit)

    visit.follow_to("/challenges/dunkle-strassenlampen")
    visit.follow("Start a solution")
    visit.page.get_by_role("radio", name="Morgenlicht").check()
    visit.press("Start the draft")
    visit.fill(title="Lampenfinder", pitch="Findet Lampen.", description="Eine Karte der Lampen.")
    visit.wait_until_saved()
    visit.fill(repository_url="https://git.example.org/lampen", repository_licence="EUPL-1.2")
    visit.page.locator("#field-repository_maturity").select_option("prototype")
    visit.page.locator("[name=prior_work_answer][value=none]").check()
    visit.page.locator("[name=third_party_rights_answer][value=none]").check()
    visit.press("Save, then images and files")
    picture: FilePayload = {"name": "karte.png", "mimeType": "image/png", "buffer": PNG}
    visit.page.locator("#field-file").set_input_files([picture])
    visit.fill(alt="Eine Karte mit drei Lampen")
    visit.press("Add file")
    expect(visit.page.get_by_role("img", name="Eine Karte mit drei Lampen")).to_be_visible()
    visit.follow("Check what is missing")
    visit.press("Submit (can be changed until the deadline)")
    expect(visit.heading).to_have_text(visit.said("Receipt of version %(number)s", number=1))

    visit.follow("To our solution")
    visit.follow("Edit")
    visit.fill(title="Lampenfinder 2")
    visit.press("Save and check")
    visit.press("Submit (can be changed until the deadline)")
    expect(visit.heading).to_have_text(visit.said("Receipt of version %(number)s", number=2))
    visit.open_letter("morgen@example.org", "Lampenfinder 2")


def found_a_team(visit: Visit, name: str, mail: str) -> None:
    """From the page of the call, with a name and an address alone; the link in the mail confirms it."""
    visit.go(f"calls/{OPEN_CALL}")
    visit.follow("Found a team")
    visit.fill(name=name, display_name="Mona Muster", mail=mail)
    visit.page.locator("[name=age][value=adult]").check()
    visit.page.locator("#field-accepted").check()
    visit.press("Found the team")
    expect(visit.heading).to_have_text(name)
    team = visit.page.url
    visit.open_letter(mail)
    visit.page.locator("a[href*='/confirm/']").click()
    visit.fill(password="ein langer Satz mit Lampen")
    visit.press("Confirm my address")
    visit.page.goto(team)


def take_in_a_friend(visit: Visit) -> None:
    """By the link of the team, in a browser of their own."""
    team = visit.page.url
    visit.follow("Link and QR code")
    link = visit.page.locator("#field-link").input_value()
    visit.page.goto(team)
    browser = visit.context.browser
    assert browser is not None
    with browser.new_context(java_script_enabled=visit.runs_scripts) as context:
        page = context.new_page()
        page.goto(link)
        page.locator("#field-display_name").fill("Mats Muster")
        page.locator("#field-mail").fill("mats@example.org")
        page.locator("[name=age][value=adult]").check()
        page.get_by_role("button", name=visit.said("Join the team"), exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Morgenlicht")
    visit.page.reload()
    expect(visit.content).to_contain_text("Mats Muster")


def test_chair_and_organiser_release_the_results_together(visit: Visit) -> None:
    visit.enter("chair")
    visit.go(f"calls/{CLOSING_CALL}/awards/release")
    expect(visit.content).to_contain_text(visit.said("Waiting for a second pair of eyes"))
    assert not visit.page.get_by_role("button", name=visit.said("Release and publish")).count()

    visit.enter("organiser")
    visit.follow_to(f"/calls/{CLOSING_CALL}/awards/release")
    visit.press("Release and publish")

    visit.leave()
    visit.go(f"calls/{CLOSING_CALL}")
    visit.follow("Read the results")
    reason = "Lesezeit hilft sofort" if visit.language == "de" else "Lesezeit helps at once"
    expect(visit.page.locator(".awards")).to_contain_text(reason)
    expect(visit.page.locator("#ranking tbody tr").first).to_contain_text("Lesezeit")

    visit.enter("member")
    visit.follow_to("/solutions/lesezeit/feedback")
    expect(visit.page.locator(".comment")).to_contain_text(
        ["Einfach und sofort machbar.", "Wie finden sich genug Vorlesende?"]
    )


def test_a_visitor_reads_from_a_call_to_results_without_a_cookie(visit: Visit) -> None:
    visit.go("calls")
    visit.follow_to(f"/calls/{OPEN_CALL}")
    expect(visit.content).to_contain_text(visit.said("What happens next"))
    visit.follow("Questions and answers")
    expect(visit.content).to_contain_text("Gibt es ein Verzeichnis der Lampen mit Koordinaten?")
    visit.go(f"calls/{OPEN_CALL}")
    visit.follow_to("/challenges/dunkle-strassenlampen")
    expect(visit.content).to_contain_text("Gibt es ein Verzeichnis der Lampen mit Koordinaten?")

    visit.go("calls")
    visit.follow_to("/calls/civic-hack-dc-2025")
    visit.follow("Read the results")

    expect(visit.page.locator("#ranking tbody tr").first).to_contain_text("LLM.gov")
    assert visit.context.cookies() == []
