"""Two languages: which one a page is in, how it names its twin, and how dates, numbers and people's texts appear."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, get_timezone_name
from babel.dates import format_datetime as babel_datetime
from babel.numbers import format_decimal as babel_decimal
from flask import Flask, Request, current_app, g, request
from flask_babel import Babel, force_locale, get_translations, gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from challenge_hub.infrastructure.addresses import this_page
from challenge_hub.infrastructure.carried import carried
from challenge_hub.infrastructure.db import LANGUAGES
from challenge_hub.infrastructure.text import Rendered, html_of

LANGUAGE_NAMES = {"de": "Deutsch", "en": "English"}
LOCALES = {"de": "de", "en": "en_GB"}
"""Whose way of writing dates is followed."""

KEPT = 4096
"""How many words, dates, numbers and addresses are kept ready; each page needs the same ones again and again."""


_language: ContextVar[str | None] = ContextVar("language", default=None)
"""Of the request at work; asked for with every word of a page, which is why it does not lie in `g`."""


def page_language() -> str:
    """The language of this page: said by its address, or else wished for by the browser, or else the default."""
    return _language.get() or _language_of(request)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within this block words, dates and numbers are those of a language, whatever the page is in."""
    token = _language.set(language)
    try:
        with force_locale(language):
            yield
    finally:
        _language.reset(token)


def _language_of(request: Request) -> str:
    first = request.path.split("/", 2)[1]
    default = current_app.config["BABEL_DEFAULT_LOCALE"]
    return first if first in LANGUAGES else request.accept_languages.best_match(LANGUAGES, default) or default


def language_links(build: Callable[..., str]) -> list[tuple[str, str, str]]:
    """(code, own name, address of this very page) for every language; the start page where a page has no twin."""
    endpoint = request.endpoint
    if endpoint and current_app.url_map.is_endpoint_expecting(endpoint, "language"):
        twins = {code: this_page(endpoint, language=code, build=build) for code in LANGUAGES}
    else:
        twins = {code: build("pages.home", language=code) for code in LANGUAGES}
    return [(code, LANGUAGE_NAMES[code], twin) for code, twin in twins.items()]


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


def sources_of(value: Mapping[str, Rendered] | None) -> str:
    """A longer text as it was written, for mails."""
    return plain({language: rendered["source"] for language, rendered in (value or {}).items()})


def format_day(moment: datetime, zone: str) -> str:
    """ "26. Juli 2025" — the day at the zone of a call."""
    return _day(moment.astimezone(ZoneInfo(zone)).date(), page_language())


@lru_cache(KEPT)
def _day(day: date, language: str) -> str:
    return format_date(day, "long", locale=LOCALES[language])


def format_moment(moment: datetime, zone: str) -> str:
    """ "Freitag, 14. Mai 2027, 23:55 Uhr (MESZ, Europe/Berlin)" — always with the name of the zone."""
    return _moment(moment.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0), zone, page_language())


@lru_cache(KEPT)
def _moment(local: datetime, zone: str, language: str) -> str:
    pattern = "EEEE, d. MMMM y, HH:mm 'Uhr'" if language == "de" else "EEEE, d MMMM y, HH:mm"
    name = get_timezone_name(local, width="short", locale=LOCALES[language])
    shown = babel_datetime(local, pattern, tzinfo=ZoneInfo(zone), locale=language)
    if not name.isalpha():  # a zone without a short name of its own in this language
        name = "UTC" + local.isoformat()[-6:]
    return f"{shown} ({name}, {zone})"


def format_time(moment: datetime, zone: str) -> str:
    """ "14:03" — the time of day at a zone."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def format_span(start: datetime, end: datetime, zone: str) -> str:
    """Whole days from `start` to just before `end`: one day, or "26. Juli 2025 – 28. Juli 2025"."""
    first, last = format_day(start, zone), format_day(end - timedelta(seconds=1), zone)
    return first if first == last else f"{first} – {last}"


def format_decimal(value: Decimal | float | str) -> str:
    """A number with every decimal it has, never rounded by the page: 4.275 is "4,275" in German."""
    return _number(f"{value:g}" if isinstance(value, float) else str(value), page_language())


def format_change(value: Decimal | float, places: int | None = None) -> str:
    """A number more or less than another: "+0,2", "−0,2" with a true minus, and "0" without a sign."""
    exact = Decimal(str(value))
    rounded = exact if places is None else round(exact, places)
    return f"{'+' if rounded > 0 else '−'}{format_decimal(abs(rounded))}" if rounded else "0"


@lru_cache(KEPT)
def _number(written: str, language: str) -> str:
    # Kept by its digits: 4.2 and 4.20 are equal as numbers, but do not look the same.
    number = Decimal(written)
    places = max(0, -int(number.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return str(babel_decimal(number, pattern, locale=language))


def country_name(code: str) -> str:
    """ "US" is "Vereinigte Staaten" in German."""
    return str(Locale.parse(page_language()).territories.get(code, code))


def words(message: str, **values: Any) -> Markup:
    """The `_` of templates: a sentence in the page's language, values put in and made harmless."""
    sentence = _sentence(message, page_language(), bare=not values)
    return sentence % values if values else sentence


def counted(singular: str, plural: str, number: int, **values: Any) -> Markup:
    """The `ngettext` of templates: the sentence that fits the number, which stands in it as `num`."""
    return _form(singular, plural, number, page_language()) % {"num": number, **values}


@lru_cache(KEPT)
def _sentence(message: str, _language: str, *, bare: bool) -> Markup:
    sentence = Markup(get_translations().ugettext(message))  # noqa: S704 - of our own templates and catalogues
    return sentence % {} if bare else sentence


@lru_cache(KEPT)
def _form(singular: str, plural: str, number: int, _language: str) -> Markup:
    return Markup(get_translations().ungettext(singular, plural, number))  # noqa: S704 - the same


HELPERS = (
    text, plain, prose, format_day, format_moment, format_time, format_span, format_decimal, format_change, country_name
)  # fmt: skip
"""What every template may call."""


def prepare_languages(app: Flask) -> None:
    """Set up Babel, the language part of every address, and what templates need."""
    Babel(app, locale_selector=page_language)

    @app.url_value_preprocessor
    def _take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
        g.language = _language.set((values or {}).pop("language", None) or _language_of(request))

    @app.teardown_request
    def _forget_language(_error: BaseException | None) -> None:
        if token := g.pop("language", None):
            _language.reset(token)  # what runs next in this thread is in its own

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

    _prepare_templates(app)


def _prepare_templates(app: Flask) -> None:
    """What every template may call, and the language of the page at work."""
    for helper in HELPERS:
        app.jinja_env.globals[helper.__name__] = helper
    address_of = _kept_addresses(app)
    # Templates look words and addresses up by the hundred; what Jinja, Flask-Babel and Flask do anew is kept here.
    app.jinja_env.globals.update(_=words, gettext=words, ngettext=counted, url_for=address_of)

    @app.context_processor
    def _language_of_page() -> dict[str, Any]:
        return {"page_language": page_language(), "languages": language_links(address_of)}


def _kept_addresses(app: Flask) -> Callable[..., str]:
    """`url_for` for templates. The same words give the same address, so it is built once, not for every card."""

    @lru_cache(KEPT)
    def built(endpoint: str, _root: str, _language: str, /, **arguments: Any) -> str:
        return app.url_for(endpoint, **arguments)

    def address_of(endpoint: str, **arguments: Any) -> str:
        if endpoint.startswith(".") or "_external" in arguments:  # these depend on the request
            return app.url_for(endpoint, **arguments)
        return built(endpoint, request.script_root, page_language(), **{**carried(endpoint), **arguments})

    return address_of
