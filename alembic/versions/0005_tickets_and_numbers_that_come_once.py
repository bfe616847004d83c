"""Tickets for deliveries, numbers that come once, and whose an update was.

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NUMBERED_ONCE = ("learners", "uploads", "deliveries")

WHOSE_SQLITE = """
    UPDATE handled SET learner_id = (SELECT learner_id FROM accounts
        WHERE platform = handled.platform AND account = json_extract(handled.place, '$.a[1]'))
"""
WHOSE_POSTGRESQL = """
    UPDATE handled SET learner_id = accounts.learner_id FROM accounts
        WHERE accounts.platform = handled.platform AND accounts.account = (handled.place->'a'->>1)::bigint
"""


def upgrade() -> None:
    # Links that were made before have no ticket: '' opens nothing.
    with op.batch_alter_table("deliveries") as batch_op:
        batch_op.add_column(sa.Column("ticket", sa.String(length=16), nullable=False, server_default=""))
    with op.batch_alter_table("deliveries") as batch_op:
        batch_op.alter_column("ticket", existing_type=sa.String(length=16), server_default=None)

    with op.batch_alter_table("handled") as batch_op:
        batch_op.add_column(
            sa.Column("learner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_handled_learner_id"), ["learner_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_handled_learner_id"), "learners", ["learner_id"], ["id"], ondelete="CASCADE"
        )
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(WHOSE_SQLITE if on_sqlite else WHOSE_POSTGRESQL)
    if on_sqlite:
        _rebuild(sqlite_autoincrement=True)


def downgrade() -> None:
    with op.batch_alter_table("handled") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_handled_learner_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_handled_learner_id"))
        batch_op.drop_column("learner_id")
    with op.batch_alter_table("deliveries") as batch_op:
        batch_op.drop_column("ticket")
    if op.get_bind().dialect.name == "sqlite":
        _rebuild(sqlite_autoincrement=False)


def _rebuild(*, sqlite_autoincrement: bool) -> None:
    """SQLite knows only when a table is made whether its numbers may come again."""
    for table in NUMBERED_ONCE:
        with op.batch_alter_table(
            table, recreate="always", table_kwargs={"sqlite_autoincrement": sqlite_autoincrement}
        ):
            pass
