"""Why a date is what it is, and what a finding says, in the words a person meets."""

from __future__ import annotations

from datetime import date

import pytest

from tests.timeline.lives import LAW
from timeline import (
    Application,
    Benefit,
    Decision,
    Dormancy,
    EndedBy,
    Facts,
    FollowUp,
    FollowUpKind,
    KeyDate,
    Kind,
    Reason,
    StudyTrial,
    Timeline,
    derive,
    explain,
)
from timeline.kinds import KINDS
from timeline.sentences import SENTENCES

BORN = date(2000, 5, 17)
NEDSATT, SCHOOL = Kind.REDUCED_CAPACITY, Kind.EXTENDED_SCHOOLING


def told(timeline: Timeline, code: str) -> tuple[str, ...]:
    return explain(_one(timeline, code), timeline)


def _one(timeline: Timeline, code: str) -> KeyDate:
    return next(key_date for key_date in timeline.key_dates if key_date.code == code)


def test_the_last_day_is_explained_from_the_birth_date() -> None:
    assert told(derive(Facts(BORN), LAW), "ae_last_day") == (
        "Född 2000-05-17.",
        "Fyller 30 i maj 2030.",
        "Aktivitetsersättning kan lämnas längst till och med månaden före.",
        "Sista månad är april 2030, alltså till och med 2030-04-30.",
        "Källa: 33 kap. 18 § SFB.",
    )


def test_the_last_day_without_loss_names_decision_month_and_loss() -> None:
    facts = Facts(BORN, (Decision(NEDSATT, 100, date(2024, 7, 1), date(2027, 6, 30)),))
    assert told(derive(facts, LAW), "renewal_last_apply_no_loss") == (
        "Beslut för nedsatt arbetsförmåga, 100 procent, 2024-07-01 till 2027-06-30.",
        "Första månad utan beslut är juli 2027.",
        "En ansökan når 3 månader före ansökningsmånaden.",
        (
            "Den som söker i oktober 2027 når juli 2027. "
            "Senast 2027-10-31 förloras ingen månad; varje månad senare kostar en månad."
        ),
        "Pengarna dröjer tills ett beslut har kommit.",
        "Källa: 33 kap. 14 § SFB.",
    )


def test_an_uncertain_date_ends_with_whom_to_ask() -> None:
    timeline = derive(Facts(date(2000, 2, 29)), LAW)
    key_date = _one(timeline, "ae_last_day")
    assert not key_date.certain
    assert explain(key_date, timeline)[-2:] == (
        "Född 29 februari: det är oklart om 30-årsdagen räknas som 28 februari eller 1 mars.",
        "Fråga Försäkringskassan.",
    )


def test_a_rest_beyond_the_decision_lengthens_it_for_all_that_follows() -> None:
    facts = Facts(
        BORN,
        (Decision(NEDSATT, 100, date(2024, 1, 1), date(2026, 3, 31)),),
        (Dormancy(Reason.WORK, 100, date(2025, 10, 1), date(2027, 5, 31)),),
    )
    timeline = derive(facts, LAW)
    assert _one(timeline, "regain").last == date(2027, 8, 31)
    assert _one(timeline, "first_uncovered_day").first == date(2027, 9, 1)
    assert _one(timeline, "renewal_last_apply_no_loss").first == date(2027, 12, 31)
    assert told(timeline, "first_uncovered_day")[1:-1] == (
        "Hela ersättningen vilar när beslutet slutar, så det förlängs till och med 2027-05-31.",
        (
            "När det som vilar tar slut kommer ersättning igen till och med 2027-08-31, "
            "för den som slutar arbeta eller studera."
        ),
        "Första dag utan ersättning är dagen efter, 2027-09-01.",
    )
    assert "policy_info_day" not in {key.code for key in timeline.key_dates}, "nobody knows when they write"


def test_months_after_a_rest_that_ends_with_its_decision_count_too() -> None:
    facts = Facts(
        BORN,
        (Decision(NEDSATT, 100, date(2024, 1, 1), date(2026, 12, 31)),),
        (Dormancy(Reason.WORK, 100, date(2026, 2, 1), date(2026, 12, 31)),),
    )
    timeline = derive(facts, LAW)
    assert _one(timeline, "first_uncovered_day").first == date(2027, 4, 1)
    assert _one(timeline, "renewal_last_apply_no_loss").first == date(2027, 7, 31)
    assert timeline.decisions[0].renewal_last_apply_no_loss == date(2027, 4, 30), "the decision's own stays"
    assert not any("förlängs" in step for step in told(timeline, "first_uncovered_day"))


def test_a_half_rest_doesnt_lengthen_the_half_that_is_paid() -> None:
    facts = Facts(
        BORN,
        (Decision(NEDSATT, 100, date(2024, 1, 1), date(2026, 3, 31)),),
        (Dormancy(Reason.WORK, 50, date(2025, 10, 1), date(2027, 5, 31)),),
    )
    assert _one(derive(facts, LAW), "first_uncovered_day").first == date(2026, 4, 1)


def test_a_decision_that_is_followed_has_no_uncovered_day() -> None:
    facts = Facts(
        BORN,
        (
            Decision(NEDSATT, 100, date(2021, 7, 1), date(2024, 6, 30)),
            Decision(NEDSATT, 100, date(2024, 7, 1), date(2027, 6, 30)),
        ),
    )
    about = [k.about for k in derive(facts, LAW).key_dates if k.code == "first_uncovered_day"]
    assert about == [date(2024, 7, 1)]


def test_follow_ups_are_key_dates() -> None:
    rows = (FollowUp(FollowUpKind.PLAN, date(2026, 3, 3)), FollowUp(FollowUpKind.YEARLY, date(2026, 9, 9)))
    timeline = derive(Facts(BORN, follow_ups=rows), LAW)
    assert _one(timeline, "follow_up_plan").first == date(2026, 3, 3)
    assert told(timeline, "follow_up_yearly")[0].startswith("Inskriven uppföljning 2026-09-09")


FULL_LIFE = Facts(
    date(2000, 2, 29),
    (
        Decision(SCHOOL, 100, date(2019, 7, 1), date(2020, 6, 30)),
        Decision(NEDSATT, 100, date(2020, 7, 1), date(2022, 6, 30)),
        Decision(NEDSATT, 100, date(2022, 6, 1), date(2024, 12, 31)),
        Decision(NEDSATT, 75, date(2025, 6, 1), date(2027, 5, 31)),
    ),
    (
        Dormancy(Reason.WORK, 100, date(2023, 1, 1), date(2023, 3, 31)),
        Dormancy(Reason.STUDY, 100, date(2024, 10, 1), date(2025, 1, 31), date(2024, 9, 1), EndedBy.REQUEST),
        Dormancy(Reason.WORK, 50, date(2026, 5, 1), date(2026, 12, 31)),
    ),
    (StudyTrial(date(2022, 1, 1), date(2022, 3, 31)), StudyTrial(date(2026, 2, 15), date(2026, 3, 31))),
    Application(Benefit.AE, date(2026, 11, 21), date(2026, 2, 1)),
    work_start=date(2026, 9, 7),
    dormancy_application=date(2026, 9, 8),
    stops_work=date(2026, 10, 10),
    notified=date(2026, 10, 24),
    decision_made=date(2026, 10, 20),
    follow_ups=(
        FollowUp(FollowUpKind.PLAN, date(2026, 3, 3)),
        FollowUp(FollowUpKind.YEARLY, date(2026, 9, 9)),
    ),
)


def test_every_kind_of_key_date_can_come_and_be_explained() -> None:
    lives = (
        FULL_LIFE,
        Facts(BORN, (Decision(NEDSATT, 100, date(2024, 7, 1), date(2027, 6, 30)),)),
    )
    seen = set()
    for facts in lives:
        timeline = derive(facts, LAW)
        for key_date in timeline.key_dates:
            seen.add(key_date.code)
            steps = explain(key_date, timeline)
            assert steps[0]
            assert f"Källa: {key_date.paragraph}." in steps
    assert seen == set(KINDS) - {"school_end"}  # school_end is decision_end in other words


def test_each_problem_has_a_sentence_with_fault_paragraph_and_usual_cause() -> None:
    for paragraph, fault, cause in SENTENCES.values():
        assert "§" in paragraph
        assert not fault.endswith(".")
        assert cause.endswith(".")


@pytest.mark.parametrize(
    ("facts", "code", "text"),
    [
        (
            Facts(BORN, (Decision(NEDSATT, 100, date(2024, 7, 1), date(2027, 7, 31)),)),
            "longer_than_3_years",
            (
                "Beslutet från 2024-07-01 slutar 2027-07-31 och är längre än tre år (33 kap. 19 § SFB). "
                "Det är oftast ett skrivfel, eller två beslut som har skrivits som ett."
            ),
        ),
        (
            Facts(BORN, (Decision(NEDSATT, 100, date(2027, 6, 30), date(2024, 7, 1)),)),
            "end_before_start",
            (
                "Beslutet från 2027-06-30 slutar 2024-07-01, före sin startdag 2027-06-30 "
                "(33 kap. 14 och 15 §§ SFB). Raden räknas inte. Det är oftast ett skrivfel i en av dagarna."
            ),
        ),
        (
            Facts(
                BORN,
                (Decision(NEDSATT, 100, date(2024, 1, 1), date(2026, 12, 31)),),
                trials=(StudyTrial(date(2025, 12, 1), date(2026, 6, 30)),),
            ),
            "over_cap:2026-06",
            (
                "Prövotiden i juni 2026 är månad 7, fler än de 6 som får användas sammanlagt (36 kap. 9 a § SFB). "
                "Det är oftast en period som har skrivits in två gånger eller med fel slutdag."
            ),
        ),
        (
            Facts(BORN, dormancies=(Dormancy(Reason.WORK, 100, date(2026, 1, 1), date(2026, 6, 30)),)),
            "dormancy_without_decision",
            (
                "Vilandetiden från 2026-01-01 börjar 2026-01-01, men inget beslut täcker den månaden "
                "(36 kap. 10 § SFB). Det är oftast ett beslut eller en förlängning som inte är inskriven."
            ),
        ),
    ],
)
def test_a_finding_says_what_is_wrong(facts: Facts, code: str, text: str) -> None:
    assert {f.code: f.text for f in derive(facts, LAW).findings}[code] == text


def test_a_contradiction_never_hides_the_rest() -> None:
    codes = {finding.code for finding in derive(FULL_LIFE, LAW).findings}
    assert {"overlap", "gap", "dormant_application_late", "less_than_12_months_before"} <= codes


def test_a_mistyped_year_is_one_sentence_and_bounded_work() -> None:
    slip = StudyTrial(date(2025, 9, 1), date(9999, 12, 31))
    facts = Facts(BORN, (Decision(NEDSATT, 100, date(2024, 1, 1), date(2026, 12, 31)),), trials=(slip,))
    timeline = derive(facts, LAW)
    assert "trial_longer_than_ae" in {finding.code for finding in timeline.findings}
    assert timeline.trial is not None
    assert timeline.trial.months_used == 132
