"""The consent of a guardian: waiting for it, giving it, withdrawing it; and coming of age."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.accounts.queries import own_person
from challenge_hub.calls.queries import visible_call
from challenge_hub.calls.rules.phases import OrganiserRole
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.organisations.notices import controllers_among
from challenge_hub.solutions import queries as solutions
from challenge_hub.teams import asking, consenting, guardians, queries
from challenge_hub.teams.guardian_forms import ConsentForm, GuardianForm
from challenge_hub.teams.guardian_rules import answer_until, may_answer, may_ask_again, may_withdraw_consent
from challenge_hub.teams.letters import read_guardian_letter
from challenge_hub.teams.models import GuardianConsent
from challenge_hub.teams.rules import TeamRole
from challenge_hub.teams.views.blueprint import bp, guardian_in, slow_down_letters

Answer = str | Response | tuple[str, int]

RUNNING = (OrganiserRole.LEAD, OrganiserRole.CO_ORGANISER)


@bp.route("/guardians/<word>", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def guardian(word: str) -> Answer:
    """What a guardian reads and decides, without an account."""
    consent = guardians.consent_by_letter(read_guardian_letter(word) or abort(404))
    call = visible_call(current_actor(), queries.call_of(consent.team).slug)
    now, form = clock.now(), ConsentForm()
    documents = consenting.documents_of(consent.team, now)
    has_read = form.ask_about(*(document.version if document else None for document in documents))
    if request.method == "POST":
        form.validate()
        if _decided(consent, form, has_read=has_read):
            db.session.commit()
            return redirect(url_for(".guardian", word=word))
    state = guardians.state_of(consent, now)
    page = render_template(
        "teams/guardian.html",
        consent=consent,
        word=word,
        call=call,
        team=consent.team,
        form=form,
        state=state,
        documents=documents,
        until=answer_until(consent.sent_at, call.closes_at) if consent.sent_at else None,
        may_answer=may_answer(state, consents=True, has_read=True),
        may_withdraw=may_withdraw_consent(state, of_age=consent.person.of_age),
        controllers=controllers_among([one.organisation for one in call.organisers if one.role in RUNNING]),
    )
    return page, 422 if form.errors else 200


def _decided(consent: GuardianConsent, form: ConsentForm, *, has_read: bool) -> bool:
    """The button that was chosen; to refuse and to withdraw no box needs to be ticked."""
    chosen, by, now = request.form.get("decision"), current_actor(), clock.now()
    if chosen == "withdraw":
        has_solution = bool(solutions.teams_with_solutions([consent.team_id]))
        consenting.withdraw(consent, has_solution=has_solution, by=by, now=now)
        flash(gettext("Your consent is withdrawn."), "success")
        return True
    if chosen == "refuse":
        consenting.answer(consent, consents=False, read=(None, None), by=by, now=now)
        flash(gettext("It is noted that you do not consent."), "success")
        return True
    if not has_read:
        form.consent.errors = [
            gettext("The terms or the code of conduct have changed in the meantime. Please read the new version.")
        ]
    if form.errors:
        return False
    terms, conduct = (int(field.data) if field.data else None for field in (form.terms_version, form.conduct_version))
    consenting.answer(consent, consents=True, read=(terms, conduct), by=by, now=now)
    flash(gettext("Your consent is noted. A mail with the way to withdraw it is on its way."), "success")
    return True


@bp.route("/calls/<key:slug>/teams/<key:key>/guardian", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def await_guardian(slug: str, key: str) -> Answer:
    """How it stands, for whoever waits; and asking once more."""
    viewer, now, form = current_actor(), clock.now(), GuardianForm()
    slow_down_letters(form)
    consent = guardians.own_consent(viewer, slug, key)
    if queries.role_of(viewer.person_id, consent.team_id):
        return redirect(url_for(".show", slug=slug, key=key))
    form.ask_age(False)
    if form.validate_on_submit():
        guardian = guardian_in(form, viewer, now=now)
        if guardian is not None:
            asking.ask_again(consent, guardian, by=viewer, now=now)
        db.session.commit()
        return redirect(url_for(".await_guardian", slug=slug, key=key))
    state, call = guardians.state_of(consent, now), queries.call_of(consent.team)
    return render_template(
        "teams/await_guardian.html",
        consent=consent,
        call=call,
        form=form,
        state=state,
        until=answer_until(consent.sent_at, call.closes_at) if consent.sent_at else None,
        may_ask_again=may_ask_again(state, role=TeamRole(consent.role)),
    ), 422 if form.errors else 200


@bp.post("/calls/<key:slug>/teams/<key:key>/guardians/<int:number>/end")
@open_to(Role.SIGNED_IN)
def end_guardian_request(slug: str, key: str, number: int) -> Response:
    """The person, or the lead, ends the wait."""
    viewer = current_actor()
    consent = guardians.consent_or_404(viewer, slug, key, number)
    asking.take_back(consent, by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("It is over: the link in the letter opens nothing any more."), "success")
    if consent.person_id == viewer.person_id:
        return redirect(url_for("calls.show", slug=slug))
    return redirect(url_for(".show", slug=slug, key=key))


@bp.post("/account/of-age")
@open_to(Role.SIGNED_IN)
def come_of_age() -> Response:
    """Somebody who was under 18 is 18 by now."""
    viewer = current_actor()
    consenting.come_of_age(own_person(viewer), by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("It is noted that you are 18 or older. No consent of a guardian is needed any more."), "success")
    return redirect(url_for("accounts.account"))
