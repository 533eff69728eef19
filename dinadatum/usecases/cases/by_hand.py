"""A message that a handläggare writes: from the gallery or own words, held or on its way, in the same ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from dinadatum.clock import instant, local_day, local_time
from dinadatum.register import ledger
from dinadatum.register import tables as t
from dinadatum.register.cases import CaseRow, load_cases
from dinadatum.register.crypto import Keyring
from dinadatum.register.ledger import AT_ONCE, Entry
from dinadatum.register.locking import hold_people
from dinadatum.register.states import State
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.own_words import OWN_WORDS, check_own, say_own
from dinadatum.usecases.sending.receivers import read_receivers
from dinadatum.usecases.sending.wording import Unsayable, Words, say
from notify.due import REPLACED
from notify.history import BY_HAND, REPLACES_DAYS
from notify.occasions import STEP
from notify.roads import person_road, sole_ombud, wants_none, wording_of
from notify.template import TextChannel, Urgency
from notify.values import Intent, MessageKind, Recipient, Road, Wording
from notify.words import when_in_words

PRIORITY = 1
USEFUL = timedelta(days=7)
WHY = "Skrivet för hand av {who}."
WITHDRAWN = "Borttaget av en människa innan det gick."
WAITS = "Väntar på att någon skickar det."


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody has written. template: an id of the gallery, or OWN_WORDS; then text is what goes."""

    text: str = field(repr=False)
    template: str = OWN_WORDS
    urgent: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft as it would go. errors: sentences by field; then words is None. day, at: when it would go."""

    words: Words | None
    errors: Mapping[str, str]
    road: Road
    day: date
    at: time
    chars: int = 0
    lix: float = 0.0


def choices(rules: Rules) -> dict[str, str]:
    """Return the texts that can be sent by hand: id -> what it is for."""
    return {
        each.id: each.use.rstrip(".")
        for each in sorted(rules.gallery.templates.values(), key=lambda each: each.id)
        if each.channel is TextChannel.SMS
        and each.wording is Wording.DISKRET
        and not each.to_ombud
        and each.urgency is not Urgency.RECEIPT
    }


def refusal(row: CaseRow, today: date) -> str:
    """Say why nothing can be sent to this person; empty when something can."""
    if row.case.consent is not True:
        return "Personen har inte sagt ja till meddelanden. Skriv in samtycke först."
    if sole_ombud(row.case, today) is not None:
        ping = wording_of(row.case) is Wording.PING
        return "Personen har ordvalet ping: egna ord kan inte gå till ombudet. Ring." if ping else ""
    if row.case.stopped_on is not None:
        return "Personen har svarat STOPP. Hör av dig på den väg ni har kommit överens om."
    if wants_none(row.case):
        return "Personen får inga egna sms, och har valt att ombudet inte får något. Kom överens om en väg."
    if person_road(row.case) is None:
        return "Det finns varken mobilnummer eller mejl som fungerar."
    return ""


def peace_words(row: CaseRow, today: date) -> str:
    """Say until when the person is to be left in peace; empty where it isn't so, or an ombud receives instead."""
    again = max((day for day in (row.case.paused_until, row.case.rests_until) if day), default=today)
    if again <= today or sole_ombud(row.case, today) is not None:
        return ""
    last = again - timedelta(days=1)
    return f"Personen ska ha lugn till och med {when_in_words(last, today)}."


def text_of(session: Session, rules: Rules, row: CaseRow, template: str, today: date) -> Words | Unsayable:
    """Give a text of the gallery its words for this person as an SMS, as they are today."""
    intent = replace(_intent(row, Draft("", template), today, time(10)), road=Road.SMS)
    receiver = read_receivers(session, [row], [intent.recipient_key]).find(row, intent, today)
    return say(intent, row, rules, receiver.names, receiver.phone, today)


def prepare(session: Session, rules: Rules, row: CaseRow, draft: Draft, now: datetime) -> Ready:
    """Check a draft and say what would go, and when."""
    day, at = going(rules, now, urgent=draft.urgent)
    intent = _intent(row, draft, day, at)
    road, to_ombud = intent.road, intent.recipient is Recipient.OMBUD
    receiver = read_receivers(session, [row], [intent.recipient_key]).find(row, intent, day)
    checked = check_own(draft.text, (receiver.names.person, receiver.names.contact))
    errors = _errors(row, draft, local_day(now))
    if to_ombud and not receiver.address:
        errors["text"] = "Ombudet har ingen adress på sin väg. Skriv in den i ärendet, eller ring."
    if to_ombud and draft.template != OWN_WORDS:
        errors["text"] = "Galleriets texter är skrivna till personen. Skriv egna ord till ombudet."
    if draft.template == OWN_WORDS:
        errors |= _text_errors(row, checked.text, [breach.sentence for breach in checked.breaches])
        said = say_own(
            checked.text,
            road,
            wording_of(row.case),
            rules,
            receiver.names,
            receiver.phone,
            to_ombud=to_ombud,
        )
    else:
        said = say(intent, row, rules, receiver.names, receiver.phone, day)
    if isinstance(said, Unsayable):
        errors.setdefault("text", said.why)
    words = None if errors or isinstance(said, Unsayable) else said
    return Ready(words, errors, road, day, at, checked.chars, checked.lix)


def going(rules: Rules, now: datetime, *, urgent: bool) -> tuple[date, time]:
    """Return when a message written now goes: at once if urgent, else in the hours of an open day."""
    today, clock = local_day(now), local_time(now).replace(second=0, microsecond=0)
    if urgent:
        return today, clock
    opens, closes = time(rules.paces.sending.first_hour), time(rules.paces.sending.last_hour)
    if rules.calendar.is_open(today) and clock < closes:
        return today, max(clock, opens)
    return rules.calendar.open_from(today + timedelta(days=1)), opens


def write(
    session: Session, rules: Rules, row: CaseRow, draft: Draft, *, keyring: Keyring, who: str, now: datetime
) -> str | None:
    """Put a checked draft into the ledger; returns its id, or None when the same was written today already.

    Nor is it written where somebody has changed the person since, so that nothing can be sent any more.
    """
    hold_people(session, [row.person_id])
    row = next(load_cases(session, [row.person_id]))
    if _errors(row, draft, local_day(now)):
        return None
    day, at = going(rules, now, urgent=draft.urgent)
    text = check_own(draft.text, ()).text
    mark = keyring.fingerprint(f"{draft.template}\n{text}")[:24]
    intent = _intent(row, draft, day, at, who=who, mark=mark)
    state = State.HELD if draft.held else State.PLANNED
    reason = WAITS if draft.held else ""
    entry = Entry(row.person_id, intent, instant(day, at), state, reason)
    if not ledger.write_entries(session, [entry], now):
        return None
    message = session.scalars(select(t.Message).where(t.Message.identity == intent.identity)).one()
    if draft.template == OWN_WORDS:
        session.execute(update(t.Message).where(t.Message.id == message.id).values(text=text))
    if not draft.held:
        _replace_others(session, row.person_id, day)
    _log(session, "written", message.id, row.person_id, who, now)
    return message.id


def held(session: Session, person_id: int, message_id: str) -> t.Message | None:
    """Return a message by hand that waits for somebody, or None."""
    message = session.get(t.Message, message_id)
    if message is None or message.person_id != person_id or message.key_date != BY_HAND:
        return None
    return message if message.state is State.HELD else None


def release(
    session: Session, rules: Rules, message: t.Message, *, who: str, now: datetime, urgent: bool = False
) -> bool:
    """Let a held message go. False: somebody else was first."""
    hold_people(session, [message.person_id])
    day, at = going(rules, now, urgent=urgent)
    values = {"day": day, "key_date_day": day, "send_at": instant(day, at), "last_useful_day": day + USEFUL}
    moved = ledger.move(session, [message.id], State.PLANNED, reason="", **values)
    if moved:
        _replace_others(session, message.person_id, day)
        _log(session, "released", message.id, message.person_id, who, now)
    return moved == 1


def withdraw(session: Session, message: t.Message, *, who: str, now: datetime) -> bool:
    """Take a held message away. False: somebody else was first."""
    moved = ledger.move(session, [message.id], State.CANCELLED, reason=WITHDRAWN)
    if moved:
        _log(session, "withdrawn", message.id, message.person_id, who, now)
    return moved == 1


def _replace_others(session: Session, person_id: int, day: date) -> None:
    """Skip what is planned of the light messages around the day; the day's look skips those that come."""
    near = timedelta(days=REPLACES_DAYS)
    query = select(t.Message.id).where(
        t.Message.person_id == person_id,
        t.Message.state.in_((State.PLANNED, State.HELD, State.WAITING)),
        t.Message.kind == MessageKind.ORDINARY,
        t.Message.key_date != BY_HAND,
        t.Message.priority >= STEP,
        t.Message.day.between(day - near, day + near),
    )
    ledger.move(session, list(session.scalars(query)), State.SKIPPED, reason=REPLACED)


def _errors(row: CaseRow, draft: Draft, today: date) -> dict[str, str]:
    errors = {}
    if said := refusal(row, today):
        errors["text"] = said
    if (peace := peace_words(row, today)) and not draft.urgent:
        errors["urgent"] = f"{peace} Vänta, eller välj ja om det är bråttom."
    return errors


def _text_errors(row: CaseRow, text: str, breaches: list[str]) -> dict[str, str]:
    if wording_of(row.case) is Wording.PING:
        return {"text": "Personen har ordvalet ping: egna ord kan inte gå. Välj en text ur galleriet."}
    if not text:
        return {"text": "Skriv en text, till exempel: Jag ringer dig i morgon. Det räcker att läsa."}
    return {"text": "\n".join(breaches)} if breaches else {}


def _intent(row: CaseRow, draft: Draft, day: date, at: time, *, who: str = "", mark: str = "") -> Intent:
    case, ombud = row.case, sole_ombud(row.case, day)
    return Intent(
        identity=f"H|{case.ref}|{day.isoformat()}|{mark}",
        ref=case.ref,
        recipient=Recipient.OMBUD if ombud else Recipient.PERSON,
        recipient_key=ombud.key if ombud else "",
        road=ombud.road if ombud else person_road(case) or case.preferences.road,
        kind=MessageKind.ORDINARY,
        template=draft.template,
        wording=wording_of(case),
        pace=case.preferences.pace,
        day=day,
        at=at,
        key_date=BY_HAND,
        key_date_day=day,
        step=BY_HAND,
        why=WHY.format(who=who),
        priority=AT_ONCE if draft.urgent else PRIORITY,
        last_useful_day=day + USEFUL,
    )


def _log(session: Session, action: str, row_id: str, person_id: int, who: str, now: datetime) -> None:
    values = {"at": now, "actor": who, "action": action, "what": "message", "row_id": row_id}
    session.execute(insert(t.Audit), [{**values, "person_id": person_id}])
