"""A group is shown the answers to its questions, at an hour of its own.

Revision: 0019, after 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

PLANNED = sa.text("publish_at IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("chats") as batch_op:
        batch_op.add_column(sa.Column("publish_hour", sa.Time(), server_default="21:00:00.000000", nullable=True))
    with op.batch_alter_table("deliveries", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("publish_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            "ix_deliveries_publish_at", ["publish_at"], sqlite_where=PLANNED, postgresql_where=PLANNED
        )


def downgrade() -> None:
    with op.batch_alter_table("deliveries", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_index("ix_deliveries_publish_at")
        batch_op.drop_column("published_at")
        batch_op.drop_column("publish_at")
    with op.batch_alter_table("chats") as batch_op:
        batch_op.drop_column("publish_hour")
