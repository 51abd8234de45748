"""Organisations as rows."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Model, Slug, Texts, one_of
from challenge_hub.organisations.rules import Kind


class Organisation(Model):
    """`official_key` is text: German municipal keys begin with zeros."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_name"),
        CheckConstraint(one_of("kind", Kind), name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(Slug, unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    country: Mapped[str] = mapped_column(String(2))
    state: Mapped[str | None] = mapped_column(String(100))
    official_key: Mapped[str | None] = mapped_column(String(12), unique=True)
    website: Mapped[str | None] = mapped_column(String(500))
    summary: Mapped[dict[str, str]] = mapped_column(Texts)
