"""An application for the time after 30 is no contradiction: it is for sjukersättning."""

from __future__ import annotations

from datetime import date

from dinadatum.app import read_rules
from dinadatum.config import Config
from timeline.facts import Application, Benefit, Decision, Facts, Kind

BORN = date(1997, 6, 10)
TO_30 = Decision(Kind.REDUCED_CAPACITY, 100, date(2025, 6, 1), date(2027, 5, 31))


def test_an_application_for_the_time_after_30_is_taken_for_sjukersattning() -> None:
    asked = Application(Benefit.AE, date(2026, 10, 9), date(2027, 6, 1))
    timeline = read_rules(Config()).timeline(Facts(BORN, (TO_30,), application=asked))
    assert timeline.findings == ()
    assert timeline.application is not None
    assert timeline.application.first_payable_day == date(2027, 6, 1)


def test_an_application_for_the_time_before_30_is_left_alone() -> None:
    asked = Application(Benefit.AE, date(2026, 10, 9), date(2026, 8, 1))
    timeline = read_rules(Config()).timeline(Facts(BORN, (), application=asked))
    assert timeline.application is not None
    assert timeline.application.first_payable_day == date(2026, 8, 1)
