"""What a person has said of copies to ombud, and what was done about a reply that a human read."""

import sqlalchemy as sa

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "copy_choice",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_copy_choice_person_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_copy_choice_person_id", "copy_choice", ["person_id"])
    op.add_column("reply", sa.Column("note", sa.Text(), nullable=True))
    op.add_column("reply", sa.Column("tied_by", sa.String(60), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("reply") as reply:
        reply.drop_column("tied_by")
        reply.drop_column("note")
    op.drop_index("ix_copy_choice_person_id", table_name="copy_choice")
    op.drop_table("copy_choice")
