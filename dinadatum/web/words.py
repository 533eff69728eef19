"""The Swedish of the pages: one word for one thing, with the chip's colour where there is a chip."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from dinadatum.clock import local_day, local_time
from dinadatum.usecases.lists.expiries import ExpiryRow, Risk, What
from dinadatum.web.task_words import TASKS as TASKS  # the templates ask for it here
from notify.own_steps import steps_in_words
from notify.values import (
    Copies,
    MessageKind,
    Pace,
    Recipient,
    Road,
    StepKind,
    Wording,
)
from notify.words import WEEKDAYS, long_date, weekends_left, when_in_words
from timeline.facts import EndedBy, Kind, Reason
from timeline.words import MONTHS


class Chip(NamedTuple):
    """A word and its tone. The tone only helps the eye: the word says it all."""

    word: str
    tone: str


RISKS = {
    Risk.GAP: Chip("Risk för glapp", "plum"),
    Risk.UNREACHABLE: Chip("Går inte att nå", "amber"),
    Risk.AFTER_30: Chip("Livet efter 30", "blue"),
    Risk.ON_TIME: Chip("I tid", "green"),
}
WHATS = {
    What.DECISION: "Beslut",
    What.AGE_30: "Fyller 30",
    What.DORMANCY: "Vilande",
    What.TRIAL: "Prövotid",
    What.LAST_DAY_WITHOUT_LOSS: "Sista dag utan förlust",
}
STEPS = {"1": "1 boka tid", "2": "2 besöket", "3": "3 ansök", "4": "4 vänta på svar"}
KINDS = {
    Kind.REDUCED_CAPACITY: "nedsatt arbetsförmåga",
    Kind.EXTENDED_SCHOOLING: "förlängd skolgång",
}
EXTENTS = {25: "en fjärdedel", 50: "halv", 75: "tre fjärdedelar", 100: "hel"}
REASONS = {Reason.WORK: "arbete", Reason.STUDY: "studier"}
ENDERS = {EndedBy.REQUEST: "avslutad av personen", EndedBy.FK: "avslutad av Försäkringskassan"}
ROADS = {Road.SMS: "sms", Road.EMAIL: "mejl", Road.LETTER: "brev", Road.TASK: "uppgift"}
RECIPIENTS = {
    Recipient.PERSON: "till personen",
    Recipient.OMBUD: "till ombud",
    Recipient.CASEWORKER: "till handläggare",
}
MESSAGE_KINDS = {
    MessageKind.ORDINARY: "vanligt",
    MessageKind.SAFETY: "skyddsnät",
    MessageKind.RECEIPT: "kvitto",
    MessageKind.COPY: "kopia",
}
MARKED_KINDS = frozenset(MESSAGE_KINDS) - {MessageKind.ORDINARY}
PACES = {pace: pace.value.upper() for pace in Pace}
WORDINGS = {wording: wording.value for wording in Wording}
COPIES = {
    Copies.ALL: "får alla kopior",
    Copies.LATER: "får kopior från andra försöket",
    Copies.URGENT: "får kopior när det är bråttom",
    Copies.NONE: "får inga kopior",
}
STEP_KINDS = {
    StepKind.BOOKED: "Tid bokad",
    StepKind.VISIT: "Besök",
    StepKind.APPLIED: "Ansökt",
    StepKind.RECEIVED: "Ansökan har kommit in",
    StepKind.ANSWER: "Svar från Försäkringskassan",
    StepKind.DOCTOR: "Har en läkare",
}
FOLLOW_UPS = {"plan": "uppföljning av planen", "årlig": "årlig uppföljning"}
JOBS = {
    "look": "Daglig genomgång",
    "clock": "Schemaläggaren",
    "send": "Sändning",
    "receipts": "Kvitton",
    "replies": "Svar",
    "import": "Inläsning",
    "backup": "Säkerhetskopia",
}


def what_words(row: ExpiryRow) -> str:
    """Say what ends: "Beslut, nedsatt arbetsförmåga, hel", "Vilande, arbete, 50 %", "Fyller 30 i maj 2027"."""
    if row.what is What.AGE_30:
        return f"Fyller 30 i {_month_after(row.day)}"
    parts = [WHATS[row.what]]
    if row.what is What.DORMANCY and row.kind:
        parts += [REASONS[Reason(row.kind)], f"{row.extent}\N{NO-BREAK SPACE}%"]
    elif row.what in (What.DECISION, What.LAST_DAY_WITHOUT_LOSS) and row.kind:
        parts.append(KINDS[Kind(row.kind)])
        if row.extent is not None:
            parts.append(EXTENTS.get(row.extent, f"{row.extent}\N{NO-BREAK SPACE}%"))
    age = f", och fyller 30 i {_month_after(row.day)}" if row.with_age else ""
    return ", ".join(parts) + age


def left_words(day: date, today: date) -> str:
    """Say how long it is in something that can be counted: days, then weekends."""
    days = (day - today).days
    if days <= 10:
        return {0: "i dag", 1: "i morgon"}.get(days, f"{days} dagar")
    return f"{weekends_left(today, day)} helger"


def moment_words(moment: datetime, today: date) -> str:
    """Say an instant as it was in Sweden: "tisdag 2 februari 2027 klockan 10.00"."""
    day, at = local_day(moment), local_time(moment)
    when = when_in_words(day, today) if day == today else f"{WEEKDAYS[day.weekday()]} {long_date(day)}"
    return f"{when} klockan {at.hour}.{at.minute:02}"


def stamp_words(moment: datetime) -> str:
    """Write an instant as it was in Sweden, to the second: "2 februari 2027 klockan 9.00.05"."""
    at = local_time(moment)
    return f"{long_date(local_day(moment))} klockan {at.hour}.{at:%M.%S}"


def span_words(first: date, last: date | None) -> str:
    """Say a day, or a period with both its ends: "1 juli till och med 30 september 2027"."""
    if last is None or last == first:
        return long_date(first)
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} till och med {long_date(last)}"
    return f"{long_date(first)} till och med {long_date(last)}"


def week_words(monday: date, sunday: date) -> str:
    """Name a week by its number and its days: "v. 48, 23 till 29 november"."""
    number = monday.isocalendar().week
    first = str(monday.day) if monday.month == sunday.month else f"{monday.day} {MONTHS[monday.month - 1]}"
    return f"v. {number}, {first} till {sunday.day} {MONTHS[sunday.month - 1]}"


def month_words(day: date) -> str:
    """Name a month with its year: "maj 2027"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def own_time_words(weekdays: tuple[int, ...], hour: str) -> str:
    """Say somebody's own days and hour: "tisdag och torsdag klockan 10"."""
    return f"{' och '.join(WEEKDAYS[day] for day in weekdays)} klockan {hour}"


def own_steps(cell: str) -> str:
    """Name the steps that somebody takes alone: "steg 1 och 3"."""
    return steps_in_words(cell.split())


SWEDEN = 46


def reserve_words(road: str) -> str:
    """Say which other way was agreed on for when the chosen one is closed."""
    return {"": "inget bestämt", "epost": "mejl"}.get(road.lower(), road.lower())


def phone_words(number: str) -> str:
    """Write a number as people say it: "+46701740605" is 070-174 06 05.

    One of another country keeps its country, and what is no whole number stands as it came.
    """
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, "SE")
    except phonenumbers.NumberParseException:
        return number
    if not phonenumbers.is_valid_number(parsed):
        return number
    kind = phonenumbers.PhoneNumberFormat
    at_home = parsed.country_code == SWEDEN
    return phonenumbers.format_number(parsed, kind.NATIONAL if at_home else kind.INTERNATIONAL)


def _month_after(day: date) -> str:
    month = day.month % 12
    return f"{MONTHS[month]} {day.year + (1 if month == 0 else 0)}"
