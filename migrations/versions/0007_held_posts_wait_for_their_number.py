"""Let held posts wait for their number, so that nobody counts what they may not see.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("posts") as batch_op:
        batch_op.alter_column("number", existing_type=sa.BigInteger(), nullable=True)
    op.execute("update posts set number = null where status = 'held'")
    op.execute(
        "update threads set posts_count = (select coalesce(max(posts.number), 0) from posts"
        " where posts.thread_id = threads.id)"
    )


def downgrade() -> None:
    op.execute(
        "update posts set number = (select threads.posts_count from threads"
        " where threads.id = posts.thread_id) + id where number is null"
    )
    with op.batch_alter_table("posts") as batch_op:
        batch_op.alter_column("number", existing_type=sa.BigInteger(), nullable=False)
