"""The team among themselves: its page, its settings, the terms, leaving and ending."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.calls.models import Terms
from challenge_hub.challenges import queries as challenges
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.organisations.models import Organisation
from challenge_hub.solutions import queries as solutions
from challenge_hub.solutions.own_lines import solutions_of_team
from challenge_hub.teams import actions, agreed, guardians, queries, waiting
from challenge_hub.teams.actions import Agreement
from challenge_hub.teams.forms import OURSELVES, ConductForm, PlainForm, SettingsForm, TermsForm, acting_for
from challenge_hub.teams.queries import Room
from challenge_hub.teams.rules import may_act_for, next_step
from challenge_hub.teams.views.blueprint import agreement_to, bp, conduct_for


@bp.get("/calls/<key:slug>/teams/<key:key>")
@open_to(Role.SIGNED_IN)
def show(slug: str, key: str) -> str:
    viewer, now = current_actor(), clock.now()
    room = queries.room_of(viewer, slug, key)
    standing = queries.standing_of(room.team.id, now)
    requests = waiting.count_requests(room)
    gathering = queries.gathering(room.call, now)
    step = next_step(
        standing,
        gathering=gathering,
        is_open=now >= room.call.opens_at,
        role=room.role,
        is_confirmed=viewer.is_confirmed,
        requests=requests,
    )
    return render_template(
        "teams/show.html",
        room=room,
        team=room.team,
        call=room.call,
        standing=standing,
        step=step,
        requests=requests,
        waiting=guardians.waiting_in(room, now),
        form=PlainForm(),
        gathering=gathering,
        members=queries.members_of(viewer, room.team.id),
        challenges=challenges.first_challenges(viewer, room.call.id),
        solutions=solutions_of_team(viewer, room.team.id),
    )


@bp.route("/calls/<key:slug>/teams/<key:key>/settings", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def settings(slug: str, key: str) -> str | Response | tuple[str, int]:
    room = queries.led_room_of(current_actor(), slug, key)
    form = SettingsForm(obj=room.team, organisation=str(room.team.organisation_id or OURSELVES))
    organisations = _offered(room)
    form.organisation.choices = acting_for(organisations, for_themselves=_takes(room, None))
    if form.validate_on_submit():
        actions.change(
            room.team,
            name=str(form.name.data),
            looking_for=form.looking_for.data or "",
            takes_requests=bool(form.takes_requests.data),
            organisation=next((each for each in organisations if str(each.id) == form.organisation.data), None),
            by=current_actor(),
            now=clock.now(),
        )
        db.session.commit()
        flash(gettext("The changes are saved."), "success")
        return redirect(url_for(".show", slug=slug, key=key))
    return render_template("teams/settings.html", room=room, form=form), 422 if form.errors else 200


def _offered(room: Room) -> list[Organisation]:
    """The lead's own organisations that the call takes, and the one the team acts for already."""
    own = [each for each in queries.organisations_of(current_actor()) if _takes(room, each.kind)]
    present = room.team.organisation
    return own if present is None or present in own else [present, *own]


def _takes(room: Room, kind: str | None) -> bool:
    """Also what the team is already: nobody is made to change it."""
    stays = kind is None and room.team.organisation_id is None
    return stays or bool(may_act_for(kind, eligible=room.call.eligible_kinds))


@bp.route("/calls/<key:slug>/teams/<key:key>/terms", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def terms(slug: str, key: str) -> str | Response | tuple[str, int]:
    room = queries.room_of(current_actor(), slug, key)
    in_force = agreed.in_force(room.call.id, clock.now())
    form = TermsForm(terms_version=in_force.version if in_force else None)
    if form.validate_on_submit() and in_force and _has_read(form, in_force):
        agreement = Agreement(in_force.version, page_language())
        actions.accept_terms(room.team, agreement, by=current_actor(), now=clock.now())
        db.session.commit()
        flash(gettext("The terms are accepted for the team."), "success")
        return redirect(url_for(".show", slug=slug, key=key))
    acceptances = waiting.acceptances_of(room.team.id)
    return render_template("teams/terms.html", room=room, form=form, terms=in_force, acceptances=acceptances), (
        422 if form.errors else 200
    )


def _has_read(form: TermsForm, in_force: Terms) -> bool:
    if form.terms_version.data == str(in_force.version):
        return True
    form.terms_version.data, form.accepted.data = str(in_force.version), False
    form.accepted.errors = [gettext("The terms have changed in the meantime. Please read the new version.")]
    return False


@bp.route("/calls/<key:slug>/teams/<key:key>/conduct", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def conduct(slug: str, key: str) -> str | Response | tuple[str, int]:
    """The code of conduct of the call, which every member accepts for themselves."""
    viewer = current_actor()
    room, form = queries.room_of(viewer, slug, key), ConductForm()
    document = conduct_for(form, room.call.id)
    if document and form.validate_on_submit():
        actions.accept_conduct(room.team, agreement_to(document), by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("You have accepted the code of conduct."), "success")
        return redirect(url_for(".show", slug=slug, key=key))
    accepted = agreed.acceptance_of(viewer, room.team.id, document) if document else None
    return render_template("teams/conduct.html", room=room, form=form, conduct=document, accepted=accepted), (
        422 if form.errors else 200
    )


@bp.route("/calls/<key:slug>/teams/<key:key>/departure", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def leave(slug: str, key: str) -> str | Response:
    room = queries.room_of(current_actor(), slug, key)
    form = PlainForm()
    if form.validate_on_submit():
        actions.leave(room.team, by=current_actor(), now=clock.now())
        db.session.commit()
        flash(gettext("You have left the team %(name)s.", name=room.team.name), "success")
        return redirect(url_for("calls.show", slug=slug))
    return render_template("teams/leave.html", room=room, form=form)


@bp.route("/calls/<key:slug>/teams/<key:key>/members/<int:number>/removal", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def remove(slug: str, key: str, number: int) -> str | Response:
    room = queries.led_room_of(current_actor(), slug, key)
    member = queries.member_or_404(room, number)
    form, name = PlainForm(), member.person.display_name
    if form.validate_on_submit():
        actions.remove(room.team, member, by=current_actor(), now=clock.now())
        db.session.commit()
        flash(gettext("%(name)s is not in the team any more.", name=name), "success")
        return redirect(url_for(".show", slug=slug, key=key))
    return render_template("teams/remove.html", room=room, form=form, member=member)


@bp.route("/calls/<key:slug>/teams/<key:key>/dissolution", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def dissolve(slug: str, key: str) -> str | Response:
    room = queries.led_room_of(current_actor(), slug, key)
    form, has_solution = PlainForm(), bool(solutions.teams_with_solutions([room.team.id]))
    if form.validate_on_submit():
        actions.dissolve(room.team, has_solution=has_solution, by=current_actor(), now=clock.now())
        db.session.commit()
        flash(gettext("The team %(name)s is dissolved.", name=room.team.name), "success")
        return redirect(url_for("calls.show", slug=slug))
    members = queries.members_of(current_actor(), room.team.id)
    return render_template("teams/dissolve.html", room=room, form=form, members=members, has_solution=has_solution)
