"""Numbers for a monitor, in Prometheus' text form. Nobody's data is in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dinadatum.register.states import State
from dinadatum.usecases.upkeep.alarms import Numbers, find_alarms

TYPE = "text/plain; version=0.0.4; charset=utf-8"


def text(numbers: Numbers, messages: Mapping[State, int]) -> str:
    """Return the whole answer. messages: open ones by state."""
    return "".join(f"{line}\n" for line in _lines(numbers, messages))


def _lines(numbers: Numbers, messages: Mapping[State, int]) -> Iterator[str]:
    yield from _metric("up", "Databasen svarar.", {"": 1})
    yield from _metric(
        "messages",
        "Öppna meddelanden.",
        {f'state="{state.value}"': count for state, count in messages.items()},
    )
    yield from _metric(
        "job_last_success_timestamp_seconds",
        "När varje jobb senast hördes av.",
        {f'job="{job}"': at.timestamp() for job, at in sorted(numbers.beats.items())},
    )
    yield from _metric(
        "expected_today", "Meddelanden som skulle ha gått i dag vid det här laget.", {"": numbers.expected}
    )
    yield from _metric("sent_today", "Meddelanden som har gått i dag.", {"": numbers.sent})
    waited = 0.0 if numbers.late_since is None else (numbers.now - numbers.late_since).total_seconds()
    yield from _metric("oldest_waiting_seconds", "Hur länge det äldsta försenade har väntat.", {"": waited})
    yield from _metric("unknown", "Oklara utfall.", {"": numbers.unknown})
    yield from _metric("failed_receipts_day", "Kom inte fram, senaste dygnet.", {"": numbers.failed})
    yield from _metric("delivered_receipts_day", "Kom fram, senaste dygnet.", {"": numbers.delivered})
    yield from _metric("unread_replies", "Svar som ingen har läst.", {"": numbers.unread})
    alarms = find_alarms(numbers)
    yield from _metric("alarms", "Hur många larm som är på.", {"": len(alarms)})
    yield from _metric("alarm", "Ett larm som är på.", {f'code="{alarm.code}"': 1 for alarm in alarms})


def _metric(name: str, help_: str, values: Mapping[str, float]) -> Iterator[str]:
    full = f"dinadatum_{name}"
    yield f"# HELP {full} {help_}"
    yield f"# TYPE {full} gauge"
    for label, value in values.items():
        yield f"{full}{{{label}}} {value}" if label else f"{full} {value}"
