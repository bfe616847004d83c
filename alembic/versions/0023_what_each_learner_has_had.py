"""What costs something is counted for each learner.

Revision: 0023, after 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_COSTLY = ("upload", "opinion", "picture", "export", "my_data", "report")


def upgrade() -> None:
    op.create_table(
        "allowances",
        sa.Column("learner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.Enum(*_COSTLY, name="costly", native_enum=False, length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_allowances_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", "what", name=op.f("pk_allowances")),
    )
    # In its place: a batch would copy years of counts.
    op.drop_column("counts", "pictures")


def downgrade() -> None:
    op.add_column("counts", sa.Column("pictures", sa.Integer(), server_default="0", nullable=False))
    op.drop_table("allowances")
