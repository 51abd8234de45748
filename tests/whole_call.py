"""A call with at least one row in every table."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from challenge_hub.access import VISITOR
from challenge_hub.accounts.factors import CodeApp, Passkey, RecoveryCode
from challenge_hub.accounts.identities import LinkedIdentity
from challenge_hub.accounts.models import LoginSession
from challenge_hub.audit.actions import seal_trail
from challenge_hub.audit.models import TrailCut
from challenge_hub.calls.blindfold import Blindfold
from challenge_hub.calls.models import Call, CallNotice, Prize, Terms, Theme
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.challenges.models import Challenge, ChallengeVersion, Question
from challenge_hub.deliberation.models import (
    AgendaItem,
    Anchor,
    AnchorScore,
    Attendance,
    Calibration,
    Resolution,
    ResolutionSolution,
    RubricVersion,
    Sitting,
)
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.jobs import Job
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.infrastructure.text import render
from challenge_hub.infrastructure.throttle import Attempt
from challenge_hub.judging.actions.rankings import bring_up_to_date
from challenge_hub.judging.anonymity import DrawnNumber, RedactedCopy, RedactedFile
from challenge_hub.judging.expo import ExpoTable, Stop
from challenge_hub.judging.hints import DismissedHint
from challenge_hub.judging.models import Assignment, AssignmentPlan, JurorTheme, Reopening
from challenge_hub.judging.ordered import OwnOrder
from challenge_hub.judging.panels import Panel, PanelSeat, PanelSolution, PanelTheme, RoundSeat
from challenge_hub.judging.papers import PaperEntry
from challenge_hub.judging.settled import TieDecision
from challenge_hub.judging.tandem import TandemChoice
from challenge_hub.minutes.models import MinutesEdition, SignedMinutes
from challenge_hub.moderation.models import TextComplaint, TextDecision, TextReport
from challenge_hub.notifications.models import Mark
from challenge_hub.operating.models import AccountLook
from challenge_hub.organisations.models import (
    OrganisationInvitation,
    OrganisationRequest,
    OrganisationService,
    OrganisationUnit,
    PrivacyNotice,
)
from challenge_hub.pages.actions import report_barrier
from challenge_hub.privacy.models import CallKeeping, DataExport, ResearchExport
from challenge_hub.results.corrected import Correction
from challenge_hub.results.models import (
    Award,
    Feedback,
    FollowUp,
    Objection,
    PrizeDecision,
    Publication,
    PublishedPlace,
    Release,
)
from challenge_hub.solutions.models import (
    Conflict,
    DraftFile,
    PreCheck,
    Solution,
    SolutionDraft,
    SolutionFile,
    SolutionVersion,
)
from challenge_hub.solutions.rounds import AdaptedVersion, RoundSolution
from challenge_hub.teams.models import (
    Consent,
    GuardianConsent,
    JoinRequest,
    LeadRequest,
    TeamInvitation,
    TermsAcceptance,
)
from challenge_hub.voting.models import Ballot, BallotBatch, Vote, VoteExtension, VoteSolution
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
    review = make.a_review(judging_round, make.a_juror(call), solution, {"impact": "4.25"})
    db.session.add(PaperEntry(review_id=review.id, revision=1, entered_at=NOON))
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
    _a_sitting_of(call, solution, judging_round)
    _minutes_of(call)
    report_barrier("I cannot read this.", page=None, mail=None, language="en", by=VISITOR, now=NOON)
    _a_reported_text(solution)
    _a_vote_about(solution)
    seal_trail(NOON)
    db.session.add(TrailCut(up_to=0, seal="0" * 64, lines=0, at=NOON))


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
    juror, theme = make.a_juror(call), db.session.query(Theme).filter_by(call_id=call.id).one()
    panel = Panel(round_id=judging_round.id, position=1, name="Town")
    db.session.add_all([prize, terms, release, panel])
    db.session.flush()
    of_team = {"team_id": solution.team_id}
    of_solution = {"solution_id": solution.id}
    asked = {"person_id": ben.id, "asked_at": NOON}
    client = {"client_id": "hub", "secret": "sealed", "since": NOON}
    db.session.add_all(
        [
            LoginSession(person_id=ada.id, token_hash="0" * 64, device="A browser", began_at=NOON, ends_at=NOON),
            CodeApp(person_id=ada.id, secret="sealed", last_step=1, since=NOON),
            Passkey(
                person_id=ada.id, credential_id="key", public_key=b"key", sign_count=2**32 - 1, name="Phone", since=NOON
            ),
            LinkedIdentity(person_id=ada.id, issuer="https://sso.example.org", subject="ada", since=NOON),
            RecoveryCode(person_id=ada.id, code_hash="0" * 64),
            Attempt(key="0" * 64, tries=1, free_at=NOON, gone_at=NOON),
            OrganisationUnit(organisation_id=organisation.id, name="Roads"),
            OrganisationService(organisation_id=organisation.id, issuer="https://sso.example.org", **client),
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
            Consent(
                person_id=ada.id,
                purpose="named-in-public",
                version=1,
                language="en",
                given_at=NOON,
                withdrawn_at=NOON,
                **of_team,
            ),
            GuardianConsent(
                person_id=ada.id,
                role="member",
                guardian_name="Eve",
                guardian_mail="eve@example.org",
                language="en",
                asked_at=NOON,
                sent_at=NOON,
                **of_team,
            ),
            SolutionDraft(content={"title": "A"}, saved_at=NOON, **of_solution),
            DraftFile(position=1, sha256="0" * 64, name="a.png", media_type="image/png", size=1, alt={}, **of_solution),
            Conflict(person_id=ada.id, kind="employer", declared_at=NOON, **of_solution),
            PreCheck(version=1, outcome="admitted", checked_at=NOON, **of_solution),
            Blindfold(call_id=call.id, person_id=ben.id),
            RedactedCopy(version=1, title={"en": "A"}, pitch={}, description={}, saved_at=NOON, **of_solution),
            RedactedFile(position=1, sha256="0" * 64, media_type="image/png", alt={}, **of_solution),
            DrawnNumber(round_id=judging_round.id, number=482, **of_solution),
            DismissedHint(person_id=ada.id, dismissed_at=NOON, **of_solution),
            ChallengeVersion(challenge_id=challenge.id, number=1, published_at=NOON, texts={}),
            AssignmentPlan(round_id=judging_round.id, planned_at=NOON, seed=1, pairs=[], shortfalls=[]),
            Assignment(round_id=judging_round.id, juror_id=juror.id, assigned_at=NOON, **of_solution),
            RoundSeat(round_id=judging_round.id, juror_id=juror.id),
            PanelSeat(panel_id=panel.id, juror_id=juror.id),
            PanelTheme(panel_id=panel.id, theme_id=theme.id),
            PanelSolution(round_id=judging_round.id, panel_id=panel.id, **of_solution),
            JurorTheme(juror_id=juror.id, theme_id=theme.id),
            ExpoTable(call_id=call.id, label="A1", position=1, **of_solution),
            Stop(round_id=judging_round.id, juror_id=juror.id, kind="here", at=NOON, **of_solution),
            Reopening(round_id=judging_round.id, reopened_at=NOON, reopened_by=ada.id, reason="One sheet was missing."),
            Award(release_id=release.id, position=1, prize_id=prize.id, reason={}, **of_solution),
            PrivacyNotice(
                organisation_id=organisation.id, number=1, text={}, officer="", published_at=NOON, published_by=ada.id
            ),
            TandemChoice(
                round_id=judging_round.id,
                solutions=[solution.id],
                reason={},
                how="A vote.",
                prepared_by=ada.id,
                prepared_at=NOON,
            ),
            PrizeDecision(
                prize_id=prize.id,
                organisation_id=organisation.id,
                reason={},
                how="A vote.",
                prepared_by=ada.id,
                prepared_at=NOON,
                **of_solution,
            ),
            Feedback(call_id=call.id, comments=["Well done."], criterion_means={}, prepared_at=NOON, **of_solution),
            FollowUp(
                organisation_id=organisation.id, number=1, outcome="yes", reason={}, decided_at=NOON, **of_solution
            ),
            Mark(id=1, last_line=0),
            Job(kind="judging.ranking", subject=judging_round.id, due_at=NOON, facts={}),
            Correction(
                call_id=call.id,
                round_number=1,
                reason="A sheet was missing.",
                content_sha256="0" * 64,
                prepared_by=ada.id,
                prepared_at=NOON,
            ),
            OwnOrder(round_id=judging_round.id, juror_id=juror.id, solutions=[solution.id], saved_at=NOON),
            AccountLook(person_id=ada.id, operator_id=ada.id, reason="Asked.", began_at=NOON, ends_at=NOON),
            TieDecision(
                round_id=judging_round.id,
                number=1,
                ranking_number=1,
                theme_id=theme.id,
                after=1,
                solutions=[solution.id],
                chosen=[],
                probability=Decimal("0.5"),
                way="share",
                reason="Equally good.",
                decided_at=NOON,
            ),
            RoundSolution(round_id=judging_round.id, source="place", version=1, added_at=NOON, **of_solution),
            AdaptedVersion(
                round_id=judging_round.id,
                number=1,
                judged=1,
                content={},
                sha256="0" * 64,
                submitted_at=NOON,
                **of_solution,
            ),
            Objection(text="A page was missing.", filed_at=NOON, filed_by=ben.id, **of_solution),
        ]
    )
    db.session.add(CallKeeping(call_id=call.id, hold_reason=""))
    db.session.add(DataExport(person_id=ada.id, key="0" * 43, asked_at=NOON, parts=14))
    db.session.add(ResearchExport(call_id=call.id, key="0" * 43, purpose="Fairness.", asked_by=ada.id, asked_at=NOON))
    send_to_person("accounts.confirm", ada.id, now=NOON)
    bring_up_to_date(judging_round, now=NOON)


def _a_sitting_of(call: Call, solution: Solution, judging_round: Round) -> None:
    """A sitting with its resolution, and a trial scoring with its example."""
    juror = make.a_juror(call)
    sitting = Sitting(
        call_id=call.id, round_id=judging_round.id, number=1, takes_place_at=NOON, place="A", minutes_by="B"
    )
    trial = Calibration(round_id=judging_round.id, set_up_at=NOON)
    criterion = db.session.query(Criterion).filter_by(round_id=judging_round.id).first()
    version = RubricVersion(round_id=judging_round.id, number=1, content=[], made_at=NOON)
    db.session.add_all([sitting, trial, version])
    db.session.flush()
    of_sitting = {"sitting_id": sitting.id}
    counted = {"yes": 1, "no": 0, "abstentions": 0, "voters": 1, "is_carried": True, "deviates": False}
    resolution = Resolution(number=1, kind="other", motion="We agree.", decided_at=NOON, **of_sitting, **counted)
    anchor = Anchor(calibration_id=trial.id, position=1, title={"en": "A"}, text=render({"en": "B"}))
    db.session.add_all([resolution, anchor])
    db.session.flush()
    db.session.add_all(
        [
            Attendance(juror_id=juror.id, from_at=NOON, may_vote=True, **of_sitting),
            AgendaItem(solution_id=solution.id, position=1, **of_sitting),
            ResolutionSolution(resolution_id=resolution.id, solution_id=solution.id),
            AnchorScore(anchor_id=anchor.id, juror_id=juror.id, criterion_id=criterion.id, value=Decimal("4.25")),
        ]
    )


def _minutes_of(call: Call) -> None:
    """An edition of the minutes, and its signed copy."""
    hashes = {"sha256": "0" * 64, "public_sha256": "0" * 64}
    edition = MinutesEdition(call_id=call.id, number=1, made_at=NOON, content="{}", public_content="{}", **hashes)
    edition.solution_ids = []
    db.session.add(edition)
    db.session.flush()
    db.session.add(SignedMinutes(edition_id=edition.id, sha256="0" * 64, name="signed.pdf", uploaded_at=NOON))


def _a_reported_text(solution: Solution) -> None:
    """A report of a solution, decided once, with a complaint that waits."""
    ada = make.a_person()
    report = TextReport(
        kind="solution", thing_id=solution.id, call_id=solution.call_id, copy=[{"part": "title", "texts": {"en": "A"}}],
        matter="rights", explanation="My photo.", name="Cora", mail="c@example.org", language="en",
        reported_by=ada.id, reported_at=NOON, waits_since=NOON, handling="shown", decided_at=NOON,
    )  # fmt: skip
    db.session.add(report)
    db.session.flush()
    of_report = {"report_id": report.id}
    complaint = TextComplaint(side="reporter", text="It is mine.", filed_at=NOON, filed_by=ada.id, **of_report)
    decided = {"decided_at": NOON, "decided_by": ada.id}
    decision = TextDecision(number=1, occasion="report", handling="shown", facts="No proof.", **of_report, **decided)
    db.session.add_all([complaint, decision])
    db.session.flush()


def _a_vote_about(solution: Solution) -> None:
    """An open vote about the prize, its end put off once, with one ballot."""
    prize = db.session.query(Prize).filter_by(call_id=solution.call_id).one()
    ends_at = NOON + timedelta(minutes=10)
    vote = Vote(
        call_id=solution.call_id, prize_id=prize.id, number=1, decider="audience", starts_at=NOON, ends_at=ends_at
    )
    db.session.add(vote)
    db.session.flush()
    batch = BallotBatch(vote_id=vote.id, number=1, size=1, made_at=NOON)
    extension = VoteExtension(vote_id=vote.id, at=NOON, ended_at=NOON, ends_at=ends_at, reason="A queue.")
    db.session.add_all([batch, extension, VoteSolution(vote_id=vote.id, solution_id=solution.id, votes=0)])
    db.session.flush()
    db.session.add(Ballot(batch_id=batch.id, code_hash="0" * 64))
    db.session.flush()
