"""The closed sets of a prototype and of a file."""

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
