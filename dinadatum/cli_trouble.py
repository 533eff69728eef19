"""Turns whatever a command stumbled on into one Swedish sentence and an exit code. Never a trace, never a value."""

from __future__ import annotations

import traceback
from pathlib import Path

from dinadatum.errors import DinaDatumError
from dinadatum.files import is_known, why

BROKEN, WRONG_USE = 1, 2


def sentence(error: Exception) -> tuple[str, int]:
    """Return what to tell the person at the keyboard, and the exit code."""
    from notify.errors import NotifyError
    from timeline.errors import TimelineError

    if isinstance(error, DinaDatumError):
        return str(error), error.exit_code
    if isinstance(error, (TimelineError, NotifyError)):
        return str(error), WRONG_USE
    if isinstance(error, OSError) and is_known(error):
        return f"{error.filename or 'Det som skrivs ut'} {why(error)}.", BROKEN
    return _unforeseen(error), BROKEN


def _unforeseen(error: Exception) -> str:
    """Say where it broke: file and line of ours, never what the values were."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if "site-packages" not in frame.filename
    ]
    place = f"{Path(frames[-1].filename).name}, rad {frames[-1].lineno}" if frames else "okänd plats"
    return (
        f"Något gick fel i programmet ({type(error).__name__} i {place}). Kör «dinadatum doctor», "
        "och berätta för den som sköter Dina datum om det händer igen."
    )
