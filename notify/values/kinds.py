"""The kinds of things that are told apart: paces, roads, steps, messages and tasks."""

from __future__ import annotations

from enum import StrEnum


class Pace(StrEnum):
    """How often a person wants to hear from us (takt)."""

    LUGNT = "lugnt"
    LAGOM = "lagom"
    OFTA = "ofta"
    VIKTIGT = "viktigt"


class Wording(StrEnum):
    """How openly a message may speak (ordval)."""

    DISKRET = "diskret"
    TYDLIG = "tydlig"
    PING = "ping"


class Road(StrEnum):
    """By which road something reaches its receiver. LETTER and TASK are done by a person."""

    SMS = "sms"
    EMAIL = "email"
    LETTER = "letter"
    TASK = "task"


class TimeUnit(StrEnum):
    """What a length of time is counted in: days, weekends, payments, or the month it falls in."""

    DAYS = "days"
    WEEKENDS = "weekends"
    PAY_DAYS = "pay_days"
    MONTH = "month"


class Recipient(StrEnum):
    """In which role somebody receives a message."""

    PERSON = "person"
    OMBUD = "ombud"
    CASEWORKER = "caseworker"


class MessageKind(StrEnum):
    """What rules a message obeys: caps and pauses (ordinary), or none of them (safety)."""

    ORDINARY = "ordinary"
    SAFETY = "safety"
    RECEIPT = "receipt"
    COPY = "copy"


class Copies(StrEnum):
    """Which copies an ombud gets. LATER: from the second try of a step, and what is urgent; so it is unless chosen."""

    ALL = "all"
    LATER = "later"
    URGENT = "urgent"
    NONE = "none"


class StepKind(StrEnum):
    """What has been done of the four steps. DOCTOR: whether the person has a doctor at all."""

    BOOKED = "booked"
    VISIT = "visit"
    APPLIED = "applied"
    RECEIVED = "received"
    ANSWER = "answer"
    DOCTOR = "doctor"


class TaskKind(StrEnum):
    """What a handläggare is asked to do."""

    TAKE_OVER = "take_over"
    RISK_OF_GAP = "risk_of_gap"
    CONFIRM_APPLICATION = "confirm_application"
    GIVE_SHEET = "give_sheet"
    GET_CONSENT = "get_consent"
    NO_CASEWORKER = "no_caseworker"
    UNREACHABLE = "unreachable"
    SEND_LETTER = "send_letter"
    TEXT_DOES_NOT_FIT = "text_does_not_fit"
    SEND_UNKNOWN = "send_unknown"
    INTERIM_DECISION = "interim_decision"
    LATE_ANSWER = "late_answer"
    REFUSED = "refused"
    CONFIRM_FACTS = "confirm_facts"
    ALARM = "alarm"
    HELP = "help"
    CALL = "call"
    WRITE = "write"
    MEET = "meet"
    READ_REPLY = "read_reply"
    FIND_NUMBER = "find_number"
    STOPPED = "stopped"
    TELL = "tell"
    WORK_STARTS = "work_starts"
    WORK_STOPS = "work_stops"
    HANDOVER = "handover"
    BROKEN_PROMISE = "broken_promise"
    COPIES_ENDED = "copies_ended"
    GET_THROUGH = "get_through"
