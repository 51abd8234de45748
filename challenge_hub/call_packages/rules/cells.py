"""The kinds of value in a package, each with the sentence for what is not one."""

import re
import unicodedata
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from challenge_hub.call_packages.rules.faults import quoted

LARGEST = 100_000
LARGEST_SEED = 2**31 - 1
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
JUROR = r"^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$"
DECIMAL = r"^-?[0-9]{1,6}(\.[0-9]{1,6})?$"
TOTAL = r"-?[0-9]{1,12}(\.[0-9]{1,12})?"
DAY = r"(19[89]|2[01][0-9])[0-9]-[0-9]{2}-[0-9]{2}"
HOUR = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
MOMENT = rf"{DAY}T{HOUR}(Z|[+-][0-9]{{2}}:[0-9]{{2}})"

Language = Literal["de", "en"]


class Strict(BaseModel):
    """Nothing unknown gets in, and nothing is changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


TURNS_TEXT = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that turn the reading direction of what follows, also beyond the text they stand in."""


def plain(text: str) -> str:
    """One text as it is kept: composed letters, plain line ends, and none of the characters that only machines see."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    for letter in text:
        if (letter not in "\n\t" and unicodedata.category(letter) in ("Cc", "Cs")) or letter in TURNS_TEXT:
            raise ValueError(f"holds the control character U+{ord(letter):04X}")
    if text and not any(letter.isprintable() and not letter.isspace() for letter in text):
        raise ValueError("holds nothing that can be seen")
    return text


def one_line(text: str) -> str:
    text = plain(text).strip()
    if "\n" in text or "\t" in text:
        raise ValueError("must be on one line, without tabs")
    return text


def paragraphs(text: str) -> str:
    return plain(text).strip("\n").rstrip()


def not_blank(text: str) -> str:
    if not text:
        raise ValueError("is blank")
    return text


def texts(value: dict[str, str]) -> dict[str, str]:
    """Languages in their fixed order; one that is blank is not given."""
    return {language: value[language] for language in sorted(value) if value[language]}


def required(value: dict[str, str]) -> dict[str, str]:
    if not value:
        raise ValueError("is blank in every language")
    return value


def whole(value: Any) -> Any:
    """A whole number from a table; what is no text is left to the type itself."""
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"-?[0-9]{1,10}", value):
        raise ValueError(f"{quoted(value)} is not a whole number")
    return int(value)


def decimal(value: Any) -> Decimal:
    if not isinstance(value, str | Decimal):
        raise ValueError('must be a decimal number in quotes, such as "4.5"')
    text = f"{value:f}" if isinstance(value, Decimal) else value
    if not re.fullmatch(DECIMAL, text):
        raise ValueError(f"{quoted(text)} is not a decimal number such as 4.5, with at most six decimals")
    return Decimal(text).normalize() + 0


def total(value: Any) -> Any:
    """A figure the product computed: longer than any that people give."""
    if isinstance(value, str) and not re.fullmatch(TOTAL, value):
        raise ValueError(f"{quoted(value)} is not a decimal number such as 4.5")
    return Decimal(value).normalize() + 0


def moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not re.fullmatch(MOMENT, value):
        raise ValueError(f"{quoted(value)} is not a time such as 2027-05-14T23:55:00+02:00")
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{quoted(value)} is not a time that exists") from None


def yes_or_no(value: Any) -> bool:
    answers: dict[Any, bool] = {"yes": True, "no": False, True: True, False: False}
    if value not in answers:
        raise ValueError(f"{quoted(value)} is neither yes nor no")
    return answers[value]


def slug(text: str) -> str:
    if not re.fullmatch(SLUG, text):
        raise ValueError(f"{quoted(text)} is not a key: small letters a to z, digits, and single hyphens between them")
    return text


def juror(text: str) -> str:
    if not re.fullmatch(JUROR, text):
        raise ValueError(f"{quoted(text)} is not a key of letters a to z, digits, and single . _ - between them")
    return text


def slugs(value: Any) -> Any:
    """Keys parted by blanks, in alphabetical order."""
    keys = value.split() if isinstance(value, str) else value
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"{quoted(key)} is named twice")
    return tuple(sorted(slug(key) for key in keys))


def address(text: str) -> str:
    """An address on the web, without a name or password in it that would pass for the host."""
    try:
        parts = urlsplit(text)
        is_on_the_web = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_on_the_web = False
    if not is_on_the_web or "\\" in text or any(letter.isspace() for letter in text):
        raise ValueError(f"{quoted(text)} is not an address that begins with http:// or https://")
    if "@" in parts.netloc:
        raise ValueError(f"{quoted(text)} holds a user name before its host")
    return text


def time_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError(f"{quoted(name)} is not a known time zone such as Europe/Berlin")
    return name


def matching(pattern: str, what: str) -> AfterValidator:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"{quoted(text)} is not {what}")
        return text

    return AfterValidator(check)


@cache
def _zones() -> frozenset[str]:
    """Without the names that mean another zone on another machine, or none."""
    return frozenset(available_timezones()) - {"Factory", "localtime"}


Slug = Annotated[str, Field(max_length=120, json_schema_extra={"pattern": SLUG}), AfterValidator(slug)]
JurorKey = Annotated[str, Field(max_length=120), AfterValidator(juror)]
Slugs = Annotated[tuple[str, ...], BeforeValidator(slugs)]
Short = Annotated[str, Field(max_length=60), AfterValidator(one_line), AfterValidator(not_blank)]
Name = Annotated[str, Field(max_length=200), AfterValidator(one_line), AfterValidator(not_blank)]
Label = Annotated[str, Field(max_length=300), AfterValidator(one_line), AfterValidator(not_blank)]
Reason = Annotated[str, Field(max_length=1000), AfterValidator(one_line), AfterValidator(not_blank)]
Address = Annotated[str, Field(max_length=500, json_schema_extra={"format": "uri"}), AfterValidator(address)]
Zone = Annotated[str, Field(max_length=60), AfterValidator(time_zone)]

Line: TypeAlias = Annotated[str, Field(max_length=300), AfterValidator(one_line)]
Sentence: TypeAlias = Annotated[str, Field(max_length=2_000), AfterValidator(one_line)]
Page: TypeAlias = Annotated[str, Field(max_length=50_000), AfterValidator(paragraphs)]
Titles = Annotated[dict[Language, Line], AfterValidator(texts)]
Sentences = Annotated[dict[Language, Sentence], AfterValidator(texts)]
Pages = Annotated[dict[Language, Page], AfterValidator(texts)]
RequiredTitles = Annotated[Titles, AfterValidator(required)]

Figure = Annotated[
    Decimal,
    BeforeValidator(decimal),
    Field(ge=-LARGEST, le=LARGEST),
    WithJsonSchema({"type": "string", "pattern": DECIMAL}),
]
Total = Annotated[Decimal, BeforeValidator(total)]
Moment = Annotated[datetime, BeforeValidator(moment), WithJsonSchema({"type": "string", "format": "date-time"})]
Count = Annotated[int, BeforeValidator(whole), Field(ge=0, le=10_000_000)]
Number = Annotated[int, BeforeValidator(whole), Field(ge=1, le=1_000_000)]
YesNo = Annotated[bool, BeforeValidator(yes_or_no)]
