"""A call from the first word to the last notice, by those who organise it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from challenge_hub.audit.models import TrailLine
from challenge_hub.calls import queries
from challenge_hub.calls.models import Call, CallNotice, CallOrganiser, Prize, Terms, Theme
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.changes import terms_hash
from challenge_hub.calls.stored import prizes_of, rubric_of, themes_of
from challenge_hub.calls.tasks import tasks_for
from tests import factories as make
from tests.calls.typing import (
    NEW,
    PRIZES,
    TERMS,
    TEXTS,
    a_draft,
    a_public_call,
    a_whole_draft,
    address,
    confirm,
    type_into,
)
from tests.cast import SPRING, actor, sign_in

DATES = {
    "time_zone": "Europe/Berlin",
    "opens_at": "2027-04-01T10:00",
    "closes_at": "2027-06-14T23:55",
    "ends_at": "2027-07-01T12:00",
}


@pytest.fixture
def ada(client: FlaskClient) -> Iterator[Any]:
    """An owner of a confirmed organisation, signed in."""
    ada, town = make.a_person(display_name="Ada"), make.an_organisation(name="Stadt am See", slug="stadt-am-see")
    make.an_officer(town, ada, seat="owner")
    with time_machine.travel(SPRING, tick=False):
        sign_in(client, ada)
        yield {"person": ada, "town": town.id}


@pytest.fixture
def draft(client: FlaskClient, ada: dict[str, Any]) -> Call:
    return a_draft(client, ada["town"])


@pytest.fixture
def public(client: FlaskClient, ada: dict[str, Any]) -> Call:
    return a_public_call(client, ada["town"])


def verbs(call: Call) -> list[str]:
    from_session = make.db.session.scalars(select(TrailLine.verb).filter_by(call_id=call.id).order_by(TrailLine.id))
    return list(from_session)


def notices(call: Call) -> list[CallNotice]:
    return list(make.db.session.scalars(select(CallNotice).filter_by(call_id=call.id).order_by(CallNotice.number)))


def test_a_new_call_is_a_draft_with_what_its_format_proposes(draft: Call) -> None:
    rubric = rubric_of(draft.id)

    assert (draft.slug, draft.published_at, draft.team_max, draft.rights) == ("sauberer-fluss", None, 8, "team-keeps")
    assert draft.closes_at == datetime(2027, 5, 31, 8, tzinfo=UTC)
    assert rubric is not None
    keys = [criterion.key for criterion in rubric.criteria]
    assert keys == ["impact", "feasibility", "everyone", "public-interest"]
    assert sorted(rubric.criteria[0].anchors) == ["1", "3", "5"]
    assert verbs(draft) == ["open-call"]


def test_who_acts_for_no_organisation_is_told_so_and_begins_nothing(client: FlaskClient) -> None:
    sign_in(client, make.a_person())

    assert "Calls are opened by those who act for a confirmed organisation." in client.get("/en/calls/new").text
    assert client.post("/en/calls/new", data={"title": "Mine"}).status_code == 403
    assert make.db.session.scalars(select(Call)).all() == []


def test_an_organisation_that_is_not_confirmed_opens_no_call(client: FlaskClient) -> None:
    ben = make.a_person()
    make.an_officer(make.an_organisation(confirmed_at=None), ben)
    sign_in(client, ben)

    assert client.post("/en/calls/new", data={"title": "Mine"}).status_code == 403


@pytest.mark.parametrize(
    ("opens", "sentence"),
    [
        ("2027-03-28T02:30", "This time does not exist"),
        ("2027-10-31T02:30", "This time exists twice"),
    ],
)
def test_a_time_lost_or_doubled_by_summer_time_is_refused_with_a_sentence(
    client: FlaskClient, draft: Call, opens: str, sentence: str
) -> None:
    answer = type_into(client, draft, "dates", {**DATES, "closes_at": opens})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert opens in answer.text


def test_dates_are_typed_in_the_zone_of_the_call(client: FlaskClient, draft: Call) -> None:
    assert type_into(client, draft, "dates", DATES).status_code == 302

    make.db.session.refresh(draft)
    assert draft.closes_at == datetime(2027, 6, 14, 21, 55, tzinfo=UTC)
    assert 'value="2027-06-14T23:55"' in client.get(address(draft, "dates")).text


def test_dates_out_of_order_are_refused_at_their_field(client: FlaskClient, draft: Call) -> None:
    answer = type_into(client, draft, "dates", {**DATES, "ends_at": "2027-05-01T12:00"})

    assert answer.status_code == 422
    assert 'href="#field-ends_at">The jury decides after the deadline.' in answer.text


def test_the_overview_names_what_is_missing_with_a_way_to_it(client: FlaskClient, draft: Call) -> None:
    overview, check = (
        client.get(f"/en/calls/{draft.slug}/organise").text,
        client.get(address(draft, "publication")).text,
    )

    for page in (overview, check):
        assert "No prize is named." in page
        assert "The terms in the authoritative language are missing." in page
        assert f'href="/en/calls/{draft.slug}/organise/prizes"' in page
    assert "Publish the call" not in check


def test_an_unfinished_draft_is_not_published(client: FlaskClient, draft: Call) -> None:
    answer = client.post(address(draft, "publication"))

    make.db.session.refresh(draft)
    assert answer.status_code == 403
    assert draft.published_at is None


def test_publishing_fixes_terms_dates_and_writes_one_line(client: FlaskClient, ada: dict[str, Any]) -> None:
    call = a_whole_draft(client, ada["town"])

    assert client.post(address(call, "publication")).headers["Location"] == f"/en/calls/{call.slug}"

    make.db.session.refresh(call)
    terms = make.db.session.scalars(select(Terms)).one()
    assert (call.published_at, call.solutions_public_at) == (SPRING, call.closes_at)
    assert (terms.version, terms.published_at, terms.sha256) == (1, SPRING, terms_hash({"de": "Seien Sie fair."}))
    assert verbs(call)[-1] == "publish-call"


def test_publishing_twice_is_refused(client: FlaskClient, public: Call) -> None:
    assert client.post(address(public, "publication")).status_code == 403
    assert verbs(public).count("publish-call") == 1


def test_the_public_page_tells_prizes_rubric_rights_and_terms(client: FlaskClient, public: Call) -> None:
    page = client.get(f"/en/calls/{public.slug}").text

    for words in ("Hauptpreis", "Stadt am See", "the jury", "Effect on the ground", "5 points", "Version 1"):
        assert words in page
    assert "It solves the heart of the challenge." in page
    assert "They stay with the team" in page
    assert "Seien Sie fair." in client.get(f"/en/calls/{public.slug}/terms").text


def test_a_change_of_a_public_call_is_first_shown_then_published_as_a_notice(client: FlaskClient, public: Call) -> None:
    preview = type_into(client, public, "dates", DATES)

    assert preview.status_code == 200
    assert "This will be notice 1, mailed to everyone registered." in preview.text
    assert notices(public) == []

    assert confirm(client, public, "dates", DATES).status_code == 302

    (notice,) = notices(public)
    make.db.session.refresh(public)
    closing = next(change for change in notice.changes if change["field"] == "closes_at")
    assert closing["before"]["de"] == "Montag, 31. Mai 2027, 10:00 Uhr (MESZ, Europe/Berlin)"
    assert closing["after"]["en"] == "Monday, 14 June 2027, 23:55 (CEST, Europe/Berlin)"
    assert public.closes_at == public.solutions_public_at == datetime(2027, 6, 14, 21, 55, tzinfo=UTC)
    assert verbs(public)[-1] == "change-call"
    assert "31 May 2027" in client.get(f"/en/calls/{public.slug}/notices").text


def test_the_confirmation_of_another_text_is_shown_once_more(client: FlaskClient, public: Call) -> None:
    answer = type_into(client, public, "texts", {**TEXTS, "place": "Am See"}, confirm="0" * 64)

    assert "This will be notice 1" in answer.text
    assert notices(public) == []


def test_nothing_changed_is_no_notice(client: FlaskClient, public: Call) -> None:
    assert type_into(client, public, "texts", TEXTS).status_code == 302
    assert notices(public) == []


def test_changed_terms_are_a_new_version_and_the_old_one_stays(client: FlaskClient, public: Call) -> None:
    confirm(client, public, "terms", {"terms_de": "Seien Sie sehr fair."})

    versions = [(terms.version, terms.published_at) for terms in make.db.session.scalars(select(Terms))]
    assert versions == [(1, SPRING), (2, SPRING)]
    assert "Seien Sie fair." in client.get(f"/en/calls/{public.slug}/terms?version=1").text
    assert "Seien Sie sehr fair." in client.get(f"/en/calls/{public.slug}/terms").text


@pytest.mark.parametrize(
    ("section", "typed", "sentence"),
    [
        ("texts", {**TEXTS, "slug": "another"}, "stay as they are"),
        ("terms", {"terms_de": ""}, "do not empty it"),
        ("prizes", {}, "do not empty it"),
        ("dates", {**DATES, "closes_at": "2027-04-02T10:00", "ends_at": "2027-07-01T12:00"}, "lies in the past"),
    ],
)
def test_what_a_public_call_must_keep_is_refused_before_the_preview(
    client: FlaskClient, public: Call, section: str, typed: dict[str, str], sentence: str
) -> None:
    with time_machine.travel(datetime(2027, 4, 20, tzinfo=UTC), tick=False):
        sign_in(client, make.db.session.query(make.Person).first())
        answer = type_into(client, public, section, typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert notices(public) == []


def test_a_deadline_that_has_passed_is_not_extended(client: FlaskClient, public: Call) -> None:
    page = client.get(address(public, "dates")).text
    with time_machine.travel(public.closes_at + timedelta(seconds=1), tick=False):
        sign_in(client, make.db.session.query(make.Person).first())
        answer = type_into(client, public, "dates", DATES)

    assert page
    assert answer.status_code == 422
    assert "The deadline of this call has passed." in answer.text


def test_the_rubric_is_shut_once_it_is_frozen(client: FlaskClient, public: Call) -> None:
    make.db.session.query(Round).update({"frozen_at": SPRING})
    make.db.session.commit()

    page = client.get(address(public, "rubric")).text

    assert "The rubric is frozen" in page


def test_a_newer_edit_is_shown_beside_what_was_typed_and_nothing_is_overwritten(
    client: FlaskClient, draft: Call
) -> None:
    typed = {**TEXTS, "place": "Rathaus"}
    answer = type_into(client, draft, "texts", typed, seen="0" * 64)
    make.db.session.refresh(draft)

    assert answer.status_code == 409
    assert "Somebody else has saved a newer text since. Nothing was overwritten." in answer.text
    assert "Saved now" in answer.text
    assert "Rathaus" in answer.text
    assert draft.place is None


def test_two_tabs_at_different_sections_do_not_disturb_each_other(client: FlaskClient, draft: Call) -> None:
    page = client.get(address(draft, "terms")).text
    type_into(client, draft, "prizes", PRIZES)
    seen = page.split('name="seen"')[1].split('value="')[1].split('"')[0]

    assert client.post(address(draft, "terms"), data={**TERMS, "seen": seen}).status_code == 302


def test_prizes_keep_their_row_and_emptied_ones_go(client: FlaskClient, draft: Call) -> None:
    second = {key.replace("-0-", "-1-"): value for key, value in PRIZES.items()}
    type_into(client, draft, "prizes", {**PRIZES, **second, "prizes-1-name_de": "Anerkennung"})
    first, other = prizes_of(draft.id)

    kept = {"prizes-0-id": other.id, **PRIZES, "prizes-0-name_de": "Anerkennung"}
    type_into(
        client, draft, "prizes", {**kept, "prizes-1-id": first.id, "prizes-1-kind": "honour", "prizes-1-decider": ""}
    )

    make.db.session.expire_all()
    assert [(prize.id, prize.position) for prize in make.db.session.scalars(select(Prize))] == [(other.id, 1)]


def test_the_audience_may_decide_and_its_decision_is_recorded(client: FlaskClient, draft: Call) -> None:
    answer = type_into(client, draft, "prizes", {**PRIZES, "prizes-0-decider": "audience", "most_awards": "1"})

    assert answer.status_code == 302
    make.db.session.expire_all()
    assert make.db.session.scalars(select(Prize.decider).where(Prize.call_id == draft.id)).all()[0] == "audience"
    assert make.db.session.get_one(Call, draft.id).most_awards == 1


def test_themes_are_ticked_or_written(client: FlaskClient, draft: Call) -> None:
    typed = {"proposals": ["culture-leisure"], "themes-0-name_de": "Wasser & Ufer"}

    type_into(client, draft, "themes", typed)

    assert [(theme.key, theme.position) for theme in themes_of(draft.id)] == [
        ("culture-leisure", 1),
        ("wasser-ufer", 2),
    ]
    assert make.db.session.scalars(select(Theme)).first().name["en"] == "Culture and leisure"


def test_the_rubric_keeps_criteria_and_takes_new_ones(client: FlaskClient, draft: Call) -> None:
    typed = {
        "criteria-0-key": "impact",
        "criteria-0-name_de": "Wirkung",
        "criteria-0-weight": "2.5",
        "criteria-0-high_de": "Sehr gut.",
        "criteria-1-name_de": "Mut",
        "criteria-1-weight": "1",
        "scale_min": "0",
        "scale_max": "10",
        "method": "mean",
        "blank": "left-out",
        "total_places": "",
        "tie_rules": "criterion,share",
        "tie_criterion": "2",
        "minutes_per_review": "10",
    }

    assert type_into(client, draft, "rubric", typed).status_code == 302

    rubric = rubric_of(draft.id)
    assert rubric is not None
    assert [(c.key, str(c.weight), c.anchors) for c in rubric.criteria] == [
        ("impact", "2.5", {"10": {"de": "Sehr gut."}}),
        ("mut", "1", {}),
    ]
    assert (rubric.tie_rules, rubric.tie_criterion, rubric.reviews_per_solution) == (
        ["criterion", "share"],
        "mut",
        None,
    )


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ("nobody", "No such organisation is registered here."),
        ("Senden", "Several are called so."),
        ("unconfirmed", "is not confirmed yet"),
        ("stadt-am-see", "has a part in the call already"),
    ],
)
def test_a_co_organiser_is_a_confirmed_organisation_named_without_doubt(
    client: FlaskClient, draft: Call, named: str, sentence: str
) -> None:
    make.an_organisation(name="Senden", state="Bayern")
    make.an_organisation(name="Senden", state="Nordrhein-Westfalen")
    make.an_organisation(slug="unconfirmed", confirmed_at=None)
    typed = {"organisers-0-organisation": named, "organisers-0-role": "co-organiser"}

    answer = type_into(client, draft, "organisers", typed)

    assert answer.status_code == 422
    assert sentence in answer.text


@pytest.mark.parametrize(("role", "status"), [("co-organiser", 200), ("partner", 404), ("sponsor", 404)])
def test_co_organisers_share_the_role_and_partners_and_sponsors_have_no_rights(
    client: FlaskClient, draft: Call, role: str, status: int
) -> None:
    ben, company = make.a_person(), make.an_organisation(slug="company")
    make.an_officer(company, ben)
    answer = type_into(client, draft, "organisers", {"organisers-0-organisation": "company", "organisers-0-role": role})

    sign_in(client, ben)

    assert answer.status_code == 302
    assert client.get(f"/en/calls/{draft.slug}/organise").status_code == status
    assert client.get(address(draft, "texts")).status_code == status
    assert queries.is_organiser(actor(ben), draft.id) == (status == 200)
    assert make.db.session.query(CallOrganiser).filter_by(role="lead").count() == 1


@pytest.mark.parametrize(
    ("acts", "kinds"),
    [
        (["suspension"], ["suspension"]),
        (["suspension", "resumption"], ["suspension", "resumption"]),
        (["cancellation"], ["cancellation"]),
    ],
)
def test_a_call_is_stopped_only_with_a_reason_and_each_time_with_a_notice(
    client: FlaskClient, public: Call, acts: list[str], kinds: list[str]
) -> None:
    assert client.post(address(public, acts[0]), data={}).status_code == 422

    for act in acts:
        assert client.post(address(public, act), data={"reason_de": "Hochwasser"}).status_code == 302

    assert [notice.kind for notice in notices(public)] == kinds
    assert all(notice.reason == {"de": "Hochwasser"} for notice in notices(public))


def test_the_page_of_a_cancelled_call_stays_with_the_reason(client: FlaskClient, public: Call) -> None:
    client.post(address(public, "cancellation"), data={"reason_de": "Hochwasser", "reason_en": "Flood"})

    page = client.get(f"/en/calls/{public.slug}").text
    make.db.session.refresh(public)

    assert "This call was cancelled on 1 March 2027." in page
    assert "Flood" in page
    assert public.solutions_public_at is None
    assert client.post(address(public, "resumption"), data={"reason_en": "No"}).status_code == 403


def test_a_draft_is_deleted_and_a_public_call_is_not(client: FlaskClient, ada: dict[str, Any], public: Call) -> None:
    draft = a_draft(client, ada["town"])

    assert client.post(address(draft, "deletion")).status_code == 302
    assert client.post(address(public, "deletion")).status_code == 403
    assert make.db.session.scalars(select(Call.id)).all() == [public.id]


def test_the_history_says_who_did_what_and_nothing_of_the_jurys_room(client: FlaskClient, public: Call) -> None:
    line = {"at": SPRING, "actor": "person:1", "thing_id": 1, "call_id": public.id, "facts": {}}
    make.db.session.add(TrailLine(verb="save-review", thing="review", **line))
    make.db.session.commit()

    page = client.get(f"/en/calls/{public.slug}/organise/history").text

    assert "Ada" in page
    assert "published the call" in page
    assert "save-review" not in page


def test_drafts_wait_and_public_calls_are_ways_to_go(client: FlaskClient, ada: dict[str, Any], public: Call) -> None:
    a_draft(client, ada["town"])

    with client.application.test_request_context("/en/"):
        tasks = [(str(task.sentence), task.waits) for task in tasks_for(actor(ada["person"]), SPRING)]

    assert tasks == [
        ("Finish and publish the draft “Sauberer Fluss”", True),
        ("Organise “Sauberer Fluss”", False),
    ]


@pytest.mark.parametrize("path", ["organise", "organise/prizes", "organise/publication", "organise/history"])
def test_a_page_for_organisers_asks_as_little_for_three_as_for_one(
    client: FlaskClient, ada: dict[str, Any], seen: list[str], path: str
) -> None:
    counts = []
    for many in (1, 3):
        call = a_draft(client, ada["town"])
        for number in range(many):
            make.db.session.add(Prize(call_id=call.id, position=number, name={}, kind="honour", giver="A"))
            make.a_theme(call)
        make.db.session.commit()
        make.db.session.remove()
        seen.clear()
        assert client.get(f"/en/calls/{make.db.session.merge(call, load=False).slug}/{path}").status_code == 200
        counts.append(len(seen))

    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_a_draft_appears_nowhere_in_public(client: FlaskClient, ada: dict[str, Any]) -> None:
    draft = make.a_call(
        by=make.db.session.get(make.Organisation, ada["town"]),
        title={"en": "Secret river"},
        published_at=None,
        slug="secret-river",
    )
    theme = make.a_theme(draft, key="secret-theme", name={"en": "Secret theme"})
    challenge = make.a_challenge(draft, title={"en": "Secret challenge"}, key="secret-challenge")
    make.put_into(theme, challenge)
    make.db.session.commit()
    visitor = client.application.test_client()

    lists = ["/en/", "/en/calls", "/en/calls?q=secret", "/en/organisations/stadt-am-see", "/en/challenges"]
    lists += ["/en/challenges?theme=secret-theme", "/en/challenges?q=secret", "/en/solutions", "/en/organisations"]
    own = ["", "/notices", "/terms", "/results", "/challenges/secret-challenge"]

    assert client.get("/en/calls/secret-river/organise").status_code == 200
    for page in lists:
        shown = visitor.get(page).text
        assert [
            word for word in ("Secret river", "Secret theme", "Secret challenge", "secret-river") if word in shown
        ] == []
    assert [visitor.get(f"/en/calls/secret-river{page}").status_code for page in own] == [404] * len(own)


def test_an_example_says_so_on_its_card_and_its_page(client: FlaskClient) -> None:
    call = make.a_call(is_example=True, title={"en": "River"})

    for page in ("/en/calls", f"/en/calls/{call.slug}"):
        assert '<span class="badge badge-info">Example</span>' in client.get(page).text


@pytest.mark.parametrize(
    ("section", "typed"),
    [
        ("dates", {**DATES, "closes_at": "0001-01-01T00:00"}),
        ("dates", {**DATES, "closes_at": "9999-12-31T23:59"}),
        ("dates", {**DATES, "time_zone": "Nowhere/Town"}),
        ("dates", {**DATES, "opens_at": "soon"}),
        ("texts", {**TEXTS, "title_de": "   "}),
        ("texts", {**TEXTS, "slug": "new"}),
        ("texts", {**TEXTS, "slug": "A B"}),
        ("texts", {**TEXTS, "place": "a\x01b"}),
        ("texts", {**TEXTS, "summary_de": "x" * 301}),
        ("rubric", {"criteria-0-name_de": "A", "criteria-0-weight": "0.0000001"}),
        ("rubric", {"criteria-0-name_de": "A", "criteria-0-weight": "sNaN"}),
        ("rubric", {"criteria-0-name_de": "A", "criteria-0-weight": "1E+99"}),
        ("rubric", {"criteria-0-name_de": "A", "criteria-0-weight": ""}),
        ("eligibility", {"team_min": "3", "team_max": "2"}),
        ("eligibility", {"team_min": "1", "eligible_kinds": "cats"}),
        ("prizes", {**PRIZES, "prizes-0-giver": ""}),
        ("purpose", {"purpose": "fun"}),
    ],
)
def test_what_cannot_be_kept_comes_back_with_its_reason(
    client: FlaskClient, draft: Call, section: str, typed: dict[str, str]
) -> None:
    answer = type_into(client, draft, section, typed)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_a_title_of_spaces_begins_no_call(client: FlaskClient, ada: dict[str, Any]) -> None:
    assert client.post("/en/calls/new", data={**NEW, "organisation": ada["town"], "title": "  "}).status_code == 422


def test_somebody_elses_rows_are_not_taken_by_their_number(client: FlaskClient, draft: Call) -> None:
    other = Prize(call_id=make.a_call().id, position=1, name={"en": "Theirs"}, kind="honour", giver="B")
    make.db.session.add(other)
    make.db.session.commit()

    type_into(client, draft, "prizes", {**PRIZES, "prizes-0-id": str(other.id)})

    make.db.session.expire_all()
    assert other.name == {"en": "Theirs"}
    assert [prize.name for prize in prizes_of(draft.id)] == [{"de": "Hauptpreis"}]
