"""When each job last ended well. Many processes may do the same job: the last one counts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from dinadatum.register.tables import Heartbeat


def beat(session: Session, job: str, now: datetime, said: str) -> None:
    """Note that a job has ended well, and what it said."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    query = insert(Heartbeat).values(job=job, at=now, said=said)
    session.execute(query.on_conflict_do_update(index_elements=["job"], set_={"at": now, "said": said}))
