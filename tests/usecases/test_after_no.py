"""What a no for good leads to: by what the code says happens next."""

from __future__ import annotations

import pytest

from dinadatum.register.database import Database
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.after_no import task_after
from dinadatum.usecases.sending.take_receipt import take_receipt
from notify.channels.errors import answer, known_codes
from notify.channels.values import Outcome
from notify.values import Recipient, TaskKind
from tests.register.registers import NOW
from tests.usecases.counties import Provider
from tests.usecases.small_lives import messages, tasks
from tests.usecases.test_sending import plan, send

CASES = [
    ("30005", TaskKind.UNREACHABLE),
    ("21211", TaskKind.UNREACHABLE),
    ("30004", TaskKind.UNREACHABLE),
    ("5.1.1", TaskKind.UNREACHABLE),
    ("30007", TaskKind.TELL),
    ("5.7", TaskKind.TELL),
    ("99999", TaskKind.TELL),
    ("21610", None),
    ("not_guest", None),
    ("made_up", None),
]


@pytest.mark.parametrize(("code", "kind"), CASES)
def test_the_task_follows_the_code(code: str, kind: TaskKind | None) -> None:
    assert task_after(code, Recipient.PERSON) is kind


def test_an_ombud_who_says_stop_can_not_be_reached() -> None:
    assert task_after("21610", Recipient.OMBUD) is TaskKind.UNREACHABLE


def test_every_code_has_an_answer() -> None:
    found = {task_after(code, Recipient.PERSON) for code in known_codes()}
    assert found == {None, TaskKind.TELL, TaskKind.UNREACHABLE}


@pytest.mark.parametrize(("code", "kind"), CASES)
def test_an_answer_of_the_call_leads_to_it(
    register: Database, rules: Rules, provider: Provider, code: str, kind: TaskKind | None
) -> None:
    plan(register, 1)
    provider.answers = [answer(Outcome.FAILED, code)]
    send(register, rules, provider)
    assert [task.kind for task in tasks(register)] == ([] if kind is None else [kind])


@pytest.mark.parametrize(("code", "kind"), [("30005", TaskKind.UNREACHABLE), ("30007", TaskKind.TELL)])
def test_a_receipt_leads_to_it(
    register: Database, rules: Rules, provider: Provider, code: str, kind: TaskKind
) -> None:
    plan(register, 1)
    send(register, rules, provider)
    (row,) = messages(register)
    assert take_receipt(register, row.id, row.provider_id, "undelivered", code, NOW)
    assert [task.kind for task in tasks(register)] == [kind]
