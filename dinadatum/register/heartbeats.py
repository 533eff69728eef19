"""When each job last ended well. Many processes may do the same job: the last one counts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from dinadatum.register.putting import put
from dinadatum.register.tables import Heartbeat


def beat(session: Session, job: str, now: datetime, said: str) -> None:
    """Note that a job has ended well, and what it said."""
    put(session, Heartbeat, job=job, at=now, said=said)
