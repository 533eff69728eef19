"""What a handläggare sets: days away with a stand-in, tasks put off, a limit of promises, a mail in the morning."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("task", sa.Column("postponed_until", sa.Date(), nullable=True))
    op.add_column("caseworker", sa.Column("most_promises", sa.Integer(), nullable=True))
    op.add_column("account", sa.Column("morning_hour", sa.Integer(), nullable=True))
    op.create_table(
        "caseworker_absence",
        sa.Column("caseworker_id", sa.Integer(), nullable=False),
        sa.Column("stand_in_id", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["caseworker_id"], ["caseworker.id"], name=op.f("fk_caseworker_absence_caseworker_id")
        ),
        sa.ForeignKeyConstraint(
            ["stand_in_id"], ["caseworker.id"], name=op.f("fk_caseworker_absence_stand_in_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caseworker_absence")),
    )
    op.create_index("ix_caseworker_absence_last_day", "caseworker_absence", ["last_day"], unique=False)
    op.create_table(
        "morning_mail",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_morning_mail_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "day", name=op.f("pk_morning_mail")),
    )


def downgrade() -> None:
    op.drop_table("morning_mail")
    op.drop_table("caseworker_absence")
    for table, column in (
        ("account", "morning_hour"),
        ("caseworker", "most_promises"),
        ("task", "postponed_until"),
    ):
        with op.batch_alter_table(table) as altered:
            altered.drop_column(column)
