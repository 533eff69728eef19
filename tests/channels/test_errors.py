"""The tables of codes: complete enough, in plain Swedish, and found by their class too."""

from __future__ import annotations

import re

import pytest

from notify.channels.errors import Next, answer, explain, known_codes, refusal
from notify.channels.twilio_codes import TWILIO
from notify.channels.values import Outcome

MATTER = re.findall(
    r"\d+",
    "20003 20404 20429 21211 21214 21408 21421 21601 21602 21604 21606 21608 21610 21611 21612 21614 21617 "
    "30001 30002 30003 30004 30005 30006 30007 30008 30010 30022 30034 63038",
)


def test_the_codes_that_matter_are_there() -> None:
    assert set(MATTER) <= TWILIO.keys()


@pytest.mark.parametrize("code", sorted(known_codes()))
def test_a_meaning_is_a_swedish_sentence_without_jargon(code: str) -> None:
    meaning = explain(code).meaning
    assert meaning[0].isupper()
    assert meaning.endswith(".")
    assert len(meaning) <= 100
    assert not re.search(r"\b(API|HTTP|TLS|SMTP|error|request|timeout|server error)\b", meaning, re.I)


@pytest.mark.parametrize("code", sorted(known_codes()))
def test_what_waits_may_pass_and_what_is_wrong_does_not(code: str) -> None:
    row = explain(code)
    if row.next is Next.WAIT:
        assert not row.permanent
    if row.next in (Next.WRONG_NUMBER, Next.OPT_OUT):
        assert row.permanent


@pytest.mark.parametrize(
    ("code", "as_"),
    [("5.1.99", "5.1"), ("5.9.9", "5"), ("4.9.9", "4"), ("571", "5"), ("499", "4"), ("http_418", "http_4")],
)
def test_a_code_without_a_row_is_known_by_its_class(code: str, as_: str) -> None:
    assert explain(code) == known_codes()[as_]


@pytest.mark.parametrize("code", ["39999", "", "nonsens"])
def test_a_code_never_heard_of_is_worth_an_alarm(code: str) -> None:
    assert explain(code).next is Next.ALARM
    assert refusal(code).outcome is Outcome.FAILED


def test_the_code_says_for_good_or_for_now_unless_the_call_does() -> None:
    assert refusal("21211").outcome is Outcome.FAILED
    assert refusal("20429").outcome is Outcome.RETRY
    assert answer(Outcome.UNKNOWN, "20500").outcome is Outcome.UNKNOWN
