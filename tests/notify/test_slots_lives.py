"""Every message that a played life asks for can be said that morning, fits, and is true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dinadatum.template_files import open_gallery
from notify.given import Names
from notify.mail import build_mail
from notify.simulate import Change
from notify.slots import fill
from notify.templates import render
from notify.textrules import check
from notify.values import Case, Copies, Intent, Ombud, Pace, Recipient, Road, StepKind, Wording
from tests.notify.due_lives import KNOWN, LAW, does, life, messages, pauses, red
from timeline.derive import derive
from timeline.facts import Kind

GALLERY = open_gallery()
NAMES = Names(person="Christoffer", contact="Christoffer", ombud="Zoë")
UNTIL = date(2029, 6, 1)
COPIED = (Ombud("o1", Road.SMS, KNOWN, None, Copies.ALL),)

LIVES = {
    "silent": (life(ombud=COPIED), ()),
    "lugnt": (
        life(Pace.LUGNT),
        (does(StepKind.BOOKED, date(2027, 2, 11)), does(StepKind.RECEIVED, date(2027, 5, 19))),
    ),
    "ofta": (life(Pace.OFTA, weekdays=(1, 3)), (pauses(date(2027, 2, 10), date(2027, 2, 24)),)),
    "viktigt": (life(Pace.VIKTIGT), ()),
    "said but not confirmed": (life(), (does(StepKind.APPLIED, date(2027, 5, 18)),)),
    "answered": (
        life(),
        (does(StepKind.RECEIVED, date(2027, 5, 18)), does(StepKind.ANSWER, date(2027, 9, 6), "avslag")),
    ),
    "thirty": (life(born=date(1998, 10, 10), end=date(2028, 9, 30), start=date(2026, 10, 1)), ()),
    "schooling": (life(kind=Kind.EXTENDED_SCHOOLING, born=date(2007, 3, 1), end=date(2027, 6, 30)), ()),
    "welcome": (life(consent=None), ()),
}


@pytest.mark.parametrize("name", sorted(LIVES))
@pytest.mark.parametrize("wording", list(Wording))
def test_each_message_of_a_life_can_be_said(name: str, wording: Wording) -> None:
    case, changes = LIVES[name]
    case = replace(case, preferences=replace(case.preferences, wording=wording))
    told = messages(case, KNOWN, UNTIL, *changes)
    assert told
    for intent in told:
        slots = _slots(intent, _as_of(intent.day, case, changes))
        template = GALLERY.choose(intent.template, wording)
        text = render(template, slots)
        assert text.fits, text.reason
        assert check(text.text, template, ["Christoffer", "Zoë"]) == (), text.text
        _true_that_morning(text.text, intent)
        mail = build_mail(
            GALLERY.choose_mail(intent.template, wording),
            slots,
            replies_read=False,
            phone="",
            layout=GALLERY.layout,
        )
        assert "Svara" not in mail.text


def _as_of(day: date, case: Case, changes: Sequence[Change]) -> Case:
    for change in changes:
        if change.day < day:
            case = change.apply(case)
    return case


def _slots(intent: Intent, case: Case) -> dict[str, str]:
    return fill(
        intent,
        case,
        derive(case.facts, LAW, red),
        today=intent.day,
        names=NAMES,
        red_days=red,
        next_day=intent.day + timedelta(days=28),
        promise_day=intent.day + timedelta(days=2),
    )


def _true_that_morning(text: str, intent: Intent) -> None:
    assert ("till ombud" in text) is (intent.recipient is Recipient.OMBUD)
    if intent.day > intent.key_date_day and intent.key_date == "decision_end":
        assert "slutar" not in text
        assert "gott om tid" not in text
