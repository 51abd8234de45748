"""Passwords: argon2id, the same work whether somebody is known or not, and what would be guessed soon."""

from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from challenge_hub.accounts import rules

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODYS = _hasher.hash("nobody has this password")
"""Checked where nobody is found, so that the time taken tells nothing."""

GERMAN = """
passwort kennwort geheim geheimnis hallo willkommen schatz schatzi fussball fußball sommer winter herbst frühling
januar februar märz april juni juli august september oktober november dezember montag dienstag mittwoch donnerstag
freitag samstag sonntag ichliebedich liebe liebling sonne sonnenschein blume engel mausi hase baby mama papa familie
deutschland berlin hamburg münchen köln frankfurt stuttgart dortmund bremen leipzig dresden hannover nürnberg
rathaus verwaltung buergermeister bürgermeister stadt gemeinde landkreis jury aufruf meinpasswort lassmichrein zugang
anmeldung admin administrator benutzer test testtest qwertz
"""
"""Words that are tried first here; the lists of the library are English."""

COMMON = frozenset(GERMAN.split()).union(
    *(FREQUENCY_LISTS[name] for name in ("passwords", "female_names", "male_names", "surnames", "english_wikipedia"))
)
ABOUT_THIS_PLACE = ("Challenge Hub", "challengehub")


def is_guessed_soon(password: str, *about: str) -> bool:
    """Whether it is among the first to be tried; `about` are the names and addresses of the account."""
    return rules.is_guessed_soon(_same_letters(password), about=(*about, *ABOUT_THIS_PLACE), common=COMMON)


def is_outdated(password_hash: str | None) -> bool:
    """Whether a hash was made with less work than today's."""
    return password_hash is not None and _hasher.check_needs_rehash(password_hash)


def hashed(password: str) -> str:
    """An argon2id hash with a salt of its own. Slow by intent: make it before the transaction begins."""
    return _hasher.hash(_same_letters(password))


def fits(password: str, password_hash: str | None) -> bool:
    """Whether a password belongs to a hash; without a hash the same work is done, and the answer is no."""
    try:
        return _hasher.verify(password_hash or NOBODYS, _same_letters(password)) and password_hash is not None
    except (Argon2Error, InvalidHashError):
        return False


def _same_letters(password: str) -> str:
    """Some keyboards send ü as two signs."""
    return normalize("NFC", password)
