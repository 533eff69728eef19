"""Eight kinds of life for the picture, and how to read an SVG back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

from dinadatum.picture import Look, Picture, picture
from notify.values import Case, StepFact, StepKind
from tests.notify.due_lives import PACES, red, timeline_of
from timeline import Application, Benefit, Decision, Dormancy, Facts, Kind, Reason, StudyTrial

SVG = "{http://www.w3.org/2000/svg}"
RC = Kind.REDUCED_CAPACITY
BORN = date(2003, 3, 15)
TODAY = date(2027, 3, 30)


def case(facts: Facts, *steps: StepFact) -> Case:
    return Case("D-1042", facts, date(2025, 1, 1), steps=steps)


def did(kind: StepKind, day: date, value: str = "") -> StepFact:
    return StepFact(kind, day, value)


def decision(
    start: date = date(2025, 10, 1), end: date = date(2027, 9, 30), extent: int = 100, kind: Kind = RC
) -> Decision:
    return Decision(kind, extent, start, end)


ALVA = case(
    Facts(BORN, (decision(),)),
    did(StepKind.BOOKED, date(2027, 2, 10)),
    did(StepKind.VISIT, date(2027, 4, 16)),
)
RESTING = Facts(
    BORN,
    (decision(date(2024, 10, 1)),),
    (Dormancy(Reason.WORK, 100, date(2026, 11, 1), date(2027, 10, 31), date(2026, 10, 1)),),
)
PARTLY = Facts(
    BORN, (decision(date(2024, 10, 1)),), (Dormancy(Reason.WORK, 50, date(2027, 2, 1), date(2027, 7, 31)),)
)

LIVES = {
    "alva": ALVA,
    "no_decision": case(
        Facts(BORN, application=Application(Benefit.AE, date(2027, 1, 12), date(2027, 1, 1)))
    ),
    "gap": case(
        Facts(
            BORN,
            (decision(end=date(2027, 4, 30)), decision(date(2027, 8, 1), date(2028, 7, 31), 50)),
        )
    ),
    "resting": case(RESTING),
    "partly": case(PARTLY),
    "trial": case(Facts(BORN, (decision(),), (), (StudyTrial(date(2027, 2, 1), date(2027, 7, 31)),))),
    "school": case(
        Facts(
            date(2006, 3, 15),
            (decision(date(2026, 8, 1), date(2027, 6, 30), kind=Kind.EXTENDED_SCHOOLING),),
        )
    ),
    "before_30": case(Facts(date(1997, 12, 9), (decision(end=date(2027, 11, 30), extent=75),))),
    "after_30": case(Facts(date(1997, 2, 9), (decision(end=date(2027, 1, 31), extent=75),))),
    "ended": case(Facts(BORN, (decision(date(2025, 1, 1), date(2027, 1, 31)),))),
    "long": case(Facts(BORN, (decision(date(2027, 3, 1), date(2030, 2, 28)),))),
}


def draw(life: Case, today: date = TODAY, look: Look = Look.LIGHT, most: int = 14) -> Picture:
    return picture(life, timeline_of(life), today=today, red_days=red, paces=PACES, look=look, most=most)


@dataclass(frozen=True)
class Read:
    """What can be read from the SVG alone, row by row. dots: True filled, False a ring."""

    month: str
    dots: tuple[bool, ...]
    pay: str
    words: tuple[str, ...]
    now: bool


def read(drawn: Picture) -> list[Read]:
    """Read the rows back from the text of the SVG."""
    root = ET.fromstring(drawn.svg)
    texts = [(_f(t, "x"), _f(t, "y"), t.text or "", t) for t in root.iter(f"{SVG}text")]
    names = [(y, text) for x, y, text, t in texts if x == 18 and t.get("font-size") in {"15", "16"}]
    found = []
    for place, (y, name) in enumerate(names):
        top, bottom = y - 25, names[place + 1][0] - 25 if place + 1 < len(names) else root_height(root)
        here = [(x, ty, text, t) for x, ty, text, t in texts if top < ty <= bottom]
        dots = sorted((_f(c, "cx"), c) for c in root.iter(f"{SVG}circle") if _f(c, "cy") == top + 20)
        found.append(
            Read(
                name,
                tuple("f-dot" in (c.get("class") or "") for _, c in dots),
                next((text for x, ty, text, _ in here if x == 287 and ty == top + 25), ""),
                tuple(text for x, _, text, _ in here if x == 146),
                any(text == "du är här" for _, _, text, _ in here),
            )
        )
    return found


def root_height(root: ET.Element) -> float:
    return float((root.get("viewBox") or "0 0 0 0").split()[3])


def _f(element: ET.Element, name: str) -> float:
    return float(element.get(name) or "nan")
