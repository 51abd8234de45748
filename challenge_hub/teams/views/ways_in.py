"""The ways into a team: its link, a letter, a request; and what its members do to open them."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Decision, Refused, Role
from challenge_hub.accounts.models import Person
from challenge_hub.accounts.queries import actor_for
from challenge_hub.accounts.sessions import enter
from challenge_hub.calls.models import Terms
from challenge_hub.infrastructure import clock, links
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.forms import form_word
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.infrastructure.qr import qr_path
from challenge_hub.teams import actions, guardians, joining, lists, queries, waiting
from challenge_hub.teams.forms import AskForm, InviteForm, JoinForm, PlainForm
from challenge_hub.teams.letters import read_letter
from challenge_hub.teams.models import Team, TeamInvitation
from challenge_hub.teams.rules import may_join
from challenge_hub.teams.views.blueprint import (
    agreement_to,
    at_door,
    bp,
    conduct_for,
    guardian_in,
    hashed_password,
    newcomer,
    say,
    slow_down_letters,
    welcomed_before,
)


@bp.route("/join/<token>", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def join(token: str) -> str | Response | tuple[str, int]:
    form, viewer = JoinForm(), current_actor()
    slow_down_letters(form)
    password_hash = hashed_password(form)
    team = lists.team_behind(token)
    if team is None:
        return render_template("teams/join.html", team=None), 404
    if queries.role_of(viewer.person_id, team.id):
        return redirect(_way_to(team))
    form.only(*(() if viewer.person_id else ("display_name", "mail", "password")))
    form.ask_age(guardians.age_of(viewer))
    conduct = conduct_for(form, team.call_id)
    if form.validate_on_submit():
        team, who = welcomed_before(form) or _joined(form, team, conduct, password_hash)
        db.session.commit()
        return at_door(team, who, gettext("You are in the team %(name)s now.", name=team.name))
    form.entry.data = form.entry.data or form_word()
    return render_template("teams/join.html", form=form, token=token, conduct=conduct, **_about(team)), (
        422 if form.errors else 200
    )


def _joined(
    form: JoinForm, team: Team, conduct: Terms | None, password_hash: str | None
) -> tuple[Team, int | None]:  # fmt: skip
    viewer, person, now = current_actor(), None, clock.now()
    actions.alone_with(team)  # before the account, whose line in the trail comes last in the queue
    if viewer.person_id is None:
        person, viewer = newcomer(form, password_hash)
    entry_key, guardian = form.entry.data or None if person else None, guardian_in(form, viewer, now=now)
    agreement = agreement_to(conduct)
    joining.join(team, by=viewer, now=now, conduct=agreement, entry_key=entry_key, guardian=guardian)
    if person is not None:
        enter(person, now=now)
    return team, viewer.person_id


def _way_to(team: Team) -> str:
    return url_for(".show", slug=queries.call_of(team).slug, key=team.key)


def _about(team: Team) -> dict[str, Any]:
    """What a page says to somebody at the door, and whether it opens."""
    call, now = queries.call_of(team), clock.now()
    gathering = queries.gathering(call, now)
    free = may_join(is_member=False, standing=queries.standing_of(team.id, now))
    return {"team": team, "call": call, "open": gathering if not gathering else free}


@bp.route("/team-invitations/<word>", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def invitation(word: str) -> str | Response | tuple[str, int]:
    form, viewer = JoinForm(), current_actor()
    slow_down_letters(form)
    invited = _read(word)
    person = db.session.get(Person, viewer.person_id) if viewer.person_id else None
    form.only(*(() if person else ("display_name",)))
    form.ask_age(person.of_age if person else None)
    conduct = conduct_for(form, invited.team.call_id)
    if form.validate_on_submit():
        team, who = welcomed_before(form) or _accepted(form, invited, person, conduct)
        db.session.commit()
        return at_door(team, who, gettext("You are in the team %(name)s now.", name=team.name))
    form.entry.data = form.entry.data or form_word()
    return render_template(
        "teams/invitation.html", form=form, word=word, conduct=conduct, mail=invited.mail,
        obstacle=_obstacle(invited, person), **_about(invited.team),
    ), (422 if form.errors else 200)  # fmt: skip


def _read(word: str) -> TeamInvitation:
    invitation_id = read_letter(word)
    if invitation_id is None:
        abort(404)
    return waiting.invitation_by_letter(invitation_id)


def _obstacle(invited: TeamInvitation, person: Person | None) -> Decision:
    """Why the button would be refused to who looks at the letter."""
    if not joining.is_open(invited):
        return Decision("invitation-is-used")
    if person is None:
        return joining.may_confirm_by_letter(invited.mail)
    return Decision(None if joining.is_for(invited, person) else "invitation-is-for-another")


def _accepted(
    form: JoinForm, invited: TeamInvitation, person: Person | None, conduct: Terms | None
) -> tuple[Team, int]:  # fmt: skip
    now, is_new, entry_key = clock.now(), person is None, None
    actions.alone_with(invited.team)
    if person is None:
        _obstacle(invited, None).require()
        person = joining.newcomer_by_letter(invited, str(form.display_name.data), page_language(), now=now)
        entry_key = form.entry.data or None
    guardian, agreement = guardian_in(form, actor_for(person), now=now), agreement_to(conduct)
    joining.use_invitation(invited, person, now=now, conduct=agreement, entry_key=entry_key, guardian=guardian)
    if is_new:
        enter(person, now=now)
    return invited.team, person.id


@bp.route("/calls/<key:slug>/teams/<key:key>/link", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def link(slug: str, key: str) -> str | Response:
    room = queries.room_of(current_actor(), slug, key)
    if request.method == "POST":
        joining.renew_link(room.team, by=current_actor(), now=clock.now())
        db.session.commit()
        flash(gettext("The team has a new link. The old one opens nothing any more."), "success")
        return redirect(url_for(".link", slug=slug, key=key))
    address = links.address_of("teams.join", token=room.team.join_token) if room.team.join_token else None
    code = qr_path(address) if address else None
    return render_template("teams/link.html", room=room, address=address, code=code, form=PlainForm())


@bp.route("/calls/<key:slug>/teams/<key:key>/invitations", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def invite(slug: str, key: str) -> str | Response | tuple[str, int]:
    viewer = current_actor()
    room = queries.room_of(viewer, slug, key)
    form = InviteForm(language=page_language())
    if form.validate_on_submit():
        mail, language = str(form.mail.data), str(form.language.data)
        try:
            joining.invite(room.team, mail, language=language, by=viewer, now=clock.now())
        except Refused as refused:
            say(form.mail, refused)
        else:
            db.session.commit()
            flash(gettext("The invitation to %(mail)s is on its way.", mail=mail), "success")
            return redirect(url_for(".invite", slug=slug, key=key))
    invitations = waiting.open_invitations(room)
    return render_template("teams/invite.html", room=room, form=form, invitations=invitations), (
        422 if form.errors else 200
    )


@bp.post("/calls/<key:slug>/teams/<key:key>/invitations/<int:number>/withdrawal")
@open_to(Role.SIGNED_IN)
def withdraw_invitation(slug: str, key: str, number: int) -> Response:
    room = queries.room_of(current_actor(), slug, key)
    invited = waiting.invitation_or_404(room, number)
    joining.withdraw_invitation(room.team, invited, by=current_actor(), now=clock.now())
    db.session.commit()
    flash(gettext("The invitation to %(mail)s is withdrawn.", mail=invited.mail), "success")
    return redirect(url_for(".invite", slug=slug, key=key))


@bp.route("/calls/<key:slug>/teams/<key:key>/requests/new", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def ask(slug: str, key: str) -> str | Response | tuple[str, int]:
    viewer, form = current_actor(), AskForm()
    slow_down_letters(form)
    team, _call = lists.open_team(viewer, slug, key)
    form.ask_age(guardians.age_of(viewer))
    if form.validate_on_submit():
        actions.alone_with(team)
        guardian = guardian_in(form, viewer, now=clock.now())
        joining.ask(team, str(form.message.data), by=viewer, now=clock.now(), guardian=guardian)
        db.session.commit()
        flash(gettext("Your request is with the team. You get a mail when it is decided."), "success")
        return redirect(url_for(".ask", slug=slug, key=key))
    own, role = waiting.own_request(viewer, team.id), queries.role_of(viewer.person_id, team.id)
    return render_template("teams/ask.html", form=form, own=own, role=role, **_about(team)), 422 if form.errors else 200


@bp.post("/calls/<key:slug>/teams/<key:key>/requests/withdrawal")
@open_to(Role.SIGNED_IN)
def withdraw_request(slug: str, key: str) -> Response:
    team, _call = lists.open_team(current_actor(), slug, key)
    joining.withdraw_request(team, by=current_actor(), now=clock.now())
    db.session.commit()
    flash(gettext("Your request is withdrawn."), "success")
    return redirect(url_for(".index", slug=slug))


@bp.get("/calls/<key:slug>/teams/<key:key>/requests")
@open_to(Role.SIGNED_IN)
def requests(slug: str, key: str) -> str:
    room = queries.room_of(current_actor(), slug, key)
    return render_template("teams/requests.html", room=room, requests=waiting.open_requests(room), form=PlainForm())


@bp.post("/calls/<key:slug>/teams/<key:key>/requests/<int:number>/decision")
@open_to(Role.SIGNED_IN)
def decide(slug: str, key: str, number: int) -> Response:
    room = queries.room_of(current_actor(), slug, key)
    asked = waiting.request_or_404(room, number)
    accept = request.form.get("decision") == "accept"
    joining.decide(room.team, asked, accept=accept, by=current_actor(), now=clock.now())
    db.session.commit()
    told = gettext("Accepted. The person gets a mail.") if accept else gettext("Declined. The person gets a mail.")
    flash(told, "success")
    return redirect(url_for(".requests", slug=slug, key=key))
