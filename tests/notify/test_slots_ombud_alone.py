"""Whatever a life of any kind asks for can be said, to the person and to an ombud who alone receives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dinadatum.template_files import open_gallery
from notify.given import Names
from notify.life import DAY
from notify.slots import fill
from notify.templates import render
from notify.textrules import check
from notify.values import Case, Copies, Intent, Ombud, Recipient, Road, Wording
from tests.notify.due_lives import CONTACT, KNOWN, LIVES, PACES, life, messages, played, red, timeline_of
from tests.notify.test_due_properties import Life, turning_lives

GALLERY = open_gallery()
MANY = settings(max_examples=LIVES // 2, deadline=None, suppress_health_check=list(HealthCheck))
MOTHER = Ombud("o1", Road.SMS, date(2020, 1, 1), None, Copies.ALL)
NAMES = Names(person="Alva", contact="Sara", ombud="Maria", new_contact="Amir", all_ombud={"o1": "Maria"})
ENOUGH = "Det räcker att läsa"


def alone(case: Case) -> Case:
    return replace(case, ombud=(MOTHER,), preferences=replace(case.preferences, ombud_alone=True))


def said(intent: Intent, case: Case) -> str:
    slots = fill(
        intent, case, timeline_of(case), today=intent.day, names=NAMES, red_days=red,
        next_day=intent.day + 28 * DAY, promise_day=intent.day + 2 * DAY,
    )  # fmt: skip
    template = GALLERY.choose(intent.template, intent.wording)
    text = render(template, slots)
    assert text.fits, (intent.template, text.reason)
    assert check(text.text, template, ["Alva", "Sara", "Maria", "Amir"]) == (), text.text
    return text.text


@MANY
@given(turning_lives(), st.booleans(), st.sampled_from(list(Wording)))
def test_whatever_a_life_asks_for_can_be_said(life: Life, sole: bool, wording: Wording) -> None:
    case = replace(life.case, contact=CONTACT)
    case = alone(case) if sole else case
    case = replace(case, preferences=replace(case.preferences, wording=wording))
    changes = sorted(life.changes, key=lambda change: change.day)
    for day, intent in played(case, life.start, life.stop, *changes):
        if not isinstance(intent, Intent):
            continue
        while changes and changes[0].day < day:
            case = changes.pop(0).apply(case)
        said(intent, case)


def test_an_ombud_alone_hears_when_it_ends_also_where_nobody_has_confirmed_anything() -> None:
    case = alone(replace(life(end=date(2027, 5, 31)), contact=CONTACT, confirmed=None))
    net = [i for i in messages(case, KNOWN, date(2027, 9, 30)) if i.step.startswith("net.")]
    assert [i.template for i in net] == ["M95"] * 3 + ["M119"] * 5
    assert "Beslutet för Alva slutar måndag 31 maj." in said(net[4], case)
    assert "Har ni redan ansökt?" in said(net[4], case)


@pytest.mark.parametrize("template", sorted(PACES.alone.texts))
def test_what_asks_for_something_is_never_enough_to_read(template: str) -> None:
    told = PACES.alone.texts[template]
    assert ENOUGH not in " ".join(line.text for line in GALLERY.get(told).lines)


def test_the_path_to_30_asks_an_ombud_who_alone_receives() -> None:
    case = alone(
        life(
            confirmed=date(2028, 1, 1),
            born=date(1998, 10, 10),
            end=date(2028, 9, 30),
            start=date(2026, 10, 1),
        )
    )
    found = [i for i in messages(case, KNOWN, date(2029, 2, 1)) if i.key_date == "age_30"]
    assert {i.recipient for i in found} == {Recipient.OMBUD}
    texts = {i.template: said(i, case) for i in found}
    assert set(texts) <= {"M97", "M104", "M105"}
    assert "Har ni ansökt om en annan?" in texts["M105"]
    assert "Nu är det bra att ansöka om en annan." in texts["M104"]
    assert texts["M104"].splitlines()[1] == "Ersättningen för Alva slutar lördag 30 september."
