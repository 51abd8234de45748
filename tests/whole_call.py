"""A call with at least one row in every table."""

from datetime import UTC, datetime
from decimal import Decimal

from challenge_hub.access import VISITOR
from challenge_hub.accounts.models import LoginSession
from challenge_hub.calls.models import Call, CallNotice, Prize, Terms
from challenge_hub.calls.rubric import Round
from challenge_hub.challenges.models import Challenge, ChallengeVersion, Question
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.infrastructure.text import render
from challenge_hub.judging.models import Assignment, AssignmentPlan, Reopening
from challenge_hub.notifications.models import Mark
from challenge_hub.organisations.models import OrganisationInvitation, OrganisationRequest, OrganisationUnit
from challenge_hub.pages.actions import report_barrier
from challenge_hub.results.models import Award, Feedback, FollowUp, Publication, PublishedPlace, Release
from challenge_hub.solutions.models import (
    Conflict,
    DraftFile,
    PreCheck,
    Solution,
    SolutionDraft,
    SolutionFile,
    SolutionVersion,
)
from challenge_hub.teams.models import JoinRequest, LeadRequest, TeamInvitation, TermsAcceptance
from tests import factories as make

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def fill_every_table() -> None:
    """One round of one call, from the organisation to the published place, and a barrier report with its trail line."""
    call = make.a_call()
    challenge = make.a_challenge(call)
    make.put_into(make.a_theme(call), challenge)
    solution = make.a_solution(challenge)
    version = db.session.query(SolutionVersion).filter_by(solution_id=solution.id).one()
    make.a_prototype(version)
    db.session.add(
        SolutionFile(
            version_id=version.id, position=1, sha256="0" * 64, name="a.png", media_type="image/png", alt={"en": "A"}
        )
    )
    judging_round = make.a_round(call)
    make.a_review(judging_round, make.a_juror(call), solution, {"impact": "4.25"})
    publication = Publication(
        call_id=call.id,
        round_number=1,
        number=1,
        published_at=NOON,
        seed=1,
        review_count=1,
        program_version="0",
        settings={"method": "median"},
        settings_hash="0" * 64,
        criteria=[],
        note=render({"en": "A note."}),
        draws=[],
    )
    db.session.add(publication)
    db.session.flush()
    db.session.add(
        PublishedPlace(
            publication_id=publication.id,
            solution_id=solution.id,
            place=1,
            shared=False,
            reviews=1,
            total=Decimal("4.25"),
            mean=Decimal("4.25"),
            mean_place=1,
            low=Decimal("4.25"),
            high=Decimal("4.25"),
            criterion_means={},
            sheets=[],
        )
    )
    _the_people_of(call, challenge, solution, judging_round, publication)
    report_barrier("I cannot read this.", page=None, mail=None, language="en", by=VISITOR, now=NOON)


def _the_people_of(
    call: Call, challenge: Challenge, solution: Solution, judging_round: Round, publication: Publication
) -> None:
    """A row in every table that people fill: seats, invitations, requests, drafts, questions, conflicts, awards."""
    ada, ben = make.a_person(), make.a_person()
    organisation = make.an_organisation()
    make.an_officer(organisation, ada)
    make.a_member(solution.team_id, ben)
    by_ada = {"invited_by": ada.id, "invited_at": NOON, "language": "de"}
    prize = Prize(call_id=call.id, position=1, name={"en": "Prize"}, kind="honour", giver="Example town")
    terms = Terms(call_id=call.id, version=1, text=render({"en": "Be fair."}), sha256="0" * 64)
    release = Release(call_id=call.id, round_number=1, prepared_by=ada.id, publication_id=publication.id)
    juror = make.a_juror(call)
    db.session.add_all([prize, terms, release])
    db.session.flush()
    of_team = {"team_id": solution.team_id}
    of_solution = {"solution_id": solution.id}
    asked = {"person_id": ben.id, "asked_at": NOON}
    db.session.add_all(
        [
            LoginSession(person_id=ada.id, token_hash="0" * 64, device="A browser", began_at=NOON, ends_at=NOON),
            OrganisationUnit(organisation_id=organisation.id, name="Roads"),
            OrganisationInvitation(organisation_id=organisation.id, mail="a@example.org", seat="officer", **by_ada),
            OrganisationRequest(organisation_id=organisation.id, **asked),
            CallNotice(call_id=call.id, number=1, kind="change", published_at=NOON, changes=[]),
            Question(challenge_id=challenge.id, language="en", text="Why?", asked_by=ada.id, asked_at=NOON),
            TeamInvitation(mail="b@example.org", **of_team, **by_ada),
            JoinRequest(**of_team, **asked),
            TermsAcceptance(
                terms_id=terms.id, person_id=ada.id, accepted_at=NOON, sha256="0" * 64, language="en", **of_team
            ),
            LeadRequest(asked_by=ada.id, wanted_lead=ben.id, asked_at=NOON, **of_team),
            SolutionDraft(content={"title": "A"}, saved_at=NOON, **of_solution),
            DraftFile(position=1, sha256="0" * 64, name="a.png", media_type="image/png", size=1, alt={}, **of_solution),
            Conflict(person_id=ada.id, kind="work", declared_at=NOON, **of_solution),
            PreCheck(version=1, outcome="admitted", checked_at=NOON, **of_solution),
            ChallengeVersion(challenge_id=challenge.id, number=1, published_at=NOON, texts={}),
            AssignmentPlan(round_id=judging_round.id, planned_at=NOON, seed=1, pairs=[], shortfalls=[]),
            Assignment(round_id=judging_round.id, juror_id=juror.id, assigned_at=NOON, **of_solution),
            Reopening(round_id=judging_round.id, reopened_at=NOON, reopened_by=ada.id, reason="One sheet was missing."),
            Award(release_id=release.id, position=1, prize_id=prize.id, reason={}, **of_solution),
            Feedback(call_id=call.id, comments=["Well done."], criterion_means={}, prepared_at=NOON, **of_solution),
            FollowUp(
                organisation_id=organisation.id, number=1, outcome="yes", reason={}, decided_at=NOON, **of_solution
            ),
            Mark(id=1, last_line=0),
        ]
    )
    send_to_person("accounts.confirm", ada.id, now=NOON)
