"""What researchers get of a call: rows with numbers drawn for them, small groups suppressed. Pure.

Two things are told apart. What is said of a solution stands on public pages too, so whoever looks long enough may find
which one a row means, and learns nothing new. What a juror gave is not public: those rows share no
number with the solutions, and whose they are must not follow from them. Three things could tell a juror: the points as
they were given (so they are fifths of the scale), how many solutions somebody reviewed (so it is evened out), and which
ones (so that is told only where many reviewed exactly the same; otherwise a conflict of interest shows as a gap).
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from random import Random

from challenge_hub.access import YES, Decision
from challenge_hub.privacy.rules.leaving import ExportState
from challenge_hub.privacy.rules.research_jury import tell_jury
from challenge_hub.privacy.rules.research_rows import (
    COLUMNS,
    FIFTHS,
    OUTCOME,
    QUARTERS,
    SOLUTION,
    Research,
    RoundFacts,
    SolutionFact,
    TeamFact,
    drawn,
    note,
    part_of,
)
from challenge_hub.privacy.rules.suppressing import K, levels, merged, recoded

SIZES = (1, 3, 6)
"""The largest team of each band of sizes but the last."""


def may_ask_research(*, is_organiser: bool, has_results: bool, state: ExportState) -> Decision:
    """Organisers have it made once results are published, one at a time. Refuses with not-organiser,
    nothing-to-research, research-on-its-way.
    """
    if not is_organiser:
        return Decision("not-organiser")
    if not has_results:
        return Decision("nothing-to-research")
    return Decision("research-on-its-way") if state is ExportState.ON_ITS_WAY else YES


def may_take_research(*, is_organiser: bool, is_there: bool) -> Decision:
    """Organisers fetch the file while it is there. Refuses with not-organiser, research-not-there."""
    if not is_organiser:
        return Decision("not-organiser")
    return YES if is_there else Decision("research-not-there")


def research(rounds: Iterable[RoundFacts], teams: Iterable[TeamFact], *, chance: Random) -> Research:
    """The whole export. Numbers hold within one file and one round, jurors' in both files about jurors; with `chance`
    drawn anew, nothing says which number somebody had before. Order of what is given does not matter.
    """
    found = Research()
    _tell_teams(found, sorted(teams, key=lambda team: team.id), chance)
    for facts in sorted(rounds, key=lambda each: each.number):
        found.rounds.append({"round": facts.number, **facts.told})
        _tell_solutions(found, facts, chance)
        tell_jury(found, facts, chance)
    for rows in found.tables.values():
        rows.sort(key=lambda row: [(int(cell), "") if cell.isdigit() else (0, cell) for cell in row])
    return found


def size_band(size: int) -> int:
    """1 for one person, then 2 to 3, 4 to 6, and more."""
    return 1 + sum(size > largest for largest in SIZES)


def _tell_teams(found: Research, teams: Sequence[TeamFact], chance: Random) -> None:
    raw = [(team.acting, team.kind, size_band(team.size)) for team in teams]
    told = recoded(raw, (merged, merged, levels), K)
    numbers = drawn((team.id for team in teams), chance)
    found.tables["teams"] += [(numbers[team.id], *row) for team, row in zip(teams, told, strict=False)]
    note(found, "teams", None, COLUMNS["teams"][1:], raw, told)


def _tell_solutions(found: Research, facts: RoundFacts, chance: Random) -> None:
    solutions = sorted(facts.solutions, key=lambda each: each.id)
    raw = [(*(getattr(each, name) for name in SOLUTION), *_outcome(each, facts)) for each in solutions]
    told = recoded([row[: len(SOLUTION)] for row in raw], (*(merged,) * 5, levels), K)
    if told:
        for column in range(len(SOLUTION), len(raw[0])):
            codes = levels([row[column] for row in raw], K)
            told = [(*row, codes[plain[column]]) for row, plain in zip(told, raw, strict=True)]
    numbers = drawn((each.id for each in solutions), chance)
    rows = [(str(facts.number), numbers[each.id], *row) for each, row in zip(solutions, told, strict=False)]
    found.tables["solutions"] += rows
    note(found, "solutions", facts.number, (*SOLUTION, *OUTCOME), raw, told)


def _outcome(each: SolutionFact, facts: RoundFacts) -> tuple[int, ...]:
    many = len(facts.solutions)
    low, high = facts.total
    width = each.place_high - each.place_low + 1
    return (
        _quarter(each.place, many),
        _quarter(width, many),
        part_of(each.points, facts.total, FIFTHS),
        part_of(each.spread, (Decimal(0), high - low), FIFTHS),
        each.reviews,
    )


def _quarter(number: int, many: int) -> int:
    return min(QUARTERS, -(-QUARTERS * number // many))
