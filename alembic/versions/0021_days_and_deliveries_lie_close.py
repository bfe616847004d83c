"""What a board or a tick reads together lies together.

On SQLite a learner's days lay in the order in which they were written, between everybody else's; now they lie side
by side. And a delivery that has no question yet, or no origin, no longer stands in the indexes of those.

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


def upgrade() -> None:
    _days_by_learner(close=True)
    for name, columns in INDEXES.items():
        known = sa.text(f"{columns[-1]} IS NOT NULL")
        op.drop_index(name, "deliveries")
        op.create_index(name, "deliveries", columns, sqlite_where=known, postgresql_where=known)


def downgrade() -> None:
    for name, columns in INDEXES.items():
        op.drop_index(name, "deliveries")
        op.create_index(name, "deliveries", columns)
    _days_by_learner(close=False)


def _days_by_learner(*, close: bool) -> None:
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("days", recreate="always", table_kwargs={"sqlite_with_rowid": not close}):
            pass
