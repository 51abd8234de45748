"""To a sign-in service and back. The way back shows a page with one button, and only the button uses the answer up."""

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from challenge_hub.access import Refused, Role
from challenge_hub.accounts import attempts, identities, linking, openid, throttling
from challenge_hub.accounts.attempts import Attempt, Purpose
from challenge_hub.accounts.forms import ReturnForm
from challenge_hub.accounts.identities import Identity
from challenge_hub.accounts.providers import Provider, provider_or_404
from challenge_hub.accounts.returning import address_back
from challenge_hub.accounts.sessions import enter, trust_again, who_asks
from challenge_hub.accounts.views.blueprint import Answer, bp, looking, way_in
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.addresses import own_address
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.infrastructure.guards import current_actor, open_to, proved_lately
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.infrastructure.log import tell
from challenge_hub.infrastructure.outgoing import outgoing
from challenge_hub.settings import Settings

FRESH = 300
"""Seconds since somebody showed the service who they are, where that is to prove it here."""


@bp.get("/sign-in/with/<int(max=2147483647):number>")
@open_to(Role.ANYONE)
def enter_with(number: int) -> Response:
    return _sent_there(number, Purpose.ENTER, person_id=None)


@bp.get("/account/identities/with/<int(max=2147483647):number>")
@open_to(Role.ACCOUNT)
@proved_lately
def link_with(number: int) -> Response:
    return _sent_there(number, Purpose.LINK, person_id=current_actor().person_id)


@bp.get("/account/proof/with/<int(max=2147483647):number>")
@open_to(Role.ACCOUNT)
def prove_with(number: int) -> Response:
    return _sent_there(number, Purpose.PROVE, person_id=current_actor().person_id)


@bp.route("/sign-in/return/<int(max=2147483647):number>", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def returned(number: int) -> Answer:
    """What the service sent along stands in the address; nothing is asked and nothing changes before the button."""
    form = ReturnForm(formdata=request.form if request.method == "POST" else request.args)
    with looking():
        provider = provider_or_404(number)
    if request.method == "GET":
        attempt = attempts.present()
        is_known = attempt is not None and attempt.service == number
        return render_template("accounts/returned.html", form=form, provider=provider, number=number, is_known=is_known)
    try:
        attempt, identity = _identity(provider, form)
        onward = _received(attempt, identity)
    except Refused as refused:
        tell("service-refused", service=number, reason=refused.reason)
        flash(str(sentence_for(refused.reason)), "error")
        home = "accounts.identities" if who_asks().has(Role.ACCOUNT) else "accounts.sign_in"
        return redirect(url_for(home))
    return redirect(onward)


def _sent_there(number: int, purpose: Purpose, *, person_id: int | None) -> Response:
    with looking():
        provider = provider_or_404(number)
    try:
        found = openid.metadata_of(provider.issuer, outgoing())
    except Refused as refused:
        flash(str(sentence_for(refused.reason)), "error")
        home = {Purpose.ENTER: "accounts.sign_in", Purpose.LINK: "accounts.identities"}
        return redirect(url_for(home.get(purpose, "accounts.prove_again"), next=own_address(asked("next"))))
    wanted = own_address(asked("next")) or ""
    attempt = attempts.begin(number, purpose, person_id=person_id, language=page_language(), wanted=wanted)
    response = redirect(openid.address_there(provider, found, attempt, back=address_back(number)))
    response.headers["Cache-Control"] = "no-store"
    return response


def _identity(provider: Provider, form: ReturnForm) -> tuple[Attempt, Identity]:
    """Who came back, once everything holds."""
    now = clock.now()
    throttling.slow_down(throttling.SERVICE_FROM, now=now)
    attempt = attempts.use(provider.number, form.state.data or "", now=now) if form.validate() else None
    if attempt is None:
        raise Refused(openid.WRONG)
    openid.check_issuer(provider, openid.metadata_of(provider.issuer, outgoing()), form.iss.data or "")
    if form.error.data or not form.code.data:
        raise Refused("service-denied")
    settings: Settings = current_app.extensions["settings"]
    identity = openid.identity_from(
        provider,
        attempt,
        form.code.data,
        back=address_back(provider.number),
        factors=settings.openid_second_factor,
        way=outgoing(),
        now=now,
    )
    return attempt, identity


def _received(attempt: Attempt, identity: Identity) -> str:
    """What they came back for, done or prepared; where it goes on."""
    if attempt.purpose == Purpose.LINK:
        identities.carry(identity, for_person=attempt.person_id)
        return url_for("accounts.new_identity")
    person = linking.come_in(identity, now=clock.now())
    if attempt.purpose == Purpose.PROVE:
        is_fresh = identity.proved_at is not None and abs(clock.now().timestamp() - identity.proved_at) < FRESH
        if person is None or not is_fresh or not person.id == attempt.person_id == who_asks().person_id:
            raise Refused("service-another")
        trust_again(now=clock.now())
        db.session.commit()
        return own_address(attempt.next) or url_for("accounts.account")
    if person is None:
        identities.carry(identity, for_person=None)
        return url_for("accounts.first_time", next=own_address(attempt.next))
    actor = enter(person, now=clock.now(), proven=identity.has_factor)
    db.session.commit()
    return way_in(actor, attempt.next)
