"""When a call takes answers, what it needs to be published, and what may change afterwards."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from challenge_hub.calls.rules import changes, names, publication
from challenge_hub.calls.rules.changes import CallState
from challenge_hub.calls.rules.conditions import Purpose, Rights
from challenge_hub.calls.rules.formats import FORMATS, THEMES
from challenge_hub.calls.rules.local_times import LocalTimeRefused, days_later, local_at, moment_at
from challenge_hub.calls.rules.phases import Dates, Format, open_for_answers
from challenge_hub.calls.rules.publication import PublicationFacts, missing_for_publication
from challenge_hub.calls.rules.schedule import Schedule, faults_in, may_reschedule, public_from, timeline

OPENS, CLOSES, ENDS = (datetime(2027, month, 1, 8, tzinfo=UTC) for month in (4, 5, 6))
DATES = Dates(OPENS, CLOSES, ENDS)
SCHEDULE = Schedule(OPENS, CLOSES, ENDS)
clock = datetime.fromisoformat
SECOND = timedelta(seconds=1)
BERLIN = "Europe/Berlin"
READY = PublicationFacts(
    has_texts=True,
    deadline_ahead=True,
    prizes=2,
    prizes_with_decider=2,
    criteria=3,
    weights_fault=None,
    tie_rules=1,
    has_rights=True,
    has_terms=True,
)
PUBLIC = CallState(published=True, suspended=False, cancelled=False, closes_at=CLOSES)


@pytest.mark.parametrize(
    ("facts", "now", "reason"),
    [
        ({}, OPENS, None),
        ({}, CLOSES - SECOND, None),
        ({}, OPENS - SECOND, "call-not-open-yet"),
        ({}, CLOSES, "call-has-closed"),
        ({"published": False}, OPENS, "call-not-open-yet"),
        ({"suspended": True}, OPENS, "call-is-suspended"),
        ({"cancelled": True, "suspended": True}, OPENS, "call-is-cancelled"),
    ],
)
def test_a_call_takes_answers_from_opening_to_deadline_unless_it_is_stopped(facts, now, reason) -> None:
    usual = {"published": True, "suspended": False, "cancelled": False}

    assert open_for_answers(dates=DATES, now=now, **{**usual, **facts}).reason == reason


def test_a_call_with_everything_lacks_nothing() -> None:
    assert missing_for_publication(READY) == []


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"has_texts": False}, ["texts-missing"]),
        ({"deadline_ahead": False}, ["deadline-missing"]),
        ({"prizes": 0, "prizes_with_decider": 0}, ["prizes-missing"]),
        ({"prizes_with_decider": 1}, ["deciders-missing"]),
        ({"criteria": 0, "weights_fault": "no-criteria"}, ["criteria-missing"]),
        ({"weights_fault": "weights-all-zero"}, ["weights-missing"]),
        ({"tie_rules": 0}, ["tie-rule-missing"]),
        ({"has_rights": False}, ["rights-missing"]),
        ({"has_terms": False}, ["terms-missing"]),
    ],
)
def test_what_a_call_lacks_is_named(facts, missing) -> None:
    assert missing_for_publication(replace(READY, **facts)) == missing
    assert publication.SECTION_OF.keys() >= set(missing)


def test_a_call_is_published_once_and_only_when_nothing_is_missing() -> None:
    assert publication.may_publish(READY, is_published=False)
    assert publication.may_publish(READY, is_published=True).reason == "already-published"
    assert publication.may_publish(replace(READY, has_terms=False), is_published=False).reason == "terms-missing"


def test_a_call_is_opened_with_a_confirmed_address_for_an_organisation_of_ones_own() -> None:
    assert publication.may_open_call(is_confirmed=True, acts_for_organisation=True)
    assert publication.may_open_call(is_confirmed=False, acts_for_organisation=True).reason == "not-confirmed"
    refused = publication.may_open_call(is_confirmed=True, acts_for_organisation=False)
    assert refused.reason == "no-seat-in-organisation"


def test_only_a_draft_is_deleted() -> None:
    assert publication.may_drop_draft(is_published=False)
    assert publication.may_drop_draft(is_published=True).reason == "already-published"


@pytest.mark.parametrize(
    ("section", "facts", "now", "reason"),
    [
        ("rubric", {}, CLOSES - SECOND, None),
        ("rubric", {}, CLOSES, "rubric-is-frozen"),
        ("rubric", {"rubric_frozen": True}, OPENS, "rubric-is-frozen"),
        ("prizes", {}, ENDS, None),
        ("prizes", {"results_published": True}, ENDS, "results-are-published"),
        ("texts", {"cancelled": True}, OPENS, "call-is-cancelled"),
        ("texts", {"suspended": True}, OPENS, None),
        ("rubric", {"published": False, "rubric_frozen": True}, CLOSES, None),
    ],
)
def test_what_must_not_change_any_more_is_shut(section, facts, now, reason) -> None:
    assert changes.may_edit(section, replace(PUBLIC, **facts), now=now).reason == reason


@pytest.mark.parametrize(
    ("new", "now", "reason"),
    [
        ({"closes_at": CLOSES + timedelta(days=7)}, CLOSES - SECOND, None),
        ({"closes_at": CLOSES + timedelta(days=7)}, CLOSES, "call-has-closed"),
        ({"closes_at": CLOSES - timedelta(days=7)}, CLOSES - SECOND, "deadline-in-the-past"),
        ({"opens_at": OPENS + SECOND}, OPENS, "opening-has-passed"),
        ({"opens_at": OPENS + SECOND}, OPENS - SECOND, None),
        ({"ends_at": ENDS + SECOND}, CLOSES, None),
        ({"ends_at": ENDS + SECOND}, ENDS, "judging-has-ended"),
        ({"ends_at": CLOSES + SECOND}, ENDS - SECOND, "end-in-the-past"),
        ({"feedback_by": ENDS}, ENDS, None),
    ],
)
def test_a_date_moves_only_before_it_has_passed_and_only_ahead(new, now, reason) -> None:
    assert may_reschedule(SCHEDULE, replace(SCHEDULE, **new), now=now).reason == reason


@pytest.mark.parametrize(
    ("facts", "faults"),
    [
        ({}, {}),
        ({"questions_until": OPENS + SECOND, "feedback_by": ENDS}, {}),
        ({"closes_at": OPENS}, {"closes_at": "closes-before-opening"}),
        ({"ends_at": CLOSES - SECOND}, {"ends_at": "ends-before-closing"}),
        ({"questions_until": CLOSES}, {"questions_until": "questions-not-within"}),
        ({"feedback_by": ENDS - SECOND}, {"feedback_by": "feedback-before-end"}),
    ],
)
def test_dates_out_of_order_are_named_at_their_field(facts, faults) -> None:
    assert faults_in(replace(SCHEDULE, **facts)) == faults


def test_of_the_dated_steps_one_is_next() -> None:
    steps = timeline(replace(SCHEDULE, feedback_by=ENDS + SECOND), CLOSES)

    assert [(step.key, step.is_past, step.is_next) for step in steps] == [
        ("opens_at", True, False),
        ("closes_at", True, False),
        ("ends_at", False, True),
        ("feedback_by", False, False),
    ]


def test_solutions_become_public_with_the_deadline_or_with_the_results_and_stay_so() -> None:
    at = {"closes_at": CLOSES, "now": OPENS}

    assert public_from("after-deadline", current=None, **at) == CLOSES
    assert public_from("with-results", current=CLOSES, **at) is None
    assert public_from("with-results", current=OPENS, **at) == OPENS


@pytest.mark.parametrize(
    ("local", "reason"),
    [
        (clock("2027-03-28T02:00"), "time-does-not-exist"),
        (clock("2027-03-28T02:59"), "time-does-not-exist"),
        (clock("2027-10-31T02:00"), "time-exists-twice"),
        (clock("2027-10-31T02:59"), "time-exists-twice"),
    ],
)
def test_a_time_the_clock_skips_or_shows_twice_is_refused(local: datetime, reason: str) -> None:
    with pytest.raises(LocalTimeRefused, match=reason):
        moment_at(local, BERLIN)


@pytest.mark.parametrize(
    ("local", "moment"),
    [
        (clock("2027-03-28T01:59"), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        (clock("2027-03-28T03:00"), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        (clock("2027-10-31T01:59"), datetime(2027, 10, 30, 23, 59, tzinfo=UTC)),
        (clock("2027-10-31T03:00"), datetime(2027, 10, 31, 2, 0, tzinfo=UTC)),
        (clock("2027-05-14T23:55"), datetime(2027, 5, 14, 21, 55, tzinfo=UTC)),
    ],
)
def test_a_time_at_the_edge_of_summer_time_is_one_moment_and_comes_back_the_same(local, moment) -> None:
    assert moment_at(local, BERLIN) == moment
    assert local_at(moment, BERLIN) == local


def test_days_later_is_the_same_time_of_day_over_a_change_of_summer_time() -> None:
    start = moment_at(clock("2027-03-27T23:55"), BERLIN)

    assert local_at(days_later(start, 1, BERLIN), BERLIN) == clock("2027-03-28T23:55")


def test_stopping_asks_where_the_call_stands() -> None:
    draft, suspended = replace(PUBLIC, published=False), replace(PUBLIC, suspended=True)
    cancelled = replace(PUBLIC, cancelled=True)
    rules = (changes.may_suspend, changes.may_resume, changes.may_cancel)

    assert [rule(draft).reason for rule in rules] == ["not-published"] * 3
    assert [rule(PUBLIC).reason for rule in rules] == [None, "not-suspended", None]
    assert [rule(suspended).reason for rule in rules] == ["call-is-suspended", None, None]
    assert [rule(cancelled).reason for rule in rules] == ["call-is-cancelled"] * 3


def test_a_section_is_saved_only_by_who_has_seen_what_stands_there() -> None:
    assert changes.may_save(seen="a", current="a")
    assert changes.may_save(seen="a", current="b").reason == "newer-edit"


def test_the_hash_of_terms_does_not_depend_on_the_order_of_languages() -> None:
    assert changes.terms_hash({"de": "Fair.", "en": "Fair."}) == changes.terms_hash({"en": "Fair.", "de": "Fair."})
    assert changes.terms_hash({"de": "Fair."}) != changes.terms_hash({"en": "Fair."})


def test_every_format_proposes_a_whole_call() -> None:
    assert set(FORMATS) == set(Format)
    for proposal in FORMATS.values():
        assert proposal.criteria
        assert proposal.tie_rules
        assert proposal.rights in Rights
        assert proposal.purpose in Purpose


def test_the_five_themes_of_the_platform_have_both_languages() -> None:
    assert [sorted(theme) for theme in THEMES.values()] == [["de", "en"]] * 5


def test_an_address_word_is_made_from_the_title_and_is_never_taken_twice() -> None:
    assert names.key_from({"de": "Straßen für alle!"}) == "strassen-fuer-alle"
    assert names.key_from({"en": "…"}) == "unnamed"
    assert names.unused("river", {"river", "river-2"}) == "river-3"
    assert names.unused("new", set()) == "new-2"
