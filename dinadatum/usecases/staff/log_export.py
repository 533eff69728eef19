"""Writes down that somebody took a file away: who, when, what, and how it was chosen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from dinadatum.register.audit import note
from dinadatum.register.database import Database
from dinadatum.usecases.staff.viewers import Viewer


def log_export(
    database: Database, viewer: Viewer, what: str, chosen: Mapping[str, str], now: datetime
) -> None:
    """Log an export before it is given. what: of what, as the log names it. chosen: its filters."""
    detail = json.dumps(dict(chosen), ensure_ascii=False)
    with database.transaction(viewer.username, now) as session:
        note(session, "exported", what, detail=detail)
