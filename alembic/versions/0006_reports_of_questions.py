"""Reports of questions, and how many people a chat has.

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("learner_id", ID, nullable=False),
        sa.Column("question_id", ID, nullable=False),
        sa.Column("chat_id", ID, nullable=False),
        sa.Column(
            "reason",
            sa.Enum("wrong", "unclear", "typo", "outdated", "other", name="reason", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("words_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_reports_chat_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_reports_learner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_reports_question_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint(
            "learner_id", "question_id", "reason", name=op.f("uq_reports_learner_id_question_id_reason")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reports") as batch_op:
        batch_op.create_index(batch_op.f("ix_reports_chat_id"), ["chat_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reports_closed_at_at"), ["closed_at", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_reports_question_id"), ["question_id"], unique=False)
    with op.batch_alter_table("chats") as batch_op:
        batch_op.add_column(sa.Column("headcount", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("chats") as batch_op:
        batch_op.drop_column("headcount")
    op.drop_table("reports")
