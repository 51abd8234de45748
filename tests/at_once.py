"""Several people who do the same at once, each in a transaction of their own; with the fixture `own_app`."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from challenge_hub.access import Refused
from challenge_hub.infrastructure.db import db

AT_ONCE = 4


def all_at_once(app: Flask, act: Callable[[int], str]) -> list[str]:
    """What became of the same act in several threads, each with a transaction of its own."""
    barrier = Barrier(AT_ONCE)

    def one(number: int) -> str:
        with app.app_context():
            barrier.wait(10)
            try:
                result = act(number)
                db.session.commit()
            except Refused as refused:
                db.session.rollback()
                result = refused.reason
            return result

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sorted(pool.map(one, range(AT_ONCE)))
