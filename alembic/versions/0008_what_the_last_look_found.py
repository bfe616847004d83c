"""What the last look at the bank found is kept with its paths.

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

COUNTS = ("note_count", "question_count", "problem_count")


def upgrade() -> None:
    with op.batch_alter_table("sources") as table:
        for count in COUNTS:
            table.add_column(sa.Column(count, sa.Integer(), nullable=False, server_default="0"))
    # What is counted is not known yet: the next look must not end with the fingerprint.
    op.execute("UPDATE sources SET fingerprint = ''")
    with op.batch_alter_table("sources") as table:
        for count in COUNTS:
            table.alter_column(count, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("sources") as table:
        for count in COUNTS:
            table.drop_column(count)
