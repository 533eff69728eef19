"""One row of cells to a value, or to all that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import TypedDict

from dinadatum.register.importing import cells, words
from dinadatum.register.importing import rows as values
from dinadatum.register.importing.cells import Wrong
from dinadatum.register.importing.errors import RowError
from dinadatum.register.importing.files import RawRow, Sheet
from dinadatum.register.importing.taker import Taker
from notify.values import Copies, Pace, Road, StepKind, Wording
from timeline.facts import Kind, Reason

SINCE_BEFORE = date(2000, 1, 1)
"""First day of a caseworker for whom none is given: since before anything in the register."""

Reader = Callable[[Taker, date], values.Row]


class _Period(TypedDict):
    row: int
    ref: str
    first_day: date
    last_day: date


def read_row(sheet: Sheet, raw: RawRow, today: date) -> values.Row | tuple[RowError, ...]:
    """Read one row; returns every error of it, not only the first. today: a birth date is judged by it."""
    taker = Taker(sheet, raw)
    row = _READERS[sheet.kind.name](taker, today)
    return taker.in_order() if taker.errors else row


def _caseworker(take: Taker, _today: date) -> values.CaseworkerRow:
    name = take.must("name", "namn", cells.text(80), "")
    sms_name = take.take("sms_name", "smsnamn", cells.sms_name)
    if not sms_name and name and not take.cells.get("smsnamn"):
        first = cells.sms_name(name.split()[0])
        if isinstance(first, Wrong):
            take.wrong("smsnamn", name.split()[0], first)
        else:
            sms_name = first
    first_day = take.take("first_day", "från", cells.day)
    last_day = take.take("last_day", "till", cells.day)
    take.period(first_day, last_day)
    return values.CaseworkerRow(
        row=take.row,
        username=take.must("username", "användare", cells.text(60), "").lower(),
        name=name,
        sms_name=sms_name or "",
        phone=take.take("phone", "telefon", cells.phone),
        email=take.take("email", "epost", cells.email),
        unit=take.take("unit", "enhet", cells.text(60)) or "",
        first_day=first_day or SINCE_BEFORE,
        last_day=last_day,
        given=frozenset(take.given),
    )


def _person(take: Taker, today: date) -> values.PersonRow:
    mobile = take.take("mobile", "mobil", cells.mobile)
    email = take.take("email", "epost", cells.email)
    pace = take.take("pace", "takt", cells.one_of(words.PACES)) or Pace.LAGOM
    weekday, second_weekday = _weekdays(take, pace)
    caseworker = take.take("caseworker", "handläggare", cells.text(60))
    ombud_alone = take.take("ombud_alone", "ombud_ensam", cells.one_of(words.YES)) or False
    return values.PersonRow(
        row=take.row,
        ref=take.must("ref", "referens", cells.reference, ""),
        birth_date=take.must("birth_date", "födelsedatum", cells.birth_day(today), today),
        first_name=take.take("first_name", "förnamn", cells.text(60)),
        last_name=take.take("last_name", "efternamn", cells.text(80)),
        sex=take.take("sex", "kön", cells.one_of(words.SEXES)) or "",
        mobile=mobile,
        email=email,
        street=take.take("street", "adress", cells.text(120)),
        postcode=take.take("postcode", "postnr", cells.postcode),
        city=take.take("city", "ort", cells.text(60)),
        municipality=take.take("municipality", "kommun", cells.text(60)) or "",
        unit=take.take("unit", "enhet", cells.text(60)) or "",
        classification=take.take("classification", "klassificering", cells.one_of(words.CLASSIFICATIONS))
        or "",
        caseworker=caseworker.lower() if caseworker else None,
        consent=take.take("consent", "samtycke", cells.one_of(words.YES)),
        protected=take.take("protected", "skyddad", cells.one_of(words.YES)) or False,
        road=_road(take, mobile, email),
        pace=pace,
        wording=take.take("wording", "ordval", cells.one_of(words.WORDINGS)) or Wording.DISKRET,
        weekday=weekday,
        second_weekday=second_weekday,
        hour=take.take("hour", "klockan", cells.sending_hour) or time(10),
        ombud_alone=ombud_alone,
        steps_alone=_steps_alone(take, ombud_alone=ombud_alone),
        reserve_road=take.take("reserve_road", "reservväg", cells.one_of(words.RESERVES)) or "",
        sheet_given=take.take("sheet_given", "blad", cells.past_day(today)),
        given=frozenset(take.given),
    )


def _steps_alone(take: Taker, *, ombud_alone: bool) -> str:
    """Read the steps that the person takes alone. An ombud who alone receives can't be kept out of any."""
    own = take.take("steps_alone", "egna_steg", cells.own_steps) or ""
    if own and ombud_alone:
        take.wrong("egna_steg", take.cells["egna_steg"], cells.OMBUD_RECEIVES)
    return own


def _weekdays(take: Taker, pace: Pace) -> tuple[int, int | None]:
    days = take.take("weekday", "dag", cells.weekdays) or (1,)
    if "weekday" in take.given:
        take.given.add("second_weekday")
    if len(days) == 1:
        return days[0], None
    if pace is not Pace.OFTA:
        take.wrong(
            "dag", take.cells["dag"], Wrong("en dag", "Två dagar går bara med takten ofta. Välj en dag.")
        )
    return days[0], days[1]


def _road(take: Taker, mobile: str | None, email: str | None) -> Road:
    """Read väg; without one, SMS to whoever has a mobile, else e-mail. A chosen road needs its address."""
    chosen = take.take("road", "väg", cells.one_of(words.ROADS))
    if chosen is None:
        if take.given & {"mobile", "email"}:
            take.given.add("road")
        return Road.EMAIL if email and not mobile else Road.SMS
    needed, address = ("mobil", mobile) if chosen is Road.SMS else ("epost", email)
    if not address and needed in take.cells and not take.cells[needed]:
        remedy = f"Fyll i {needed}, eller välj en annan väg."
        take.wrong("väg", take.cells["väg"], Wrong(f"en väg som personen har ({needed} är tom)", remedy))
    return chosen


def _decision(take: Taker, _today: date) -> values.DecisionRow:
    kind = take.must("kind", "slag", cells.one_of(words.KINDS), Kind.REDUCED_CAPACITY)
    extent = take.take("extent", "omfattning", cells.extent)
    if extent is None and not take.cells.get("omfattning"):
        extent = _extent_by_law(take, kind)
    return values.DecisionRow(
        **_period(take),
        kind=kind,
        extent=extent or 0,
        decided=take.take("decided", "beslutat", cells.day),
        replaces=take.take("replaces", "ersätter", cells.day),
        given=frozenset(take.given | {"extent"}),
    )


def _extent_by_law(take: Taker, kind: Kind) -> int:
    """Return the only extent of förlängd skolgång (33:13); nedsatt has none that could be guessed."""
    if kind is Kind.REDUCED_CAPACITY:
        take.wrong("omfattning", "", Wrong("25, 50, 75 eller 100", "Fyll i omfattning, som i beslutet."))
    return 100


def _dormancy(take: Taker, _today: date) -> values.DormancyRow:
    return values.DormancyRow(
        **_period(take),
        reason=take.must("reason", "skäl", cells.one_of(words.REASONS), Reason.WORK),
        level=take.must("level", "nivå", cells.extent, 100),
        decided=take.take("decided", "beslutat", cells.day),
        ended_by=take.take("ended_by", "avslutat_av", cells.one_of(words.ENDED_BY)),
        replaces=take.take("replaces", "ersätter", cells.day),
        given=frozenset(take.given),
    )


def _trial(take: Taker, _today: date) -> values.TrialRow:
    replaces = take.take("replaces", "ersätter", cells.day)
    return values.TrialRow(**_period(take), replaces=replaces, given=frozenset(take.given))


def _period(take: Taker) -> _Period:
    first = take.take("first_day", "från", cells.day)
    last = take.take("last_day", "till", cells.day)
    take.period(first, last)
    return {
        "row": take.row,
        "ref": _ref(take),
        "first_day": first or SINCE_BEFORE,
        "last_day": last or SINCE_BEFORE,
    }


def _ref(take: Taker) -> str:
    return take.must("ref", "referens", cells.reference, "")


def _step(take: Taker, today: date) -> values.StepRow:
    """Read a step. Only a visit may lie ahead: an application dated wrongly would let the safety net down."""
    kind = take.take("kind", "steg", cells.one_of(words.STEPS))
    answers = words.STEP_VALUES.get(kind) if kind else None
    value = take.take("value", "värde", cells.one_of(answers) if answers else _no_value)
    if answers and kind in words.MUST_HAVE_VALUE and not take.cells.get("värde"):
        take.wrong(
            "värde", "", Wrong(" eller ".join(answers), f"Steget {take.cells['steg']} behöver ett värde.")
        )
    return values.StepRow(
        row=take.row,
        ref=_ref(take),
        kind=kind or StepKind.BOOKED,
        day=take.must(
            "day", "dag", cells.day if kind is StepKind.VISIT else cells.past_day(today), SINCE_BEFORE
        ),
        value=value or "",
        given=frozenset(take.given),
    )


def _no_value(_cell: str) -> str | Wrong:
    return Wrong(
        "en tom cell",
        "Bara stegen svar, läkare, ansökt och inkommen kan ha ett värde. Töm cellen, eller rätta steget.",
    )


def _follow_up(take: Taker, _today: date) -> values.FollowUpRow:
    return values.FollowUpRow(
        row=take.row,
        ref=_ref(take),
        day=take.must("day", "dag", cells.day, SINCE_BEFORE),
        at=take.take("at", "klockan", cells.clock),
        kind=take.must("kind", "slag", cells.one_of(words.FOLLOW_UPS), ""),
        how=take.take("how", "hur", cells.text(80)) or "",
        given=frozenset(take.given),
    )


def _ombud(take: Taker, _today: date) -> values.OmbudRow:
    mobile = take.take("mobile", "mobil", cells.mobile)
    email = take.take("email", "epost", cells.email)
    first = take.take("first_day", "från", cells.day)
    last = take.take("last_day", "till", cells.day)
    take.period(first, last)
    copies = take.take("copies", "kopior", cells.one_of(words.COPIES)) or Copies.LATER
    if copies is not Copies.NONE and {"mobil", "epost"} <= take.cells.keys() and not _has_address(take):
        remedy = "Fyll i mobil eller epost, eller skriv inga i kopior."
        take.wrong("epost", "", Wrong("en väg till ombudet", remedy))
    return values.OmbudRow(
        row=take.row,
        ref=_ref(take),
        name=take.must("name", "namn", cells.text(80), ""),
        mobile=mobile,
        email=email,
        road=_road(take, mobile, email),
        first_day=first or SINCE_BEFORE,
        last_day=last,
        copies=copies,
        given=frozenset(take.given),
    )


def _helper(take: Taker, _today: date) -> values.HelperRow:
    return values.HelperRow(
        row=take.row,
        ref=_ref(take),
        step=take.must("step", "steg", cells.one_of(words.HELPED_STEPS), ""),
        name=take.must("name", "namn", cells.text(80), ""),
        role=take.take("role", "roll", cells.text(60)) or "",
        how=take.take("how", "når", cells.text(80)),
        given=frozenset(take.given),
    )


def _has_address(take: Taker) -> bool:
    return bool(take.cells["mobil"] or take.cells["epost"])


_READERS: dict[str, Reader] = {
    "handlaggare": _caseworker,
    "personer": _person,
    "beslut": _decision,
    "vilande": _dormancy,
    "provotid": _trial,
    "steg": _step,
    "uppfoljning": _follow_up,
    "ombud": _ombud,
    "hjalpare": _helper,
}
