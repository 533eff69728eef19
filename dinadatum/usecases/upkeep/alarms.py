"""From numbers to alarms: what somebody who runs the service has to know, each in one Swedish sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from dinadatum.clock import instant, local_day, local_time
from notify.words import long_date

PERIODS = {"clock": timedelta(minutes=3), "send": timedelta(minutes=5)}
"""Within which time each ticking job has to be heard of. Both say that they live once a minute."""
JOB_WORDS = {
    "clock": "Ingen schemaläggare är i gång. Starta dinadatum run eller dinadatum scheduler.",
    "send": "Ingen avsändare är i gång. Starta dinadatum run eller dinadatum sender.",
}
LOOK_BY = time(6, 0)
"""When the day's look, which begins at five, has to be done."""
LATE = timedelta(minutes=30)
"""So long may a message, a reply or an unclear outcome wait before somebody is told."""
FEWEST, SHARE = 5, 0.1
"""So many receipts of failure in a day, and such a share of all, make an alarm."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What alarms are made of. Instants are aware; None is never.

    beats: when each job was last heard of. expected: messages of today that should have gone by now; sent: those
    of today that went. first_expected: since when the first of them could have gone. late: messages of today that
    wait longer than LATE; late_since: the oldest. unknown: outcomes that have been unclear longer than LATE.
    failed, delivered: receipts of the last day and night. silent: messages of those that should have had a
    receipt and have none. troubles: Swedish sentence by code, of answers that only the operator can mend.
    unread: replies that nobody has read for longer than LATE. held_day, held_back: the day that is held for a
    person's yes, and how many messages. restored: messages held after a restore.
    """

    now: datetime
    has_people: bool = False
    looked_on: date | None = None
    beats: Mapping[str, datetime] = field(default_factory=dict)
    expected: int = 0
    sent: int = 0
    first_expected: datetime | None = None
    late: int = 0
    late_since: datetime | None = None
    unknown: int = 0
    unknown_since: datetime | None = None
    failed: int = 0
    delivered: int = 0
    silent: int = 0
    troubles: Mapping[str, str] = field(default_factory=dict)
    unread: int = 0
    unread_since: datetime | None = None
    held_day: date | None = None
    held_back: int = 0
    restored: int = 0


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that is wrong. code: for machines. text: for people. since: when it began, if that is known."""

    code: str
    text: str
    since: datetime | None = None


def find_alarms(numbers: Numbers) -> list[Alarm]:
    """Return what is wrong, heaviest first. Nobody's data is in it."""
    return [*_jobs(numbers), *_sending(numbers), *_receipts(numbers), *_people_asked(numbers)]


def _jobs(numbers: Numbers) -> Iterator[Alarm]:
    today = local_day(numbers.now)
    if numbers.has_people and numbers.looked_on != today and local_time(numbers.now) >= LOOK_BY:
        done = f"Den senaste gjordes {numbers.looked_on}." if numbers.looked_on else "Ingen har gjorts än."
        text = f"Dagens genomgång är inte gjord. {done} Kör dinadatum look och se efter varför."
        yield Alarm("look_late", text, instant(today, LOOK_BY))
    if not numbers.has_people:
        return
    for job, period in PERIODS.items():
        heard = numbers.beats.get(job)
        if heard is None or numbers.now - heard > period:
            yield Alarm(f"{job}_silent", JOB_WORDS[job], heard)


def _sending(numbers: Numbers) -> Iterator[Alarm]:
    first = numbers.first_expected
    if numbers.expected and not numbers.sent and first is not None and numbers.now - first > LATE:
        text = f"{numbers.expected} meddelanden skulle ha gått i dag, men inget har gått."
        yield Alarm("none_sent", text, first)
    if numbers.late:
        text = f"{numbers.late} meddelanden väntar fast deras tid har kommit. Kontrollera avsändaren och vägarna ut."
        yield Alarm("waiting", text, numbers.late_since)
    for code, meaning in sorted(numbers.troubles.items()):
        yield Alarm(f"provider_{code}", f"Leverantören svarar {code}: {meaning}")
    if numbers.held_day is not None and numbers.held_back:
        text = (
            f"Den {long_date(numbers.held_day)} skulle ovanligt många meddelanden gå: {numbers.held_back} hålls "
            "tills en människa säger ja. Se efter varför. Släpp dem under Systemet, Hållet, eller med "
            f"dinadatum release --day {numbers.held_day}."
        )
        yield Alarm("jump", text)


def _receipts(numbers: Numbers) -> Iterator[Alarm]:
    if numbers.unknown:
        text = f"{numbers.unknown} meddelanden har oklart utfall. Uppgifterna säger vilka."
        yield Alarm("unknown", text, numbers.unknown_since)
    total = numbers.failed + numbers.delivered
    if numbers.failed >= FEWEST and numbers.failed >= SHARE * total:
        yield Alarm("failed", f"{numbers.failed} av {total} meddelanden kom inte fram det senaste dygnet.")
    if numbers.silent >= FEWEST and not numbers.delivered:
        text = (
            f"Inga leveranskvitton kommer: {numbers.silent} meddelanden saknar. Kontrollera [web] public_url."
        )
        yield Alarm("no_receipts", text)


def _people_asked(numbers: Numbers) -> Iterator[Alarm]:
    if numbers.unread:
        text = f"{numbers.unread} svar har kommit in utan att läsas."
        yield Alarm("replies", text, numbers.unread_since)
    if numbers.restored:
        text = (
            f"{numbers.restored} meddelanden kan ha gått mellan säkerhetskopian och återställningen. De hålls tills "
            "någon säger om de gick, under Systemet, Hållet, eller med dinadatum release --restored eller --gone."
        )
        yield Alarm("restored", text)
