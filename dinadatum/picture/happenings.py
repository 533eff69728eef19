"""Key dates as marks: beginnings and ends of decisions, gaps, rests, prövotid, turning 30, and last days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dinadatum.picture.keys import benefit_end
from dinadatum.picture.marks import Mark, Sign
from dinadatum.picture.span import Span, lengthened
from dinadatum.picture.steps import Road
from timeline import KeyDate, Kind, Timeline
from timeline.coverage import Span as Months
from timeline.months import first, month_of
from timeline.words import MONTHS

# The code of a key date: its shape, its words in the picture ({day} is the day), and its sentence.
PLAIN: dict[str, tuple[Sign, str, str]] = {
    "decision_end": (Sign.FLAG, "", "Sista dagen med beslutet."),
    "policy_info_day": (
        Sign.DAY,
        "",
        "Försäkringskassan brukar skicka ett brev om samma sak. Det räcker att läsa det.",
    ),
    "ae_extended": (Sign.REST, "", "Beslutet blir längre, för ersättningen vilar."),
    "dormancy_end": (Sign.REST, "tiden som vilar slutar", "Sista dagen som ersättningen vilar."),
    "fk_must_decide_by": (
        Sign.DAY,
        "",
        "Ska ersättningen vila längre än beslutet? Då behöver Försäkringskassan ha bestämt det den här dagen.",
    ),
    "dormancy_pay": (Sign.REST, "", "Du får en fjärdedel av det som vilar."),
    "resume": (Sign.DAY, "", "Du får vanlig ersättning igen."),
    "regain": (
        Sign.DAY,
        "",
        "Slutar du jobba eller studera? Då kan du få pengar den här tiden.",
    ),
    "trial": (Sign.DAY, "prövotiden börjar", "Prövotid: du provar att studera. Pengarna kommer som vanligt."),
    "trial_end": (Sign.DAY, "prövotiden slutar", "Sista dagen med prövotid."),
    "ae_last_day": (Sign.DAY, "", "Sista dagen som du kan få aktivitetsersättning."),
    "omprovning_last_day": (
        Sign.DAY,
        "omprövning: {day}",
        "Sista dagen att be om omprövning. Då tittar Försäkringskassan på beslutet en gång till.",
    ),
    "bostadstillagg_last_apply_no_loss": (
        Sign.DAY,
        "",
        "Ansök om bostadstillägg senast den här dagen. Då förlorar du ingen månad.",
    ),
    "delay_claim_day": (Sign.DAY, "", "Har du inte fått svar? Nu kan du be om ett beslut."),
    "resume_month_first_day": (Sign.DAY, "vanliga pengar igen", "Ersättningen börjar igen efter arbetet."),
    "dormant_apply_last_day": (
        Sign.DAY,
        "",
        "Sista dagen att berätta om arbetet för Försäkringskassan och ansöka om vilande.",
    ),
    "follow_up_plan": (Sign.DAY, "uppföljning {day}", "Uppföljning av din plan."),
    "follow_up_yearly": (Sign.DAY, "uppföljning {day}", "Årlig uppföljning."),
    "gap": (Sign.FLAG, "", "Den här tiden finns inget beslut."),
}
"""What is said of a key date whatever else is true."""

SPECIAL = ("decision", "dormancy", "first_uncovered_day", "renewal_last_apply_no_loss", "turns_30")
"""What is said of these depends on the rest of the life."""

LAST_TO_APPLY = "Ansök senast den här dagen. Då förlorar du ingen månad."

ONLY_WAITING = ("policy_info_day", "renewal_last_apply_no_loss")
"""Nothing to say of these once the application is in."""


def happening_marks(timeline: Timeline, span: Span, road: Road | None, today: date) -> Iterator[Mark]:
    """Yield a mark for each key date that a person has use of, the flag at the end included.

    A key date is told of from the first row on, up to the last day that matters after the end.
    """
    horizon = horizon_of(timeline, span)
    done = road is not None and (road.done.handed_in or road.done.answer is not None)
    for key in timeline.key_dates:
        if (key.last or key.first) < span.first_day or key.first > horizon:
            continue
        if key.code in ONLY_WAITING and done:
            continue
        if key.code in PLAIN:
            yield _plain(key, timeline)
        elif key.code in SPECIAL:
            yield from _special(key, timeline, span, road, today)
    yield from _end_by_age(timeline, span)


def horizon_of(timeline: Timeline, span: Span) -> date:
    """Return the last day that the list tells of: that of the picture, or of the last application."""
    code = "renewal_last_apply_no_loss"
    ends = [key.first for key in timeline.key_dates if key.code == code]
    return max(
        [span.last_day, *(day for day in ends if day >= span.first_day), *([span.end] if span.end else [])]
    )


def _plain(key: KeyDate, timeline: Timeline) -> Mark:
    sign, short, long = PLAIN[key.code]
    if key.code == "decision_end" and key.first in {end for end, _ in lengthened(timeline)}:
        long = "Här skulle beslutet sluta. Det blir längre, för ersättningen vilar."
    if key.code == "ae_extended" and key.last not in {stop for _, stop in lengthened(timeline)}:
        long = "Den del av beslutet som vilar blir längre."
    # The letter comes some time that month: no day of it is known.
    letter = key.code == "policy_info_day"
    return Mark(key.first, key.code, sign, short.format(day=_day(key.first)), long, key.last, letter)


def _special(key: KeyDate, timeline: Timeline, span: Span, road: Road | None, today: date) -> Iterator[Mark]:
    if key.code == "decision":
        if key.first >= span.first_day:
            yield _begins(key, timeline)
    elif key.code == "dormancy":
        yield _rests(key, timeline)
    elif key.code == "first_uncovered_day":
        if not _by_age(key.first, timeline):
            yield _flag(key, timeline, span, road)
    elif key.code == "renewal_last_apply_no_loss":
        shown = span.end is not None and today > span.end and key.first >= today
        short = f"ansök senast den {key.first.day}" if shown else ""
        yield Mark(key.first, key.code, Sign.DAY, short, LAST_TO_APPLY)
    elif not _ends_by_age(timeline, span):
        yield Mark(key.first, key.code, Sign.DAY, "du fyller 30", "Du fyller 30 år.")
    else:
        yield Mark(key.first, key.code, Sign.DAY, "", "Du fyller 30 år.")


def _begins(key: KeyDate, timeline: Timeline) -> Mark:
    before = any(_covers(timeline, month_of(key.first) - 1))
    if before:
        return Mark(key.first, key.code, Sign.DAY, "nytt beslut börjar", "Ett nytt beslut börjar.")
    return Mark(key.first, key.code, Sign.DAY, "beslutet börjar", "Beslutet börjar.")


def _rests(key: KeyDate, timeline: Timeline) -> Mark:
    partly = any(
        rest.decision is not None and rest.dormancy.level < rest.decision.extent
        for rest in timeline.dormancies
        if rest.dormancy.start == key.first
    )
    if partly:
        return Mark(key.first, key.code, Sign.REST, "en del vilar", "En del av ersättningen vilar.", key.last)
    return Mark(key.first, key.code, Sign.REST, "ersättningen vilar", "Ersättningen vilar.", key.last)


def _flag(key: KeyDate, timeline: Timeline, span: Span, road: Road | None) -> Mark:
    if span.end is not None and key.first <= span.end:
        return Mark(key.first, key.code, Sign.FLAG, "här finns inget beslut", "Här finns inget beslut.")
    if road is not None and road.done.answer is not None:
        words = "Från den här dagen gäller beslutet inte mer."
        return Mark(key.first, key.code, Sign.FLAG, "det här beslutet slutar", words)
    if _schooling(timeline, key.about):
        words = "Beslutet för skolan har slutat. Här behövs något nytt."
        return Mark(key.first, key.code, Sign.FLAG, "beslutet slutar", words)
    words = "Här behövs ett nytt beslut."
    return Mark(key.first, key.code, Sign.FLAG, "här behövs ett nytt beslut", words)


def _end_by_age(timeline: Timeline, span: Span) -> Iterator[Mark]:
    """Yield the flag where the decision lasts until 30 ends it: nothing can be renewed then."""
    day = first(month_of(timeline.person.ae_last_day) + 1)
    if not _ends_by_age(timeline, span) or day < span.first_day:
        return
    words = "Du fyller 30 den här månaden. Nu gäller andra regler."
    yield Mark(day, "after_30", Sign.FLAG, "du fyller 30: nya regler", words)


def _ends_by_age(timeline: Timeline, span: Span) -> bool:
    return span.end is not None and _by_age(benefit_end(timeline, span.end), timeline, beyond=False)


def _by_age(day: date, timeline: Timeline, *, beyond: bool = True) -> bool:
    """Tell whether a day lies after the last month before 30, or, without beyond, in that month."""
    last_month = month_of(timeline.person.ae_last_day)
    return month_of(day) > last_month if beyond else month_of(day) == last_month


def _covers(timeline: Timeline, month: int) -> Iterator[bool]:
    spans: list[Months] = [(d.start_month, d.stop_month) for d in timeline.decisions]
    return (start <= month < stop for start, stop in spans)


def _schooling(timeline: Timeline, about: date | None) -> bool:
    kinds = [d.decision.kind for d in timeline.decisions if d.decision.start == about]
    return Kind.EXTENDED_SCHOOLING in kinds


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"
