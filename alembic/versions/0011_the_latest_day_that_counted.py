"""The latest day that counted, and streaks that are closed every day.

Revision: 0011, after 0010
"""

import sqlalchemy as sa
from alembic import op


revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("learners", schema=None) as batch_op:
        batch_op.add_column(sa.Column("last_day", sa.Date(), nullable=True))
    op.execute("UPDATE learners SET last_day = (SELECT max(local_day) FROM events WHERE learner_id = learners.id)")
    # Who has a streak and no open day was never closed again until now: any moment that is over makes the tick do it.
    op.execute(
        "UPDATE learners SET day_ends_at = joined_at WHERE day_ends_at IS NULL "
        "AND id IN (SELECT learner_id FROM tallies WHERE unbroken)"
    )


def downgrade() -> None:
    with op.batch_alter_table("learners", schema=None) as batch_op:
        batch_op.drop_column("last_day")
