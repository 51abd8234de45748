"""A small run of the jury's benchmark, with wide limits: a sampler that broke is seen here first."""

import numpy as np
import pytest

from tools.jury.events import CALIBRATED, PARTIAL, event
from tools.jury.measures import covered, estimates, lowered_by_raising, outcome, run, scheduled
from tools.jury.methods import mean, oracle, z_score

EVENTS = range(400, 412)


def test_the_adjusted_method_is_near_the_oracle_and_its_ranges_hold_the_truth() -> None:
    methods = {"mean": mean, "z": z_score, "oracle": oracle}
    found: dict[str, list[float]] = {"adjusted": [], **{name: [] for name in methods}}
    coverage = []
    for seed in EVENTS:
        made = event(PARTIAL, seed)
        pairs = made.assigned(3)
        result = run(made, pairs)
        found["adjusted"].append(outcome(made, estimates(result)).tau)
        coverage.append(covered(made, result))
        for name, method in methods.items():
            found[name].append(outcome(made, method(made, pairs)).tau)

    tau = {name: float(np.mean(values)) for name, values in found.items()}
    assert tau["adjusted"] >= 0.94 * tau["oracle"]
    assert tau["adjusted"] >= tau["mean"] + 0.5 * (tau["oracle"] - tau["mean"])
    assert tau["adjusted"] > tau["z"]
    assert 0.84 <= np.mean(coverage) <= 0.98


def test_on_a_calibrated_panel_it_is_as_good_as_the_mean() -> None:
    made = [event(CALIBRATED, seed) for seed in range(500, 504)]
    ours = [outcome(one, estimates(run(one, one.assigned(None)))).tau for one in made]
    plain = [outcome(one, mean(one, one.assigned(None))).tau for one in made]

    assert np.mean(ours) == pytest.approx(np.mean(plain), abs=0.02)


def test_raising_a_score_hardly_ever_lowers_a_place() -> None:
    made = event(PARTIAL, 600)
    pairs = made.assigned(3)

    assert lowered_by_raising(made, pairs, run(made, pairs), tries=6) == 0


def test_the_schedule_for_contenders_gives_out_the_same_number_of_reviews() -> None:
    made = event(PARTIAL, 700)

    pairs = scheduled(made, 3)

    counts = np.bincount([int(solution[1:]) for _, solution in pairs])
    assert len(pairs) == len(set(pairs)) == 180
    assert counts.min() >= 2
    assert 4 <= counts.max() <= 8
    assert not set(pairs) & made.conflicts
