"""Addresses, passwords, links and devices: what may be chosen, and who may do what with an account."""

import hashlib
import re

from challenge_hub.access import YES, Decision

SHORTEST, LONGEST = 12, 1000
LONGEST_MAIL = 254
FEWEST_CHARACTERS = 4
MAILS_AN_HOUR = 5

MAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")

COMMON = """
123456789012 1234567890123 12345678901234 123456789abc 1234567890ab 0123456789ab 1q2w3e4r5t6y 1qaz2wsx3edc
qwertyuiop12 qwertyuiop123 qwertzuiop12 qwertzuiop123 qwertyuiopasdf qwertzuiopasdf qwerty123456 qwertz123456
asdfghjklöä# abcdefghijkl abcdefghijklm abcd12345678 abc123456789
password1234 password12345 password123456 passwordpassword passw0rd1234 mypassword123 changeme1234
passwort1234 passwort12345 passwort123456 passwortpasswort meinpasswort geheimgeheim geheim123456 hallohallo12
administrator administrator1 administrator123 adminadmin12 letmeinletmein welcome12345 willkommen123
willkommen12 willkommen1234 iloveyou1234 ichliebedich schatzschatz fussball1234 football1234
challengehub challengehub1 challenge-hub challengehub123
"""
"""What is tried first, of those that are long enough; in small letters."""

BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip
"""What stands in a browser's word for itself, the most special first: nearly all of them also say Chrome and Safari."""


def mail_key(typed: str) -> str:
    """The one way an address is written here: small letters, no spaces around it, its domain in ASCII."""
    local, at, domain = typed.strip()[:LONGEST_MAIL].lower().rpartition("@")
    try:
        domain = domain.encode("idna").decode()
    except UnicodeError:
        return local + at + domain
    return local + at + domain


def is_mail(typed: str) -> bool:
    """Whether something that is typed can be an address; whether it is one, only a mail shows."""
    return len(typed.strip()) <= LONGEST_MAIL and MAIL.fullmatch(mail_key(typed)) is not None


def may_choose_password(password: str, *, mail: str) -> Decision:
    """Whether a password is good enough for the account with this address, which may be empty.

    Refuses with password-short, password-long, password-common; there are no rules about its characters.
    """
    if len(password) < SHORTEST:
        return Decision("password-short")
    if len(password) > LONGEST:
        return Decision("password-long")
    small = password.strip().lower()
    is_poor = len(set(small)) < FEWEST_CHARACTERS or small in COMMON.split() or small in {mail, mail.partition("@")[0]}
    return Decision("password-common") if is_poor else YES


def claim_seal(mail: str) -> str:
    """What a link to confirm an address holds of it."""
    return _short_hash(mail)


def password_seal(password_hash: str | None, mail: str) -> str:
    """What a link to choose a new password holds of the old one: once that is replaced, the link is dead."""
    return _short_hash(f"{password_hash or ''} {mail}")


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def may_confirm(*, is_open: bool, is_taken: bool, is_own_session: bool, has_mail: bool, has_password: bool) -> Decision:
    """Whether the holder of a link may confirm the address it was sent to.

    `is_open`: the link is good still; `is_taken`: another account confirmed this address; `has_mail`: the account has
    a confirmed address and changes it; `has_password`: one that the owner of the address knows, so not what somebody
    typed on another device. Refuses with link-used, address-of-another, address-taken, sign-in-first, choose-password.
    """
    if not is_open:
        return Decision("link-used")
    if is_taken:
        return Decision("address-of-another" if has_mail else "address-taken")
    if has_mail and not is_own_session:
        return Decision("sign-in-first")
    return YES if has_mail or has_password else Decision("choose-password")


def may_take_over(*, is_open: bool, is_owner: bool, has_mail: bool) -> Decision:
    """Whether what somebody without a confirmed address has becomes part of the account that owns this address.

    Refuses with link-used, address-of-another, sign-in-first.
    """
    if not is_open:
        return Decision("link-used")
    if has_mail:
        return Decision("address-of-another")
    return YES if is_owner else Decision("sign-in-first")


def may_mail_again(*, is_confirmed: bool, in_last_minute: int, in_last_hour: int) -> Decision:
    """Whether the link may be sent once more. Refuses with address-confirmed, mailed-just-now, mailed-too-often."""
    if is_confirmed:
        return Decision("address-confirmed")
    if in_last_minute:
        return Decision("mailed-just-now")
    return Decision("mailed-too-often") if in_last_hour >= MAILS_AN_HOUR else YES


def may_reset(*, is_open: bool) -> Decision:
    """Whether a link to choose a new password is good still. Refuses with link-used."""
    return YES if is_open else Decision("link-used")


def may_change(*, is_own: bool) -> Decision:
    """Everybody changes their own account and nobody else's. Refuses with not-your-account."""
    return YES if is_own else Decision("not-your-account")


def may_appoint(*, is_operator: bool, is_confirmed: bool) -> Decision:
    """Operators make operators, of people with a confirmed address. Refuses with not-operator, not-confirmed."""
    if not is_operator:
        return Decision("not-operator")
    return YES if is_confirmed else Decision("not-confirmed")


def device_of(user_agent: str) -> str:
    """A browser's word for itself, cut down to "Firefox/Linux"; what is unknown is left empty."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return f"{browser}/{system}"
