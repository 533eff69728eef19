"""What the lists need at a million decisions: indexes of the people, and whether an end is that of the age.

joint saves each list from looking for another end of the same person on the same day.
"""

import sqlalchemy as sa

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MARK = """
UPDATE expiry SET joint = TRUE WHERE EXISTS (
  SELECT 1 FROM expiry AS other
  WHERE other.person_id = expiry.person_id AND other.day = expiry.day
    AND other.what = CASE WHEN expiry.what = 'age_30' THEN 'decision' ELSE 'age_30' END
)
"""


def upgrade() -> None:
    op.add_column("expiry", sa.Column("joint", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(MARK)
    op.create_index(
        "ix_person_unit_place", "person", ["unit", "protected", "municipality", "classification"]
    )
    op.create_index("ix_person_caseworker_id_unit", "person", ["caseworker_id", "unit"])
    op.create_index("ix_person_municipality", "person", ["municipality"])
    op.drop_index("ix_person_unit", table_name="person")
    op.create_index("ix_person_word_hash_person_id", "person_word", ["hash", "person_id"])
    op.drop_index("ix_person_word_hash", table_name="person_word")
    op.create_index("ix_task_kind_done_at_person_id", "task", ["kind", "done_at", "person_id"])


def downgrade() -> None:
    op.drop_index("ix_task_kind_done_at_person_id", table_name="task")
    op.create_index("ix_person_word_hash", "person_word", ["hash"])
    op.drop_index("ix_person_word_hash_person_id", table_name="person_word")
    op.create_index("ix_person_unit", "person", ["unit"])
    op.drop_index("ix_person_municipality", table_name="person")
    op.drop_index("ix_person_caseworker_id_unit", table_name="person")
    op.drop_index("ix_person_unit_place", table_name="person")
    with op.batch_alter_table("expiry") as expiry:
        expiry.drop_column("joint")
