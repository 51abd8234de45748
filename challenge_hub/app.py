"""create_app: the only file that knows all packages."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, redirect, request, url_for
from flask_migrate import Migrate
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.engine import make_url
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.accounts import views as accounts
from challenge_hub.accounts.returning import prepare_return
from challenge_hub.accounts.sessions import prepare_sessions, proved_lately, who_asks
from challenge_hub.audit import actions as sealing
from challenge_hub.audit import queries as trail
from challenge_hub.calls import views as calls
from challenge_hub.challenges import views as challenges
from challenge_hub.deliberation import models as _sittings  # noqa: F401 - its tables belong to the schema
from challenge_hub.deliberation import views as deliberation
from challenge_hub.furniture import furnish
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure import jobs as _jobs  # noqa: F401 - its table belongs to the schema
from challenge_hub.infrastructure import outbox as _outbox  # noqa: F401 - its table belongs to the schema
from challenge_hub.infrastructure import throttle as _throttle  # noqa: F401 - its table belongs to the schema
from challenge_hub.infrastructure.addresses import prepare_addresses
from challenge_hub.infrastructure.assets import prepare_assets
from challenge_hub.infrastructure.cookies import Cookies
from challenge_hub.infrastructure.db import LANGUAGES, db, prepare_sqlite, reading_only
from challenge_hub.infrastructure.errors import prepare_errors
from challenge_hub.infrastructure.forms import prepare_tokens
from challenge_hub.infrastructure.guards import open_to, prepare_guards
from challenge_hub.infrastructure.headers import prepare_headers
from challenge_hub.infrastructure.health import prepare_health
from challenge_hub.infrastructure.i18n import page_language, prepare_languages
from challenge_hub.infrastructure.log import prepare_log
from challenge_hub.infrastructure.mail_transport import transport_of
from challenge_hub.infrastructure.outgoing import way_out
from challenge_hub.infrastructure.page_cache import prepare_page_cache
from challenge_hub.infrastructure.restored import prepare_restored, refuse_unfinished
from challenge_hub.infrastructure.security_contact import prepare_security_contact
from challenge_hub.infrastructure.templates import prepare_templates
from challenge_hub.infrastructure.worker import Worker
from challenge_hub.judging import models as _jury  # noqa: F401 - its tables belong to the schema
from challenge_hub.judging import views as judging
from challenge_hub.judging.actions import rankings
from challenge_hub.minutes import views as minutes
from challenge_hub.moderation import views as moderation
from challenge_hub.notifications import actions as notifications
from challenge_hub.operating import views as operating
from challenge_hub.operating.actions import remind_operators
from challenge_hub.organisations import views as organisations
from challenge_hub.organisations.actions.looking import remind_owners
from challenge_hub.pages import views as pages
from challenge_hub.privacy import actions as privacy_acts
from challenge_hub.privacy import exporting as privacy_exports
from challenge_hub.privacy import research, retention
from challenge_hub.privacy import views as privacy
from challenge_hub.results import views as results
from challenge_hub.settings import Settings
from challenge_hub.solutions import rounds as _shortlists  # noqa: F401 - its table belongs to the schema
from challenge_hub.solutions import views as solutions
from challenge_hub.teams import views as teams
from challenge_hub.teams.asking import end_unanswered
from challenge_hub.voting import views as voting

HERE = Path(__file__).parent
FORM_LIMIT = 256 * 1024
DAY = 24 * 3600
FOLLOWERS = (notifications.FOLLOWER, sealing.FOLLOWER)
"""What the worker does after the trail, before anything else."""

WORKS = {rankings.KIND: rankings.work, privacy_exports.KIND: privacy_exports.work, research.KIND: research.work}
"""What the worker does besides sending mails, by the kind of job."""

TIDIERS = (
    privacy_acts.remove_old_exports,
    research.remove_old_research,
    end_unanswered,
    retention.daily,
    remind_owners,
    remind_operators,
)
"""What the worker does once a day."""

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""Names under which this machine itself may ask, for health checks."""


def beside(name: str) -> Path:
    """A folder of ours: inside the package when installed from a wheel, one level up in a checkout."""
    inside = HERE / name
    return inside if inside.is_dir() else HERE.parent / name


def create_app(settings: Settings | None = None) -> Flask:
    settings = settings or Settings.from_environment()
    app = Flask("challenge_hub", template_folder=str(beside("templates")), static_folder=str(beside("static")))
    app.config.from_mapping(_configuration(settings))
    app.session_interface = Cookies()
    app.extensions["settings"] = settings
    app.extensions["outgoing"] = way_out(settings)
    prepare_templates(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    prepare_log(app)
    prepare_restored(app, settings)
    _prepare_database(app, settings)
    CSRFProtect(app)
    prepare_tokens(app)
    prepare_addresses(app)
    prepare_languages(app)
    prepare_headers(app, https=settings.is_https)
    prepare_page_cache(app, trail.last_line)
    prepare_sessions(app)
    prepare_guards(app, who_asks, proved_lately)
    furnish(app)
    prepare_errors(app)
    prepare_assets(app, beside("static"))
    prepare_health(app)
    prepare_security_contact(app)
    prepare_return(app)
    _prepare_pages(app, settings)
    return app


def create_serving_app(settings: Settings | None = None) -> Flask:
    """What a server loads: the app, and a worker beside it. Each process has one."""
    app = create_app(settings)
    worker_of(app).start()
    return app


def worker_of(app: Flask) -> Worker:
    """A worker that computes, and sends mails as the settings say."""
    refuse_unfinished(app.extensions["settings"])
    mail_url = app.extensions["settings"].mail_url
    return Worker(app, transport_of(mail_url.get_secret_value() if mail_url else None), FOLLOWERS, WORKS, TIDIERS)


def _configuration(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key.get_secret_value(),
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "BABEL_DEFAULT_LOCALE": settings.default_language,
        "BABEL_DEFAULT_TIMEZONE": settings.time_zone,
        "BABEL_TRANSLATION_DIRECTORIES": str(HERE / "translations"),
        "MAX_CONTENT_LENGTH": FORM_LIMIT,
        "TRUSTED_HOSTS": [urlsplit(settings.base_url).hostname, *LOOPBACK],
        "SEND_FILE_MAX_AGE_DEFAULT": DAY,
        "SESSION_COOKIE_NAME": "__Host-session" if settings.is_https else "session",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _prepare_database(app: Flask, settings: Settings) -> None:
    """Connect; and let requests that only read do so without SQLite's write lock."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    Migrate(app, db, directory=str(beside("migrations")), render_as_batch=True)
    if make_url(settings.database).get_backend_name() == "sqlite":
        with app.app_context():
            prepare_sqlite(db.engine)

    @app.before_request
    def _lock_late() -> None:
        reading_only.set(request.method in ("GET", "HEAD"))
        if request.method == "POST":
            _ = request.form  # the whole body is here before the first statement, so that no slow sender holds a lock

    @app.teardown_request
    def _forget(_error: BaseException | None) -> None:
        reading_only.set(False)


def _prepare_pages(app: Flask, settings: Settings) -> None:
    prefix = f"/<any({', '.join(LANGUAGES)}):language>"
    for rooms in (
        pages, accounts, organisations, calls, challenges, teams, solutions, judging, deliberation, voting, results,
        minutes, moderation, operating, privacy,
    ):  # fmt: skip
        app.register_blueprint(rooms.bp, url_prefix=prefix)

    @app.get("/")
    @open_to(Role.ANYONE)
    def start() -> Response:
        return redirect(url_for("pages.home", language=page_language()))

    @app.context_processor
    def _about_this_page() -> dict[str, Any]:
        return {
            "operator": settings.operator,
            "now": clock.now(),
            "time_zone": settings.time_zone,
            "page_address": settings.base_url + request.full_path.rstrip("?"),
        }
