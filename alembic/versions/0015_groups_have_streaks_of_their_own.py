"""Groups have streaks of their own, and milestones are told once.

Revision: 0015, after 0014
"""

import sqlalchemy as sa
from alembic import op


revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "group_days",
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "credited",
                "frozen",
                "repaired",
                "excused",
                "paused",
                "pending",
                "missed",
                name="daystate",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("credited", sa.Integer(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_group_days_chat_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chat_id", "day", name=op.f("pk_group_days")),
    )
    op.create_table(
        "milestones",
        sa.Column("learner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("days", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_milestones_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", "days", name=op.f("pk_milestones")),
    )
    with op.batch_alter_table("chats", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rollover", sa.Time(), server_default="04:00:00.000000", nullable=False))
        batch_op.add_column(sa.Column("closed_through", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("day_ends_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_chats_day_ends_at"), ["day_ends_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("chats", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chats_day_ends_at"))
        batch_op.drop_column("day_ends_at")
        batch_op.drop_column("closed_through")
        batch_op.drop_column("rollover")

    op.drop_table("milestones")
    op.drop_table("group_days")
