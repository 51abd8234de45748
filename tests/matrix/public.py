"""Pages without an account."""

from typing import Any

from tests.cast import World

ROWS = """
# method endpoint own/foreign    visitor stranger member lead officer juror chair organiser operator
GET  start                 own       302 *
GET  static                own       200 *
GET  asset                 own       404 *
GET  healthz               own       200 *
GET  security_contact      own       200 *
GET  pages.home            own       200 *
GET  pages.imprint         own       200 *
GET  pages.privacy         own       200 *
GET  pages.accessibility   own       200 *
GET  pages.barrier         own       200 *
POST pages.barrier         own       422 *
GET  pages.barrier_received own      200 *
GET  pages.me              own       302 200 200 200 200 200 200 200 200
GET  accounts.sign_in      own       200 *
POST accounts.sign_in      own       422 *
POST accounts.sign_out     own       302 *
GET  solutions.index       own       200 *
GET  solutions.show        own       404 *
GET  solutions.show        foreign   404 *
GET  solutions.file        own       404 *
GET  solutions.file        foreign   404 *
"""


def arguments(world: World, endpoint: str) -> dict[str, Any]:
    call, key = {"slug": world.call.slug}, {"key": world.solution.key}
    return {
        "asset": {"fingerprint": "0", "name": "hub.css"},
        "static": {"filename": "img/favicon.svg"},
        "solutions.show": {**call, **key},
        "solutions.file": {**call, **key, "sha256": "0" * 64},
    }.get(endpoint, {})
