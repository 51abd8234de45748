"""Challenges in public."""

from datetime import datetime

from flask import render_template

from challenge_hub.access import Actor, Role
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Call
from challenge_hub.calls.rules.phases import open_for_answers
from challenge_hub.challenges import queries
from challenge_hub.challenges.models import Challenge
from challenge_hub.challenges.queries import posing, questions
from challenge_hub.challenges.queries.public import version_before_and_after, versions_of
from challenge_hub.challenges.rules.form import SECTIONS, differences
from challenge_hub.challenges.views.blueprint import bp
from challenge_hub.challenges.words import PARTS
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.page_cache import kept
from challenge_hub.infrastructure.pagination import page_number
from challenge_hub.solutions import queries as solutions


@bp.get("/challenges")
@open_to(Role.ANYONE)
@kept
def index() -> str:
    viewer, now = current_actor(), clock.now()
    wishes = {"words": asked("q"), "theme": asked("theme"), "call_slug": asked("call")}
    page = queries.visible_challenges(viewer, **wishes, number=page_number())
    return render_template(
        "challenges/index.html",
        page=page,
        wishes=wishes,
        calls=calls.calls_to_choose(viewer),
        themes=calls.themes_to_choose(viewer, wishes["call_slug"]),
        solution_counts=solutions.count_by_challenge(viewer, [challenge.id for challenge in page.items], now),
    )


@bp.get("/calls/<key:slug>/challenges/<key:key>")
@open_to(Role.ANYONE)
@kept
def show(slug: str, key: str) -> str:
    viewer, now = current_actor(), clock.now()
    challenge = queries.visible_challenge(viewer, slug, key)
    is_officer, is_organiser = posing.rights_to(viewer, challenge)
    return render_template(
        "challenges/show.html",
        challenge=challenge,
        sections=[(PARTS[part].label, challenge.sections[part]) for part in SECTIONS if part in challenge.sections],
        versions=versions_of(viewer, challenge),
        questions=questions.answered_questions(viewer, challenge.call_id, challenge_key=key),
        has_part=is_officer or is_organiser,
        is_officer=is_officer,
        takes_answers=_takes_answers(challenge.call, now),
        page=solutions.solutions_to(viewer, challenge.id, now, number=page_number()),
    )


def _takes_answers(call: Call, now: datetime) -> bool:
    """Whether a solution can be begun and handed in at this moment."""
    is_published, is_stopped = call.published_at is not None, call.suspended_at is not None
    is_cancelled = call.cancelled_at is not None
    return bool(
        open_for_answers(
            dates=call.dates, published=is_published, suspended=is_stopped, cancelled=is_cancelled, now=now
        )
    )


@bp.get("/calls/<key:slug>/challenges/<key:key>/versions/<int(max=9999):number>")
@open_to(Role.ANYONE)
@kept
def version(slug: str, key: str, number: int) -> str:
    viewer = current_actor()
    challenge = queries.visible_challenge(viewer, slug, key)
    before, after = version_before_and_after(viewer, challenge, number)
    changes = [(PARTS[found.part].label, found) for found in differences(before.texts, after.texts)]
    return render_template(
        "challenges/version.html", challenge=challenge, before=before, after=after, changes=changes,
        themes=_themes_before_and_after(viewer, challenge, before.texts, after.texts),
    )  # fmt: skip


def _themes_before_and_after(
    viewer: Actor, challenge: Challenge, *texts: dict[str, dict[str, list[str]]]
) -> list[list[dict[str, str]]] | None:
    """The names of the themes of both texts, where they differ."""
    before, after = (text["shared"].get("themes", []) for text in texts)
    if before == after:
        return None
    names = {theme.key: theme.name for theme in posing.themes_in(challenge.call_id)}
    return [[names[key] for key in keys if key in names] for keys in (before, after)]
