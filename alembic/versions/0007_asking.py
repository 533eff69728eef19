"""Where a message went and when its provider is asked about it, and an index of what is ready to go."""

import sqlalchemy as sa

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

READY = sa.text("state IN ('planned', 'waiting')")
ASKED = sa.text("ask_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("message", sa.Column("sent_to", sa.Text(), nullable=True))
    op.add_column("message", sa.Column("asks", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("message", sa.Column("ask_at", sa.DateTime(), nullable=True))
    op.create_index(
        "ix_message_ready",
        "message",
        ["state", "priority", "send_at", "id"],
        postgresql_where=READY,
        sqlite_where=READY,
    )
    op.create_index("ix_message_ask_at", "message", ["ask_at"], postgresql_where=ASKED, sqlite_where=ASKED)


def downgrade() -> None:
    op.drop_index("ix_message_ask_at", table_name="message")
    op.drop_index("ix_message_ready", table_name="message")
    with op.batch_alter_table("message") as message:
        for column in ("ask_at", "asks", "sent_to"):
            message.drop_column(column)
