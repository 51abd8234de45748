"""A large assignment: so many solutions and jurors, conflicts of interest, limits and experts by theme, all made up."""

from random import Random

from challenge_hub.judging.rules.capacity import Request

THEMES = 8


def large_request(solutions: int, jurors: int, per_solution: int, *, tight: bool = False) -> Request:
    """One juror in five has a limit, or all of them less than is needed (`tight`); one in fifty knows a given theme,
    and four conflicts of interest come on each solution.
    """
    chance = Random(1)
    ids, names = [f"s{at:05}" for at in range(solutions)], [f"j{at:04}" for at in range(jurors)]
    average = solutions * per_solution // jurors
    caps = {name: average - 2 if tight else average - 5 if at % 5 == 0 else None for at, name in enumerate(names)}
    theme = {one: chance.randrange(THEMES) for one in ids}
    knows = {known: chance.sample(names, max(1, jurors // 50)) for known in range(THEMES)}
    return Request(
        ids,
        caps,
        per_solution,
        frozenset((chance.choice(names), chance.choice(ids)) for _ in range(4 * solutions)),
        frozenset(),
        1,
        frozenset((juror, one) for one in ids for juror in knows[theme[one]]),
    )
