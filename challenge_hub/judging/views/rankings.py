"""The stored ranking as chair and organisers read it, and asking for it anew."""

import secrets

from flask import Response as Download
from flask import flash, json, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.calls.rules.scoring import ESTIMATED
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.downloads import download
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.pagination import page_number
from challenge_hub.judging.actions import rankings as actions
from challenge_hub.judging.queries import history, plans, recomputing, settling
from challenge_hub.judging.queries import rankings as queries
from challenge_hub.judging.queries import sheets as sheet_queries
from challenge_hub.judging.queries.naming import solution_for
from challenge_hub.judging.queries.reading import open_to_reader
from challenge_hub.judging.queries.rooms import criteria_of, jury_room
from challenge_hub.judging.ranking_forms import RecomputeForm
from challenge_hub.judging.spread import Line, plot_of, ranges_of
from challenge_hub.judging.views.blueprint import asked_round, bp
from challenge_hub.judging.ways_out import WAYS
from challenge_hub.judging.why import why as behind
from challenge_hub.results import queries as results

PLACES_ON_A_PAGE = 12
SEED_BITS = 64


@bp.get("/calls/<key:slug>/jury/ranking")
@open_to(Role.SIGNED_IN)
def ranking(slug: str) -> str:
    """The order as it was computed last, with spread. Where the method cannot be applied yet, the page says so."""
    room = jury_room(current_actor(), slug, clock.now(), asked_round())
    seen, number = queries.ranking_seen(room), page_number()
    reopenings = plans.reopenings_of(room)
    if seen.ranking is None:
        return render_template("judging/ranking.html", room=room, seen=seen, page=None, reopenings=reopenings)
    page = queries.places_page(room, seen.ranking, number, size=PLACES_ON_A_PAGE)
    if number > page.pages:
        raise NotFound
    lines = [Line.of(row, seen.ranking.settings["method"]) for row in page.items]
    ranges = ranges_of(lines, page.total)
    wants_points = ranges is None or request.args.get("plot") == "points"
    return render_template(
        "judging/ranking.html",
        room=room,
        seen=seen,
        page=page,
        lines=lines,
        ranges=ranges,
        plot=plot_of(lines, seen.bounds) if wants_points else None,
        ties=settling.ties_seen(room, seen.ranking),
        ways_out=WAYS,
        is_estimated=seen.ranking.settings["method"] in ESTIMATED,
        not_reviewed=queries.not_reviewed_in(room, seen.ranking),
        reopenings=reopenings,
        has_file=recomputing.has_file(seen),
    )


@bp.get("/calls/<key:slug>/jury/ranking/<key:key>/why")
@open_to(Role.SIGNED_IN)
def why(slug: str, key: str) -> str:
    """What stands behind one place, by the numbers of the jurors."""
    room = jury_room(current_actor(), slug, clock.now(), asked_round())
    solution, seen = solution_for(room, key, among=open_to_reader(room)), queries.ranking_seen(room)
    places = queries.stored_places(seen.ranking) if seen.ranking else {}
    place = places.get(solution.id)
    if seen.ranking is None or place is None or place.place is None:
        raise NotFound
    method = seen.ranking.settings["method"]
    line = Line.of(queries.PlaceRow(place, solution), method)
    numbers, criteria = sheet_queries.juror_numbers(room.call.id), criteria_of(room.judged)
    return render_template(
        "judging/why.html",
        room=room,
        seen=seen,
        line=line,
        plot=plot_of([line], seen.bounds),
        method=method,
        is_estimated=method in ESTIMATED,
        why=behind(place, list(places.values()), method=method, numbers=numbers, criteria=criteria),
    )


@bp.get("/calls/<key:slug>/jury/ranking-versions")
@open_to(Role.SIGNED_IN)
def versions(slug: str) -> str:
    """Every lasting version with its reason, and which places it changed."""
    room = jury_room(current_actor(), slug, clock.now(), asked_round())
    return render_template("judging/versions.html", room=room, versions=history.versions_for(room))


@bp.get("/calls/<key:slug>/jury/ranking-version/recompute.json")
@open_to(Role.SIGNED_IN)
def recompute_file(slug: str) -> Download:
    """All that the newest version was made from, for `challenge-hub recompute`; numbers are drawn for each file."""
    room = jury_room(current_actor(), slug, clock.now(), asked_round())
    is_out = results.has_results(room.viewer, room.call.id, room.now)
    found = recomputing.file_for(room, seed=secrets.randbits(SEED_BITS), results_are_out=is_out)
    written = json.dumps(found, indent=1, ensure_ascii=False)
    name = f"ranking-{slug}-round-{room.judged.number}.json"
    return download(f"{written}\n", name, "application/json", cache="private, no-store")


@bp.route("/calls/<key:slug>/jury/ranking-version", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def recompute(slug: str) -> str | Response | tuple[str, int]:
    """Ask for the ranking anew; after the end of the round with a reason."""
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now(), asked_round())
    form = RecomputeForm()
    form.needs_reason = room.judged.closed_at is not None
    if form.validate_on_submit():
        actions.compute_again(room, reason=form.reason.data or "", by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("The ranking is being computed. Reload the page in a few seconds."), "success")
        return redirect(url_for(".ranking", slug=slug))
    return render_template("judging/recompute.html", room=room, form=form), 422 if form.errors else 200
