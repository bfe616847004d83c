"""What a board or a tick reads together lies together.

On SQLite a learner's days lay in the order in which they were written, between everybody else's; now they lie side
by side. A delivery that has no question yet, or no origin, no longer stands in the indexes of those; and what a board
asks of events and accounts stands in an index.

Revision: 0021, after 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_deliveries_chat_id_question_id": ["chat_id", "question_id"],
    "ix_deliveries_question_id": ["question_id"],
    "ix_deliveries_origin_id": ["origin_id"],
}
WIDER = {
    ("events", "ix_events_learner_id_local_day", ("learner_id", "local_day")): (
        "ix_events_learner_id_local_day_kind_delivery_id",
        ("learner_id", "local_day", "kind", "delivery_id"),
    ),
    ("accounts", "ix_accounts_learner_id", ("learner_id",)): (
        "ix_accounts_learner_id_platform_name",
        ("learner_id", "platform", "name"),
    ),
}


def upgrade() -> None:
    _days_by_learner(close=True)
    for name, some in INDEXES.items():
        known = sa.text(f"{some[-1]} IS NOT NULL")
        op.drop_index(name, "deliveries")
        op.create_index(name, "deliveries", some, sqlite_where=known, postgresql_where=known)
    for (table, name, _), (wider, columns) in WIDER.items():
        op.drop_index(name, table)
        op.create_index(wider, table, list(columns))


def downgrade() -> None:
    for (table, name, columns), (wider, _) in WIDER.items():
        op.drop_index(wider, table)
        op.create_index(name, table, list(columns))
    for name, some in INDEXES.items():
        op.drop_index(name, "deliveries")
        op.create_index(name, "deliveries", some)
    _days_by_learner(close=False)


def _days_by_learner(*, close: bool) -> None:
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("days", recreate="always", table_kwargs={"sqlite_with_rowid": not close}):
            pass
