"""Calls: in public, and by those who organise them."""

from typing import Any

from tests.cast import World

ROWS = """
# method endpoint own/foreign    visitor stranger member lead officer juror chair organiser operator
GET  calls.index           own       200 *
GET  calls.show            own       200 *
GET  calls.show            foreign   200 *
GET  calls.notices         own       200 *
GET  calls.notices         foreign   200 *
GET  calls.conduct         own       404 *
GET  calls.conduct         foreign   404 *
GET  calls.terms           own       404 *
GET  calls.terms           foreign   404 *
GET  calls.new             own       302 200 200 200 200 200 200 200 200
POST calls.new             own       403 403 403 403 422 403 403 422 403
GET  calls.organise        own       302 404 404 404 404 404 404 200 404
GET  calls.organise        foreign   302 404 404 404 404 404 404 404 404
GET  calls.history         own       302 404 404 404 404 404 404 200 404
GET  calls.history         foreign   302 404 404 404 404 404 404 404 404
GET  calls.edit            own       302 404 404 404 404 404 404 200 404
GET  calls.edit            foreign   302 404 404 404 404 404 404 404 404
POST calls.edit            own       403 404 404 404 404 404 404 422 404
POST calls.edit            foreign   403 404 404 404 404 404 404 404 404
GET  calls.publish         own       302 404 404 404 404 404 404 200 404
GET  calls.publish         foreign   302 404 404 404 404 404 404 404 404
POST calls.publish         own       403 404 404 404 404 404 404 403 404
POST calls.publish         foreign   403 404 404 404 404 404 404 404 404
GET  calls.stop            own       302 404 404 404 404 404 404 200 404
GET  calls.stop            foreign   302 404 404 404 404 404 404 404 404
POST calls.stop            own       403 404 404 404 404 404 404 422 404
POST calls.stop            foreign   403 404 404 404 404 404 404 404 404
GET  calls.drop            own       302 404 404 404 404 404 404 200 404
GET  calls.drop            foreign   302 404 404 404 404 404 404 404 404
POST calls.drop            own       403 404 404 404 404 404 404 403 404
POST calls.drop            foreign   403 404 404 404 404 404 404 404 404
"""


def arguments(world: World, endpoint: str) -> dict[str, Any]:
    call = {} if endpoint in ("calls.index", "calls.new") else {"slug": world.call.slug}
    more = {"calls.edit": {"section": "texts"}, "calls.stop": {"what": "suspension"}}
    return {**call, **more.get(endpoint, {})}
