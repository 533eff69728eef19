"""Holds the reading of replies against replies whose meaning is known: what is taken for what.

Goes in: labelled replies. Comes out: how each was read, counts, and the confusions that must never happen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from notify.errors import NotifyError
from notify.replies.reader import read_reply
from notify.replies.values import DAG, JANEJ, Reading, ReplyClass

CRIES = frozenset({ReplyClass.HJÄLP, ReplyClass.AKUT, ReplyClass.BÖRJAR_JOBB, ReplyClass.SLUTAR_JOBB})
SWITCHES = frozenset({ReplyClass.STOPP, ReplyClass.START})
DENIALS = frozenset({ReplyClass.INTE_KLAR, ReplyClass.NEJ})


@dataclass(frozen=True, slots=True)
class Row:
    """A reply, what the last message asked for, and what the reply means."""

    text: str
    expects: str | None
    reply_class: ReplyClass


@dataclass(frozen=True, slots=True)
class Read:
    """A labelled reply and how it was read. number: its place in the file, from 1."""

    number: int
    row: Row
    reading: Reading

    @property
    def differs(self) -> bool:
        """Tell whether it was read as something else than it means."""
        return self.reading.reply_class is not self.row.reply_class


def row_of(item: object) -> Row:
    """Make a row of what stood in a file; raises NotifyError that says what was expected."""
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise NotifyError(
            f'fick {_brief(item)}, väntade {{"text": "klar", "expects": null, "class": "KLAR"}}'
        )
    expects = item.get("expects")
    if expects not in (None, JANEJ, DAG):
        raise NotifyError(f"«expects» är {_brief(expects)}, väntade null, JANEJ eller DAG")
    try:
        return Row(item["text"], expects, ReplyClass(str(item.get("class"))))
    except ValueError as error:
        known = ", ".join(ReplyClass)
        raise NotifyError(f"«class» är {_brief(item.get('class'))}, väntade något av {known}") from error


def _brief(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


def read_rows(rows: Iterable[Row]) -> list[Read]:
    """Read every reply. No day is worked out: the file has no day of its own."""
    return [Read(n, row, read_reply(row.text, row.expects)) for n, row in enumerate(rows, 1)]


def confusions(found: Iterable[Read]) -> Counter[tuple[ReplyClass, ReplyClass]]:
    """Count what each class was read as: (meant, read) to number. The diagonal is what was right."""
    return Counter((row.row.reply_class, row.reading.reply_class) for row in found)


def never_events(found: Iterable[Read]) -> list[Read]:
    """List a cry or talk of work read as STOPP or START, and a denial read as KLAR."""
    return [row for row in found if _must_never_be(row.row.reply_class, row.reading.reply_class)]


def _must_never_be(meant: ReplyClass, read: ReplyClass) -> bool:
    return (meant in CRIES and read in SWITCHES) or (meant in DENIALS and read is ReplyClass.KLAR)
