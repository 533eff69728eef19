"""Cases a jurist can read: facts in, dates out, compared value for value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from timeline.derive import Timeline, derive
from timeline.errors import CaseError
from timeline.facts import (
    Application,
    Benefit,
    Decision,
    Dormancy,
    EndedBy,
    Facts,
    Kind,
    Reason,
    StudyTrial,
)
from timeline.law import Law
from timeline.workday import RedDays, payment_day, weekends_only

Case = Mapping[str, Any]

KINDS = {"nedsatt": Kind.REDUCED_CAPACITY, "forlangd": Kind.EXTENDED_SCHOOLING}
PERSON = (
    "turns_30",
    "ae_first_day",
    "ae_last_day",
    "ae_last_application_day",
    "sjuk_full_first_day",
    "sjuk_partial_first_day",
    "sjuk_last_apply_no_loss",
    "sarskilda_fall_first_day",
    "policy_sjuk_doctor_day",
    "policy_sjuk_apply_day",
)
DECISION = (
    "max_end",
    "problems",
    "first_uncovered_day",
    "renewal_last_apply_no_loss",
    "policy_doctor_day",
    "policy_info_day",
    "policy_apply_day",
    "policy_apply_late_day",
)
# key of the case format: attribute of the engine, where they differ
DORMANCY = {
    "months_received_before": "months_received_before",
    "trial_months_counted": "trial_months_counted",
    "max_months": "max_months",
    "max_end": "max_end",
    "months": "months",
    "months_used": "months_used",
    "months_left_in_frame": "months_left_in_frame",
    "problems": "problems",
    "fk_must_decide_by_if_beyond_decision": "fk_must_decide_by",
    "ae_extended_to": "ae_extended_to",
    "extended_level": "extended_level",
    "pays_25_percent": "pays_25_percent",
    "pay_25_until": "pay_25_until",
}
AFTER = (
    "resume_first_day",
    "resume_last_day",
    "regain_first_day",
    "regain_last_day",
    "regain_months",
    "regain_level",
)
TRIAL = {
    "months_received_before": "months_received_before",
    "months_used": "months_used",
    "cap_for_next_month": "cap_for_next_month",
    "months_left_next_month": "months_left_next_month",
    "months_left_from_2026_07": "months_left_from_2026_07",
    "next_possible_trial_start": "next_possible_start",
    "latest_end_if_continued": "latest_end_if_continued",
    "dormant_max_months_if_started_next_month": "dormant_max_months",
    "problems": "problems",
}
APPLICATION = ("reaches_back_to", "first_payable_day", "last_payable_day_cap", "delay_claim_day")
WHOLE = (
    "covered_to_30",
    "dormant_earliest_start",
    "dormant_possible_within_decision",
    "trial_earliest_start",
    "dormant_apply_last_day",
    "dormant_application_late",
    "resume_month_first_day",
    "omprovning_last_day",
    "bostadstillagg_last_apply_no_loss",
)
KNOWN = frozenset(
    [
        "id",
        "note",
        "rules",
        "certain",
        "uncertain_because",
        "birth_date",
        "decisions",
        "dormant",
        "trial",
        "application",
        "work_start",
        "dormant_application",
        "stops_work",
        "notified",
        "decision_made",
        "pay_month",
        "edition",
        "expected",
    ]
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that a case expects and the engine gives otherwise. path: as in decisions[0].max_end."""

    case: str
    path: str
    expected: object
    got: object


def read_facts(case: Case) -> Facts:
    """Turn a case into facts. Raises CaseError with case, key, what came, what was expected and an example."""
    name = str(case.get("id", "utan id"))
    unknown = sorted(set(case) - KNOWN)
    if unknown:
        raise CaseError(
            f"Fallet {name} har {unknown[0]!r}, som inte finns. De som finns: {', '.join(sorted(KNOWN))}."
        )
    reader = _Reader(name)
    return Facts(
        birth_date=reader.day(case, "birth_date"),
        decisions=tuple(reader.decision(row) for row in reader.rows(case, "decisions")),
        dormancies=tuple(reader.dormancy(row) for row in reader.rows(case, "dormant")),
        trials=tuple(
            StudyTrial(reader.day(row, "start"), reader.day(row, "end")) for row in reader.rows(case, "trial")
        ),
        application=reader.application(case.get("application")),
        work_start=reader.day_or_none(case, "work_start"),
        dormancy_application=reader.day_or_none(case, "dormant_application"),
        stops_work=reader.day_or_none(case, "stops_work"),
        notified=reader.day_or_none(case, "notified"),
        decision_made=reader.day_or_none(case, "decision_made"),
    )


def run_case(case: Case, law: Law, red_days: RedDays = weekends_only) -> dict[str, Any]:
    """Work out a case, in the form of its `expected`: days as ISO text. Raises CaseError."""
    facts = read_facts(case)
    reader = _Reader(str(case.get("id", "utan id")))
    timeline = derive(facts, law, red_days, reader.day_or_none(case, "edition"))
    values = timeline_values(timeline)
    if "pay_month" in case:
        year, month = reader.month(case, "pay_month")
        values["payment_day"] = _plain(payment_day(facts.birth_date, year, month, law, red_days))
    return values


def timeline_values(timeline: Timeline) -> dict[str, Any]:
    """Return a timeline in the form of a case's `expected`: days as ISO text, None where there is no value."""
    values: dict[str, Any] = {name: _plain(getattr(timeline, name)) for name in WHOLE}
    values["person"] = {name: _plain(getattr(timeline.person, name)) for name in PERSON}
    values["decisions"] = [{n: _plain(getattr(d, n)) for n in DECISION} for d in timeline.decisions]
    values["gaps"] = _plain(timeline.gaps)
    values["overlaps"] = _plain(timeline.overlaps)
    values["dormant"] = [_dormancy_values(d) for d in timeline.dormancies]
    trial, application = timeline.trial, timeline.application
    values["trial"] = trial and {key: _plain(getattr(trial, name)) for key, name in TRIAL.items()}
    values["application"] = application and {n: _plain(getattr(application, n)) for n in APPLICATION}
    return values


def compare(case: Case, actual: Mapping[str, Any]) -> list[Difference]:
    """Return every value of `expected` that differs. Problems are compared as sets; an absent key isn't checked."""
    found: list[Difference] = []
    _compare(str(case.get("id", "utan id")), "", case.get("expected", {}), actual, found)
    return found


def _dormancy_values(dates: Any) -> dict[str, Any]:
    values = {key: _plain(getattr(dates, name)) for key, name in DORMANCY.items()}
    values["after"] = dates.after.kind
    values.update((name, _plain(getattr(dates.after, name))) for name in AFTER)
    return values


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _compare(case: str, path: str, expected: Any, got: Any, found: list[Difference]) -> None:
    if path.endswith("problems") and isinstance(expected, list) and isinstance(got, list):
        if set(expected) != set(got):
            found.append(Difference(case, path, sorted(expected), sorted(got)))
    elif isinstance(expected, Mapping) and isinstance(got, Mapping):
        for key, value in expected.items():
            inner = f"{path}.{key}" if path else str(key)
            if key in got:
                _compare(case, inner, value, got[key], found)
            else:
                found.append(Difference(case, inner, value, "(okänd nyckel)"))
    elif _dicts(expected) and _dicts(got) and len(expected) == len(got):
        for i, (one, other) in enumerate(zip(expected, got, strict=True)):
            _compare(case, f"{path}[{i}]", one, other, found)
    elif type(expected) is not type(got) or expected != got:
        found.append(Difference(case, path, expected, got))


def _dicts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, Mapping) for item in value)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the values of one case, and says which case a bad one stands in."""

    case: str

    def rows(self, case: Case, key: str) -> list[Mapping[str, Any]]:
        rows = case.get(key) or []
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            raise CaseError(
                f'Fallet {self.case}: {key} ska vara en lista, till exempel [{{"start": "2026-07-01"}}].'
            )
        return rows

    def day(self, row: Mapping[str, Any], key: str) -> date:
        value = row.get(key)
        try:
            return date.fromisoformat(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise CaseError(
                f"Fallet {self.case}: {key} är {value!r}; en dag väntades, till exempel 2026-07-01."
            ) from None

    def day_or_none(self, row: Mapping[str, Any], key: str) -> date | None:
        return None if row.get(key) is None else self.day(row, key)

    def month(self, row: Mapping[str, Any], key: str) -> tuple[int, int]:
        value = row.get(key)
        day = self.day({key: f"{value}-01"}, key)
        return day.year, day.month

    def number(self, row: Mapping[str, Any], key: str) -> int:
        value = row.get(key)
        if type(value) is not int:
            raise CaseError(f"Fallet {self.case}: {key} är {value!r}; ett heltal väntades, till exempel 100.")
        return value

    def choice(self, row: Mapping[str, Any], key: str, known: Mapping[str, Any]) -> Any:
        value = row.get(key)
        if not isinstance(value, str) or value not in known:
            raise CaseError(f"Fallet {self.case}: {key} är {value!r}; något av {', '.join(known)} väntades.")
        return known[value]

    def decision(self, row: Mapping[str, Any]) -> Decision:
        return Decision(
            self.choice(row, "kind", KINDS),
            self.number(row, "extent"),
            self.day(row, "start"),
            self.day(row, "end"),
            self.day_or_none(row, "decided"),
        )

    def dormancy(self, row: Mapping[str, Any]) -> Dormancy:
        ended = row.get("ended_by")
        return Dormancy(
            self.choice(row, "reason", {r.value: r for r in Reason}),
            self.number(row, "level"),
            self.day(row, "start"),
            self.day(row, "end"),
            self.day_or_none(row, "decided"),
            None if ended is None else self.choice(row, "ended_by", {e.value: e for e in EndedBy}),
        )

    def application(self, row: Any) -> Application | None:
        if row is None:
            return None
        if not isinstance(row, Mapping):
            raise CaseError(
                f"Fallet {self.case}: application ska vara en tabell med benefit, date och right_from."
            )
        day = self.day(row, "date")
        right_from = self.day_or_none(row, "right_from") or date.min
        return Application(self.choice(row, "benefit", {b.value: b for b in Benefit}), day, right_from)
