"""Small indexes of the messages that are open, and of those that never came, instead of one of every state.

Each message that goes changes its state three times. What has gone is in neither index.
"""

import sqlalchemy as sa

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('planned', 'held', 'claimed', 'sending', 'waiting', 'unknown')")
MISSED = sa.text("state IN ('failed', 'skipped')")
READY = sa.text("state IN ('planned', 'waiting')")
GOING = ["state", "priority", "send_at", "id"]


def upgrade() -> None:
    op.create_index("ix_message_open", "message", GOING, postgresql_where=OPEN, sqlite_where=OPEN)
    op.create_index("ix_message_missed", "message", ["day"], postgresql_where=MISSED, sqlite_where=MISSED)
    op.drop_index("ix_message_ready", table_name="message")
    op.drop_index("ix_message_state_send_at", table_name="message")


def downgrade() -> None:
    op.create_index("ix_message_state_send_at", "message", ["state", "send_at"])
    op.create_index("ix_message_ready", "message", GOING, postgresql_where=READY, sqlite_where=READY)
    op.drop_index("ix_message_missed", table_name="message")
    op.drop_index("ix_message_open", table_name="message")
