"""What is contradictory in the facts, or between the facts and the law: each a sentence in Swedish.

A sentence says what is wrong, by which paragraph, and what it usually means.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from timeline.dormancy import DormancyDates, dormancy_order
from timeline.keydate import Finding
from timeline.months import first, last, month_of
from timeline.trial import LONGEST_ROW
from timeline.words import month_name

if TYPE_CHECKING:
    from timeline.decision import DecisionDates
    from timeline.derive import Timeline
    from timeline.trial import TrialDates

EXTENTS = (25, 50, 75, 100)

# code: (paragraph, what is wrong, what it usually means)
PROBLEMS: dict[str, tuple[str, str, str]] = {
    "start_not_first_of_month": (
        "33 kap. 14 § SFB",
        "{row} börjar {start}, men ersättningen räknas i hela månader från den första dagen",
        "Det är oftast ett skrivfel i startdagen.",
    ),
    "end_not_last_of_month": (
        "33 kap. 15 § SFB",
        "{row} slutar {end}, men ersättningen räknas i hela månader till den sista dagen",
        "Det är oftast ett skrivfel i slutdagen.",
    ),
    "before_ae_first_day": (
        "33 kap. 18 § SFB",
        "{row} börjar {start}, före {ae_first}, som är första möjliga dag",
        "Det är oftast ett skrivfel i startdagen eller i födelsedatumet.",
    ),
    "after_ae_last_day": (
        "33 kap. 18 § SFB",
        "{row} slutar {end}, efter {ae_last}, som är sista möjliga dag",
        "Det är oftast ett skrivfel i slutdagen eller i födelsedatumet, eller ett beslut om sjukersättning.",
    ),
    "longer_than_3_years": (
        "33 kap. 19 § SFB",
        "{row} slutar {end} och är längre än tre år",
        "Det är oftast ett skrivfel, eller två beslut som har skrivits som ett.",
    ),
    "forlangd_must_be_full": (
        "33 kap. 13 § SFB",
        "{row} är på {extent} procent, men ersättning vid förlängd skolgång är alltid hel",
        "Det är oftast fel slag av beslut eller fel omfattning.",
    ),
    "warn_shorter_than_1_year": (
        "33 kap. 7 § SFB",
        "{row} ger kortare tid än ett år, fast nedsättningen ska antas bestå minst ett år",
        "Det är oftast en förlängning eller ett tidigare beslut som inte är inskrivet. Beslutet kan ändå gälla.",
    ),
    "less_than_12_months_before": (
        "36 kap. 10 § SFB",
        "{row} börjar {start}, men före den finns bara {received} månader med ersättning i följd; tolv krävs",
        "Det är oftast ett tidigare beslut som inte är inskrivet, eller fel startmånad.",
    ),
    "same_frame_second_decision_uncertain": (
        "36 kap. 10 och 15 §§ SFB",
        (
            "{row} börjar {start}, inom samma 24 månader som en tidigare vilandetid. "
            "Det är oklart om tolv nya månader krävs"
        ),
        "Fråga Försäkringskassan.",
    ),
    "study_must_be_fully_dormant_before_2026_07": (
        "36 kap. 12 § SFB",
        "{row} gäller studier och {level} procent vilar, men för tid före juli 2026 vilar hela ersättningen",
        "Det är oftast fel nivå eller fel startmånad.",
    ),
    "longer_than_allowed": (
        "36 kap. 15 § SFB",
        "{row} slutar {end}, men ersättningen får vila längst till {max_end}",
        "Det är oftast ett skrivfel i slutdagen, eller prövotid strax före som har räknats bort.",
    ),
    "decided_too_late_for_extension": (
        "36 kap. 15 § fjärde stycket SFB",
        "{row} går längre än beslutet men beslutades {decided}; det skulle ha beslutats senast {fk}",
        "Vilandetiden slutar då med beslutet. Kontrollera beslutsdagen, och om ett nytt beslut finns.",
    ),
    "over_cap": (
        "36 kap. 9 a § SFB",
        "Prövotiden i {month} är månad {count}, fler än de {cap} som får användas sammanlagt",
        "Det är oftast en period som har skrivits in två gånger eller med fel slutdag.",
    ),
    "no_nedsatt_decision": (
        "36 kap. 9 a § SFB",
        "Prövotid i {month} utan beslut om nedsatt arbetsförmåga den månaden",
        "Det är oftast ett beslut eller en förlängning som inte är inskriven, eller fel slag av beslut.",
    ),
    "trial_less_than_12_months_before": (
        "36 kap. 9 a § SFB",
        (
            "Prövotiden börjar {start}, men före den finns bara {received} månader med ersättning för "
            "nedsatt arbetsförmåga; tolv krävs"
        ),
        (
            "Det är oftast ett tidigare beslut som inte är inskrivet. Om månaderna måste hänga ihop är oklart: "
            "fråga Försäkringskassan."
        ),
    ),
}


TRIAL_SHORT = "trial_less_than_12_months_before"

# findings that are no problem code of a row
OTHERS: dict[str, tuple[str, str, str]] = {
    "end_before_start": (
        "33 kap. 14 och 15 §§ SFB",
        "{row} slutar {end}, före sin startdag {start}",
        "Raden räknas inte. Det är oftast ett skrivfel i en av dagarna.",
    ),
    "odd_extent": (
        "33 kap. 9 § SFB",
        "{row} är på {extent} procent; nivåerna är 25, 50, 75 och 100",
        "Det är oftast ett skrivfel.",
    ),
    "gap": (
        "36 kap. 10 § SFB",
        "Inget beslut täcker {start} till {end}",
        "Det är oftast ett beslut som inte är inskrivet. Efter en lucka börjar de tolv månaderna före vilande om.",
    ),
    "overlap": (
        "33 kap. 9 § SFB",
        "Två beslut täcker {start} till {end}; vi räknar med att det senare ersätter det tidigare",
        "Det är oftast ett beslut som har ändrats. Fråga Försäkringskassan.",
    ),
    "dormancy_without_decision": (
        "36 kap. 10 § SFB",
        "{row} börjar {start}, men inget beslut täcker den månaden",
        "Det är oftast ett beslut eller en förlängning som inte är inskriven.",
    ),
    "dormancy_level_above_extent": (
        "36 kap. 12 § SFB",
        "{row} har {level} procent vilande, men beslutet är på {extent} procent",
        "Det är oftast fel nivå.",
    ),
    "dormancies_overlap": (
        "36 kap. 15 § SFB",
        "{row} börjar {start}, innan en tidigare vilandetid har slutat",
        "Det är oftast en period som har skrivits in två gånger, eller en som avslutades tidigare.",
    ),
    "trial_during_dormancy": (
        "36 kap. 9 a och 11 §§ SFB",
        "Prövotiden {start} till {end} ligger i en tid då ersättningen vilar",
        "Ersättningen kan inte både vila och betalas. Det är oftast fel period på den ena.",
    ),
    "trial_longer_than_ae": (
        "36 kap. 9 a § SFB",
        "Prövotiden från {start} slutar {end}, efter längre tid än aktivitetsersättning kan lämnas",
        "Det är oftast ett skrivfel i ett årtal. Bara de första månaderna räknas.",
    ),
    "trials_overlap": (
        "36 kap. 9 a § SFB",
        "Två perioder av prövotid täcker båda {start}",
        "Det är oftast en period som har skrivits in två gånger. Månaden räknas en gång.",
    ),
    "dormant_application_late": (
        "36 kap. 10 § och 110 kap. 51 § SFB",
        "Ansökan om vilande kom {applied}, inte före {start} då arbetet började",
        "Ersättningen kan behöva betalas tillbaka. Det är oklart hur strängt det är: fråga Försäkringskassan.",
    ),
    "application_too_late": (
        "33 kap. 14 och 18 §§ SFB",
        "Ansökan {applied} når ingen månad före 30; den sista dagen var {end}",
        "Kontrollera ansökningsdagen. Fråga om sjukersättning eller sjukpenning i särskilda fall.",
    ),
    "application_right_too_late": (
        "33 kap. 18 § SFB",
        "Ansökan {applied} gäller från {right}, när aktivitetsersättning inte längre kan lämnas",
        "Det är oftast fel förmån eller fel dag. Från 30 kan sjukersättning sökas.",
    ),
}

_SENTENCES = {**PROBLEMS, **OTHERS}


def find(timeline: Timeline) -> tuple[Finding, ...]:
    """Return every contradiction, decisions first, then vilande, prövotid and the rest."""
    found: list[Finding] = []
    for dates in timeline.decisions:
        _decision(timeline, dates, found)
    _periods(timeline, found)
    if timeline.facts.dormancies:
        _dormancies(timeline, found)
    if timeline.facts.trials:
        _trials(timeline, found)
    _single(timeline, found)
    return tuple(found)


def _say(code: str, about: date | None, words: Mapping[str, object], known: str = "") -> Finding:
    paragraph, wrong, means = _SENTENCES[known or code]
    return Finding(code, f"{wrong.format_map(words)} ({paragraph}). {means}", paragraph, about)


def _decision(timeline: Timeline, dates: DecisionDates, found: list[Finding]) -> None:
    decision = dates.decision
    odd = decision.extent not in EXTENTS
    backwards = decision.end < decision.start
    if not (dates.problems or odd or backwards):
        return
    words: dict[str, object] = {
        "row": f"Beslutet från {decision.start}",
        "start": decision.start,
        "end": decision.end,
        "extent": decision.extent,
        "ae_first": timeline.person.ae_first_day,
        "ae_last": timeline.person.ae_last_day,
    }
    codes = [*(["end_before_start"] if backwards else []), *(["odd_extent"] if odd else []), *dates.problems]
    found += [_say(code, decision.start, words) for code in codes]


def _periods(timeline: Timeline, found: list[Finding]) -> None:
    runs = timeline.received.runs
    if len(runs) < 2 and not timeline.overlaps:
        return
    free = [(first(a[1]), last(b[0] - 1)) for a, b in pairwise(runs)]
    found += [_say("gap", None, {"start": start, "end": end}) for start, end in free]
    found += [_say("overlap", None, {"start": start, "end": end}) for start, end in timeline.overlaps]


def _dormancies(timeline: Timeline, found: list[Finding]) -> None:
    for row in sorted(timeline.facts.dormancies, key=dormancy_order):
        if row.end < row.start:
            words: dict[str, object] = {
                "row": f"Vilandetiden från {row.start}",
                "start": row.start,
                "end": row.end,
            }
            found.append(_say("end_before_start", row.start, words))
    previous: date | None = None
    for dates in timeline.dormancies:
        found += _dormancy(dates, previous)
        end = dates.dormancy.end
        previous = end if previous is None else max(previous, end)


def _dormancy(dates: DormancyDates, previous: date | None) -> list[Finding]:
    row, decision = dates.dormancy, dates.decision
    words: dict[str, object] = {
        "row": f"Vilandetiden från {row.start}",
        "start": row.start,
        "end": row.end,
        "level": row.level,
        "extent": decision.extent if decision else row.level,
        "received": dates.months_received_before,
        "max_end": dates.max_end,
        "decided": row.decided,
        "fk": dates.fk_must_decide_by,
    }
    codes = list(dates.problems)
    if row.start.day != 1:
        codes.append("start_not_first_of_month")
    if row.end != last(month_of(row.end)):
        codes.append("end_not_last_of_month")
    if decision is None:
        codes.append("dormancy_without_decision")
    elif row.level > decision.extent:
        codes.append("dormancy_level_above_extent")
    if row.level not in EXTENTS:
        codes.append("odd_extent")
        words["extent"] = row.level
    if previous and row.start <= previous:
        codes.append("dormancies_overlap")
    return [_say(code, row.start, words) for code in codes]


def _trials(timeline: Timeline, found: list[Finding]) -> None:
    latest: date | None = None
    for row in sorted(timeline.facts.trials, key=lambda t: (t.start, t.end)):
        if row.end < row.start:
            words: dict[str, object] = {
                "row": f"Prövotiden från {row.start}",
                "start": row.start,
                "end": row.end,
            }
            found.append(_say("end_before_start", row.start, words))
            continue
        if month_of(row.end) - month_of(row.start) >= LONGEST_ROW:
            found.append(_say("trial_longer_than_ae", row.start, {"start": row.start, "end": row.end}))
        if latest and row.start <= latest:
            found.append(_say("trials_overlap", row.start, {"start": row.start}))
        latest = max(latest or row.end, row.end)
        if any(d.end and d.dormancy.start <= row.end and row.start <= d.end for d in timeline.dormancies):
            found.append(_say("trial_during_dormancy", row.start, {"start": row.start, "end": row.end}))
    trial = timeline.trial
    if trial:
        found += [_trial(timeline, trial, code) for code in trial.problems]


def _trial(timeline: Timeline, trial: TrialDates, code: str) -> Finding:
    kind, _, month = code.partition(":")
    if not month:
        words: dict[str, object] = {"start": trial.first_day, "received": trial.months_received_before}
        return _say(code, trial.first_day, words, TRIAL_SHORT)
    number = int(month[:4]) * 12 + int(month[5:]) - 1
    cap = timeline.law.number("trial_cap_months", number)
    count = trial.months.index(number) + 1
    return _say(code, first(number), {"month": month_name(number), "count": count, "cap": cap}, kind)


def _single(timeline: Timeline, found: list[Finding]) -> None:
    facts, application = timeline.facts, timeline.application
    if timeline.dormant_application_late:
        words: dict[str, object] = {"applied": facts.dormancy_application, "start": facts.work_start}
        found.append(_say("dormant_application_late", None, words))
    if application and application.first_payable_day is None:
        applied, end = application.application.day, timeline.person.ae_last_application_day
        late = "application_too_late" if applied > end else "application_right_too_late"
        words = {"applied": applied, "end": end, "right": application.application.right_from}
        found.append(_say(late, None, words))
