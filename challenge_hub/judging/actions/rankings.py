"""Computing rankings: asked for when points change, done by the worker, kept as numbered versions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from challenge_hub import __version__
from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.calls import queries as calls
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.scoring import Scoring, settings_hash
from challenge_hub.infrastructure import jobs
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.judging.models import Reopening, Review
from challenge_hub.judging.queries.audiences import hidden_sets
from challenge_hub.judging.queries.rankings import inputs_of, newest
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.queries.sheets import all_barred, all_sheets_of, all_solution_keys
from challenge_hub.judging.queries.themed import themes_with_prizes
from challenge_hub.judging.rules.adjusted import PUBLICATION_SWEEPS, WORKING_SWEEPS
from challenge_hub.judging.rules.reviewing import may_recompute
from challenge_hub.judging.rules.sheets import Sheet
from challenge_hub.judging.rules.versions import Version, audience_of, version_of
from challenge_hub.judging.stored import StoredPlace, StoredRanking

KIND = "judging.ranking"
COUNTED = frozenset({"finish-review", "take-back-review", "enter-paper"})
"""Lines of the trail after which other reviews count than before."""
PAUSE = timedelta(seconds=15)
"""So long a change waits for others, so that a jury at work does not have every review computed."""


@dataclass(frozen=True)
class Inputs:
    """Everything a ranking is made from, read in one transaction; `is_final`: the round is closed;
    `barred`: who is to review what no more; `themes`: the solutions of each theme (id) that has a prize.
    """

    round_id: int
    stamp: str
    scoring: Scoring
    sheets: Sequence[Sheet]
    ids: Mapping[str, int]
    is_final: bool
    barred: frozenset[tuple[str, str]]
    themes: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Found:
    """A version for one audience, computed and not stored yet."""

    hidden: frozenset[int]
    version: Version
    inputs: Inputs
    sweeps: int


def points_changed(judged: Round, *, now: datetime, wait: timedelta = PAUSE) -> None:
    """Have the ranking of a round computed soon. One statement."""
    jobs.ask(KIND, judged.id, now=now, wait=wait)


def call_changed(call_id: int, *, now: datetime) -> None:
    """The same for every round of a call: a conflict of interest came or went."""
    for round_id in db.session.scalars(select(Round.id).where(Round.call_id == call_id).order_by(Round.id)).all():
        jobs.ask(KIND, round_id, now=now, wait=PAUSE)


def missing_asked(now: datetime) -> int:
    """Have the ranking of every round computed that has reviews and no ranking: it came from elsewhere or from before.
    Returns how many.
    """
    has_reviews = select(Review.id).where(Review.round_id == Round.id, Review.is_done).exists()
    is_ranked = select(StoredRanking.id).where(StoredRanking.round_id == Round.id).exists()
    found = db.session.scalars(select(Round.id).where(has_reviews, ~is_ranked).order_by(Round.id)).all()
    for round_id in found:
        jobs.ask(KIND, round_id, now=now, wait=timedelta(0))
    return len(found)


def compute_again(room: JuryRoom, *, reason: str, by: Actor, now: datetime) -> None:
    """Have it computed at once; after the round's end as a new version with a reason."""
    is_final = room.judged.closed_at is not None
    may_recompute(is_chair=room.is_chair, is_organiser=room.is_organiser, is_closed=is_final, reason=reason).require()
    jobs.ask(KIND, room.judged.id, now=now, wait=timedelta(0), facts={"reason": reason} if is_final else None)
    record("ask-for-ranking", room.judged, by=by, now=now, call_id=room.call.id)


def work(round_id: int, facts: jobs.Facts, now: datetime) -> jobs.Store:
    """Compute the ranking of a round for every audience whose newest version is behind; what it returns stores them."""
    judged = db.session.get(Round, round_id)
    if judged is None:
        return lambda now: None
    inputs, reason = read_inputs(judged), facts.get("reason")
    circles = hidden_sets(judged, now)
    wanted = [hidden for hidden in circles if reason or not _is_current(judged, hidden, inputs)]
    found = [_compute(inputs, hidden) for hidden in wanted]
    return lambda now: _store_all(round_id, found, {audience_of(hidden) for hidden in circles}, reason, now)


def bring_up_to_date(judged: Round, *, now: datetime) -> StoredRanking:
    """The newest version for everybody, from which results are made; computed here if the worker was not that fast."""
    one_at_a_time(f"ranking:{judged.id}")
    inputs = read_inputs(judged)
    found = newest(judged)
    if found is None or not _is_current(judged, frozenset(), inputs):
        found = _store(_compute(inputs, frozenset()), None, now)
    return found


def read_inputs(judged: Round) -> Inputs:
    """What the round's ranking is made from now."""
    judged = calls.any_round(judged.call_id, judged.number)
    is_final = judged.closed_at is not None
    sheets, ids = all_sheets_of(judged), dict(all_solution_keys(judged))
    more = all_barred(judged), themes_with_prizes(judged.call_id)
    return Inputs(judged.id, inputs_of(judged), calls.scoring_of(judged), sheets, ids, is_final, *more)


def _sweeps(inputs: Inputs) -> int:
    return PUBLICATION_SWEEPS if inputs.is_final else WORKING_SWEEPS


def _is_current(judged: Round, hidden: Iterable[int], inputs: Inputs) -> bool:
    last = newest(judged, audience_of(hidden))
    if last is None or last.is_interim == inputs.is_final:
        return False
    return (last.inputs, last.settings_hash) == (inputs.stamp, settings_hash(inputs.scoring))


def _compute(inputs: Inputs, hidden: frozenset[int]) -> Found:
    known = {key for key, id_ in inputs.ids.items() if id_ not in hidden}
    sheets = [sheet for sheet in inputs.sheets if sheet.solution in known]
    sweeps = _sweeps(inputs)
    themes = {theme: keys & known for theme, keys in inputs.themes.items()}
    version = version_of(sheets, known, inputs.scoring, sweeps=sweeps, barred=inputs.barred, themes=themes)
    return Found(hidden, version, inputs, sweeps)


def _store_all(
    round_id: int, found: Iterable[Found], audiences: Collection[str], reason: str | None, now: datetime
) -> None:
    """Interim versions of circles of readers that nobody is in any more go."""
    one_at_a_time(f"ranking:{round_id}")
    for one in found:
        _store(one, reason, now)
    left = (StoredRanking.round_id == round_id, StoredRanking.is_interim, StoredRanking.audience.not_in(audiences))
    db.session.execute(delete(StoredRanking).where(*left))


def _store(found: Found, reason: str | None, now: datetime) -> StoredRanking:
    judged = db.session.get_one(Round, found.inputs.round_id)
    last = newest(judged, audience_of(found.hidden))
    row = StoredRanking(
        round_id=judged.id,
        audience=audience_of(found.hidden),
        hidden=sorted(found.hidden),
        number=last.number + 1 if last else 1,
        is_interim=not found.inputs.is_final,
        computed_at=now,
        reason=_reason(judged, last, reason),
        inputs=found.inputs.stamp,
        sweeps=found.sweeps,
        program_version=__version__,
        **{name: value for name, value in vars(found.version).items() if name != "places"},
    )
    db.session.add(row)
    db.session.flush()
    ids = found.inputs.ids
    rows = [{"ranking_id": row.id, "solution_id": ids[key], **facts} for key, facts in found.version.places.items()]
    db.session.add_all(StoredPlace(**facts) for facts in rows)
    _forget_interim(row)
    db.session.flush()
    return row


def _reason(judged: Round, last: StoredRanking | None, reason: str | None) -> str | None:
    """From the second lasting version on: what was said when it was asked for, or when the round was opened again."""
    if reason or last is None or last.is_interim:
        return reason
    since = (Reopening.round_id == judged.id, Reopening.reopened_at >= last.computed_at)
    reopened = select(Reopening.reason).where(*since).order_by(Reopening.id.desc())
    return db.session.scalar(reopened.limit(1))


def _forget_interim(row: StoredRanking) -> None:
    """What was computed while the round was open gives way."""
    old = (StoredRanking.round_id == row.round_id, StoredRanking.audience == row.audience, StoredRanking.is_interim)
    db.session.execute(delete(StoredRanking).where(*old, StoredRanking.id != row.id))
