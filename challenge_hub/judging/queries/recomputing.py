"""The recompute file of a ranking, for chair and organisers who may know of every solution in it."""

from typing import Any

import numpy
import scipy
from werkzeug.exceptions import NotFound

from challenge_hub.calls import queries as calls
from challenge_hub.calls.rules.scoring import settings_hash
from challenge_hub.judging.queries.allocated import allocation_of
from challenge_hub.judging.queries.rankings import EVERYTHING, RankingSeen, ranking_seen, stored_places
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.queries.sheets import all_sheets_of, all_solution_keys
from challenge_hub.judging.rules.recompute_file import Computation, recompute_file
from challenge_hub.judging.stored import StoredRanking


def has_file(seen: RankingSeen) -> bool:
    """There is one of the newest version, as long as it is made from the sheets as they are, and for somebody from whom
    nothing is hidden.
    """
    return seen.ranking is not None and seen.ranking.audience == EVERYTHING and not seen.is_behind


def file_for(room: JuryRoom, *, seed: int, results_are_out: bool) -> dict[str, Any]:
    """The file with numbers drawn from `seed`; where there is none, no such page. The seeds of plans are in it once the
    results are out.
    """
    seen = ranking_seen(room)
    judged = calls.any_round(room.judged.call_id, room.judged.number)
    scoring = calls.scoring_of(judged)
    ranking = seen.ranking
    if ranking is None or not has_file(seen) or ranking.settings_hash != settings_hash(scoring):
        raise NotFound
    keys = {id_: key for key, id_ in all_solution_keys(judged)}
    listed = {keys[id_]: vars(place) for id_, place in stored_places(ranking).items()}
    listed |= {key: {} for key in keys.values() if key not in listed}
    sheets = all_sheets_of(judged)
    reviewed = {(sheet.juror, sheet.solution) for sheet in sheets}
    allocation = allocation_of(judged, keys, reviewed, results_are_out=results_are_out)
    return recompute_file(_computation(ranking), scoring, sheets, listed, ranking.draws, allocation, seed=seed)


def _computation(ranking: StoredRanking) -> Computation:
    programs = {
        "challenge-hub": ranking.program_version,
        "numpy": numpy.__version__,
        "scipy": scipy.__version__,
    }
    return Computation(
        number=ranking.number,
        is_interim=ranking.is_interim,
        computed_at=ranking.computed_at.isoformat(),
        sweeps=ranking.sweeps,
        settings_hash=ranking.settings_hash,
        fault=ranking.fault,
        programs=programs,
    )
