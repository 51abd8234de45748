"""Saving reviews: by the button, by the script that saves while typing, and fifty jurors at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from threading import Barrier
from urllib.parse import urlsplit

import requests
from sqlalchemy import func, select

from bench.at_work import FIRST_SEAT, HALF, JUDGED_CALL, SEATS, SHEETS, sheets_of, signed_in
from bench.rows import WEIGHTS
from bench.servers import Server, a_browser
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Review, Score

WAVES = 5
"""How often fifty jurors save at once; as many sheets of every juror are left alone for it."""

DESK = f"/de/calls/call-{JUDGED_CALL}/desk"
COMMENT = "Gut gelöst, aber die Anmeldung fehlt noch. " * 7


@dataclass(frozen=True)
class Sheet:
    """A review that nobody has saved yet, with what its juror's browser sends."""

    path: str
    cookie: str
    csrf: str

    def filled(self, *, revision: int = 0, points: int = 4) -> dict[str, str]:
        given = {f"points-{key}": str(points) for key in WEIGHTS}
        return {"csrf_token": self.csrf, "revision": str(revision), "comment": COMMENT, "note": "", **given}

    def done(self) -> dict[str, str]:
        return {**self.filled(), "intent": "done"}


@dataclass(frozen=True)
class Desks:
    """The sheets of all jurors but those the first has done: some are saved one by one, the others all at once."""

    alone: Iterator[Sheet]
    at_once: list[list[Sheet]]
    saved_already: int

    def save(self, hub: Server) -> None:
        """The button "Done, next one" on a fresh sheet."""
        sheet = next(self.alone)
        answer = hub.post(sheet.path, sheet.done(), sheet.cookie)
        demand(answer, goes_on(answer))


class Typing:
    """One juror types; the script saves the same sheet again and again."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.revision = sheet, 0

    def save(self, hub: Server) -> None:
        typed = self.sheet.filled(revision=self.revision, points=self.revision % 6)
        answer = hub.post(self.sheet.path, typed, self.sheet.cookie, by_script=True)
        demand(answer, answer.status_code == HTTPStatus.OK)
        self.revision = answer.json()["revision"]


def goes_on(answer: requests.Response) -> bool:
    """What a juror sees after "Done, next one": the next sheet, or the desk."""
    return answer.is_redirect and urlsplit(answer.headers["Location"]).path.startswith(DESK)


def demand(answer: requests.Response, fits: bool) -> None:
    if not fits:
        raise SystemExit(f"A review was not saved: {answer.url} answers {answer.status_code}")


def desks() -> Desks:
    """Inside an app context."""
    devices = [signed_in(FIRST_SEAT + place) for place in range(SEATS)]

    def sheet(place: int, number: int) -> Sheet:
        return Sheet(f"{DESK}/s-{sheets_of(place)[number]}", *devices[place])

    alone = (sheet(place, number) for number in range(SHEETS - WAVES) for place in range(1, SEATS))
    at_once = [[sheet(place, SHEETS - 1 - wave) for place in range(SEATS)] for wave in range(WAVES)]
    return Desks(alone, at_once, saved_already=HALF)


@dataclass(frozen=True)
class Rush:
    """How fifty at once went: CPU of one save in milliseconds, slowest answer in seconds, and how many were refused."""

    cpu: float
    slowest: float
    refused: int


def rush(hub: Server, waves: list[list[Sheet]]) -> Rush:
    """Every wave at the same moment, each juror over a connection of their own."""
    cpu, slowest, refused = [], 0.0, 0
    for sheets in waves:
        gate, before = Barrier(len(sheets)), hub.cpu()
        with ThreadPoolExecutor(len(sheets)) as jurors:
            answers = list(jurors.map(lambda sheet, gate=gate: _at(gate, sheet, hub), sheets))
        cpu.append((hub.cpu() - before) / len(sheets))
        slowest = max(slowest, *(seconds for _, seconds in answers))
        refused += sum(not is_saved for is_saved, _ in answers)
    return Rush(min(cpu), slowest, refused)


def _at(gate: Barrier, sheet: Sheet, hub: Server) -> tuple[bool, float]:
    with a_browser() as browser:
        gate.wait()
        answer = hub.post(sheet.path, sheet.done(), sheet.cookie, browser=browser)
    return goes_on(answer), answer.elapsed.total_seconds()


def reviews_kept() -> tuple[int, int]:
    """Reviews of the round at work, and their points; inside an app context."""
    of_round = select(Round.id).where(Round.call_id == JUDGED_CALL).scalar_subquery()
    reviews = db.session.scalar(select(func.count(Review.id)).where(Review.round_id == of_round)) or 0
    points = select(func.count()).select_from(Score).join(Review, Score.review_id == Review.id)
    scores = db.session.scalar(points.where(Review.round_id == of_round)) or 0
    db.session.rollback()
    return reviews, scores
