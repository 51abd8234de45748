"""The lasting versions of a ranking for a reader, and what moved from each to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from challenge_hub.infrastructure.db import db
from challenge_hub.judging.queries.naming import NamedSolution, solutions_for
from challenge_hub.judging.queries.rankings import hidden_from
from challenge_hub.judging.queries.reading import open_to_reader
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.rules.versions import audience_of, difference
from challenge_hub.judging.stored import StoredPlace, StoredRanking

MOST_VERSIONS = 20


@dataclass(frozen=True)
class Change:
    """A solution whose place changed; None: it had or has none."""

    solution: NamedSolution
    before: int | None
    after: int | None


@dataclass(frozen=True)
class VersionSeen:
    """One version; `changes` since the one before it, None for the oldest shown."""

    number: int
    computed_at: datetime
    reason: str | None
    is_interim: bool
    changes: Sequence[Change] | None


def versions_for(room: JuryRoom) -> Sequence[VersionSeen]:
    """The newest first. Four statements, however many versions and solutions there are."""
    columns = (
        StoredRanking.id, StoredRanking.number, StoredRanking.computed_at, StoredRanking.reason,
        StoredRanking.is_interim,
    )  # fmt: skip
    mine = (StoredRanking.round_id == room.judged.id, StoredRanking.audience == audience_of(hidden_from(room)))
    newest = select(*columns).where(*mine).order_by(StoredRanking.number.desc()).limit(MOST_VERSIONS)
    rows = db.session.execute(newest).all()
    places = _places([row.id for row in rows])
    named = {one.id: one for one in solutions_for(room, among=open_to_reader(room))}
    older = [places[row.id] for row in rows[1:]]
    changes = [_changes(before, places[row.id], named) for row, before in zip(rows, older, strict=False)]
    return [VersionSeen(*row[1:], moved) for row, moved in zip(rows, [*changes, None], strict=False)]


def _places(ranking_ids: Sequence[int]) -> Mapping[int, dict[int, int | None]]:
    found: dict[int, dict[int, int | None]] = {id_: {} for id_ in ranking_ids}
    columns = (StoredPlace.ranking_id, StoredPlace.solution_id, StoredPlace.place)
    for ranking, solution, place in db.session.execute(select(*columns).where(StoredPlace.ranking_id.in_(ranking_ids))):
        found[ranking][solution] = place
    return found


def _changes(
    before: Mapping[int, int | None], after: Mapping[int, int | None], named: Mapping[int, NamedSolution]
) -> list[Change]:
    """What was hidden since is not there."""
    moved = difference(before, after)
    return [Change(named[one.solution], one.before, one.after) for one in moved if one.solution in named]
