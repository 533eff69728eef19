"""Consent first: the welcome that asks, and nothing else before a yes."""

from __future__ import annotations

from collections.abc import Iterator

from notify.life import Life
from notify.occasions import CONTACT, Move, Occasion
from notify.values import MessageKind
from timeline.months import same_day

CONSENT = "consent"
WELCOME = "M01"
# The question is never too old to be asked, but a ledger needs a day: a year.
MONTHS_OPEN = 12


def welcome(life: Life) -> Iterator[Occasion]:
    """List the welcome, for one who has not yet answered."""
    if life.case.consent is not None:
        return
    known = life.case.known_since
    yield Occasion(
        key_date=CONSENT,
        key_date_day=known,
        step="ask",
        template=WELCOME,
        kind=MessageKind.ORDINARY,
        priority=CONTACT,
        target=known,
        close=same_day(known, MONTHS_OPEN),
        move=Move.NEXT_OWN,
        reason="Ett ja behövs innan något annat skickas",
    )
