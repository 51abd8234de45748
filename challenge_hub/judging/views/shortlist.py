"""The shortlist of a round: shown before it is filled, taken back while nothing is given out, told to the teams."""

from collections.abc import Collection

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.deliberation.queries.shortlisting import shortlists_resolved
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.typed import SelectChoice
from challenge_hub.judging.actions import shortlist as actions
from challenge_hub.judging.queries import shortlist as queries
from challenge_hub.judging.queries.rooms import JuryRoom, jury_room
from challenge_hub.judging.queries.tandem import municipality_chooses
from challenge_hub.judging.rules.shortlist import chosen, mark_of_list
from challenge_hub.judging.shortlist_forms import ShortlistForm
from challenge_hub.judging.views.blueprint import bp


@bp.route("/calls/<key:slug>/jury/rounds/<int:number>/shortlist", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def shortlist(slug: str, number: int) -> str | Response | tuple[str, int]:
    """Look at what a way of choosing does; sent once more with the mark of what was shown, it is done."""
    room, before = _rooms(slug, number)
    standings, listed = queries.standings_of(before.judged), queries.chosen_in(room.judged)
    form = ShortlistForm(data={"solutions": list(listed)})
    lines = queries.lines_for(before, standings or [], listed)
    form.solutions.choices = [SelectChoice(line.solution.id, plain(line.solution.title)) for line in lines]
    has_conflict = len(lines) < len(standings or [])
    may_look = standings is not None and not has_conflict
    wanted = form.wanted() if may_look and form.validate_on_submit() else None
    if wanted is not None and form.shown.data:
        actions.fill_shortlist(room, before, wanted, shown=form.shown.data, by=room.viewer, now=room.now)
        db.session.commit()
        flash(gettext("The shortlist is filled. The teams do not know yet."), "success")
        return redirect(url_for(".shortlist", slug=slug, number=number))
    found: Collection[int] = listed if wanted is None else chosen(standings or [], wanted)
    facts = {"room": room, "before": before, "form": form, "lines": lines, "listed": listed, "found": found}
    page = render_template(
        "judging/shortlist.html",
        **facts,
        municipality_chooses=municipality_chooses(room.judged),
        preview=mark_of_list(found) if wanted else None,
        cannot_rank=standings is None,
        is_behind=queries.is_behind(before.judged),
        has_conflict=has_conflict,
        in_use=queries.is_in_use(room.judged),
        resolved=shortlists_resolved(before),
    )
    return page, 422 if form.errors else 200


@bp.post("/calls/<key:slug>/jury/rounds/<int:number>/shortlist/removal")
@open_to(Role.SIGNED_IN)
def empty_shortlist(slug: str, number: int) -> Response:
    room, _before = _rooms(slug, number)
    actions.empty_shortlist(room, by=room.viewer, now=room.now)
    db.session.commit()
    flash(gettext("The shortlist is empty again."), "success")
    return redirect(url_for(".shortlist", slug=slug, number=number))


@bp.post("/calls/<key:slug>/jury/rounds/<int:number>/shortlist/mails")
@open_to(Role.SIGNED_IN)
def tell_teams(slug: str, number: int) -> Response:
    room, before = _rooms(slug, number)
    told = actions.tell_teams(room, before, by=room.viewer, now=room.now)
    db.session.commit()
    flash(ngettext("%(num)s team gets a mail.", "%(num)s teams get a mail.", told), "success")
    return redirect(url_for(".shortlist", slug=slug, number=number))


def _rooms(slug: str, number: int) -> tuple[JuryRoom, JuryRoom]:
    """The room at this round and at the one before, for organisers and chair; the first round has no shortlist."""
    room = jury_room(current_actor(), slug, clock.now(), number)
    return room, queries.room_before(room)
