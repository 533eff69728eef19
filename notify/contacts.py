"""Who is the person's handläggare on a day, as far as the person knows: nobody new before they are told."""

from __future__ import annotations

from datetime import date

from notify.history import History
from notify.paths.handover import HANDOVER, TOLD
from notify.values import Case, Contact


def contact_on(case: Case, history: History, day: date) -> Contact | None:
    """Give the handläggare whom a text may name on the day; None: it must do without a name."""
    planned = case.handover
    if planned is None or day < planned.first:
        return case.contact if case.contact is not None and case.contact.valid(day) else None
    return Contact(planned.key, planned.first) if is_told(case, history) else None


def is_told(case: Case, history: History) -> bool:
    """Tell whether a planned handover is known to the person, or never can be told by a message."""
    planned = case.handover
    if planned is None or not case.consent or not (case.has_mobile or case.has_email):
        return True
    return history.spent((HANDOVER, planned.first, TOLD))
