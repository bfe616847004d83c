"""What can be shown to one member of a group.

And which milestones wait to be told, and by which account a day was repaired, so that its name goes with its owner.

Revision: 0024, after 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

PLATFORM = sa.Enum("telegram", "discord", "terminal", name="platform", native_enum=False, length=20)


def upgrade() -> None:
    op.create_table(
        "group_rungs",
        sa.Column("platform", PLATFORM, nullable=False),
        sa.Column("chat", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "rung", sa.Enum("at once", "any time", "link", name="rung", native_enum=False, length=20), nullable=False
        ),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("platform", "chat", "rung", name=op.f("pk_group_rungs")),
    )
    op.add_column("milestones", sa.Column("waits", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("repairs", sa.Column("author_platform", PLATFORM, nullable=True))
    op.add_column("repairs", sa.Column("author", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("repairs", schema=None) as batch_op:
        batch_op.drop_column("author")
        batch_op.drop_column("author_platform")
    with op.batch_alter_table("milestones", schema=None) as batch_op:
        batch_op.drop_column("waits")
    op.drop_table("group_rungs")
