"""The ledger of one person, arranged for the questions the decider asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta

from notify.values import MessageKind, Sent

# What goes on the person's own line: at most one a day. Copies and receipts are beside it.
MAIN_LINE = (MessageKind.ORDINARY, MessageKind.SAFETY)
CHOSEN = ".chosen"
"""How the step of a message ends that goes on a day the person chose."""


BY_HAND = "by_hand"
"""The key date of a message that a person wrote: it has none of its own."""
READ_STEP = "read."
"""How the step of a receipt begins that says what the person has read; the text's id follows."""
REPLACES_DAYS = 3
"""A message by hand stands for the automatic ones of so many days before and after it."""


class History:
    """Rows of the ledger. Never changed: with_rows gives a new one."""

    __slots__ = ("_kept", "_keys", "_read", "identities", "main", "rows")

    def __init__(self, rows: Sequence[Sent] = ()) -> None:
        self.rows = tuple(rows)
        self.identities = frozenset(row.identity for row in self.rows)
        self.main = sorted((row for row in self.rows if row.kind in MAIN_LINE), key=lambda row: row.day)
        self._keys = frozenset((row.key_date, row.key_date_day, row.step) for row in self.main)
        self._kept = frozenset(
            (row.key_date, row.key_date_day, row.step) for row in self.rows if row.kind is MessageKind.RECEIPT
        )
        self._read = frozenset(
            (row.key_date, row.key_date_day, row.step.removeprefix(READ_STEP))
            for row in self.rows
            if row.kind is MessageKind.RECEIPT and row.step.startswith(READ_STEP)
        )

    def has_read(self, key_date: str, key_date_day: date, template: str) -> bool:
        """Tell whether the person has answered that a text about a date is read."""
        return (key_date, key_date_day, template) in self._read

    def with_rows(self, rows: Iterable[Sent]) -> History:
        """Give the history as it is when these rows are written too."""
        return History((*self.rows, *rows))

    def spent(self, key: tuple[str, date, str]) -> bool:
        """Tell whether the message has been sent, skipped or cancelled, also as the receipt of a reply."""
        return key in self._keys or key in self._kept

    def of_step(self, key_date: str, prefix: str, since: date) -> list[Sent]:
        """List the messages of a step since a day, oldest first, whatever date the key date then had."""
        return [
            row
            for row in self.main
            if row.key_date == key_date and row.day >= since and row.step.startswith(prefix)
        ]

    def last_about(self, key_date: str) -> Sent | None:
        """Find the last message that was sent about a kind of key date, or None."""
        return next((row for row in reversed(self.main) if row.key_date == key_date and row.counts), None)

    def last_of(self, template: str) -> date | None:
        """Find the last day on which a text was sent on the person's line."""
        return max((row.day for row in self.main if row.template == template and row.counts), default=None)

    def said_on(self, day: date) -> bool:
        """Tell whether the person's line was used on the day. A message by hand doesn't use it: what must go, goes.

        What a message by hand stands for does: asked again the same day, it stands for no other.
        """
        return any(row.day == day and _uses(row) and row.key_date != BY_HAND for row in self.main)

    def kept_on(self, day: date) -> bool:
        """Tell whether a day that the person chose has been kept: only what can't wait goes beside that."""
        return any(
            row.day == day and _uses(row) and row.key_date_day == day and row.step.endswith(CHOSEN)
            for row in self.rows
        )

    def hours_of(self, day: date) -> set[time]:
        """List the hours at which something goes on the person's line on the day."""
        return {row.at for row in self.main if row.day == day and row.counts}

    def by_hand_near(self, day: date) -> bool:
        """Tell whether somebody has written by hand so near the day that it stands for an automatic message."""
        return any(
            row.key_date == BY_HAND and row.counts and abs((row.day - day).days) <= REPLACES_DAYS
            for row in self.main
        )

    def ordinary_within(self, days: int, until: date) -> int:
        """Count ordinary messages of the days that end with a day, that day included.

        What is written by hand is beside the caps: it stands for what is automatic instead.
        """
        first = until - timedelta(days=days - 1)
        return sum(
            1
            for row in self.main
            if row.kind is MessageKind.ORDINARY
            and row.key_date != BY_HAND
            and row.counts
            and first <= row.day <= until
        )


def _uses(row: Sent) -> bool:
    return row.counts or row.stood_for
