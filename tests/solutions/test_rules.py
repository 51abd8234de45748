"""What a solution needs, when it comes in, and who may check it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from challenge_hub.access import YES, Decision
from challenge_hub.solutions.rules import Admission
from challenge_hub.solutions.rules.checking import is_sound, may_admit_all, may_check
from challenge_hub.solutions.rules.content import (
    Attached,
    Content,
    Finding,
    Missing,
    Shown,
    content_of,
    fingerprint,
    is_web_address,
    what_is_missing,
)
from challenge_hub.solutions.rules.handing_in import (
    in_time_for,
    key_for,
    may_attach,
    may_begin,
    may_save,
    may_submit,
    may_withdraw,
)
from challenge_hub.solutions.rules.licences import COMMON, is_open, licence_of
from challenge_hub.teams.rules import TeamStanding

NOON = datetime(2027, 5, 14, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=1)
CLOSED = Decision("call-has-closed")
READY = TeamStanding(size=2, confirmed=2, min=1, max=5, lead_confirmed=True, terms_accepted=True)
SHOWN = Shown("repository", "https://git.example.org/radar", "EUPL-1.2", "prototype")
PICTURE = Attached("0" * 64, "a.png", "image/png", "A radar")
WHOLE = Content("en", "Radar", "It warns.", "With sensors.", (SHOWN,), "", "", (PICTURE,))


def missing(content: Content, *, prototype_required: bool = True, open_licence: bool = True) -> list[Finding]:
    return list(what_is_missing(content, prototype_required=prototype_required, open_licence=open_licence))


def test_a_complete_solution_lacks_nothing() -> None:
    assert missing(WHOLE) == []


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (replace(WHOLE, title=""), Finding(Missing.TITLE, "title")),
        (replace(WHOLE, pitch=""), Finding(Missing.PITCH, "pitch")),
        (replace(WHOLE, description=""), Finding(Missing.DESCRIPTION, "description")),
        (replace(WHOLE, prototypes=()), Finding(Missing.PROTOTYPE, "repository_url")),
        (replace(WHOLE, prototypes=(replace(SHOWN, url="git"),)), Finding(Missing.ADDRESS, "repository_url")),
        (replace(WHOLE, prototypes=(replace(SHOWN, licence=""),)), Finding(Missing.LICENCE, "repository_licence")),
        (
            replace(WHOLE, prototypes=(replace(SHOWN, licence="Free for all"),)),
            Finding(Missing.LICENCE_UNKNOWN, "repository_licence"),
        ),
        (
            replace(WHOLE, prototypes=(replace(SHOWN, licence="CC-BY-NC-4.0"),)),
            Finding(Missing.LICENCE_CLOSED, "repository_licence"),
        ),
        (replace(WHOLE, prototypes=(replace(SHOWN, maturity=""),)), Finding(Missing.MATURITY, "repository_maturity")),
        (replace(WHOLE, prior_work=None), Finding(Missing.PRIOR_WORK, "prior_work")),
        (replace(WHOLE, third_party_rights=None), Finding(Missing.THIRD_PARTY_RIGHTS, "third_party_rights")),
        (
            replace(WHOLE, files=(replace(PICTURE, alt=" "),)),
            Finding(Missing.ALTERNATIVE_TEXT, "files", "a.png"),
        ),
    ],
    ids=lambda value: value.missing.value if isinstance(value, Finding) else "",
)
def test_each_thing_that_is_missing_is_named_with_its_field(content: Content, finding: Finding) -> None:
    assert missing(content) == [finding]


def test_what_the_call_does_not_ask_for_is_not_missing() -> None:
    bare = replace(WHOLE, prototypes=(), files=())
    demo = replace(WHOLE, prototypes=(Shown("demo", "https://demo.example.org", "", "idea"),))

    assert missing(bare, prototype_required=False) == []
    assert missing(demo, open_licence=False) == []
    assert missing(demo) == [Finding(Missing.LICENCE, "demo_licence")]


def test_none_is_an_answer_and_silence_is_not() -> None:
    said = {"prior_work_answer": "none", "third_party_rights_answer": "some", "third_party_rights": "Ada's map"}

    declared = content_of(said, [], default_language="de")
    silent = content_of({"third_party_rights_answer": "some"}, [], default_language="de")

    assert (declared.prior_work, declared.third_party_rights) == ("", "Ada's map")
    assert (silent.prior_work, silent.third_party_rights) == (None, None)


def test_a_fingerprint_changes_with_every_letter_and_every_file() -> None:
    others = [replace(WHOLE, title="radar"), replace(WHOLE, files=()), replace(WHOLE, prior_work=None)]

    assert fingerprint(WHOLE) == fingerprint(replace(WHOLE))
    assert len({fingerprint(each) for each in [WHOLE, *others]}) == 4


@pytest.mark.parametrize(
    "url", ["https://git.example.org/a", "http://example.org:8080/x?y=z#w", "https://münchen.de/ä", "https://a.b"]
)
def test_addresses_that_others_can_open_are_taken(url: str) -> None:
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", " https://example.org", "data:text/html,x", "http://127.0.0.1:22", "http://[::1]/",
        "http://localhost", "http://2130706433/", "file:///etc/passwd", "//evil.example", "ftp://example.org/a",
        "https://github.com@evil.example/x", "https://github.com\\@evil.example", "https://a.example/\nb",
        "https://user:pw@example.org", "git@example.org:a/b.git", "https://example.org:99999999", "", "http://.de",
    ],
)  # fmt: skip
def test_other_addresses_are_not(url: str) -> None:
    assert not is_web_address(url)


def test_licences_are_those_of_the_list_in_its_writing() -> None:
    assert licence_of("mit or apache-2.0") == "MIT OR Apache-2.0"
    assert [licence_of(odd) for odd in ("", "My own", "LicenseRef-x", "MIT AND", "(" * 150, "MIT " * 99)] == [None] * 6
    assert {licence_of(key) for key in COMMON} == set(COMMON)


def test_of_alternatives_one_open_licence_is_enough_and_of_parts_each_must_be() -> None:
    assert is_open("MIT OR BUSL-1.1")
    assert is_open("GPL-2.0-only WITH Classpath-exception-2.0")
    assert not is_open("MIT AND BUSL-1.1")
    assert not is_open("CC-BY-ND-4.0")


def test_a_team_begins_while_the_call_is_open_and_the_challenge_takes_answers() -> None:
    assert may_begin(is_member=True, takes_answers=True, open_now=YES)
    assert may_begin(is_member=False, takes_answers=True, open_now=YES).reason == "not-of-this-team"
    assert may_begin(is_member=True, takes_answers=False, open_now=YES).reason == "challenge-takes-no-answers"
    assert may_begin(is_member=True, takes_answers=True, open_now=CLOSED).reason == "call-has-closed"


def test_drafts_are_saved_by_members_unless_the_call_is_cancelled() -> None:
    assert may_save(is_member=True, cancelled=False)
    assert may_save(is_member=False, cancelled=False).reason == "not-of-this-team"
    assert may_save(is_member=True, cancelled=True).reason == "call-is-cancelled"


def test_eight_files_find_room_and_no_ninth() -> None:
    assert may_attach(may_save=YES, files=7)
    assert may_attach(may_save=YES, files=8).reason == "too-many-files"
    assert may_attach(may_save=Decision("call-is-cancelled"), files=0).reason == "call-is-cancelled"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, None),
        ({"is_member": False}, "not-of-this-team"),
        ({"in_time": CLOSED}, "call-has-closed"),
        ({"is_confirmed": False}, "not-confirmed"),
        ({"standing": replace(READY, min=3)}, "team-is-too-small"),
        ({"standing": replace(READY, lead_confirmed=False)}, "lead-not-confirmed"),
        ({"standing": replace(READY, terms_accepted=False)}, "terms-not-accepted"),
        ({"is_complete": False}, "solution-is-incomplete"),
        ({"is_as_seen": False}, "newer-edit"),
    ],
)
def test_what_stands_between_a_team_and_its_submission(changed: dict[str, object], reason: str | None) -> None:
    facts = {
        "is_member": True,
        "is_confirmed": True,
        "standing": READY,
        "in_time": YES,
        "is_complete": True,
        "is_as_seen": True,
    }

    assert may_submit(**{**facts, **changed}).reason == reason  # type: ignore[arg-type]


def test_after_the_deadline_only_what_was_returned_comes_in_until_its_date() -> None:
    def decided(open_now: Decision, admission: str | None, until: datetime | None, now: datetime = NOON) -> str | None:
        return in_time_for(open_now=open_now, admission=admission, returned_until=until, now=now).reason

    assert decided(CLOSED, None, None) == "call-has-closed"
    assert decided(CLOSED, Admission.ADMITTED, LATER) == "call-has-closed"
    assert decided(CLOSED, Admission.RETURNED, LATER) is None
    assert decided(CLOSED, Admission.RETURNED, NOON) == "return-date-has-passed"
    assert decided(Decision("call-is-suspended"), Admission.RETURNED, LATER) == "call-is-suspended"
    assert decided(YES, None, None) is None


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, None),
        ({"is_member": False}, "not-of-this-team"),
        ({"is_confirmed": False}, "not-confirmed"),
        ({"is_submitted": False}, "solution-not-submitted"),
        ({"is_withdrawn": True}, "solution-already-withdrawn"),
        ({"open_now": CLOSED}, "call-has-closed"),
    ],
)
def test_a_solution_is_withdrawn_once_and_until_the_deadline(changed: dict[str, object], reason: str | None) -> None:
    facts = {"is_member": True, "is_confirmed": True, "is_submitted": True, "is_withdrawn": False, "open_now": YES}

    assert may_withdraw(**{**facts, **changed}).reason == reason  # type: ignore[arg-type]


def test_a_key_is_readable_and_belongs_to_one() -> None:
    assert key_for("Pfützen-Radar für alle!", set()) == "pfuetzen-radar-fuer-alle"
    assert key_for("Radar", {"radar", "radar-2"}) == "radar-3"
    assert key_for("تحدي", set()) == "solution"
    assert key_for("x" * 500, set()) == "x" * 60


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, None),
        ({"is_organiser": False}, "not-organising"),
        ({"in_conflict": True}, "conflict-with-solution"),
        ({"is_over": False}, "call-is-still-open"),
        ({"takes_part": False}, "solution-was-withdrawn"),
        ({"version_seen": 1}, "newer-version"),
    ],
)
def test_who_enters_a_finding_about_what_and_when(changed: dict[str, object], reason: str | None) -> None:
    facts = {"is_organiser": True, "in_conflict": False, "is_over": True, "takes_part": True, "version_seen": 2}

    assert may_check(**{**facts, "version": 2, **changed}).reason == reason  # type: ignore[arg-type]


def test_a_finding_needs_a_reason_and_a_return_a_moment_to_come() -> None:
    def sound(outcome: Admission, reason: str = "", until: datetime | None = None) -> str | None:
        return is_sound(outcome, reason=reason, returned_until=until, now=NOON).reason

    assert sound(Admission.ADMITTED) is None
    assert sound(Admission.NOT_ADMITTED, " ") == "finding-needs-reason"
    assert sound(Admission.NOT_ADMITTED, "Too late") is None
    assert sound(Admission.RETURNED, "", LATER) == "finding-needs-reason"
    assert sound(Admission.RETURNED, "Licence") == "return-needs-date"
    assert sound(Admission.RETURNED, "Licence", NOON) == "return-date-is-past"
    assert sound(Admission.RETURNED, "Licence", LATER) is None


def test_many_are_admitted_at_once_only_after_the_deadline() -> None:
    assert may_admit_all(is_over=True)
    assert may_admit_all(is_over=False).reason == "call-is-still-open"
