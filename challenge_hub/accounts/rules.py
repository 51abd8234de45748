"""Addresses, passwords, links and devices: what may be chosen, and who may do what with an account."""

import hashlib
import re
from collections.abc import Collection

from challenge_hub.access import YES, Decision

SHORTEST, LONGEST = 12, 1000
LONGEST_MAIL = 254
FEWEST_CHARACTERS = 4
MAILS_AN_HOUR = 5

MAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")

RUNS = (
    "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiopü", "asdfghjklöä", "zxcvbnm", "yxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p", "1q2w3e4r5t6z7u8i9o0p", "1qaz2wsx3edc4rfv5tgb", "qaywsxedcrfvtgb", "abc123",
)  # fmt: skip
WAYS = tuple(way for run in RUNS for way in (run, run[::-1]))
"""What fingers type along the alphabet and the keyboard, in both directions."""

SHORTEST_RUN = 4
LIKE_LETTERS = str.maketrans("4@310!$5789", "aaeloissttg")
"""Signs that people write for letters."""

BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip
"""What stands in a browser's word for itself, the most special first: nearly all of them also say Chrome and Safari."""


def may_sign_in(*, is_disabled: bool) -> Decision:
    """Whether a session may begin, once somebody showed who they are. Refuses with account-disabled."""
    return Decision("account-disabled") if is_disabled else YES


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


def may_choose_password(password: str, *, is_guessed_soon: bool) -> Decision:
    """Whether a password is good enough. There are no rules about its characters.

    Refuses with password-short, password-long, password-common.
    """
    if len(password) < SHORTEST:
        return Decision("password-short")
    if len(password) > LONGEST:
        return Decision("password-long")
    return Decision("password-common") if is_guessed_soon else YES


def is_guessed_soon(password: str, *, about: Collection[str], common: Collection[str]) -> bool:
    """Whether a password is, but for digits, signs, runs and repetition, nothing, one common word, or words about the
    account (`about`: names, address, as typed). `common` holds whole passwords and words in small letters.
    """
    small = password.lower()
    if small in common or len(set(small)) < FEWEST_CHARACTERS:
        return True
    known = {word for text in about for word in (*_words(text), text.lower(), "".join(_words(text)))}
    plain = small.strip("0123456789 .,;:!?-_+*#@$%&/()").translate(LIKE_LETTERS)
    return small in known or any(_is_little(_parts(text, known), known, common) for text in (small, plain))


def _is_little(parts: set[str], known: set[str], common: Collection[str]) -> bool:
    words = {part for part in parts if len(part) > 2}
    if not words:
        return sum(map(len, parts)) < FEWEST_CHARACTERS
    return words <= known or (len(words) == 1 and next(iter(words)) in common)


def _words(text: str) -> list[str]:
    """The words of a text that are long enough to count, in small letters."""
    return [word for word in _letters(text.lower()) if len(word) > 2]


def _letters(text: str) -> list[str]:
    return re.split(r"[\W\d_]+", text)


def _parts(small: str, known: set[str]) -> set[str]:
    """What remains of a password without runs, each word once and without repetition; known words stand apart."""
    for word in sorted((word for word in known if len(word) > 3), key=len, reverse=True):
        small = small.replace(word, f" {word} ")
    return {re.sub(r"^(.+?)\1+$", r"\1", word) for word in _letters(_without_runs(small))} - {""}


def _without_runs(small: str) -> str:
    """Digits count as a break between words anyway; of letters in a row on the keyboard nothing remains."""
    kept, at = [], 0
    while at < len(small):
        end = at
        while end < len(small) and any(small[at : end + 1] in way for way in WAYS):
            end += 1
        is_run = end - at >= SHORTEST_RUN
        kept.append(" " if is_run else small[at])
        at = end if is_run else at + 1
    return "".join(kept)


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


def may_say_age(*, is_own: bool, said: bool | None, of_age: bool) -> Decision:
    """Nobody becomes younger. Refuses with not-your-account, or with age-is-said where it was 18 or older before."""
    if said and not of_age:
        return Decision("age-is-said")
    return may_change(is_own=is_own)


def may_use_code(*, is_right: bool) -> Decision:
    """Whether a code of an app shows that the app works. Refuses with code-wrong."""
    return YES if is_right else Decision("code-wrong")


def may_use_passkey(*, is_true: bool) -> Decision:
    """Whether what a passkey answered holds. Refuses with passkey-wrong."""
    return YES if is_true else Decision("passkey-wrong")


def may_reset_factors(*, is_operator: bool) -> Decision:
    """Second factors are taken from somebody by the operator alone. Refuses with not-operator."""
    return YES if is_operator else Decision("not-operator")


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
