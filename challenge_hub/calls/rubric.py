"""The rubric (Bewertungsraster) as rows: a round, how it counts, and its criteria. Part of the published call."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenge_hub.calls.rules.scoring import Blank, Method, Order, Weighting
from challenge_hub.infrastructure.db import Exact, Model, Moment, Prose, Slug, Texts, one_of
from challenge_hub.infrastructure.text import Rendered


class Round(Model):
    """How one round of judging counts. `named_method` is what the call's rules had named, where that was another.

    Each solution gets `reviews_per_solution` reviews; where it is empty, every juror reviews everything. From
    `frozen_at` on, when scoring began, nothing of this changes any more. `closed_at` is when the chair closed it.
    `wants_expert`: for each solution a juror who knows its theme, where one can be had.
    An anonymised round (anonymisierte Runde) hides from the jury whose a solution is until `names_revealed_at`: when it
    is closed and the results are released.
    Without an `ends_at` of its own the round ends with the call. `has_shortlist`: only solutions on its shortlist take
    part, not all. `quorum` is how many jurors must have declared. With the organisation `tandem_with_id` the chosen
    teams adapt their solutions until the round ends. `told_at` is when teams last heard of the shortlist.
    `wants_fresh`: nobody gets a solution they reviewed in another round.
    Since `held_at` scoring waits until the jury has tried the rubric on examples; empty where it need not.
    `settings_sha256` is the fingerprint of the settings from `settings_frozen_at` on, before work was given out.
    """

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("call_id", "number"),
        CheckConstraint("scale_min < scale_max", name="scale"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint(one_of("method", Method), name="method"),
        CheckConstraint(one_of("named_method", Method), name="named_method"),
        CheckConstraint(one_of('"order"', Order), name="order"),
        CheckConstraint(one_of("weighting", Weighting), name="weighting"),
        CheckConstraint(one_of("blank", Blank), name="blank"),
        CheckConstraint("sheet_places BETWEEN 0 AND 6", name="sheet_places"),
        CheckConstraint("criterion_places BETWEEN 0 AND 6", name="criterion_places"),
        CheckConstraint("total_places BETWEEN 0 AND 6", name="total_places"),
        CheckConstraint("reviews_per_solution > 0", name="reviews_per_solution"),
        CheckConstraint("names_revealed_at IS NULL OR closed_at IS NOT NULL", name="closed_before_names"),
        CheckConstraint("quorum > 0", name="quorum"),
        CheckConstraint("tandem_with_id IS NULL OR has_shortlist", name="tandem_is_chosen"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[dict[str, str]] = mapped_column(Texts)
    method: Mapped[str] = mapped_column(String(20))
    order: Mapped[str] = mapped_column(String(20))
    weighting: Mapped[str] = mapped_column(String(20))
    scale_min: Mapped[Decimal] = mapped_column(Exact)
    scale_max: Mapped[Decimal] = mapped_column(Exact)
    blank: Mapped[str] = mapped_column(String(20))
    sheet_places: Mapped[int | None]
    criterion_places: Mapped[int | None]
    total_places: Mapped[int | None]
    tie_rules: Mapped[list[str]] = mapped_column(JSON)
    tie_criterion: Mapped[str | None] = mapped_column(Slug)
    seed: Mapped[int]
    sheets_public: Mapped[bool]
    named_method: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[dict[str, Rendered]] = mapped_column(Prose)
    reviews_per_solution: Mapped[int | None]
    minutes_per_review: Mapped[int] = mapped_column(default=15)
    wants_expert: Mapped[bool] = mapped_column(default=False, server_default=false())
    held_at: Mapped[datetime | None] = mapped_column(Moment)
    settings_frozen_at: Mapped[datetime | None] = mapped_column(Moment)
    settings_sha256: Mapped[str | None] = mapped_column(String(64))
    frozen_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    is_anonymous: Mapped[bool] = mapped_column(default=False, server_default=false())
    names_revealed_at: Mapped[datetime | None] = mapped_column(Moment)
    ends_at: Mapped[datetime | None] = mapped_column(Moment)
    quorum: Mapped[int | None]
    has_shortlist: Mapped[bool] = mapped_column(default=False)
    wants_fresh: Mapped[bool] = mapped_column(default=False, server_default=false())
    tandem_with_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    told_at: Mapped[datetime | None] = mapped_column(Moment)

    criteria: Mapped[list["Criterion"]] = relationship(order_by="Criterion.position", lazy="raise")


class Criterion(Model):
    """`anchors` say what points mean: {"1": {"de": "…", "en": "…"}, "3": …, "5": …}."""

    __tablename__ = "criterion"
    __table_args__ = (
        UniqueConstraint("round_id", "key"),
        UniqueConstraint("round_id", "position"),
        CheckConstraint("weight >= 0", name="weight"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(Slug)
    position: Mapped[int]
    weight: Mapped[Decimal] = mapped_column(Exact)
    name: Mapped[dict[str, str]] = mapped_column(Texts)
    description: Mapped[dict[str, str]] = mapped_column(Texts)
    anchors: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON, default=dict)
