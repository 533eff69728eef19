"""What if a fact were another: a small language of changes, and which key dates they move.

    beslut till=2027-12-31                       the decision that starts last
    beslut 2024-07-01 till=2027-12-31 omfattning=50     the one that starts, or lies, on that day
    ny vilande skäl=arbete nivå=100 från=2026-09-01 till=2027-02-28
    utan prövotid 2026-02-01
    född=2000-05-17
    beslut till=2027-12-31; ny prövotid från=2026-09-01 till=2027-01-31

Days are ISO. docs/law.md lists rows and fields.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from timeline.derive import Timeline
from timeline.errors import ChangeError
from timeline.facts import Decision, Dormancy, EndedBy, Facts, Kind, Reason, StudyTrial
from timeline.moves import Move, moves

EXAMPLE = "Till exempel: beslut till=2027-12-31"
NEW, WITHOUT = ("ny", "nytt"), "utan"


@dataclass(frozen=True, slots=True)
class _Field:
    """A field that a change can set: its name in Facts, and how its text is read."""

    name: str
    read: Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class _Rows:
    """A kind of row: where it lies in Facts, its fields, and what a new one is made of."""

    name: str
    fields: Mapping[str, _Field]
    make: Callable[..., Any]
    defaults: Mapping[str, Any]


def what_if(facts: Facts, change: str, look: Callable[[Facts], Timeline]) -> tuple[Move, ...]:
    """Return the key dates that would move if the facts were changed.

    look: makes a timeline of facts, with the caller's law and red days. Raises ChangeError, in Swedish, for a
    change that can't be read or has no row to change.
    """
    return moves(look(facts), look(changed(facts, change)))


def changed(facts: Facts, change: str) -> Facts:
    """Return the facts as the change makes them. Several changes are parted by semicolons."""
    parts = [part.strip() for part in unicodedata.normalize("NFC", change).lower().split(";")]
    wanted = [part for part in parts if part]
    if not wanted:
        raise ChangeError(f"Ändringen är tom. {EXAMPLE}")
    for part in wanted:
        facts = _one(facts, part)
    return facts


def _one(facts: Facts, part: str) -> Facts:
    words = part.split()
    verb = words.pop(0) if words[0] in (*NEW, WITHOUT) else ""
    settings = [word for word in words if "=" in word]
    names = [word for word in words if "=" not in word]
    if not names:
        if verb:
            raise ChangeError(f"Efter {verb!r} väntades beslut, vilande eller prövotid. {EXAMPLE}")
        return replace(facts, **_read(settings, SINGLE, part))
    if names[0] not in ROWS:
        raise ChangeError(f"Okänd rad {names[0]!r}; {', '.join(ROWS)} väntades. {EXAMPLE}")
    rows = ROWS[names[0]]
    day = _chosen_day(names[1:], part)
    values = _read(settings, rows.fields, part) if settings or not verb else {}
    there = list(getattr(facts, rows.name))
    if verb in NEW:
        there.append(_new(rows, values, there, part))
    else:
        row = _choose(there, day, names[0])
        there.remove(row)
        if verb != WITHOUT:
            there.append(replace(row, **values))
    put: dict[str, Any] = {rows.name: tuple(there)}
    return replace(facts, **put)


def _read(settings: list[str], fields: Mapping[str, _Field], part: str) -> dict[str, Any]:
    if not settings:
        raise ChangeError(f"Inget ändras i {part!r}; ett fält och ett värde väntades. {EXAMPLE}")
    values = {}
    for setting in settings:
        name, _, text = setting.partition("=")
        if name not in fields:
            raise ChangeError(f"Okänt fält {name!r} i {part!r}; {', '.join(fields)} väntades. {EXAMPLE}")
        values[fields[name].name] = fields[name].read(text)
    return values


def _chosen_day(names: list[str], part: str) -> date | None:
    if len(names) > 1:
        raise ChangeError(f"{names[1]!r} i {part!r} går inte att förstå; högst en dag väntades. {EXAMPLE}")
    return _day(names[0]) if names else None


def _choose(rows: list[Any], day: date | None, name: str) -> Any:
    ordered = sorted(rows, key=lambda row: (row.start, row.end))
    if not ordered:
        raise ChangeError(
            f"Det finns inget av slaget {name!r} att ändra. Lägg till med: ny {name} från=… till=…"
        )
    if day is None:
        return ordered[-1]
    on_day = [row for row in ordered if row.start == day] or [
        row for row in ordered if row.start <= day <= row.end
    ]
    if not on_day:
        starts = ", ".join(str(row.start) for row in ordered)
        raise ChangeError(f"Inget av slaget {name!r} börjar eller pågår {day}. De som finns börjar {starts}.")
    return on_day[-1]


def _new(rows: _Rows, values: dict[str, Any], there: list[Any], part: str) -> Any:
    missing = [name for name in ("från", "till") if rows.fields[name].name not in values]
    if missing:
        raise ChangeError(
            f"{part!r} saknar {' och '.join(missing)}. Till exempel: ny vilande från=2026-09-01 till=2027-02-28"
        )
    given = {**rows.defaults, **values}
    if rows.name == "decisions" and "extent" not in values and there:
        given["extent"] = max(there, key=lambda row: row.start).extent
    return rows.make(**given)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ChangeError(f"{text!r} är ingen dag; en dag väntades, till exempel 2027-12-31.") from None


def _percent(text: str) -> int:
    number = text.removesuffix("%").removesuffix("procent").strip()
    if not number.isdecimal():
        raise ChangeError(f"{text!r} är ingen procent; 25, 50, 75 eller 100 väntades.")
    return int(number)


def _one_of(known: Mapping[str, Any]) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        if text not in known:
            raise ChangeError(f"{text!r} går inte; {' eller '.join(known)} väntades.")
        return known[text]

    return read


_START, _END, _DECIDED = _Field("start", _day), _Field("end", _day), _Field("decided", _day)

ROWS = {
    "beslut": _Rows(
        "decisions",
        {
            "från": _START,
            "till": _END,
            "omfattning": _Field("extent", _percent),
            "slag": _Field(
                "kind", _one_of({"nedsatt": Kind.REDUCED_CAPACITY, "förlängd": Kind.EXTENDED_SCHOOLING})
            ),
            "beslutat": _DECIDED,
        },
        Decision,
        {"kind": Kind.REDUCED_CAPACITY, "extent": 100},
    ),
    "vilande": _Rows(
        "dormancies",
        {
            "från": _START,
            "till": _END,
            "nivå": _Field("level", _percent),
            "skäl": _Field("reason", _one_of({"arbete": Reason.WORK, "studier": Reason.STUDY})),
            "beslutat": _DECIDED,
            "avslutat_av": _Field("ended_by", _one_of({"person": EndedBy.REQUEST, "fk": EndedBy.FK})),
        },
        Dormancy,
        {"reason": Reason.WORK, "level": 100},
    ),
    "prövotid": _Rows("trials", {"från": _START, "till": _END}, StudyTrial, {}),
}

SINGLE = {
    "född": _Field("birth_date", _day),
    "arbete_börjar": _Field("work_start", _day),
    "vilande_sökt": _Field("dormancy_application", _day),
    "arbete_slutar": _Field("stops_work", _day),
    "fick_beslut": _Field("notified", _day),
    "beslut_fattat": _Field("decision_made", _day),
}
