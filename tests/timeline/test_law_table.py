"""The dated table of the law: what it answers for a month, and what is wrong with a bad one."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest

import timeline
from timeline import LAW_FILE, load_law
from timeline.editions import edition_days
from timeline.errors import LawError
from timeline.kinds import KINDS
from timeline.law import NUMBERS
from timeline.months import month_of

TEXT = LAW_FILE.read_text(encoding="utf-8")
JUNE, JULY = month_of(date(2026, 6, 30)), month_of(date(2026, 7, 1))


def test_a_number_changes_on_its_day() -> None:
    law = load_law(TEXT)
    assert law.number("trial_cap_months", JUNE) == 6
    assert law.number("trial_cap_months", JULY) == 12
    assert law.began("trial_cap_months", JUNE).source == "Lag (2016:1291)"
    assert law.began("trial_cap_months", JULY).begins == date(2026, 7, 1)


def test_a_month_before_every_edition_has_the_oldest_number() -> None:
    assert load_law(TEXT).number("trial_cap_months", month_of(date(1990, 1, 1))) == 6


def test_a_pinned_law_leaves_out_what_came_later() -> None:
    law = load_law(TEXT)
    assert law.pinned(date(2026, 6, 30)).number("trial_cap_months", JULY) == 6
    assert law.pinned(date(2026, 7, 1)).number("trial_cap_months", JULY) == 12
    assert law.pinned(None) is law


def test_every_entry_says_where_it_was_read() -> None:
    law = load_law(TEXT)
    for edition in law.editions:
        assert "§" in edition.paragraph
        assert edition.source
        assert edition.meaning


def test_a_range_of_paragraphs_is_written_with_an_en_dash() -> None:
    shown = [paragraph for _, _, paragraph in KINDS.values()]
    shown += [line for line in LAW_FILE.read_text(encoding="utf-8").splitlines() if "paragraph =" in line]
    assert any("–" in each for each in shown)
    assert [each for each in shown if "-" in each] == []


def test_the_days_on_which_the_law_changed() -> None:
    days = {day: {e.code for e in begun} for day, begun in edition_days(load_law(TEXT))}
    assert days == {
        date(2017, 2, 1): {"dormancy_pay_months"},
        date(2026, 7, 1): {"trial_cap_months", "study_dormancy"},
    }


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('code = "regain_months"', 'code = "regain_month"', "regain_month"),
        ("value = 36", 'value = "36"', "heltal"),
        ("value = 36", "value = 0", "heltal"),
        ("from = 2026-07-01", "from = 2026-07-02", "den 1:a"),
        ("from = 2026-07-01", 'from = "2026-07-01"', "2026-07-01"),
        ('use = "whole_benefit"', 'use = "half"', "extent_of_studies"),
        ("doctor_months = 8", "doctor_month = 8", "doctor_months"),
        ("doctor_months = 8", "doctor_months = -1", "antal månader"),
        ('paragraph = "33 kap. 19 § SFB"', 'paragraph = ""', "paragraph"),
        ("[policy]", "[policys]", "policys"),
        ("certain = true", "certain = 1", "true eller false"),
        ("value = 6\nfrom = 2011-01-01", "value = 6\nfrom = 2026-07-01", "två rader"),
        ("[[number]]", "[number", "TOML"),
    ],
)
def test_a_bad_table_is_refused_with_the_reason(old: str, new: str, told: str) -> None:
    assert old in TEXT
    with pytest.raises(LawError, match=told):
        load_law(TEXT.replace(old, new))


def test_a_missing_number_is_named() -> None:
    start = TEXT.index('[[number]]\ncode = "appeal_months"')
    without = TEXT[:start] + TEXT[TEXT.index("[[number]]", start + 1) :]
    with pytest.raises(LawError, match="appeal_months"):
        load_law(without)


def test_the_policy_days_are_settings() -> None:
    law = load_law(TEXT.replace("apply_months = 5", "apply_months = 4", 1))
    assert law.policy.apply_months == 4


def test_no_number_of_the_law_stands_in_the_code() -> None:
    """24, 36 and 30 are words of the law; 12 is also a year's months, 3 and 6 also anything."""
    folder = Path(timeline.__file__).parent
    for path in folder.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        numbers = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and type(n.value) is int}
        assert not numbers & {19, 24, 30, 36}, path.name
    assert len(NUMBERS) >= 20
