"""What a provider's no for good asks of a handläggare, by the code's next step. Pure."""

from __future__ import annotations

from notify.channels.code import Next
from notify.channels.errors import explain
from notify.values import Recipient, TaskKind


def task_after(code: str, recipient: Recipient) -> TaskKind | None:
    """Return the task, or None where nobody needs to do anything more.

    ALARM: the address is right and only the operator can mend the road; meanwhile somebody tells the person.
    OPT_OUT: a person's STOPP is read as if they had written it to us, and has a task of its own. NOTHING: it was
    meant to be so. Otherwise there is no way to the person by that address; the next way is tried by the second
    round (usecases/looks/second_round.py).
    """
    following = explain(code).next
    if following is Next.ALARM:
        return TaskKind.TELL
    if following is Next.NOTHING or (following is Next.OPT_OUT and recipient is Recipient.PERSON):
        return None
    return TaskKind.UNREACHABLE
