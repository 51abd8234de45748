"""My own order, where the jury is a live one."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.judging.actions import ordering as actions
from challenge_hub.judging.queries.ordering import MyOrder, my_order
from challenge_hub.judging.queries.rooms import Desk, desk_of
from challenge_hub.judging.rules.own_order import may_order
from challenge_hub.judging.rules.reviewing import may_review
from challenge_hub.judging.views.blueprint import asked_round, bp


@bp.get("/calls/<key:slug>/desk/order")
@open_to(Role.SIGNED_IN)
def own_order(slug: str) -> str:
    mine = _desk(slug)
    scoring = may_review(mine.times, mine.now, is_declared=mine.seat.declared_at is not None)
    answer = may_order(mine.round.method, may_score=scoring)
    if answer.reason == "no-own-order":
        raise NotFound
    return render_template("judging/own_order.html", desk=mine, order=my_order(mine), answer=answer)


@bp.post("/calls/<key:slug>/desk/order")
@open_to(Role.SIGNED_IN)
def put_in_order(slug: str) -> Response:
    mine = _desk(slug)
    key, _, place = request.form.get("put", "").partition(":")
    actions.put(mine, _id_of(my_order(mine), key), _number(place), by=mine.viewer, now=mine.now)
    db.session.commit()
    return redirect(url_for(".own_order", slug=slug, _anchor=f"solution-{key}"))


@bp.post("/calls/<key:slug>/desk/order/taken-back")
@open_to(Role.SIGNED_IN)
def take_back_order(slug: str) -> Response:
    mine = _desk(slug)
    actions.take_back(mine, by=mine.viewer, now=mine.now)
    db.session.commit()
    flash(gettext("Your numbers alone count again."), "success")
    return redirect(url_for(".own_order", slug=slug))


def _desk(slug: str) -> Desk:
    return desk_of(current_actor(), slug, clock.now(), asked_round())


def _id_of(order: MyOrder, key: str) -> int:
    return next((line.solution.id for line in order.lines if line.solution.key == key), 0)


def _number(text: str) -> int:
    """A place as it was sent; 0, which no order has, where it is none."""
    return int(text) if text.isdecimal() and len(text) < 6 else 0
