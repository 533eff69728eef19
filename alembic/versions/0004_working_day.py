"""What a working day needs: words of names, log-ins that can end, calendars, second factors, many ticks at once."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

EXPIRY_INDEXES = {
    "ix_expiry_ref": ["ref", "id"],
    "ix_expiry_municipality_day": ["municipality", "day", "id"],
    "ix_expiry_caseworker_day": ["caseworker", "day", "id"],
}


def upgrade() -> None:
    op.create_index("ix_person_classification", "person", ["classification"], unique=False)
    op.create_index("ix_person_protected", "person", ["protected"], unique=False)
    for name, columns in EXPIRY_INDEXES.items():
        op.create_index(name, "expiry", columns, unique=False)
    op.create_table(
        "person_word",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_word_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "hash", name=op.f("pk_person_word")),
    )
    op.create_index("ix_person_word_hash", "person_word", ["hash"], unique=False)
    op.add_column("account", sa.Column("closed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("account", sa.Column("second_factor", sa.Text(), nullable=True))
    op.add_column("account", sa.Column("second_factor_step", sa.Integer(), nullable=True))
    op.create_table(
        "web_session",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("began", sa.DateTime(), nullable=False),
        sa.Column("seen", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_web_session_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_web_session")),
    )
    op.create_index("ix_web_session_account_id", "web_session", ["account_id"], unique=False)
    op.create_table(
        "calendar_feed",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_calendar_feed_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("hash", name=op.f("uq_calendar_feed_hash")),
    )
    op.create_table(
        "tick_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tick_batch")),
    )
    op.create_index("ix_tick_batch_at", "tick_batch", ["at"], unique=False)
    op.create_table(
        "tick_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("before", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["tick_batch.id"], name=op.f("fk_tick_row_batch_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_tick_row_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tick_row")),
    )
    op.create_index("ix_tick_row_batch_id", "tick_row", ["batch_id"], unique=False)
    op.create_index("ix_tick_row_person_id", "tick_row", ["person_id"], unique=False)


def downgrade() -> None:
    for table in ("tick_row", "tick_batch", "calendar_feed", "web_session", "person_word"):
        op.drop_table(table)
    with op.batch_alter_table("account") as account:
        for column in ("second_factor_step", "second_factor", "closed"):
            account.drop_column(column)
    for name in EXPIRY_INDEXES:
        op.drop_index(name, table_name="expiry")
    op.drop_index("ix_person_protected", table_name="person")
    op.drop_index("ix_person_classification", table_name="person")
