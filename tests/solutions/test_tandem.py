"""A tandem: the chosen team adapts its solution; the judged version stays; everybody reads the difference."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given as for_all
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import scoped_session
from werkzeug.exceptions import NotFound

from challenge_hub.access import Refused
from challenge_hub.calls.queries import any_round
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.infrastructure.storage import storage
from challenge_hub.results.actions import freeze
from challenge_hub.solutions import own
from challenge_hub.solutions.adapting import adapt
from challenge_hub.solutions.models import DraftFile, Solution, SolutionDraft, SolutionVersion
from challenge_hub.solutions.rounds import AdaptedVersion, RoundSolution
from challenge_hub.solutions.rules.content import fingerprint
from challenge_hub.solutions.rules.differences import Change, Piece, differences
from challenge_hub.solutions.rules.tandem import tandem_is_open
from challenge_hub.solutions.tandem import adapted_to_read, tandem_for
from challenge_hub.solutions.tasks import tasks_for
from tests import factories as make
from tests.cast import World, actor
from tests.judging.juries import NOW, a_jury, browser, given, spring  # noqa: F401
from tests.solutions.stories import CONTENT

words = st.text(alphabet="ab \n", max_size=60)


@for_all(words, words)
def test_a_difference_holds_both_texts(old: str, new: str) -> None:
    found = differences(old, new)

    def without(change: Change) -> list[str]:
        texts = ("".join(one.text for one in paragraph if one.change is not change) for paragraph in found)
        return " ".join(texts).split()

    assert without(Change.IN) == old.split()
    assert without(Change.OUT) == new.split()


def test_a_difference_is_told_by_paragraph_and_word() -> None:
    found = differences("One.\n\nIt warns of feet.", "One.\n\nIt warns of wet feet.\n\nNew.")

    same, put_in = Change.SAME, Change.IN
    assert found == [
        (Piece(same, "One."),),
        (Piece(same, "It warns of "), Piece(put_in, "wet "), Piece(same, "feet.")),
        (Piece(put_in, "New."),),
    ]


@pytest.mark.parametrize(
    ("told", "closed", "hours", "expected"),
    [(0, None, 1, True), (None, None, 1, False), (1, None, 2, False), (0, 0, 1, False), (0, None, 0, False)],
)
def test_a_tandem_is_open_from_the_news_until_the_end_of_the_round(
    told: int | None, closed: int | None, hours: int, expected: bool
) -> None:
    def at(hour: int | None) -> Any:
        return None if hour is None else NOW + timedelta(hours=hour)

    assert tandem_is_open(told_at=at(told), closed_at=at(closed), ends_at=at(hours), now=NOW) is expected


@pytest.fixture
def world(session: scoped_session[Any], spring: None) -> World:  # noqa: F811
    """The second round is a tandem with the municipality; the team was chosen and told, and has changed its draft."""
    world = a_jury()
    world.round.closed_at = NOW
    facts = {"has_shortlist": True, "tandem_with_id": world.municipality.id}
    world.second = make.a_round(world.call, number=2, **facts)  # type: ignore[attr-defined]
    chosen = {"round_id": world.second.id, "solution_id": world.solution.id}  # type: ignore[attr-defined]
    db.session.add(RoundSolution(**chosen, source="place", version=1, added_at=NOW, told_at=NOW))
    db.session.add(SolutionDraft(solution_id=world.solution.id, content=CONTENT, saved_at=NOW, revision=1))
    session.commit()
    return world


def submit(world: World, *, by: str = "lead", seen: str | None = None) -> AdaptedVersion:
    viewer, slug, key = actor(world[by]), world.call.slug, world.solution.key
    found = tandem_for(viewer, slug, key, NOW)
    state = own.draft_of(viewer, own.own_solution(viewer, slug, key))
    return adapt(found, fingerprint_seen=seen or fingerprint(state.content), by=viewer, now=NOW)


def test_the_adapted_version_stands_beside_the_judged_one_which_stays(world: World) -> None:
    made = submit(world)

    solution = db.session.get_one(Solution, world.solution.id)
    assert (made.number, made.judged, made.content["title"]) == (1, 1, "Puddle radar")
    assert (solution.newest, db.session.query(SolutionVersion).count()) == (1, 1)
    told = {mail.person_id for mail in db.session.scalars(select(OutboxRow))}
    assert told == {world["lead"].id, world["member"].id, world["officer"].id}


def test_the_same_content_twice_and_another_than_was_seen_are_refused(world: World) -> None:
    with pytest.raises(Refused, match="newer-edit"):
        submit(world, seen="0" * 64)
    submit(world)

    with pytest.raises(Refused, match="nothing-adapted"):
        submit(world)


@pytest.mark.parametrize("case", ["closed", "over"])
def test_after_the_tandem_nothing_is_adapted(world: World, case: str) -> None:
    second = world.second  # type: ignore[attr-defined]
    second.closed_at = NOW if case == "closed" else None
    second.ends_at = NOW if case == "over" else None
    db.session.flush()

    with pytest.raises(Refused, match="tandem-is-over"):
        submit(world)


def test_only_the_chosen_team_that_was_told_knows_of_a_tandem(world: World) -> None:
    other = make.a_solution(world.challenge)
    make.a_member(other.team_id, world["stranger"], role="lead")
    for role, key in (("stranger", other.key), ("stranger", world.solution.key), ("officer", world.solution.key)):
        with pytest.raises(NotFound):
            tandem_for(actor(world[role]), world.call.slug, key, NOW)
    db.session.scalars(select(RoundSolution)).one().told_at = None
    db.session.flush()

    with pytest.raises(NotFound):
        tandem_for(actor(world["lead"]), world.call.slug, world.solution.key, NOW)


def readers(world: World, *, out: bool) -> list[str]:
    found = []
    for role in ("stranger", "member", "officer", "juror", "organiser"):
        try:
            viewer, key = actor(world[role]), world.solution.key
            adapted_to_read(viewer, world.call.slug, key, NOW, results_are_out=out)
            found.append(role)
        except NotFound:
            continue
    return found


def test_who_reads_the_adapted_version_before_and_after_the_results(world: World) -> None:
    submit(world)
    before = readers(world, out=False)
    world.call.solutions_public_at = NOW
    db.session.flush()

    assert before == ["member", "officer", "organiser"]
    assert readers(world, out=True) == ["stranger", "member", "officer", "juror", "organiser"]


def test_an_anonymised_call_shows_it_to_the_team_alone(world: World) -> None:
    submit(world)
    world.round.is_anonymous = True
    db.session.flush()

    assert readers(world, out=False) == ["member"]


def test_the_difference_is_read_by_the_team_and_by_the_jury_of_the_tandem(app: Flask, world: World) -> None:
    at = f"/en/calls/{world.call.slug}"
    world.round = world.second  # type: ignore[attr-defined]
    given(world, world.seat)
    db.session.commit()
    lead = browser(app, world, "lead")

    shown = lead.get(f"{at}/solutions/{world.solution.key}/adaptation").text
    seen = shown.split('name="fingerprint" value="')[1].split('"')[0]
    answer = lead.post(f"{at}/solutions/{world.solution.key}/adaptation", data={"fingerprint": seen})
    read = browser(app, world, "officer").get(f"{at}/solutions/{world.solution.key}/adapted").text
    judged = browser(app, world, "juror").get(f"{at}/jury/solutions/{world.solution.key}").text

    assert answer.status_code == 302
    for page in (shown, read, judged):
        assert '<ins><span class="visually-hidden">[put in: </span><span lang="en">Puddle radar' in page
        assert '<del><span class="visually-hidden">[taken out: </span>' in page


def test_its_files_are_for_those_who_may_read_it(app: Flask, world: World) -> None:
    with app.app_context():
        sha256 = storage().write(b"%PDF-1.7 plan")
    file = {"position": 1, "sha256": sha256, "name": "plan.pdf", "media_type": "application/pdf", "size": 13, "alt": {}}
    db.session.add(DraftFile(solution_id=world.solution.id, **file))
    db.session.flush()
    submit(world)
    db.session.commit()
    address = f"/en/calls/{world.call.slug}/solutions/{world.solution.key}/adapted"

    officer, stranger = browser(app, world, "officer"), browser(app, world, "stranger")
    with officer.get(f"{address}/files/{sha256}") as served:
        content, kept = served.data, served.headers["Content-Disposition"]

    assert f'href="{address}/files/{sha256}"' in officer.get(address).text
    assert (content, kept) == (b"%PDF-1.7 plan", "attachment; filename=plan.pdf")
    assert officer.get(f"{address}/files/{'0' * 64}").status_code == 404
    assert stranger.get(f"{address}/files/{sha256}").status_code == 404


def test_a_tandem_is_a_task_of_the_team(app: Flask, world: World) -> None:
    with app.test_request_context("/en/"):
        told = [
            str(task.sentence) for task in tasks_for(actor(world["member"]), NOW) if "together" in str(task.sentence)
        ]

    title = next(iter(db.session.scalars(select(SolutionVersion)).one().title.values()))
    assert told == [f"Adapt “{title}” together with {world.municipality.name}"]


def test_organisers_set_the_tandem_with_a_shortlist(app: Flask, world: World) -> None:
    client, address = browser(app, world, "organiser"), f"/en/calls/{world.call.slug}/jury/rounds"

    wrong = client.post(address, data={"title_en": "Tandem", "tandem_with": world.municipality.id})
    right = client.post(
        address, data={"title_en": "Tandem", "tandem_with": world.municipality.id, "has_shortlist": "y"}
    )

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert f"Tandem with: {world.municipality.name}" in client.get(address).text.replace("</span>", "")


def test_the_page_of_a_solution_leads_to_its_adapted_version_once_results_are_out(app: Flask, world: World) -> None:
    submit(world)
    world.call.solutions_public_at = NOW
    make.a_review(world.round, world.seat, world.solution, {"impact": "4"})
    db.session.commit()
    at = f"/en/calls/{world.call.slug}/solutions/{world.solution.key}"
    before = app.test_client().get(at).text

    judged = any_round(world.call.id, 1)
    freeze(judged, number=1, seed=1, reason=None, published_at=NOW, is_entitled=True, now=NOW)
    db.session.commit()
    for cache in app.extensions["cache"]:
        cache.clear()

    assert f"{at}/adapted" not in before
    assert f"{at}/adapted" in app.test_client().get(at).text
    assert app.test_client().get(f"{at}/adapted").status_code == 200
