"""A case that somebody may see whole, as the values that its papers are made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from dinadatum.clock import ZONE
from dinadatum.papers.record import Record, RecordedDate, RecordedFact, Spoken
from dinadatum.papers.sheet import Sheet as PaperSheet
from dinadatum.papers.sheet import make_sheet
from dinadatum.register.audit import note
from dinadatum.register.database import Database
from dinadatum.register.states import SWEDISH
from dinadatum.usecases.cases.case_page import CasePage, Sheet
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.receivers import first_name, in_swedish
from notify.own_steps import steps_in_words
from notify.replies.class_words import read_as_words
from notify.values import Recipient, Road
from notify.words import long_date
from timeline.facts import Kind, Reason

_KINDS = {Kind.REDUCED_CAPACITY: "nedsatt arbetsförmåga", Kind.EXTENDED_SCHOOLING: "förlängd skolgång"}
_REASONS = {Reason.WORK: "arbete", Reason.STUDY: "studier"}
_ROADS = {Road.SMS: "sms", Road.EMAIL: "mejl", Road.LETTER: "brev", Road.TASK: "uppgift"}
_RECEIVERS = {
    Recipient.PERSON: "till personen",
    Recipient.OMBUD: "till ombud",
    Recipient.CASEWORKER: "till handläggare",
}
_STEPS = {
    "booked": "Tid bokad",
    "visit": "Besök",
    "applied": "Ansökt",
    "received": "Ansökan har kommit in",
    "answer": "Svar från Försäkringskassan",
    "doctor": "Har en läkare",
}


def record_of(found: CasePage, rules: Rules, *, by: str, now: datetime) -> Record:
    """Return a case for the authority's own file. by: the user name of whoever takes it out."""
    assert found.sheet is not None  # noqa: S101  # whoever comes here may see the whole case
    assert found.timeline is not None  # noqa: S101
    return Record(
        ref=found.ref,
        made=now.astimezone(ZONE),
        by=by,
        facts=tuple(_facts(found.sheet)),
        findings=tuple((finding.text, finding.paragraph) for finding in found.timeline.findings),
        dates=tuple(
            RecordedDate(
                line.name,
                line.first,
                line.last,
                line.rule,
                line.paragraph,
                "" if line.certain else "Datumet beror på något som inte är känt än.",
            )
            for line in found.dates
        ),
        spoken=tuple(_spoken(found, rules)),
    )


def log_taken_out(database: Database, found: CasePage, *, by: str, now: datetime) -> None:
    """Log that a case was taken out as a file."""
    assert found.sheet is not None  # noqa: S101
    person_id = found.sheet.person.id
    with database.transaction(by, now) as session:
        note(session, "exported", "case", person_id, person_id=person_id)


def sheet_of(found: CasePage, rules: Rules, today: date) -> PaperSheet:
    """Return Mitt blad of a case."""
    assert found.sheet is not None  # noqa: S101
    assert found.case is not None  # noqa: S101
    assert found.timeline is not None  # noqa: S101
    person, worker = found.sheet.person, found.sheet.caseworker
    return make_sheet(
        found.case,
        found.timeline,
        today=today,
        red_days=rules.red_days,
        paces=rules.paces,
        name=person.first_name or "",
        contact=worker.sms_name if worker else "",
        phone=in_swedish(worker.phone) if worker and worker.phone else "",
        ombud={str(each.id): first_name(each.name) for each in found.sheet.ombud},
        replies_by_mail=rules.replies_by_mail,
    )


def _facts(sheet: Sheet) -> Iterator[RecordedFact]:
    person, known = sheet.person, sheet.person.confirmed
    yield RecordedFact("Namn", " ".join(filter(None, (person.first_name, person.last_name))))
    yield RecordedFact("Född", long_date(person.birth_date))
    yield RecordedFact("Handläggare", sheet.caseworker.name if sheet.caseworker else "")
    yield RecordedFact("Mobil", in_swedish(person.mobile) if person.mobile else "")
    yield RecordedFact("Mejl", person.email or "")
    consent = sheet.consent
    answer = (
        f"{'ja' if consent.given else 'nej'}, {long_date(consent.at.astimezone(ZONE).date())}"
        if consent
        else ""
    )
    yield RecordedFact("Samtycke", answer)
    yield RecordedFact("Takt och ordval", f"{person.pace.value.upper()}, {person.wording.value}")
    for decision in sheet.decisions:
        about = f"{_KINDS[decision.kind]}, {decision.extent} %"
        yield RecordedFact("Beslut", f"{_span(decision.first_day, decision.last_day)}: {about}", known)
    for rest in sheet.dormancies:
        about = f"{_REASONS[rest.reason]}, {rest.level} %"
        yield RecordedFact("Vilande", f"{_span(rest.first_day, rest.last_day)}: {about}")
    for trial in sheet.trials:
        yield RecordedFact("Prövotid", _span(trial.first_day, trial.last_day))
    for step in sheet.steps:
        value = f", {step.value}" if step.value else ""
        yield RecordedFact(_STEPS[step.kind.value], f"{long_date(step.day)}{value}", known)
    for meeting in sheet.follow_ups:
        yield RecordedFact("Uppföljning", f"{long_date(meeting.day)}, {meeting.kind}")
    for each in sheet.ombud:
        until = f" till och med {long_date(each.last_day)}" if each.last_day else ", tills vidare"
        yield RecordedFact("Ombud", f"{each.name}, från {long_date(each.first_day)}{until}")
    if person.steps_alone:
        own = steps_in_words(person.steps_alone.split())
        yield RecordedFact("Tar själv", f"{own}: ombudet får inget om det")


def _span(first: date, last: date) -> str:
    return f"{long_date(first)} till och med {long_date(last)}"


def _spoken(found: CasePage, rules: Rules) -> Iterator[Spoken]:
    assert found.talk is not None  # noqa: S101
    for message in found.talk.sent:
        at = message.settled_at or message.attempt_at or message.send_at
        template = rules.gallery.templates.get(message.template)
        yield Spoken(
            at=at.astimezone(ZONE),
            who=_RECEIVERS[message.recipient],
            road=_ROADS[message.road],
            state=SWEDISH[message.state],
            heading=template.use.rstrip(".") if template else "",
            text=message.text or message.reason,
        )
    for reply in found.talk.replies:
        read = f"läst som {read_as_words(reply.read_as)}" if reply.read_as else ""
        yield Spoken(
            reply.received_at.astimezone(ZONE), "från personen", _ROADS[reply.road], read, "", reply.text
        )
