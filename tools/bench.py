"""make bench: statements, CPU beside a bare Flask app, and bytes of pages and acts, at 300 and at 6,000 solutions.

CPU is that of the server's processes for one request, divided by the same of the bare app under the same server in
the same run, so that the figure says the same on a slow machine as on a fast one. Of all rounds the least disturbed
one counts, for the page as for the bare app. Exits with 1 over any limit.
"""

import argparse
import re
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import large_data
from bench import at_work
from bench.pages import REVIEW_DONE, REVIEW_TYPED, REVIEWS_AT_ONCE, Figures, PageAsked, Weight, pages_asked
from bench.report import report
from bench.rows import WEIGHTS
from bench.saving import WAVES, Desks, Typing, desks, reviews_kept, rush
from bench.servers import Server, running
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import Engine, create_engine, event, make_url, text

from challenge_hub.app import create_app
from challenge_hub.infrastructure.db import db
from challenge_hub.settings import Settings

SIZES = (300, 6000)
FEWEST = 2  # rounds, however busy the machine is
HELLO_TIMES, CACHED_TIMES = 40, 20
SECONDS = 60.0  # for one size; after that, and the fewest rounds, no new round begins
DEAR = 1000.0  # milliseconds of CPU for one request: the fewest rounds are enough


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one size, few rounds: for a look, not for a claim")
    parser.add_argument("--database", help="postgresql://… where a database may be made; left out: SQLite")
    parser.add_argument("--rounds", type=int, default=5, help="how often each page is measured, if time allows")
    options = parser.parse_args()
    sizes, rounds = ((SIZES[0],), 3) if options.quick else (SIZES, options.rounds)
    found = {size: measured(size, options.database, rounds) for size in sizes}
    return report(found)


@dataclass(frozen=True)
class Prepared:
    """The app with its database filled, what was counted in this process, and the sheets to fill."""

    app: Flask
    statements: dict[PageAsked, int]
    desks: Desks


def measured(size: int, server: str | None, rounds: int) -> dict[PageAsked, Figures]:
    """All pages and acts at one size, in a database made for it and removed afterwards."""
    with tempfile.TemporaryDirectory() as folder, throw_away_database(server, Path(folder)) as url:
        environment = {
            "SECRET_KEY": secrets.token_urlsafe(48),
            "BASE_URL": "http://localhost:8000",
            "DATA_DIR": folder,
            "DATABASE_URL": url,
            "OPERATOR_NAME": "Example operator",
        }
        app = create_app(Settings.model_validate({key.lower(): value for key, value in environment.items()}))
        ready = prepared(app, size)
        with (
            running("bench.hello:create_app", {}) as hello,
            running("challenge_hub.app:create_app", environment) as hub,
        ):
            return figures(ready, hello, hub, rounds)


@contextmanager
def throw_away_database(server: str | None, folder: Path) -> Iterator[str]:
    if server is None:
        yield f"sqlite:///{folder / 'bench.sqlite3'}"
        return
    name = f"hub_bench_{secrets.token_hex(4)}"
    engine = create_engine(make_url(server), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        try:
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def prepared(app: Flask, size: int) -> Prepared:
    """Fill the database; count the statements of every page and act in this process, with everything built."""
    with app.app_context():
        upgrade()
        with db.engine.begin() as connection:
            at_work.fill(large_data.fill(connection, size), datetime.now(UTC))
        large_data.publish_results()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
        pages, sheets = pages_asked(), desks()
        engine = db.engine
    # Outside of that context, for each request is to find out itself who asks.
    counts = {page: statements_of(app, engine, asking(page)) for page in pages}
    counts |= statements_of_saving(app, engine, sheets)
    engine.dispose()
    return Prepared(app, counts, sheets)


def asking(page: PageAsked) -> Callable[[FlaskClient], int]:
    """Built, as it is for whoever sends a cookie."""

    def ask(client: FlaskClient) -> int:
        answer = client.get(page.path, headers={"Cookie": page.cookie})
        if answer.status_code != 200:
            raise SystemExit(f"{page.name} ({page.path}) answers {answer.status_code}")
        return answer.status_code

    return ask


def statements_of_saving(app: Flask, engine: Engine, sheets: Desks) -> dict[PageAsked, int]:
    """Of a fresh sheet by the button, and of one saved already by the script."""
    fresh, typed = next(sheets.alone), next(sheets.alone)

    def post(client: FlaskClient, path: str, data: dict[str, str], **headers: str) -> None:
        status = client.post(path, data=data, headers=headers).status_code
        if status >= 400:
            raise SystemExit(f"{path} answers {status} when a review is saved")

    def done(client: FlaskClient) -> None:
        post(client, fresh.path, fresh.done(), Cookie=fresh.cookie)

    def type_on(client: FlaskClient, revision: int) -> None:
        headers = {"Cookie": typed.cookie, "X-Autosave": "1"}
        post(client, typed.path, typed.filled(revision=revision, points=revision), **headers)

    type_on(app.test_client(use_cookies=False), 0)
    by_button = statements_of(app, engine, done)
    by_script = statements_of(app, engine, lambda client: type_on(client, 1))
    return {REVIEW_DONE: by_button, REVIEW_TYPED: by_script, REVIEWS_AT_ONCE: by_button}


def statements_of(app: Flask, engine: Engine, ask: Callable[[FlaskClient], object]) -> int:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    ask(app.test_client(use_cookies=False))
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def figures(ready: Prepared, hello: Server, hub: Server, rounds: int) -> dict[PageAsked, Figures]:
    """Go round all pages and acts, the bare app before each, so that a busy minute meets them all alike."""
    pages = [page for page in ready.statements if page.path]
    weights = {page: weight(page, hub) for page in pages}
    typing = Typing(next(ready.desks.alone))
    asks: dict[PageAsked, Callable[[], object]] = {page: built_by(hub, page) for page in pages}
    asks |= {REVIEW_DONE: lambda: ready.desks.save(hub), REVIEW_TYPED: lambda: typing.save(hub)}
    units: list[float] = []
    built: dict[PageAsked, list[float]] = {page: [] for page in asks}
    cached: dict[PageAsked, list[float]] = {page: [] for page in pages if page.is_public}
    hello.get("/")
    end, gone = time.monotonic() + SECONDS, 0
    while gone < rounds and (gone < FEWEST or time.monotonic() < end):
        gone += 1
        for page, ask in asks.items():
            units.append(hello.cpu_per_request(lambda: hello.get("/"), HELLO_TIMES))
            if len(built[page]) >= FEWEST and min(built[page]) > DEAR:
                continue
            built[page].append(hub.cpu_per_request(ask, page.times))
            if page in cached:
                cached[page].append(hub.cpu_per_request(kept_by(hub, page), CACHED_TIMES))
    # Neighbours only ever add to CPU time, so the least disturbed round counts; of the bare app, which is asked
    # once for each page, the one as rarely undercut.
    unit = sorted(units)[len(units) // gone]
    kept = {page: min(cached[page]) / unit for page in cached}
    found = {
        page: Figures(ready.statements[page], min(built[page]) / unit, kept.get(page), weights.get(page))
        for page in asks
    }
    return found | {REVIEWS_AT_ONCE: rush_of(ready, hub, unit)}


def built_by(hub: Server, page: PageAsked) -> Callable[[], object]:
    return lambda: hub.get(page.path, page.cookie)


def kept_by(hub: Server, page: PageAsked) -> Callable[[], object]:
    return lambda: hub.get(page.path)


def rush_of(ready: Prepared, hub: Server, unit: float) -> Figures:
    """Fifty jurors at once: every answer the one a juror expects, and everything in the database afterwards."""
    with ready.app.app_context():
        reviews, scores = reviews_kept()
        found = rush(hub, ready.desks.at_once)
        more_reviews, more_scores = reviews_kept()
        db.engine.dispose()
    expected = WAVES * at_work.SEATS
    points = len(WEIGHTS)
    faults = [f"{found.refused} of {expected} refused"] if found.refused else []
    if (more_reviews - reviews, more_scores - scores) != (expected, expected * points):
        faults.append(f"{more_reviews - reviews} of {expected} kept")
    print(f"{expected} reviews, {at_work.SEATS} at once: slowest answer {found.slowest:.2f} s", file=sys.stderr)
    return Figures(ready.statements[REVIEWS_AT_ONCE], found.cpu / unit, faults_seen=tuple(faults))


def weight(page: PageAsked, hub: Server) -> Weight:
    """A public page has to be the same with a cookie as without."""
    body = hub.get(page.path, page.cookie).text
    if page.is_public and without_clock(hub.get(page.path).text) != without_clock(body):
        raise SystemExit(f"{page.path} differs with a cookie; built and kept pages would not be the same thing")
    html, others = len(body.encode()), loaded_with(body)
    return Weight(html, html + sum(hub.bytes_sent(path) for path in others), 1 + len(others))


def without_clock(body: str) -> str:
    """The page without the moment it was made at, which its last line states for the printer."""
    return re.sub(r"\d\d:\d\d", "", body)


def loaded_with(body: str) -> set[str]:
    """Addresses a browser fetches with the page: style sheets, icon, scripts, images."""
    links = re.findall(r"<link[^>]*>", body)
    wanted = [link for link in links if re.search(r'rel="(stylesheet|icon|preload|modulepreload)"', link)]
    parts = wanted + re.findall(r"<(?:script|img)[^>]*src=[^>]*>", body)
    return {address for part in parts for address in re.findall(r'(?:href|src)="([^"]+)"', part)}


if __name__ == "__main__":
    sys.exit(main())
