"""One learner on two platforms.

Until now everybody has one account, which tells where their decks were sent and what they are called there.

Revision: 0020, after 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PLATFORM = sa.Enum("telegram", "discord", "terminal", name="platform", native_enum=False, length=20)


def upgrade() -> None:
    op.create_table(
        "link_attempts",
        sa.Column("learner_id", ID, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_link_attempts_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_link_attempts")),
    )
    op.create_table(
        "link_codes",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("learner_id", ID, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chat_id", ID, nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_link_codes_chat_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_link_codes_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_codes")),
        sa.UniqueConstraint("learner_id", name=op.f("uq_link_codes_learner_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_link_codes_chat_id", "link_codes", ["chat_id"])
    op.create_index("ix_link_codes_digest", "link_codes", ["digest"])
    op.add_column("accounts", sa.Column("name", sa.String(length=128), server_default="", nullable=False))
    op.execute(
        "UPDATE accounts SET name = COALESCE("
        "(SELECT learners.name FROM learners WHERE learners.id = accounts.learner_id), '')"
    )
    op.add_column("uploads", sa.Column("platform", PLATFORM, nullable=True))
    op.execute(
        "UPDATE uploads SET platform = (SELECT accounts.platform FROM accounts"
        " WHERE accounts.learner_id = uploads.learner_id LIMIT 1)"
    )


def downgrade() -> None:
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.drop_column("platform")
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.drop_column("name")
    op.drop_table("link_codes")
    op.drop_table("link_attempts")
