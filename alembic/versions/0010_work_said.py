"""Work or studies that begin or end: the day, when the person said so, and when somebody confirmed it."""

import sqlalchemy as sa

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

COLUMNS = (
    "work_start", "work_start_said", "work_start_confirmed",
    "stops_work", "stops_work_said", "stops_work_confirmed",
)  # fmt: skip


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("person", sa.Column(column, sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person") as person:
        for column in reversed(COLUMNS):
            person.drop_column(column)
