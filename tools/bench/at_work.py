"""What goes on at the moment, beside the large data set: a call that is open, a jury at its desks, people signed in."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from flask import current_app, g, session
from flask_wtf.csrf import generate_csrf

from bench.rows import BEGIN, PEOPLE, WEIGHTS, Writer, a_call, a_challenge, a_round, a_seat, a_version, members_of
from challenge_hub.accounts.models import LoginSession
from challenge_hub.accounts.queries import hash_of
from challenge_hub.calls.models import Call, CallOrganiser, Terms
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.text import render
from challenge_hub.judging.models import Assignment, Juror, Review, Score
from challenge_hub.solutions.models import Solution, SolutionDraft, SolutionVersion
from challenge_hub.teams.models import Team, TeamMember, TermsAcceptance

OPEN_CALL, JUDGED_CALL = 11, 12  # ids; large_data has the first ten
OPEN_CHALLENGE = 601  # number of the first challenge of the open call
TEAMS, CHALLENGES = 200, 10
SEATS, SHEETS = 50, 40  # jurors at work, and the assignments of each
SOLUTIONS_JUDGED = 400  # five reviews each
FIRST_SEAT = 601  # the person on the first seat; the others follow, and nobody is on both juries
HALF = SHEETS // 2  # what the first juror has done already


def fill(writer: Writer, now: datetime) -> None:
    """Write everything; the caller commits."""
    days = timedelta(days=1)
    writer.write(Call, [a_call(writer, OPEN_CALL, now - 10 * days, now + 20 * days, public_at=None)])
    writer.write(Call, [a_call(writer, JUDGED_CALL, now - 30 * days, now - 2 * days, public_at=None)])
    leads = ({"call_id": n, "organisation_id": n, "role": "lead", "position": 1} for n in (OPEN_CALL, JUDGED_CALL))
    writer.write(CallOrganiser, leads)
    challenges = {call: _challenges(writer, call) for call in (OPEN_CALL, JUDGED_CALL)}
    _drafts(writer, challenges[OPEN_CALL], now)
    _desks(writer, _handed_in(writer, challenges[JUDGED_CALL], now), now)
    writer.write(LoginSession, _sessions(now))
    writer.hand_over_counting()


def _challenges(writer: Writer, call: int) -> list[int]:
    first = writer.written[Challenge.__tablename__] + 1
    return writer.write(Challenge, (a_challenge(writer, n, call) for n in range(first, first + CHALLENGES)))


def _teams(writer: Writer, call: int, many: int, now: datetime) -> list[int]:
    rows = ({"call_id": call, "key": f"team-{n}", "name": f"Team {n} of {call}"} for n in range(1, many + 1))
    teams = writer.write(Team, rows)
    writer.write(TeamMember, (seat for team in teams for seat in members_of(team, now - timedelta(days=9))))
    return teams


def _drafts(writer: Writer, challenges: list[int], now: datetime) -> None:
    """Teams of the open call, each with the terms accepted and in the middle of a draft."""
    text, seal = render(writer.texts(4000)), {"sha256": "0" * 64}
    (terms,) = writer.write(
        Terms, [{"call_id": OPEN_CALL, "version": 1, "text": text, "published_at": now - timedelta(days=10), **seal}]
    )
    teams = _teams(writer, OPEN_CALL, TEAMS, now)
    leads = [next(members_of(team, now))["person_id"] for team in teams]
    accepted = {"terms_id": terms, "accepted_at": now, "language": "de", **seal}
    writer.write(TermsAcceptance, ({"team_id": t, "person_id": lead, **accepted} for t, lead in _pairs(teams, leads)))
    solutions = writer.write(Solution, _solutions(OPEN_CALL, teams, challenges, {"newest": 0, "admission": None}))
    content = {"language": "de", "title": writer.words("de", 40), "pitch": writer.words("de", 170)}
    content["description"] = writer.words("de", 1400)
    writer.write(
        SolutionDraft,
        ({"solution_id": s, "content": content, "saved_at": now, "saved_by": p} for s, p in _pairs(solutions, leads)),
    )


def _pairs(left: list[int], right: list[int]) -> Iterator[tuple[int, int]]:
    return zip(left, right, strict=True)


def _solutions(call: int, teams: list[int], challenges: list[int], more: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for n, team in enumerate(teams):
        challenge = challenges[n % len(challenges)]
        yield {
            "call_id": call,
            "team_id": team,
            "challenge_id": challenge,
            "key": f"s-{n}",
            "draft_key": f"d-{n}",
        } | more


def _handed_in(writer: Writer, challenges: list[int], now: datetime) -> list[int]:
    """Solutions that the pre-check admitted."""
    teams = _teams(writer, JUDGED_CALL, SOLUTIONS_JUDGED, now)
    admitted = {"newest": 1, "admission": "admitted", "admission_at": now - timedelta(days=1)}
    solutions = writer.write(Solution, _solutions(JUDGED_CALL, teams, challenges, admitted))
    writer.write(SolutionVersion, (a_version(writer, solution) for solution in solutions))
    return solutions


def _desks(writer: Writer, solutions: list[int], now: datetime) -> None:
    """Every juror has a full desk; the first has done half of it."""
    round_id = a_round(writer, JUDGED_CALL)
    seats = writer.write(Juror, (a_seat(JUDGED_CALL, n + 1, person=FIRST_SEAT + n) for n in range(SEATS)))
    given = [
        {"round_id": round_id, "juror_id": seat, "solution_id": solutions[number]}
        for place, seat in enumerate(seats)
        for number in sheets_of(place)
    ]
    writer.write(Assignment, ({**pair, "assigned_at": now} for pair in given))
    done = {"submitted_at": now, "saved_at": now, "is_done": True, "version": 1, "revision": 1}
    reviews = writer.write(Review, ({**pair, **done, "comment": writer.words("de", 300)} for pair in given[:HALF]))
    first = (round_id - 1) * len(WEIGHTS) + 1
    for review in reviews:
        points = ({"review_id": review, "criterion_id": first + n, "value": Decimal(3)} for n in range(len(WEIGHTS)))
        writer.write(Score, points)


def sheets_of(place: int) -> list[int]:
    """Which solutions, by the number in their key, the juror on a place (from 0) is given."""
    return [(place * SHEETS + n) % SOLUTIONS_JUDGED for n in range(SHEETS)]


def _sessions(now: datetime) -> Iterator[dict[str, Any]]:
    """Everybody is signed in on one device."""
    for n in range(1, PEOPLE + 1):
        times = {"began_at": BEGIN, "ends_at": now + timedelta(days=30), "used_at": now, "proven_at": now}
        yield {"person_id": n, "token_hash": hash_of(_token(n)), "device": "Firefox/Linux", **times}


def _token(person: int) -> str:
    return f"token-of-person-{person}"


def signed_in(person: int) -> tuple[str, str]:
    """What this person's browser sends: the cookie, and the word its forms carry. Inside an app context."""
    app = current_app
    with app.test_request_context():
        g.pop("csrf_token", None)  # of whoever signed in before
        session.update({"_user_id": _token(person), "_fresh": True})
        word = generate_csrf()
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(dict(session))}", word
