"""From the facts of a life and the law to its timeline. The one way in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from timeline.application import ApplicationDates, SingleDates, application_dates, single_dates
from timeline.collect import collect
from timeline.coverage import Coverage, coverage, holding
from timeline.decision import DecisionDates, Period, covered_to_30, decision_dates, gaps, overlaps
from timeline.dormancy import DormancyDates, dormancy_dates
from timeline.facts import Facts
from timeline.findings import find
from timeline.keydate import Finding, KeyDate
from timeline.law import Law
from timeline.months import first, month_of
from timeline.person import PersonDates, person_dates
from timeline.received import Received, dormant_earliest_start
from timeline.trial import TrialDates, trial_dates, trial_earliest_start, trial_months
from timeline.workday import RedDays, weekends_only


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything the law makes of one life.

    Lists lie in order of start; periods are (first, last), inclusive.
    covered_to_30: a decision covers the month before the one of turning 30. dormant_possible_within_decision:
    None without decisions. received: covered months, extensions and three-month periods included.
    key_dates: in order of day, collected when they are asked for.
    """

    facts: Facts
    law: Law
    person: PersonDates
    decisions: tuple[DecisionDates, ...]
    gaps: tuple[Period, ...]
    overlaps: tuple[Period, ...]
    covered_to_30: bool
    dormant_earliest_start: date | None
    dormant_possible_within_decision: bool | None
    trial_earliest_start: date | None
    dormancies: tuple[DormancyDates, ...]
    trial: TrialDates | None
    application: ApplicationDates | None
    single: SingleDates
    received: Received
    findings: tuple[Finding, ...] = field(init=False)
    _collected: list[tuple[KeyDate, ...]] = field(init=False, compare=False, repr=False, default_factory=list)

    def __post_init__(self) -> None:
        object.__setattr__(self, "findings", find(self))

    @property
    def key_dates(self) -> tuple[KeyDate, ...]:
        """Return every key date, in order of day."""
        if not self._collected:
            self._collected.append(collect(self))
        return self._collected[0]

    @property
    def ae_until_30(self) -> bool:
        """Tell whether AE, extensions and three-month periods included, lasts until 30 ends it (R17)."""
        return holding(self.received.runs, month_of(self.person.ae_last_day)) is not None

    @property
    def dormant_apply_last_day(self) -> date | None:
        """Return the day before work starts."""
        return self.single.dormant_apply_last_day

    @property
    def dormant_application_late(self) -> bool | None:
        """Tell whether the application for vilande came on or after the day work started."""
        return self.single.dormant_application_late

    @property
    def resume_month_first_day(self) -> date | None:
        """Return the first day of the month after work stopped."""
        return self.single.resume_month_first_day

    @property
    def omprovning_last_day(self) -> date | None:
        """Return the last day for a request of omprövning to come in."""
        return self.single.omprovning_last_day

    @property
    def bostadstillagg_last_apply_no_loss(self) -> date | None:
        """Return the last day to apply for bostadstillägg without losing a month."""
        return self.single.bostadstillagg_last_apply_no_loss


def derive(
    facts: Facts, law: Law, red_days: RedDays = weekends_only, edition: date | None = None
) -> Timeline:
    """Work out the timeline of one life.

    red_days: tells whether a day is a public holiday or an eve that counts as one; weekends are known here.
    edition: pins the law to what applied on that day; None is the law in force month by month.
    Never raises on facts that a register can hold: contradictions are findings.
    """
    law = law.pinned(edition)
    person = person_dates(facts.birth_date, law)
    cover = coverage(facts)
    months = trial_months(facts)
    dormancies, received = dormancy_dates(facts, person, cover, months, law)
    earliest = dormant_earliest_start(cover, received, law)
    trial_start = trial_earliest_start(person, cover, received, law)
    return Timeline(
        facts,
        law,
        person,
        tuple(decision_dates(d, person, cover, law) for d in cover.decisions),
        gaps(cover),
        overlaps(cover),
        covered_to_30(person, cover),
        None if earliest is None else first(earliest),
        None if earliest is None else _possible(earliest, person, cover),
        None if trial_start is None else first(trial_start),
        dormancies,
        trial_dates(months, person, cover, received, law),
        application_dates(facts.application, person, law) if facts.application else None,
        single_dates(facts, law, red_days),
        received,
    )


def _possible(month: int, person: PersonDates, cover: Coverage) -> bool:
    return month < min(cover.runs[-1][1], month_of(person.ae_last_day) + 1)
