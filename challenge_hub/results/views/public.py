"""Results in public: the frozen copy and how it came about."""

from collections.abc import Sequence

from flask import abort, render_template

from challenge_hub.access import Actor, Role
from challenge_hub.calls import queries as calls
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.page_cache import kept
from challenge_hub.infrastructure.pagination import page_number
from challenge_hub.minutes.queries.public import published_editions
from challenge_hub.results import queries
from challenge_hub.results.awarded import published_awards
from challenge_hub.results.models import Publication
from challenge_hub.results.plot import plot_of
from challenge_hub.results.published import Difference, differences, ties_in
from challenge_hub.results.views.blueprint import bp


@bp.get("/calls/<key:slug>/results")
@open_to(Role.ANYONE)
@kept
def show(slug: str) -> str:
    viewer = current_actor()
    call = calls.visible_call(viewer, slug)
    publications = queries.publications_of(viewer, call.id, clock.now())
    if not publications:
        return render_template("results/show.html", call=call, publication=None)
    publication = _asked_for(publications)
    page = queries.ranking_of(viewer, publication.id, number=page_number())
    return render_template(
        "results/show.html",
        call=call,
        publication=publication,
        publications=publications,
        publication_name=asked("publication") or None,
        page=page,
        plot=plot_of(page.items, publication.settings),
        first_by_mean=queries.first_by_mean(viewer, publication.id),
        differences=_differences(viewer, publication, publications),
        ties=ties_in(publication),
        awards=published_awards(viewer, call.id),
        statement=queries.released(call.id),
        minutes=published_editions(viewer, call.id),
    )


@bp.get("/calls/<key:slug>/results/<key:key>")
@open_to(Role.ANYONE)
@kept
def sheets(slug: str, key: str) -> str:
    viewer = current_actor()
    call = calls.visible_call(viewer, slug)
    publication = _asked_for(queries.publications_of(viewer, call.id, clock.now()))
    return render_template(
        "results/sheets.html",
        call=call,
        publication=publication,
        publication_name=asked("publication") or None,
        ranked=queries.published_sheets(viewer, publication.id, key),
    )


@bp.get("/calls/<key:slug>/results/summary")
@open_to(Role.ANYONE)
@kept
def summary(slug: str) -> str:
    """Everything the council papers need on one sheet of paper."""
    viewer = current_actor()
    call = calls.visible_call(viewer, slug)
    publication = _asked_for(queries.publications_of(viewer, call.id, clock.now()))
    return render_template(
        "results/summary.html",
        call=call,
        publication=publication,
        page=queries.ranking_of(viewer, publication.id),
        awards=published_awards(viewer, call.id),
        statement=queries.released(call.id),
    )


def _differences(viewer: Actor, publication: Publication, others: Sequence[Publication]) -> Sequence[Difference]:
    """What a correction changed in the publication before it."""
    of_round = {other.number: other for other in others if other.round_number == publication.round_number}
    before = of_round.get(publication.number - 1)
    return differences(viewer, publication, before) if before else []


def _asked_for(publications: Sequence[Publication]) -> Publication:
    """The publication named as "round.number" in the address; without a name, the one that counts."""
    name = asked("publication")
    found = [p for p in publications if name in ("", f"{p.round_number}.{p.number}")]
    return found[0] if found else abort(404)
