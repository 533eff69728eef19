"""Every case in this folder comes out as it says: facts in, dates out, each resting on a rule of the law."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dinadatum.calendars import red_days
from timeline import LAW_FILE, load_law
from timeline.cases import compare, run_case
from timeline.errors import CaseError

HERE = Path(__file__).parent
LAW = load_law(LAW_FILE.read_text(encoding="utf-8"))
CASES = [
    pytest.param(case, id=f"{path.stem}:{case['id']}")
    for path in sorted(HERE.glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]
OWN = [p.values[0] for p in CASES if not str(p.id).startswith("examples:")]


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    assert compare(case, run_case(case, LAW, red_days())) == []


def test_there_is_a_case_for_every_rule_with_a_date() -> None:
    named = {rule for case in OWN for rule in case["rules"].split()}
    with_a_date = {rule.code for rule in LAW.rules} - {"R22"}  # its days are typed in, not worked out
    assert with_a_date <= named
    assert len(OWN) >= 120
    assert len({case["id"] for case in OWN}) == len(OWN)


def test_a_case_expects_something_and_says_why_it_is_uncertain() -> None:
    for case in OWN:
        assert case["expected"], case["id"]
        assert case["note"], case["id"]
        assert case["certain"] == ("uncertain_because" not in case), case["id"]


def test_a_wrong_expectation_is_told_with_its_path() -> None:
    case = {
        "id": "wrong",
        "birth_date": "2000-05-17",
        "decisions": [{"kind": "nedsatt", "extent": 100, "start": "2024-07-01", "end": "2027-07-31"}],
        "expected": {
            "person": {"ae_last_day": "2030-05-31"},
            "decisions": [{"problems": ["after_ae_last_day"], "no_such_key": None}],
            "gaps": [["2027-01-01", "2027-01-31"]],
            "trial": {"months_used": 1},
        },
    }
    told = {d.path: (d.expected, d.got) for d in compare(case, run_case(case, LAW, red_days()))}
    assert told == {
        "person.ae_last_day": ("2030-05-31", "2030-04-30"),
        "decisions[0].problems": (["after_ae_last_day"], ["longer_than_3_years"]),
        "decisions[0].no_such_key": (None, "(okänd nyckel)"),
        "gaps": ([["2027-01-01", "2027-01-31"]], []),
        "trial": ({"months_used": 1}, None),
    }


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"birth_date": "17 maj 2000"}, "birth_date är '17 maj 2000'; en dag väntades"),
        ({"birth_date": None}, "birth_date är None"),
        ({"beslut": []}, "har 'beslut', som inte finns"),
        ({"decisions": {"kind": "nedsatt"}}, "decisions ska vara en lista"),
        ({"decisions": [{"kind": "hel"}]}, "kind är 'hel'; något av nedsatt, forlangd"),
        ({"decisions": [{"kind": "nedsatt", "extent": "100"}]}, "extent är '100'; ett heltal"),
        ({"dormant": [{"reason": ["work"]}]}, "reason är"),
        ({"application": "2026-11-21"}, "application ska vara en tabell"),
        ({"pay_month": "december"}, "pay_month är"),
        ({"trial": [{"start": "2026-07-01"}]}, "end är None"),
    ],
)
def test_a_case_that_cant_be_read_says_which_and_what_was_expected(change: dict[str, Any], told: str) -> None:
    case = {"id": "X1", "birth_date": "2000-05-17", **change}
    with pytest.raises(CaseError, match="Fallet X1") as caught:
        run_case(case, LAW, red_days())
    assert told in str(caught.value)


def test_the_case_in_the_document_holds() -> None:
    text = (HERE.parents[1] / "docs" / "law.md").read_text(encoding="utf-8")
    cases = json.loads(text.split("```json\n")[1].split("```")[0])
    for case in cases:
        assert compare(case, run_case(case, LAW, red_days())) == []
