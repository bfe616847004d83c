"""Counts of each learner's days.

Revision: 0007, after 0006
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

DAY, NEXT_DAY_FROM = timedelta(days=1), timedelta(hours=16)
AT_ONCE = 1_000
Count = tuple[int, date]

identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
reviews = sa.table(
    "reviews",
    sa.column("id", identity),
    sa.column("learner_id", identity),
    sa.column("delivery_id", identity),
    sa.column("grade", sa.Integer),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("before", sa.JSON),
    sa.column("local_day", sa.Date),
)
events = sa.table(
    "events",
    sa.column("learner_id", identity),
    sa.column("delivery_id", identity),
    sa.column("kind", sa.String),
    sa.column("local_day", sa.Date),
)
counts_table = sa.table(
    "counts",
    sa.column("learner_id", identity),
    sa.column("local_day", sa.Date),
    *(sa.column(name, sa.Integer) for name in ("answered", "reviewed", "recalls", "remembered", "pictures")),
)


def upgrade() -> None:
    _make_counts()
    with op.batch_alter_table("reviews") as batch_op:
        batch_op.add_column(sa.Column("local_day", sa.Date(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_reviews_learner_id"))
        batch_op.create_index(batch_op.f("ix_reviews_learner_id_at"), ["learner_id", "at"], unique=False)
    _fill_days()
    with op.batch_alter_table("reviews") as batch_op:
        batch_op.alter_column("local_day", existing_type=sa.Date(), nullable=False)
    _fill_counts()


def _make_counts() -> None:
    op.create_table(
        "counts",
        sa.Column("learner_id", identity, nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("reviewed", sa.Integer(), nullable=False),
        sa.Column("recalls", sa.Integer(), nullable=False),
        sa.Column("remembered", sa.Integer(), nullable=False),
        sa.Column("pictures", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name=op.f("fk_counts_learner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("learner_id", "local_day", name=op.f("pk_counts")),
    )


def _fill_days() -> None:
    """A review belongs to the day of its event, which every grade has written."""
    own = (events.c.delivery_id == reviews.c.delivery_id) & (events.c.learner_id == reviews.c.learner_id)
    of_event = sa.select(events.c.local_day).where(own, events.c.kind == "grade").scalar_subquery()
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    in_utc = sa.func.date(reviews.c.at) if on_sqlite else sa.cast(reviews.c.at, sa.Date)
    op.execute(reviews.update().values(local_day=sa.func.coalesce(of_event, in_utc)))


def _fill_counts() -> None:
    counts = {"answered": _answered(), "reviewed": Counter[Count](), "recalls": Counter(), "remembered": Counter()}
    for learner, day, grade, at, before in _reviews():
        told = int(_tells(before, at))
        counts["reviewed"][learner, day] += 1
        counts["recalls"][learner, day] += told
        counts["remembered"][learner, day] += told * (grade > 1)
    rows = [
        {"learner_id": key[0], "local_day": key[1], "pictures": 0}
        | {name: count[key] for name, count in counts.items()}
        for key in sorted(counts["answered"] | counts["reviewed"])
    ]
    for at in range(0, len(rows), AT_ONCE):
        op.bulk_insert(counts_table, rows[at : at + AT_ONCE])


def _answered() -> Counter[Count]:
    """A question counts once, on the day of its first event."""
    own = (events.c.learner_id, events.c.delivery_id)
    first = sa.select(events.c.learner_id, sa.func.min(events.c.local_day).label("day")).group_by(*own).subquery()
    query = sa.select(first.c.learner_id, first.c.day, sa.func.count()).group_by(first.c.learner_id, first.c.day)
    return Counter({(learner, day): count for learner, day, count in op.get_bind().execute(query)})


def _reviews() -> Iterator[tuple[int, date, int, datetime, dict[str, Any] | None]]:
    columns = (reviews.c.id, reviews.c.learner_id, reviews.c.local_day, reviews.c.grade, reviews.c.at, reviews.c.before)
    query, last = sa.select(*columns).order_by(reviews.c.id).limit(AT_ONCE), 0
    while rows := op.get_bind().execute(query.where(reviews.c.id > last)).all():
        yield from ((row.learner_id, row.local_day, row.grade, row.at, row.before) for row in rows)
        last = rows[-1].id


def _tells(before: dict[str, Any] | None, at: datetime) -> bool:
    """Whether the review shows what was remembered; 16 hours are the next day."""
    if not before:
        return False
    moment = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return (moment - datetime.fromisoformat(before["last_review"]) + DAY - NEXT_DAY_FROM) // DAY > 0


def downgrade() -> None:
    with op.batch_alter_table("reviews") as batch_op:
        batch_op.drop_index(batch_op.f("ix_reviews_learner_id_at"))
        batch_op.create_index(batch_op.f("ix_reviews_learner_id"), ["learner_id"], unique=False)
        batch_op.drop_column("local_day")
    op.drop_table("counts")
