"""Learners have an agenda, daily numbers and parameters of their own; the bank has a shuffled order.

Revision: 0009, after 0008
"""

from zlib import crc32

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NEW_A_DAY, REVIEWS_A_DAY = 10, 20
NUMBERED_ONCE = {"sqlite_autoincrement": True}
"""Learners have it already, and SQLite would forget it where a table is made anew."""
_DAYS_BETWEEN = {
    "sqlite": "MAX(1, CAST(ROUND(julianday(due) - julianday(last_review)) AS INTEGER))",
    "postgresql": "GREATEST(1, ROUND(EXTRACT(EPOCH FROM due - last_review) / 86400))",
}


def upgrade() -> None:
    op.create_table(
        "fits",
        sa.Column("learner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("parameters", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("reviews", sa.Integer(), nullable=False),
        sa.Column("loss_before", sa.Float(), nullable=True),
        sa.Column("loss_after", sa.Float(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name=op.f("fk_fits_learner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_fits")),
    )
    op.create_table(
        "agenda",
        sa.Column("learner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("pool", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_agenda_chat_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name=op.f("fk_agenda_learner_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_agenda_question_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", "chat_id", "place", name=op.f("pk_agenda")),
    )
    with op.batch_alter_table("agenda") as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_chat_id"), ["chat_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_question_id"), ["question_id"], unique=False)
    with op.batch_alter_table("chats") as batch_op:
        difficulty = sa.Enum("easy", "medium", "hard", name="difficulty", native_enum=False, length=20)
        batch_op.add_column(sa.Column("difficulty", difficulty, nullable=True))
    _cards()
    _learners()
    _questions()


def _cards() -> None:
    op.add_column("cards", sa.Column("interval", sa.Integer(), nullable=True))
    between = _DAYS_BETWEEN[op.get_bind().dialect.name]
    op.execute(f"UPDATE cards SET interval = {between}")  # noqa: S608  # our own words
    with op.batch_alter_table("cards") as batch_op:
        batch_op.alter_column("interval", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_index(batch_op.f("ix_cards_learner_id_due"))
        batch_op.create_index("ix_cards_learner_id_due", ["learner_id", "due", "interval", "question_id"], unique=False)


def _learners() -> None:
    op.add_column("learners", sa.Column("new_a_day", sa.Integer(), nullable=True))
    op.add_column("learners", sa.Column("reviews_a_day", sa.Integer(), nullable=True))
    op.execute(f"UPDATE learners SET new_a_day = {NEW_A_DAY}, reviews_a_day = {REVIEWS_A_DAY}")  # noqa: S608
    with op.batch_alter_table("learners", table_kwargs=NUMBERED_ONCE) as batch_op:
        batch_op.alter_column("new_a_day", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("reviews_a_day", existing_type=sa.Integer(), nullable=False)


def _questions() -> None:
    op.add_column("questions", sa.Column("shuffle", sa.Integer(), nullable=True))
    questions = sa.table("questions", sa.column("id"), sa.column("key"), sa.column("shuffle"))
    db = op.get_bind()
    rows = db.execute(sa.select(questions.c.id, questions.c.key)).all()
    if rows:
        places = [{"number": number, "place": crc32(key.encode()) >> 1} for number, key in rows]
        change = sa.update(questions).where(questions.c.id == sa.bindparam("number"))
        db.execute(change.values(shuffle=sa.bindparam("place")), places)
    with op.batch_alter_table("questions") as batch_op:
        batch_op.alter_column("shuffle", existing_type=sa.Integer(), nullable=False)
        batch_op.create_index(batch_op.f("ix_questions_upload_id_shuffle"), ["upload_id", "shuffle"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("questions") as batch_op:
        batch_op.drop_index(batch_op.f("ix_questions_upload_id_shuffle"))
        batch_op.drop_column("shuffle")
    with op.batch_alter_table("learners", table_kwargs=NUMBERED_ONCE) as batch_op:
        batch_op.drop_column("reviews_a_day")
        batch_op.drop_column("new_a_day")
    with op.batch_alter_table("chats") as batch_op:
        batch_op.drop_column("difficulty")
    with op.batch_alter_table("cards") as batch_op:
        batch_op.drop_index("ix_cards_learner_id_due")
        batch_op.drop_column("interval")
        batch_op.create_index(batch_op.f("ix_cards_learner_id_due"), ["learner_id", "due"], unique=False)
    op.drop_table("agenda")
    op.drop_table("fits")
