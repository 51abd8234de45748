"""Teams as rows."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenge_hub.infrastructure.db import Model, Slug
from challenge_hub.organisations.models import Organisation


class Team(Model):
    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("call_id", "key"), CheckConstraint("name <> ''", name="has_name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    key: Mapped[str] = mapped_column(Slug)
    name: Mapped[str] = mapped_column(String(200))

    organisation: Mapped[Organisation | None] = relationship(lazy="raise")
