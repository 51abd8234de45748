"""make bench: statements, CPU beside a bare Flask app, and bytes of every public page, at 300 and at 6,000 solutions.

CPU is that of the server's processes for one request, divided by the same of the bare app under the same server in
the same run, so that the figure says the same on a slow machine as on a fast one. Of all rounds the least disturbed
one counts, for the page as for the bare app. Exits with 1 over any limit.
"""

import argparse
import re
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import large_data
from bench.pages import Figures, PageAsked, pages_asked
from bench.servers import Server, running
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, event, make_url, text

from challenge_hub.app import create_app
from challenge_hub.infrastructure.db import db
from challenge_hub.settings import Settings

SIZES = (300, 6000)
HELLO_TIMES, BUILT_TIMES, CACHED_TIMES = 100, 25, 60
COLUMNS = "{:24}{:>10} {:>6}{:>8}{:>8}{:>9}{:>9}{:>5}  {}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one size, few rounds: for a look, not for a claim")
    parser.add_argument("--database", help="postgresql://… where a database may be made; left out: SQLite")
    parser.add_argument("--rounds", type=int, default=7, help="how often each page is measured")
    options = parser.parse_args()
    sizes, rounds = ((SIZES[0],), 3) if options.quick else (SIZES, options.rounds)
    found = {size: measured(size, options.database, rounds) for size in sizes}
    return report(found)


def measured(size: int, server: str | None, rounds: int) -> dict[PageAsked, Figures]:
    """All pages at one size, in a database made for it and removed afterwards."""
    with tempfile.TemporaryDirectory() as folder, throw_away_database(server, Path(folder)) as url:
        environment = {
            "SECRET_KEY": secrets.token_urlsafe(48),
            "BASE_URL": "http://localhost:8000",
            "DATA_DIR": folder,
            "DATABASE_URL": url,
            "OPERATOR_NAME": "Example operator",
        }
        app = create_app(Settings.model_validate({key.lower(): value for key, value in environment.items()}))
        statements = prepared(app, size)
        with (
            running("bench.hello:create_app", {}) as hello,
            running("challenge_hub.app:create_app", environment) as hub,
        ):
            return figures(statements, hello, hub, rounds)


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


def prepared(app: Flask, size: int) -> dict[PageAsked, int]:
    """Fill the database; count the statements of every page in this process, with everything built."""
    with app.app_context():
        upgrade()
        with db.engine.begin() as connection:
            large_data.fill(connection, size)
        large_data.publish_results()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
        pages = pages_asked()
        db.session.remove()
        counts = {page: statements_of(app, page.path) for page in pages}
        db.engine.dispose()
    return counts


def statements_of(app: Flask, path: str) -> int:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    answer = app.test_client().get(path)
    event.remove(db.engine, "before_cursor_execute", note)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}")
    return len(seen)


def figures(statements: dict[PageAsked, int], hello: Server, hub: Server, rounds: int) -> dict[PageAsked, Figures]:
    """Go round all pages, the bare app before each, so that a busy minute of the machine meets them all alike."""
    weights = {page: weight(page, hub) for page in statements}
    hello.get("/")
    units: list[float] = []
    built: dict[PageAsked, list[float]] = {page: [] for page in statements}
    cached: dict[PageAsked, list[float]] = {page: [] for page in statements}
    for _ in range(rounds):
        for page in statements:
            units.append(hello.cpu_per_request("/", HELLO_TIMES))
            built[page].append(hub.cpu_per_request(page.path, BUILT_TIMES, cookie=True))
            cached[page].append(hub.cpu_per_request(page.path, CACHED_TIMES))
    # Neighbours only ever add to CPU time, so the least disturbed round counts; of the bare app, which is asked
    # once for each page, the one as rarely undercut.
    unit = sorted(units)[len(units) // rounds]
    return {
        page: Figures(number, min(built[page]) / unit, min(cached[page]) / unit, *weights[page])
        for page, number in statements.items()
    }


def weight(page: PageAsked, hub: Server) -> tuple[int, int, int]:
    """Bytes of HTML, bytes and requests of a first visit. The page has to be the same with a cookie as without."""
    body = hub.get(page.path).text
    if without_clock(hub.get(page.path, cookie=True).text) != without_clock(body):
        raise SystemExit(f"{page.path} differs with a cookie; built and kept pages would not be the same thing")
    html, others = len(body.encode()), loaded_with(body)
    return html, html + sum(hub.bytes_sent(path) for path in others), 1 + len(others)


def without_clock(body: str) -> str:
    """The page without the moment it was made at, which its last line states for the printer."""
    return re.sub(r"\d\d:\d\d", "", body)


def loaded_with(body: str) -> set[str]:
    """Addresses a browser fetches with the page: style sheets, icon, scripts, images."""
    links = re.findall(r"<link[^>]*>", body)
    wanted = [link for link in links if re.search(r'rel="(stylesheet|icon|preload|modulepreload)"', link)]
    parts = wanted + re.findall(r"<(?:script|img)[^>]*src=[^>]*>", body)
    return {address for part in parts for address in re.findall(r'(?:href|src)="([^"]+)"', part)}


def report(found: dict[int, dict[PageAsked, Figures]]) -> int:
    """Print one table; the statement counts of a page are compared across sizes by the page's name."""
    titles = ("stmts", "built", "cached", "html", "first", "reqs", "")
    head = COLUMNS.format("page", "solutions", *titles)
    print(head + "\n" + "-" * len(head))
    grown = growing(found)
    passed = True
    for size, pages in found.items():
        for page, figure in pages.items():
            faults = figure.faults(page) + (["statements grow"] if page.name in grown else [])
            passed = passed and not faults
            verdict = "FAIL " + ", ".join(faults) if faults else "PASS"
            ratios = (f"{figure.built:.1f}×", f"{figure.cached:.1f}×")
            weights = (f"{figure.html:,}", f"{figure.first_visit:,}", figure.requests)
            print(COLUMNS.format(page.name, f"{size:,}", figure.statements, *ratios, *weights, verdict))
    print("\nbuilt, cached: CPU of one request beside a bare Flask app; html and first visit in bytes.")
    print("PASS" if passed else "FAIL")
    return 0 if passed else 1


def growing(found: dict[int, dict[PageAsked, Figures]]) -> set[str]:
    """Pages whose number of statements is not the same at every size."""
    counts: dict[str, set[int]] = {}
    for pages in found.values():
        for page, figure in pages.items():
            counts.setdefault(page.name, set()).add(figure.statements)
    return {name for name, different in counts.items() if len(different) > 1}


if __name__ == "__main__":
    sys.exit(main())
