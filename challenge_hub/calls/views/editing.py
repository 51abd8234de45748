"""Editing a section of a call: a draft at once, a published call with a preview of its notice."""

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.calls import actions, queries, shown, stored
from challenge_hub.calls.conduct import TEMPLATE as CONDUCT
from challenge_hub.calls.forms import SectionForm
from challenge_hub.calls.labels import FIELDS, FORMATS, SECTIONS
from challenge_hub.calls.models import Call
from challenge_hub.calls.row_forms import OrganisersForm, PrizesForm
from challenge_hub.calls.rules.changes import CallState, fingerprint, may_edit, may_save
from challenge_hub.calls.rules.formats import FORMATS as PROPOSALS
from challenge_hub.calls.rules.formats import rubric_template
from challenge_hub.calls.rules.phases import Format
from challenge_hub.calls.rules.sections import Values
from challenge_hub.calls.section_forms import FORMS
from challenge_hub.calls.views.blueprint import bp
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.results import queries as results

Answer = str | Response | tuple[str, int]


@dataclass(frozen=True)
class Editing:
    """One section on the table: what stands there, what may be done, and the form with what was typed.

    `template`: the format whose rubric the form shows instead of what stands there. Nothing is saved by looking.
    """

    call: Call
    section: str
    before: Values
    state: CallState
    form: SectionForm
    template: Format | None = None

    def page(self, code: int = 200, **more: Any) -> Answer:
        facts = {"call": self.call, "section": self.section, "state": self.state, "form": self.form}
        words = {"heading": SECTIONS[self.section], "fields": FIELDS}
        shut = may_edit(self.section, self.state, now=clock.now()).reason
        offered = self._templates() if shut is None else {}
        return render_template("calls/edit.html", **facts, **words, **offered, **{"refusal": shut, **more}), code

    def _templates(self) -> dict[str, Any]:
        """The rubrics to choose from, and what would change with the chosen one."""
        if self.section != "rubric" or self.before["method"] is None:
            return {}
        after = _with_template(self.before, self.template)
        changed = shown.changes(self.before, after, time_zone=self.call.time_zone)
        return {"templates": FORMATS, "template": self.template, "template_changes": changed}


@bp.route("/calls/<key:slug>/organise/<key:section>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def edit(slug: str, section: str) -> Answer:
    if section not in FORMS:
        abort(404)
    editing = _open(slug, section)
    if editing.form.validate_on_submit():
        after = _typed(editing)
        if not editing.form.wrong():
            return _save(editing, after)
    return editing.page(422 if editing.form.wrong() else 200)


def _open(slug: str, section: str) -> Editing:
    viewer = current_actor()
    find = queries.call_to_change if request.method == "POST" else queries.organised_call
    call = find(viewer, slug)
    before = stored.values_of(call, section)
    state = stored.state_of(call, results_published=results.has_results(viewer, call.id, clock.now()))
    template = _chosen_template(section)
    begins = _begins(section, _with_template(before, template))
    form = FORMS[section].opened(begins, seen=fingerprint(before), time_zone=call.time_zone)
    if isinstance(form, PrizesForm):
        themes = {theme.key: theme.name for theme in stored.themes_of(call.id)}
        form.offer(themes, stored.round_numbers(call.id))
    return Editing(call, section, before, state, form, template)


def _begins(section: str, before: Values) -> Values:
    """What the form begins with: where no code of conduct is there, the proposal, if it was asked for."""
    takes_over = section == "conduct" and not before["conduct"] and request.args.get("proposal") == "1"
    return {"conduct": CONDUCT} if takes_over else before


def _chosen_template(section: str) -> Format | None:
    name = request.args.get("template") if section == "rubric" else None
    if name is not None and name not in list(Format):
        abort(404)
    return Format(name) if name else None


def _with_template(before: Values, template: Format | None) -> Values:
    return {**before, **rubric_template(PROPOSALS[template])} if template else before


def _typed(editing: Editing) -> Values:
    """What was typed; organisations are looked up by the name they were given."""
    form, after = editing.form, editing.form.values()
    if isinstance(form, OrganisersForm):
        named = [row["organisation"] for row in after["organisers"]]
        lead = next((one.organisation.slug for one in editing.call.organisers if one.role == "lead"), "")
        return {"organisers": form.choose(queries.organisations_named(current_actor(), named), lead=lead)}
    return after


def _save(editing: Editing, after: Values) -> Answer:
    call, form, now = editing.call, editing.form, clock.now()
    changes = shown.changes(editing.before, after, time_zone=after.get("time_zone") or call.time_zone)
    current = fingerprint(editing.before)
    if not may_save(seen=form.seen.data or "", current=current):
        form.seen.data = current
        return editing.page(409, newer=changes)
    decision = actions.may_have(call, editing.section, after, state=editing.state, before=editing.before, now=now)
    if not decision:
        return editing.page(422, refusal=decision.reason)
    if not changes:
        flash(gettext("Nothing was changed."), "info")
        return redirect(url_for(".organise", slug=call.slug))
    if editing.state.published and request.form.get("confirm") != fingerprint(after):
        return editing.page(preview=changes, notice_number=actions.next_notice(call.id), confirm=fingerprint(after))
    return _write(editing, after, changes)


def _write(editing: Editing, after: Values, changes: list[dict[str, Any]]) -> Answer:
    call, state = editing.call, editing.state
    how: dict[str, Any] = {"seen": editing.form.seen.data, "by": current_actor(), "now": clock.now()}
    if state.published:
        how |= {"changes": changes, "results_published": state.results_published}
        notice = actions.change_call(call, editing.section, after, **how)
        said = gettext("Notice %(number)s is published.", number=notice.number)
    else:
        actions.save_section(call, editing.section, after, **how)
        said = gettext("Saved.")
    db.session.commit()
    flash(said, "success")
    return redirect(url_for(".organise", slug=call.slug))
