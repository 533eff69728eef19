"""What replies leave behind: STOPP, a wrong number, chosen days, small parts, and the inbox."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("stopped_on", sa.Date(), nullable=True))
        person.add_column(sa.Column("rests_until", sa.Date(), nullable=True))
        person.add_column(sa.Column("wrong_mobile_hash", sa.String(length=64), nullable=True))
        person.add_column(sa.Column("wrong_email_hash", sa.String(length=64), nullable=True))
    with op.batch_alter_table("reply") as reply:
        reply.add_column(sa.Column("sender", sa.Text(), nullable=True))
        reply.add_column(sa.Column("opt_out", sa.String(length=10), nullable=False, server_default=""))
        reply.add_column(sa.Column("read_at", sa.DateTime(), nullable=True))
        reply.add_column(sa.Column("for_human", sa.Boolean(), nullable=False, server_default=sa.false()))
        reply.add_column(sa.Column("done_at", sa.DateTime(), nullable=True))
        reply.add_column(sa.Column("done_by", sa.String(length=60), nullable=False, server_default=""))
    op.create_index("ix_reply_read_at", "reply", ["read_at"], unique=False)
    op.create_table(
        "chosen_day",
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("said", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_chosen_day_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chosen_day")),
        sa.UniqueConstraint("person_id", "step", name=op.f("uq_chosen_day_person_id_step")),
    )
    op.create_table(
        "part_done",
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_part_done_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_done")),
        sa.UniqueConstraint("person_id", "step", "number", name=op.f("uq_part_done_person_id_step_number")),
    )


def downgrade() -> None:
    op.drop_table("part_done")
    op.drop_table("chosen_day")
    op.drop_index("ix_reply_read_at", table_name="reply")
    with op.batch_alter_table("reply") as reply:
        for column in ("done_by", "done_at", "for_human", "read_at", "opt_out", "sender"):
            reply.drop_column(column)
    with op.batch_alter_table("person") as person:
        for column in ("wrong_email_hash", "wrong_mobile_hash", "rests_until", "stopped_on"):
            person.drop_column(column)
