"""Two at once, on a database of their own: one solution, one version for each content, nothing overwritten."""

from flask import Flask
from sqlalchemy import func, select

from challenge_hub.access import Actor
from challenge_hub.challenges.queries import visible_challenge
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.solutions import actions, drafting, own
from challenge_hub.solutions.models import Solution, SolutionDraft, SolutionVersion
from challenge_hub.solutions.rules.content import fingerprint
from challenge_hub.teams.models import Team
from tests import factories as make
from tests.at_once import AT_ONCE, all_at_once
from tests.cast import SPRING, World, a_world, actor
from tests.solutions.stories import CONTENT, a_draft


def a_committed_world(app: Flask) -> tuple[World, Actor, str, str, int]:
    """A draft of revision 2; its call and key, and the team's id, as values that outlive the session."""
    with app.app_context():
        world = a_world()
        solution = a_draft(world)
        lead, slug, key, team_id = actor(world["lead"]), world.call.slug, solution.key, world.team.id
        db.session.commit()
        return world, lead, slug, key, team_id


def test_a_double_click_makes_one_version_and_one_mail_for_each_member(own_app: Flask) -> None:
    _, lead, slug, key, _ = a_committed_world(own_app)

    def press(_number: int) -> str:
        solution = own.own_solution(lead, slug, key)
        seen = fingerprint(own.draft_of(lead, solution).content)
        version = actions.submit(solution, fingerprint_seen=seen, by=lead, now=SPRING)
        return f"version {version.number}"

    results = all_at_once(own_app, press)

    with own_app.app_context():
        submitted = select(func.count()).select_from(SolutionVersion).where(SolutionVersion.submitted_at.is_not(None))
        mails = select(func.count()).select_from(OutboxRow).where(OutboxRow.kind == "solutions.receipt")
        assert results == ["version 1"] * AT_ONCE
        assert (db.session.scalar(submitted), db.session.scalar(mails)) == (1, 2)


def test_one_of_several_who_type_at_once_is_saved_and_the_others_are_told(own_app: Flask) -> None:
    _, lead, slug, key, _ = a_committed_world(own_app)

    def save(number: int) -> str:
        solution = own.own_solution(lead, slug, key)
        typed = {**CONTENT, "title": f"Title {number}"}
        drafting.save_draft(solution, typed, revision_seen=2, by=lead, now=SPRING)
        return "saved"

    results = all_at_once(own_app, save)

    with own_app.app_context():
        draft = db.session.scalars(select(SolutionDraft)).one()
        assert results == ["newer-edit"] * (AT_ONCE - 1) + ["saved"]
        assert (draft.revision, draft.content["title"][:5]) == (3, "Title")


def test_a_team_begins_one_solution_however_often_it_clicks(own_app: Flask) -> None:
    world, lead, slug, _, team_id = a_committed_world(own_app)
    with own_app.app_context():
        db.session.add(world.call)
        challenge_key = make.a_challenge(world.call).key
        db.session.commit()

    def begin(number: int) -> str:
        challenge = visible_challenge(lead, slug, challenge_key)
        team = db.session.get_one(Team, team_id)
        return actions.begin(team, challenge, draft_key=f"draft-{number}", by=lead, now=SPRING).key

    results = all_at_once(own_app, begin)

    with own_app.app_context():
        begun = db.session.scalars(select(Solution.key).where(Solution.draft_key.in_(results))).all()
        assert len(set(results)) == 1
        assert list(begun) == [results[0]]
