"""The public version of the minutes."""

import json

from flask import Response, render_template

from challenge_hub.access import Role
from challenge_hub.calls import queries as calls
from challenge_hub.infrastructure.documents import pdf_answer
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.infrastructure.page_cache import kept
from challenge_hub.minutes.models import MinutesEdition
from challenge_hub.minutes.outline.whole import document_of
from challenge_hub.minutes.queries import public as queries
from challenge_hub.minutes.views.blueprint import bp, json_answer


@bp.get("/calls/<key:slug>/minutes/<int:number>")
@open_to(Role.ANYONE)
@kept
def show(slug: str, number: int) -> str:
    call = calls.visible_call(current_actor(), slug)
    edition = queries.published_edition(current_actor(), call.id, number)
    document = document_of(json.loads(queries.public_content(edition)), edition.public_sha256)
    editions = queries.published_editions(current_actor(), call.id)
    return render_template("minutes/show.html", call=call, edition=edition, editions=editions, document=document)


@bp.get("/calls/<key:slug>/minutes/<int:number>/minutes.json")
@open_to(Role.ANYONE)
def show_json(slug: str, number: int) -> Response:
    return json_answer(queries.public_content(_edition(slug, number)), f"minutes-{slug}-{number}-public.json")


@bp.get("/calls/<key:slug>/minutes/<int:number>/minutes.pdf")
@open_to(Role.ANYONE)
def show_pdf(slug: str, number: int) -> Response:
    edition = _edition(slug, number)
    document = document_of(json.loads(queries.public_content(edition)), edition.public_sha256)
    return pdf_answer(document, f"minutes-{slug}-{number}-public-{page_language()}.pdf")


def _edition(slug: str, number: int) -> MinutesEdition:
    call = calls.visible_call(current_actor(), slug)
    return queries.published_edition(current_actor(), call.id, number)
