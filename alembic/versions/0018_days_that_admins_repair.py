"""Days that admins repair.

Revision: 0018, after 0017
"""

import sqlalchemy as sa
from alembic import op


revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "repairs",
        sa.Column("learner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "was",
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
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_repairs_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", "day", name=op.f("pk_repairs")),
    )


def downgrade() -> None:
    op.drop_table("repairs")
