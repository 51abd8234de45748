"""A ballot in the hand of whoever holds it: no account, a page for a phone, one choice that counts once."""

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.accounts.throttling import BALLOT_FROM, slow_down, was_good
from challenge_hub.calls.labels import DECIDERS
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.infrastructure.guards import open_to
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.typed import SelectChoice
from challenge_hub.voting.actions.casting import cast
from challenge_hub.voting.forms import CodeForm, ballot_form
from challenge_hub.voting.queries.ballots import offered_on, paper_of
from challenge_hub.voting.rules import may_cast, tidied
from challenge_hub.voting.views.blueprint import Answer, bp


@bp.route("/ballots", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def enter() -> Response | Answer:
    """Type the code of a ballot. Wrong codes are counted by network; a good one does not count."""
    form, now = CodeForm(), clock.now()
    if form.validate_on_submit():
        slow_down(BALLOT_FROM, now=now)
        word = tidied(str(form.code.data))
        if paper_of(word) is not None:
            was_good(BALLOT_FROM, now=now)
            db.session.commit()
            return redirect(url_for(".ballot", word=word))
        form.code.errors = [sentence_for("ballot-unknown")]
    return render_template("voting/enter.html", form=form), 422 if form.errors else 200


@bp.route("/ballots/<word>", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def ballot(word: str) -> Response | Answer:
    """Choose, look at it once more, cast. Who taps twice has voted once."""
    paper, now = paper_of(word), clock.now()
    if paper is None:
        raise NotFound
    answer, offered = paper.answer(now), offered_on(paper)
    form = ballot_form(paper.vote.most_choices, [SelectChoice(one.id, plain(one.title)) for one in offered])
    step = request.form.get("step", "")
    is_good = bool(answer) and step in ("look", "cast") and form.validate_on_submit()
    fits = may_cast(form.ids(), offered=[one.id for one in offered], most=paper.vote.most_choices)
    if is_good and not fits:
        form.chosen.errors = [sentence_for(fits.reason or "")]
    elif is_good and step == "cast":
        cast(paper, form.ids(), now=now)
        db.session.commit()
        return redirect(url_for(".ballot", word=word))
    page = render_template(
        "voting/ballot.html",
        paper=paper,
        word=word,
        answer=answer,
        pitches={one.id: plain(one.pitch) for one in offered},
        form=form,
        chosen=[one for one in offered if one.id in form.ids()] if is_good and fits else [],
        deciders=DECIDERS,
    )
    return page, _code(bool(answer), bool(form.errors))


def _code(may_vote: bool, has_errors: bool) -> int:
    if request.method == "POST" and not may_vote:
        return 403
    return 422 if has_errors else 200
