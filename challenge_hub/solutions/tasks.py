"""What waits for a person here."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.tasks import Task
from challenge_hub.solutions.checks import waiting_checks
from challenge_hub.solutions.own import in_time
from challenge_hub.solutions.own_lines import OwnLine, my_solutions
from challenge_hub.solutions.rules import Admission
from challenge_hub.solutions.tandem import Tandem, open_tandems

HEADING = _("Solutions")
CHECKS = _("Formal pre-check")


def tasks_for(viewer: Actor, now: datetime) -> Sequence[Task]:
    """Drafts to submit, solutions to mend, ways to what was handed in; for organisers what nobody has checked yet."""
    lines = my_solutions(viewer)
    own = [_of_member(line, now) for line in lines]
    chosen = open_tandems(viewer, now) if any(line.is_chosen for line in lines) else ()
    tandems = [_of_tandem(found) for found in chosen]
    return [*filter(None, own), *tandems, *(_of_organiser(call, many) for call, many in waiting_checks(viewer, now))]


def _of_member(line: OwnLine, now: datetime) -> Task | None:
    solution, call = line.solution, line.call
    title = line.title or gettext("without a title")
    way: dict[str, Any] = {"slug": call.slug, "key": solution.key}
    is_returned = solution.admission == Admission.RETURNED and solution.withdrawn_at is None
    if is_returned and in_time(solution, call, now):
        sentence = gettext("Mend and submit again: %(title)s", title=title)
        return Task(HEADING, sentence, url_for("solutions.overview", **way), solution.returned_until, call.time_zone)
    if solution.newest > 0 and solution.withdrawn_at is None:
        sentence = gettext("Submitted: %(title)s", title=title)
        return Task(HEADING, sentence, url_for("solutions.overview", **way), waits=False)
    if not in_time(solution, call, now):
        return None
    sentence = gettext("Submit your draft: %(title)s", title=title)
    return Task(HEADING, sentence, url_for("solutions.edit", **way), call.closes_at, call.time_zone)


def _of_tandem(found: Tandem) -> Task:
    way: dict[str, Any] = {"slug": found.call.slug, "key": found.solution.key}
    title = plain(found.title)
    sentence = gettext("Adapt “%(title)s” together with %(name)s", title=title, name=found.organisation)
    return Task(HEADING, sentence, url_for("solutions.adaptation", **way), found.ends_at, found.call.time_zone)


def _of_organiser(call: Call, many: int) -> Task:
    sentence = ngettext(
        "%(num)s solution waits in the pre-check: %(call)s",
        "%(num)s solutions wait in the pre-check: %(call)s",
        many,
        call=plain(call.title),
    )
    return Task(CHECKS, sentence, url_for("solutions.pre_check", slug=call.slug))
