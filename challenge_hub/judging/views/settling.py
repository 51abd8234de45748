"""Too close to call: the tie group at a prize boundary, and the way out that chair or organisers choose."""

import secrets

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than it

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.asked import asked_number
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.typed import whole
from challenge_hub.judging.actions import settling as actions
from challenge_hub.judging.queries.rankings import RankingSeen, ranking_seen
from challenge_hub.judging.queries.rooms import JuryRoom, jury_room
from challenge_hub.judging.queries.settling import Tie, knows_all, ties_seen
from challenge_hub.judging.rules.settling import FEWEST_REVIEWS, WayOut
from challenge_hub.judging.settled import TieDecision
from challenge_hub.judging.settling_forms import SettleForm
from challenge_hub.judging.views.blueprint import asked_round, bp
from challenge_hub.judging.ways_out import WAYS
from challenge_hub.results import queries as results

SEED_BITS = 31
THEME = "theme"
"""The word of the query for the theme (id) whose prize it is about."""


@bp.route("/calls/<key:slug>/jury/ranking-ties/<int:after>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def settle(slug: str, after: int) -> str | Response | tuple[str, int]:
    """Who cannot be told apart around a place, and the choice between three ways."""
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now(), asked_round())
    seen, tie = _tie(room, asked_number(THEME), after)
    form = SettleForm(reviews=FEWEST_REVIEWS, shown=seen.ranking.id if seen.ranking else "")
    form.time_zone = room.call.time_zone
    form.chosen.choices = [SelectChoice(one.id, plain(one.title)) for one in tie.group]
    if form.validate_on_submit():
        choice, shown = form.choice(), whole(form.shown.data or "")
        is_out = results.has_results(viewer, room.call.id, room.now)
        seed, now = secrets.randbits(SEED_BITS), room.now
        row = actions.settle(
            room, seen, tie, choice, shown=shown, seed=seed, results_are_out=is_out, by=viewer, now=now
        )
        db.session.commit()
        return _answer(slug, row)
    may_choose = seen.ranking is not None and knows_all(seen.ranking)
    page = render_template("judging/settle.html", room=room, tie=tie, form=form, may_choose=may_choose, ways=WAYS)
    return page, 422 if form.errors else 200


def _answer(slug: str, row: TieDecision) -> Response:
    """Further reviews are a plan that waits to be looked at."""
    if row.way == WayOut.FURTHER_REVIEWS:
        flash(gettext("The reviews are planned. Look at the plan before you publish it."), "success")
        return redirect(url_for(".plan", slug=slug, round=row.final_round))
    flash(gettext("The way out is recorded with its reason."), "success")
    return redirect(url_for(".ranking", slug=slug))


def _tie(room: JuryRoom, theme: int | None, after: int) -> tuple[RankingSeen, Tie]:
    """A prize boundary of the reader's own ranking that is too close; anything else is not there."""
    seen = ranking_seen(room)
    for tie in ties_seen(room, seen.ranking) if seen.ranking else ():
        if (tie.theme.id, tie.after) == (theme, after) and tie.is_too_close:
            return seen, tie
    raise NotFound
