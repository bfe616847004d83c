"""Groups get the final board of each day.

Revision: 0017, after 0016
"""

import sqlalchemy as sa
from alembic import op


revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("chats", schema=None) as batch_op:
        batch_op.add_column(sa.Column("finals", sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column("final_due", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_chats_final_due"), ["final_due"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("chats", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chats_final_due"))
        batch_op.drop_column("final_due")
        batch_op.drop_column("finals")
