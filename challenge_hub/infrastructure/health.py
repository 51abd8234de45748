"""/healthz: whether this process can answer and reach its database. For machines; says nothing else."""

from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from challenge_hub.access import Role
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import open_to


def prepare_health(app: Flask) -> None:
    @app.get("/healthz")
    @open_to(Role.ANYONE)
    def healthz() -> tuple[str, int, dict[str, str]]:
        plain = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
        try:
            db.session.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return "database unreachable\n", 503, plain
        return "ok\n", 200, plain
