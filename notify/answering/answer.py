"""Answers a reply by its class (docs/replies.md): what it changes, what is said within the minute, who does what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from notify.answering import ombud, steps, work, yes_no
from notify.answering.after_stopp import by_the_road_left, is_stopped
from notify.answering.changes import Change, ConsentGiven, PaceSet, PauseSet, RestSet, StopSet, WrongAddress
from notify.answering.question import YES_NO_LASTS, said
from notify.answering.receipts import PROMISE, contact, human, matter, noted, receipt, task
from notify.answering.values import Answer, Asking
from notify.history import MAIN_LINE, READ_STEP
from notify.life import DAY
from notify.replies import ReplyClass, left_to_human
from notify.template import Asks
from notify.values import MessageKind, Pace, Road, TaskKind

READ, HELP_COMES, PAUSED, STOPPED, AGAIN = "M37", "M19", "M17", "M18", "M24"
DANGER, STOP_OR_HELP, WRONG, RINGS, WRITES = "M33", "M41", "M46", "M45", "M52"
NO_MESSAGES = "M29"
WHO_WE_ARE = "M118"
PACES = {Pace.LUGNT: "M20", Pace.OFTA: "M21", Pace.LAGOM: "M22", Pace.VIKTIGT: "M23"}
USUAL_PAUSE, LONGEST_PAUSE = 14, 30
REST_AFTER_ALARM = timedelta(days=7)


def answer(asking: Asking) -> Answer:
    """Answer a reply. Each changes something, and has one receipt, or none where none may be sent."""
    find = _who if asking.reading.asks_who else ANSWERS.get(asking.reading.reply_class, human)
    found = _with_done(find(asking), asking)
    if is_stopped(asking, found):
        return by_the_road_left(asking, found)
    wrong = asking.case.email_wrong if asking.road is Road.EMAIL else asking.case.number_wrong
    return replace(found, receipts=()) if wrong else found


def _with_done(found: Answer, asking: Asking) -> Answer:
    """Write down too what is done, where that stands beside a wish to be called or written to; its task says so."""
    done = steps.klar(asking).changes if asking.reading.done_too else ()
    if not done:
        return found
    tasks = (replace(each, why=f"{each.why} Steget är klart, säger personen också.") for each in found.tasks)
    return replace(found, changes=(*found.changes, *done), tasks=tuple(tasks))


def _ok(asking: Asking) -> Answer:
    """Note that the last message is read: it is not said again in the same words."""
    last = next(reversed(said(asking.history, asking.today, asking.at)), None)
    if last is not None and last.template == DANGER:
        return contact(asking, TaskKind.MEET, "Personen har läst svaret om fara: hör av dig.")
    if last is None or last.kind not in MAIN_LINE:
        sent = asking.question.sent if asking.question else None
        return Answer((), (receipt(asking, READ, about=matter(asking, sent)),))
    step = f"{READ_STEP}{last.template}"
    return Answer((), (receipt(asking, READ, about=matter(asking, last), step=step),))


def _bra(asking: Asking) -> Answer:
    last = next(reversed(said(asking.history, asking.today, asking.at)), None)
    if last is not None and last.template == DANGER:
        return _ok(asking)
    return noted(asking, sent=asking.question.sent if asking.question else None)


def _yes(asking: Asking) -> Answer:
    """Take a yes to "Vill du ha hjälp? Svara HJÄLP." for the word itself. Of a receipt it may be a yes to either."""
    asked = asking.question
    offered = asked is not None and asked.asks is Asks.HELP and asked.sent.kind is not MessageKind.RECEIPT
    if asked is None or not offered or asking.today - asked.sent.day > YES_NO_LASTS:
        return yes_no.yes(asking)
    return _help(asking, "Personen har svarat ja till att få hjälp: hör av dig.")


def _help(asking: Asking, why: str = "Personen har svarat HJÄLP: hör av dig.") -> Answer:
    rest = RestSet(steps.later(asking.case.rests_until, asking.promise + DAY))
    return contact(asking, TaskKind.HELP, why, template=HELP_COMES, changes=(rest,))


def _ring(asking: Asking) -> Answer:
    by = asking.reading.day if asking.reading.day and asking.reading.day > asking.today else None
    if by is not None:
        by = asking.promise_from(by) if asking.calendar.is_workday(by) else None
    return contact(asking, TaskKind.CALL, "Personen vill att du ringer.", template=RINGS, by=by)


def _write(asking: Asking) -> Answer:
    return contact(asking, TaskKind.WRITE, "Personen vill att du skriver och inte ringer.", template=WRITES)


def _pause(asking: Asking) -> Answer:
    length = min(asking.reading.days_of_pause or USUAL_PAUSE, LONGEST_PAUSE)
    change = PauseSet(asking.today + timedelta(days=length))
    return Answer((change,), (receipt(asking, PAUSED, changes=(change,)),))


def _start(asking: Asking) -> Answer:
    if asking.case.number_wrong and asking.road is Road.SMS:
        return human(asking)
    if not (asking.reading.certain or _is_quiet(asking)):
        return human(asking)
    changes: tuple[Change, ...] = (StopSet(None), PauseSet(None), RestSet(None))
    if asking.case.consent is not True:
        changes = (ConsentGiven(given=True), *changes)
    return Answer(changes, (receipt(asking, AGAIN, changes=changes),))


def _is_quiet(asking: Asking) -> bool:
    """Tell whether there is anything to begin again: a bare "fortsätta" is else about something other than sms."""
    case, today = asking.case, asking.today
    waits = any(day is not None and day > today for day in (case.paused_until, case.rests_until))
    return case.stopped_on is not None or case.consent is not True or waits


def _stopp(asking: Asking) -> Answer:
    changes: tuple[Change, ...] = (StopSet(asking.case.stopped_on or asking.today),)
    if asking.case.consent is None:
        changes = (ConsentGiven(given=False), *changes)
        return Answer(changes, (receipt(asking, NO_MESSAGES, changes=changes),))
    why = "Personen har svarat STOPP: inga fler meddelanden går. Viktiga saker når fram på en annan väg."
    told = () if asking.case.stopped_on else (task(asking, TaskKind.STOPPED, asking.promise, why),)
    return Answer(changes, (receipt(asking, STOPPED, changes=changes),), told)


def _pace(pace: Pace) -> Callable[[Asking], Answer]:
    def change_pace(asking: Asking) -> Answer:
        change = PaceSet(pace)
        return Answer((change,), (receipt(asking, PACES[pace], changes=(change,)),))

    return change_pace


def _who(asking: Asking) -> Answer:
    """Say who writes, and ask whether it is the right person. Nothing ends on a question."""
    asked = replace(asking, reading=left_to_human(asking.reading))
    return Answer((), (receipt(asked, WHO_WE_ARE),), for_human=True)


def _wrong_number(asking: Asking) -> Answer:
    change = WrongAddress(asking.road)
    what = "adressen" if asking.road is Road.EMAIL else "numret"
    why = f"Någon annan har {what}. Inget mer går dit: ta reda på rätt."
    told = task(asking, TaskKind.FIND_NUMBER, asking.promise, why)
    return Answer((change,), (receipt(asking, WRONG, changes=(change,)),), (told,))


def _danger(asking: Asking) -> Answer:
    rest = RestSet(steps.later(asking.case.rests_until, asking.today + REST_AFTER_ALARM))
    said = receipt(asking, DANGER, changes=(rest,), about=(PROMISE, asking.reads))
    why = "Svaret kan betyda fara för livet. Ring personen nu."
    return Answer((rest,), (said,), (task(asking, TaskKind.ALARM, asking.today, why),), for_human=True)


def _stop_or_help(asking: Asking) -> Answer:
    return Answer((), (receipt(asking, STOP_OR_HELP),), for_human=True)


ANSWERS: dict[ReplyClass, Callable[[Asking], Answer]] = {
    ReplyClass.OK: _ok,
    ReplyClass.KLAR: steps.klar,
    ReplyClass.INTE_KLAR: steps.not_yet,
    ReplyClass.DAG: steps.day,
    ReplyClass.JA: _yes,
    ReplyClass.NEJ: yes_no.no,
    ReplyClass.HJÄLP: _help,
    ReplyClass.RING: _ring,
    ReplyClass.SKRIV: _write,
    ReplyClass.PAUS: _pause,
    ReplyClass.START: _start,
    ReplyClass.STOPP: _stopp,
    ReplyClass.LUGNT: _pace(Pace.LUGNT),
    ReplyClass.LAGOM: _pace(Pace.LAGOM),
    ReplyClass.OFTA: _pace(Pace.OFTA),
    ReplyClass.VIKTIGT: _pace(Pace.VIKTIGT),
    ReplyClass.BRA: _bra,
    ReplyClass.FEL: _wrong_number,
    ReplyClass.BÖRJAR_JOBB: work.begins,
    ReplyClass.SLUTAR_JOBB: work.ends,
    ReplyClass.AKUT: _danger,
    ReplyClass.FRÅGA_STOPP: _stop_or_help,
    ReplyClass.OMBUD_VEM: ombud.who,
    ReplyClass.OMBUD_NEJ: ombud.no_more,
    ReplyClass.OMBUD_JA: ombud.again,
}
