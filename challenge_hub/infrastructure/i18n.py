"""Two languages: which one a page is in, how it names its twin, and how dates, numbers and people's texts appear."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, get_timezone_name
from babel.dates import format_datetime as babel_datetime
from babel.numbers import format_decimal as babel_decimal
from flask import Flask, Request, current_app, g, request, url_for
from flask_babel import Babel, gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from challenge_hub.infrastructure.db import LANGUAGES
from challenge_hub.infrastructure.text import Rendered, html_of

LANGUAGE_NAMES = {"de": "Deutsch", "en": "English"}
LOCALES = {"de": "de", "en": "en_GB"}
"""Whose way of writing dates is followed."""


def page_language() -> str:
    """The language of this page: said by its address, or else wished for by the browser, or else the default."""
    if "language" not in g:
        g.language = _language_of(request)
    language: str = g.language
    return language


def _language_of(request: Request) -> str:
    first = request.path.split("/", 2)[1]
    default = current_app.config["BABEL_DEFAULT_LOCALE"]
    return first if first in LANGUAGES else request.accept_languages.best_match(LANGUAGES, default) or default


def language_links() -> list[tuple[str, str, str]]:
    """(code, own name, address of this very page) for every language; the start page where a page has no twin."""
    endpoint, arguments = "pages.home", {}
    if request.endpoint and current_app.url_map.is_endpoint_expecting(request.endpoint, "language"):
        query = request.args.to_dict() if request.method == "GET" else {}
        endpoint, arguments = request.endpoint, {**query, **(request.view_args or {})}
    return [(code, LANGUAGE_NAMES[code], url_for(endpoint, **{**arguments, "language": code})) for code in LANGUAGES]


def text(value: Mapping[str, str] | None) -> str | Markup:
    """A short text in the page's language, or in the one there is, marked so that it is read out rightly."""
    if not value:
        return ""
    language = page_language()
    if language in value:
        return value[language]
    other, words = next(iter(value.items()))
    return Markup('<span lang="{}">{}</span>').format(other, words)


def plain(value: Mapping[str, str] | None) -> str:
    """The same without marks, for titles of pages and for attributes."""
    return value.get(page_language()) or next(iter(value.values())) if value else ""


def prose(value: Mapping[str, Rendered] | None) -> Markup:
    """A longer text, rendered; where it is not translated yet a sentence says so."""
    if not value:
        return Markup("")
    language = page_language()
    if language in value:
        return Markup('<div class="prose">{}</div>').format(html_of(value[language]))
    other, rendered = next(iter(value.items()))
    note = gettext("Not translated yet. The original text follows.")
    return Markup('<p class="translation-note">{}</p><div class="prose" lang="{}">{}</div>').format(
        note, other, html_of(rendered)
    )


def format_day(moment: datetime, zone: str) -> str:
    """ "26. Juli 2025" — the day at the zone of a call."""
    return format_date(moment.astimezone(ZoneInfo(zone)), "long", locale=LOCALES[page_language()])


def format_moment(moment: datetime, zone: str) -> str:
    """ "Freitag, 14. Mai 2027, 23:55 Uhr (MESZ, Europe/Berlin)" — always with the name of the zone."""
    local = moment.astimezone(ZoneInfo(zone))
    language = page_language()
    pattern = "EEEE, d. MMMM y, HH:mm 'Uhr'" if language == "de" else "EEEE, d MMMM y, HH:mm"
    name = get_timezone_name(local, width="short", locale=LOCALES[language])
    shown = babel_datetime(local, pattern, tzinfo=ZoneInfo(zone), locale=language)
    if not name.isalpha():  # a zone without a short name of its own in this language
        name = "UTC" + local.isoformat()[-6:]
    return f"{shown} ({name}, {zone})"


def format_span(start: datetime, end: datetime, zone: str) -> str:
    """Whole days from `start` to just before `end`: one day, or "26. Juli 2025 – 28. Juli 2025"."""
    first, last = format_day(start, zone), format_day(end - timedelta(seconds=1), zone)
    return first if first == last else f"{first} – {last}"


def format_decimal(value: Decimal | float | str) -> str:
    """A number with every decimal it has, never rounded by the page: 4.275 is "4,275" in German."""
    number = Decimal(f"{value:g}") if isinstance(value, float) else Decimal(value)
    places = max(0, -int(number.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return str(babel_decimal(number, pattern, locale=page_language()))


def country_name(code: str) -> str:
    """ "US" is "Vereinigte Staaten" in German."""
    return str(Locale.parse(page_language()).territories.get(code, code))


HELPERS = (
    text, plain, prose, format_day, format_moment, format_span, format_decimal, country_name
)  # fmt: skip
"""What every template may call."""


def prepare_languages(app: Flask) -> None:
    """Set up Babel, the language part of every address, and what templates need."""
    Babel(app, locale_selector=page_language)

    @app.url_value_preprocessor
    def _take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "language" in values:
            g.language = values.pop("language")

    @app.url_defaults
    def _give_language(endpoint: str, values: dict[str, Any]) -> None:
        if "language" not in values and app.url_map.is_endpoint_expecting(endpoint, "language"):
            values["language"] = page_language()

    @app.after_request
    def _say_language(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.headers["Content-Language"] = page_language()
            response.vary.add("Accept-Language")
        return response

    for helper in HELPERS:
        app.jinja_env.globals[helper.__name__] = helper

    @app.context_processor
    def _language_of_page() -> dict[str, Any]:
        return {"page_language": page_language(), "languages": language_links()}
