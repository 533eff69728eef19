"""The steps that a person takes alone, such as "1 3": no ombud hears anything of them. Empty: none."""

import sqlalchemy as sa

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("steps_alone", sa.String(10), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("person") as person:
        person.drop_column("steps_alone")
