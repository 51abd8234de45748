"""The closed sets of a solution, a prototype and a file; what belongs to which act stands in the modules beside."""

from enum import StrEnum


class PrototypeKind(StrEnum):
    REPOSITORY = "repository"
    DEMO = "demo"
    OTHER = "other"


class Maturity(StrEnum):
    IDEA = "idea"
    DRAFT = "draft"
    PROTOTYPE = "prototype"
    IN_USE = "in-use"


class MediaType(StrEnum):
    """What may be shown beside a solution; the type is read from the content, never from the name."""

    PNG = "image/png"
    JPEG = "image/jpeg"
    WEBP = "image/webp"
    PDF = "application/pdf"


class Admission(StrEnum):
    """What the formal pre-check found."""

    ADMITTED = "admitted"
    RETURNED = "returned"
    NOT_ADMITTED = "not-admitted"


class ConflictKind(StrEnum):
    """Why somebody cannot judge fairly, or would not seem to: what a municipality asks its people to disclose."""

    FAMILY = "family"
    EMPLOYER = "employer"
    CONTRACT = "contract"
    EXPERT_OPINION = "expert-opinion"
    SAME_GROUP = "same-group"
    MENTORED = "mentored"
    PAST_MEMBER = "past-member"
    SHARE = "share"
    OTHER = "other"
