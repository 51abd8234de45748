"""Awards: prepared by one, released by another."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs

from challenge_hub.access import Role
from challenge_hub.calls.decision_forms import missing_reason
from challenge_hub.calls.labels import DECIDERS
from challenge_hub.calls.models import Call, Prize
from challenge_hub.calls.rules.conditions import Decider
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import LANGUAGES, db
from challenge_hub.infrastructure.guards import current_actor, open_to, proved_lately
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.text import sources
from challenge_hub.judging.queries import comments_of
from challenge_hub.results import preparing, queries, releases, room
from challenge_hub.results.decisions import confirmed_for
from challenge_hub.results.forms import AwardForm, AwardsForm, FeedbackForm, ReleaseForm, SendBackForm, award_forms
from challenge_hub.results.models import Award, Release
from challenge_hub.results.proposed import reasons
from challenge_hub.results.proposing import Proposals, proposals_for
from challenge_hub.results.rules import Choice
from challenge_hub.results.views.blueprint import bp
from challenge_hub.results.voted import proposed_by, voted_in


@bp.route("/calls/<key:slug>/awards", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def awards(slug: str) -> str | Response | tuple[str, int]:
    """Put down the awards, as often as it takes."""
    viewer = current_actor()
    call = room.call_to_award(viewer, slug)
    judged, release = room.round_of(call), preparing.open_release(call.id)
    prizes = preparing.prizes_of(call.id)
    decided = confirmed_for(call.id) if _decided_elsewhere(prizes) else ()
    elsewhere = {row.prize_id: name for row, name in decided}
    candidates = room.candidates_for(viewer, judged, [prize for prize in prizes if prize.id not in elsewhere])
    form, proposed = AwardsForm(data=_typed(call, release)), proposals_for(viewer, call, judged, prizes, candidates)
    said = {id_: reasons(one, call.time_zone) for id_, one in proposed.by_prize.items()}
    voted = voted_in(viewer, call, clock.now()) if _decided_elsewhere(prizes) else {}
    parts = _parts(release, prizes, candidates, proposed, said, proposed_by(voted))
    if form.is_submitted() and _all_good(call, form, parts, _decided_elsewhere(prizes) - set(voted)):
        typed = [choice for prize_id, part in parts.items() for choice in part.choices_of(prize_id)]
        bound = [Choice(row.prize_id, row.solution_id, row.reason, row.how, None, name) for row, name in decided]
        choices = [*typed, *bound]
        words, day = form.texts("statement"), _noon(call, form)
        releases.edit_awards(call, judged, choices, statement=words, decided_at=day, by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("The awards are saved. Look at them once more before you hand them over."), "success")
        return redirect(url_for(".release", slug=slug))
    page = {"call": call, "judged": judged, "prizes": prizes, "parts": parts, "form": form, "open_release": release}
    page |= {"computed": room.computed(judged), "candidates": candidates, "elsewhere": elsewhere}
    page |= {"proposals": proposed, "said": said, "voted": voted}
    has_errors = form.errors or any(part.errors for part in parts.values())
    return render_template(
        "results/awards.html", **page, deciders=DECIDERS, released=queries.released(call.id)
    ), 422 if has_errors else 200


def _parts(
    release: Release | None,
    prizes: Sequence[Prize],
    candidates: Mapping[int, room.Candidates],
    proposed: Proposals,
    said: Mapping[int, Mapping[str, str]],
    by_vote: Mapping[int, tuple[Sequence[int], Mapping[str, str]]],
) -> dict[int, AwardForm]:
    """A part for each prize, filled with what was saved, or before anything was with what the ranking says; what was
    voted upon later than that, with what the vote says.
    """
    given = preparing.awards_of(release.id) if release else []
    filled = {
        id_: ([line.solution_id for line in one.solutions], said[id_])
        for id_, one in proposed.by_prize.items()
        if said[id_] and release is None
    }
    return award_forms(
        {
            id_: [(line.solution_id, _offered(line, with_place=not proposed.is_barred)) for line in one.lines]
            for id_, one in candidates.items()
        },
        {prize.id: [award for award in given if award.prize_id == prize.id] for prize in prizes},
        {**filled, **by_vote},
    )


def _typed(call: Call, release: Release | None) -> dict[str, object]:
    if release is None:
        return {}
    words = sources(release.statement)
    day = release.decided_at and release.decided_at.astimezone(ZoneInfo(call.time_zone)).date()
    return {"decided_on": day, **{f"statement_{language}": words.get(language, "") for language in LANGUAGES}}


def _offered(line: room.Ranked, *, with_place: bool) -> str:
    """Without places for somebody from whom a solution is hidden: a gap would tell where it stands."""
    place = line.standing.place if line.standing and with_place else None
    named = gettext("Place %(place)s: %(title)s", place=place, title=plain(line.title))
    return named if place else plain(line.title)


def _noon(call: Call, form: AwardsForm) -> datetime:
    return datetime.combine(form.decided_on.data or clock.now().date(), time(12), ZoneInfo(call.time_zone)).astimezone(
        UTC
    )


def _decided_elsewhere(prizes: Sequence[Prize]) -> set[int]:
    """The prizes (ids) that somebody else than the jury decides about."""
    return {prize.id for prize in prizes if prize.decider not in (None, Decider.JURY)}


def _all_good(call: Call, form: AwardsForm, parts: Mapping[int, AwardForm], elsewhere: Collection[int]) -> bool:
    good = all([form.validate(), *(part.validate() for part in parts.values())])
    for prize_id, part in parts.items():
        if part.choices_of(prize_id) and call.language not in part.texts("reason"):
            part[f"reason_{call.language}"].errors = [missing_reason(call.language)]
            good = False
        if prize_id in elsewhere and part.choices_of(prize_id) and not part.source.data:
            part.source.errors = [gettext("Say where the decision is found: a record, a letter, a vote count.")]
            good = False
    return good


@bp.route("/calls/<key:slug>/awards/release", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
@proved_lately
def release(slug: str) -> str | Response:
    """Everything as it will be published; one hands it over, another releases it."""
    viewer = current_actor()
    call = room.call_to_award(viewer, slug)
    judged, prepared = room.round_of(call), preparing.open_release(call.id)
    form = ReleaseForm(seen=prepared.content_sha256 if prepared else "")
    if prepared and form.validate_on_submit():
        releases.release_awards(call, judged, prepared, seen=str(form.seen.data), by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("The results are published, and every team gets its feedback."), "success")
        return redirect(url_for(".show", slug=slug))
    given = preparing.awards_of(prepared.id) if prepared else []
    rankings = room.rankings_for(viewer, judged, preparing.prizes_of(call.id))
    lines = _lines(given, [line for ranked in rankings.values() for line in ranked])
    return render_template(
        "results/release.html",
        call=call,
        judged=judged,
        computed=room.computed(judged),
        prepared=prepared,
        lines=lines,
        ranked=rankings[judged.number],
        hidden=len(given) - len(lines),
        form=form,
        send_back=SendBackForm(formdata=None),
        had_a_hand=bool(prepared and viewer.person_id in prepared.edited_by),
        chosen=releases.feedback_chosen(call.id),
        released=queries.released(call.id),
    )


def _lines(given: Sequence[Award], ranked: Sequence[room.Ranked]) -> list[tuple[Award, room.Ranked]]:
    """The awards with their solutions, without those this person is in conflict with."""
    known = {line.solution_id: line for line in ranked}
    return [(award, known[award.solution_id]) for award in given if award.solution_id in known]


@bp.post("/calls/<key:slug>/awards/handover")
@open_to(Role.SIGNED_IN)
def hand_over(slug: str) -> Response:
    viewer = current_actor()
    call = room.call_to_award(viewer, slug)
    releases.hand_over(call, room.round_of(call), preparing.open_release_or_404(call.id), by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("Handed over. Somebody who had no hand in it releases the awards now."), "success")
    return redirect(url_for(".release", slug=slug))


@bp.post("/calls/<key:slug>/awards/return")
@open_to(Role.SIGNED_IN)
def send_back(slug: str) -> Response:
    viewer = current_actor()
    call = room.call_to_award(viewer, slug)
    form = SendBackForm()
    if not form.validate_on_submit():
        flash(gettext("Say what should be changed."), "error")
        return redirect(url_for(".release", slug=slug))
    prepared = preparing.open_release_or_404(call.id)
    releases.send_back(call, prepared, reason=str(form.reason.data), by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("Sent back with your reason."), "success")
    return redirect(url_for(".release", slug=slug))


@bp.route("/calls/<key:slug>/awards/feedback/<key:key>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def feedback_choice(slug: str, key: str) -> str | Response:
    """Which comments one team will read."""
    viewer = current_actor()
    call = room.call_to_award(viewer, slug)
    judged = room.round_of(call)
    line = room.line_of(viewer, judged, key)
    comments = comments_of(judged).get(line.solution_id, [])
    chosen = preparing.feedback_chosen_for(judged, line.solution_id)
    ticked = [n for n, comment in enumerate(comments) if chosen is None or comment in chosen.comments]
    words = {"message": chosen.message, "reasons": chosen.reasons} if chosen else {}
    form = FeedbackForm(data={"comments": ticked, **words})
    form.comments.choices = [SelectChoice(str(n), comment) for n, comment in enumerate(comments)]
    if form.validate_on_submit():
        kept = [comments[n] for n in form.comments.data or []]
        message, reasons = form.message.data or "", form.reasons.data or []
        how: dict[str, Any] = {"comments": kept, "message": message, "reasons": reasons}
        releases.choose_feedback(call, judged, line.solution_id, **how, by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("The feedback for this team is chosen."), "success")
        return redirect(url_for(".release", slug=slug))
    return render_template("results/feedback_choice.html", call=call, line=line, comments=comments, form=form)
