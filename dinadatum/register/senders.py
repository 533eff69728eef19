"""Who is sending: so that what is half done is known as left behind only where nobody is at work."""

from __future__ import annotations

from contextlib import AbstractContextManager

from dinadatum.register.database import Database
from dinadatum.register.locking import Hold, holding

WORK = "sending"


def among_senders(database: Database) -> AbstractContextManager[bool]:
    """Be known as one who sends, with any number of others."""
    return holding(database, WORK, Hold.WITH_OTHERS)


def only_sender(database: Database) -> AbstractContextManager[bool]:
    """Tell whether nobody is sending; nobody begins before the end."""
    return holding(database, WORK, Hold.ALONE_OR_NOT_AT_ALL)
