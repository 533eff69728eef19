"""Mitt blad: what the messages lean on. The picture, the four steps, who to call, the reply words, what we never do.

All words of the sheet are here, in very easy Swedish; the layouts are in sheet_pdf.py and templates/print.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from dinadatum.picture import Look, Picture, blank_picture, picture
from dinadatum.picture.steps import road_of
from notify.ombud_words import copies_sentence, until_sentence
from notify.paces import Paces
from notify.progress import latest_of
from notify.roads import person_road
from notify.values import Case, Road, StepKind
from notify.words import long_date, months_in_words, weekday
from timeline import Kind, Timeline
from timeline.outlasting import end_of_benefit
from timeline.workday import RedDays

MOST_MONTHS = 11
"""More months in the picture would be too small to read on paper."""


class SheetPath(StrEnum):
    """Which steps the sheet speaks of: a new decision, the time after school, or the time after 30."""

    RENEWAL = "renewal"
    SCHOOL = "school"
    AFTER_30 = "after_30"


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what it is called, what to do, and what one can say on the telephone (a sentence each).

    line: what is to be filled in by hand where nothing is known, with the value where it is.
    """

    title: str
    do: tuple[str, ...]
    say: tuple[str, ...] = ()
    line: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The facts of one sheet. What is empty becomes a line to write on. blank: for a first meeting.

    picture: drawn for print. clinic, clinic_phone: where to book a doctor. visit: its day in words.
    helper: who helps with step 1, where that is somebody else than the handläggare.
    handling_months: how long an answer tends to take. copies: which ombud gets to know, until when; empty: none.
    by_mail: messages come as mail. replies_read: what the person answers is read.
    """

    picture: Picture
    made: date
    name: str = field(default="", repr=False)
    contact: str = ""
    phone: str = ""
    helper: str = ""
    clinic: str = ""
    clinic_phone: str = ""
    visit: str = ""
    path: SheetPath = SheetPath.RENEWAL
    handling_months: int = 4
    blank: bool = False
    copies: tuple[str, ...] = ()
    by_mail: bool = False
    replies_read: bool = True

    @property
    def steps(self) -> tuple[Step, ...]:
        """Give the steps in words."""
        return _STEPS[self.path](self)

    @property
    def made_words(self) -> str:
        """Say when it was made, or nothing on one that is filled in by hand some other day."""
        return "" if self.blank else f"Gjort {long_date(self.made)}"

    @property
    def ask(self) -> str:
        """Name who to ask."""
        return self.contact or "din handläggare"

    @property
    def replies(self) -> tuple[tuple[str, str], ...]:
        """Give the reply words and what each does; none where nobody reads replies."""
        if not self.replies_read:
            return ()
        what = self._what
        return (
            ("KLAR", "Du är klar med ett steg."),
            ("HJÄLP", "Du vill ha hjälp. Vi hör av oss."),
            ("RING", "Du vill att vi ringer."),
            ("SKRIV", "Du vill att vi skriver."),
            ("PAUS", "Du vill ha lugn i 14 dagar."),
            ("LUGNT", f"Du vill ha färre {what}."),
            ("OFTA", "Du vill ha fler och mindre steg."),
            ("BÖRJAR JOBB", "Du ska börja jobba eller studera."),
            ("OMBUD", "Du vill se vem mer som får veta."),
            ("STOPP", f"Du vill inte ha fler {what}."),
        )

    @property
    def reply_heading(self) -> str:
        """Say how one answers."""
        return f"Svara på {self._what} med ett ord" if self.replies_read else "Vill du säga något?"

    @property
    def no_replies(self) -> str:
        """Say what to do where nobody reads replies; nothing where somebody does."""
        return "" if self.replies_read else f"Vi kan inte läsa svar på mejl. Ring {self.ask}."

    @property
    def _what(self) -> str:
        return "mejl" if self.by_mail else "sms"


NEVER = (
    "Vi skickar aldrig länkar.",
    "Vi frågar aldrig efter koder eller BankID.",
    "Vi ber dig aldrig att betala.",
    "Får du något sådant? Då är det inte från oss.",
)
NEVER_HEADING = "Det här gör vi aldrig"
COPIES_HEADING = "Ombud"
HOW_TO_END = "Ska det sluta? Svara OMBUD NEJ."
HOW_TO_END_BY_VOICE = "Ska det sluta? Ring och säg det."
CONTACT_HEADING = "Har du en fråga?"
MADE_FOR = "Namn"


def blank_sheet(made: date) -> Sheet:
    """Give an empty sheet for a first meeting: everything is filled in by hand."""
    return Sheet(blank_picture(), made, blank=True)


def make_sheet(
    case: Case,
    timeline: Timeline,
    *,
    today: date,
    red_days: RedDays,
    paces: Paces,
    name: str = "",
    contact: str = "",
    phone: str = "",
    helper: str = "",
    clinic: str = "",
    clinic_phone: str = "",
    ombud: Mapping[str, str] | None = None,
    replies_by_mail: bool = True,
) -> Sheet:
    """Make the sheet of one person as of today. contact, phone: the handläggare's first name and number.

    ombud: first names of the ombud, by key. replies_by_mail: what is answered to a mail is read.
    """
    drawn = picture(
        case, timeline, today=today, red_days=red_days, paces=paces, look=Look.PRINT, most=MOST_MONTHS
    )
    road = road_of(case, timeline, paces)
    since = road.done.since if road else date.min
    by_mail = person_road(case) is Road.EMAIL
    replies_read = replies_by_mail or not by_mail
    visits = [s.day for s in case.steps if s.kind is StepKind.VISIT and s.day >= today and s.day > since]
    return Sheet(
        drawn,
        today,
        name=name,
        contact=contact,
        phone=phone,
        helper=helper,
        clinic=clinic,
        clinic_phone=clinic_phone,
        visit=f"{weekday(min(visits))} {long_date(min(visits))}" if visits else "",
        path=path_of(timeline),
        handling_months=paces.waiting.handling.months or 4,
        copies=_copies(case, today, ombud or {}, HOW_TO_END if replies_read else HOW_TO_END_BY_VOICE),
        by_mail=by_mail,
        replies_read=replies_read,
    )


def _copies(case: Case, today: date, names: Mapping[str, str], how_to_end: str) -> tuple[str, ...]:
    said = copies_sentence(case, today, names)
    return (said, until_sentence(case, today), how_to_end) if said else ()


def path_of(timeline: Timeline) -> SheetPath:
    """Choose the path of the steps: by the last decision, and by whether 30 ends it."""
    latest = latest_of(timeline)
    if latest is None:
        return SheetPath.RENEWAL
    if end_of_benefit(latest, timeline) >= timeline.person.ae_last_day:
        return SheetPath.AFTER_30
    return SheetPath.SCHOOL if latest.decision.kind is Kind.EXTENDED_SCHOOLING else SheetPath.RENEWAL


def _renewal(sheet: Sheet) -> tuple[Step, ...]:
    return (
        Step(
            "Steg 1: boka läkare",
            (_clinic(sheet), "Du kan också skriva på 1177.", *_helper(sheet)),
            ("Hej. Jag behöver ett läkarutlåtande till Försäkringskassan. Kan jag få en tid?",),
            ("Telefon", sheet.clinic_phone),
        ),
        Step(
            "Steg 2: besöket",
            ("Gå till besöket.", "Ta med det här bladet.", "Du kan ta med någon."),
            ("Jag vill ha en kopia av läkarutlåtandet.",),
            ("Dag och tid", sheet.visit),
        ),
        Step(
            "Steg 3: ansök igen",
            (
                "Ta fram ditt papper från steg 2.",
                "Ansök hos Försäkringskassan.",
                "Du kan göra det på deras sida eller på papper.",
            ),
            ("Hej. Jag vill ansöka igen om aktivitetsersättning. Kan jag få en blankett?",),
        ),
        _wait(sheet),
    )


def _school(sheet: Sheet) -> tuple[Step, ...]:
    return (
        Step("Steg 1: prata om tiden efter skolan", (f"Prata med {sheet.ask}.", *_helper(sheet)), _TALK),
        Step(
            "Steg 2: prata med skolan",
            ("Fråga skolan när du slutar.",),
            ("Hej. Vilken dag slutar jag skolan? Kan jag få det på papper?",),
            ("Dag", ""),
        ),
        Step(
            "Steg 3: ansök om något nytt",
            (f"Du och {sheet.ask} väljer vad.", "Ansök hos Försäkringskassan."),
            ("Hej. Jag slutar skolan. Vad kan jag ansöka om?",),
        ),
        _wait(sheet),
    )


def _after_30(sheet: Sheet) -> tuple[Step, ...]:
    return (
        Step("Steg 1: prata om tiden efter 30", (f"Prata med {sheet.ask}.", *_helper(sheet)), _TALK),
        Step(
            "Steg 2: prata med din läkare",
            (_clinic(sheet), "Fråga om du behöver ett nytt läkarutlåtande."),
            ("Hej. Jag fyller 30. Jag vill prata om ett läkarutlåtande. Kan jag få en tid?",),
            ("Telefon", sheet.clinic_phone),
        ),
        Step(
            "Steg 3: ansök om något nytt",
            ("Några ansöker om en annan ersättning.", "Några får hjälp att hitta jobb eller utbildning."),
            ("Hej. Jag fyller 30. Vad kan jag ansöka om?",),
        ),
        _wait(sheet),
    )


def _clinic(sheet: Sheet) -> str:
    return f"Ring {sheet.clinic}." if sheet.clinic else "Ring din mottagning."


def _helper(sheet: Sheet) -> tuple[str, ...]:
    return (f"{sheet.helper} hjälper dig.",) if sheet.helper else ()


def _wait(sheet: Sheet) -> Step:
    length = months_in_words(sheet.handling_months)
    return Step(
        "Steg 4: vänta på svar",
        (f"Svaret brukar ta {length}.", "Svaret kommer från Försäkringskassan.", f"Läs det med {sheet.ask}."),
    )


_TALK = ("Hej. Jag vill prata om vad som händer sen. Kan vi boka en tid?",)
_STEPS = {SheetPath.RENEWAL: _renewal, SheetPath.SCHOOL: _school, SheetPath.AFTER_30: _after_30}
