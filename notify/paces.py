"""The numbers behind every message: paces.toml as frozen values.

In goes the text of the file, out comes Paces, or an error that says which line to mend and how.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from notify.errors import NotifyError
from notify.pace_rules import (
    Age30,
    Alone,
    Anchors,
    Answer,
    Confirm,
    Consent,
    CopyRules,
    Doctor,
    Extra,
    Housing,
    Leads,
    NetMessage,
    Number,
    PaceRules,
    Resting,
    RiskOfGap,
    School,
    Sending,
    Sheet,
    Waiting,
)
from notify.reading import Faults, read_table
from notify.values import Pace

PACES_FILE = Path(__file__).with_name("paces.toml")
T = TypeVar("T")
MOST_RECALLED = 20_000
TEMPLATE = re.compile(r"M\d{2,3}")
PART = re.compile(r"every|[1-9]/[1-9]")


class PacesError(NotifyError):
    """The file of paces has faults; the message lists them all, with what was expected."""


@dataclass(frozen=True, slots=True)
class Paces:
    """The whole file."""

    sending: Sending
    anchors: Anchors
    safety_net: tuple[NetMessage, ...]
    risk_of_gap: RiskOfGap
    confirm: Confirm
    waiting: Waiting
    answer: Answer
    age_30: Age30
    sheet: Sheet
    consent: Consent
    copies: CopyRules
    alone: Alone
    number: Number
    school: School
    doctor: Doctor
    housing: Housing
    work: Leads
    resting: Resting
    extra: Extra
    first_decision: Leads
    lugnt: PaceRules
    lagom: PaceRules
    ofta: PaceRules
    viktigt: PaceRules
    by_pace: dict[Pace, PaceRules] = field(init=False, compare=False, repr=False)
    _known: dict[Hashable, Any] = field(init=False, compare=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        by_pace = {pace: getattr(self, pace.value) for pace in Pace}
        object.__setattr__(self, "by_pace", by_pace)

    def recall(self, about: Hashable, make: Callable[[], T]) -> T:
        """Give what has been worked out from these rules before, for another life with the same days.

        about: all that it follows from, besides the rules. A daily look asks everybody; few days are their own.
        """
        known: T | None = self._known.get(about)
        if known is None:
            if len(self._known) >= MOST_RECALLED:
                self._known.clear()
            known = self._known[about] = make()
        return known

    def of(self, pace: Pace) -> PaceRules:
        """Give the rules of a pace."""
        return self.by_pace[pace]

    def template_ids(self) -> frozenset[str]:
        """Name every text that the file asks for."""
        copies = self.copies
        ids = {copies.steps, copies.urgent, copies.urgent_other, copies.facts}
        ids.update(copies.urgent_for, copies.urgent_other_for, copies.about_applying, self.sheet.templates)
        ids.update(t for net in self.safety_net for t in (net.template, net.calm, net.when_said))
        ids.update(self.confirm.asks, self.confirm.asks.values())
        ids.update(self.school.templates.values())
        ids.update(self.alone.texts, self.alone.texts.values())
        for rules in self.by_pace.values():
            ids.update(rules.step_1.templates, rules.step_3.templates)
        return frozenset(ids - {""})


def load_paces(text: str) -> Paces:
    """Read and check the file of paces. Raises PacesError with every fault it found, in Swedish."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PacesError(f"Filen med takterna går inte att läsa: {error}.") from error
    faults = Faults([])
    paces: Paces | None = read_table(Paces, table, "", faults)
    if paces is not None:
        faults.found.extend(_contradictions(paces))
    if paces is None or faults.found:
        raise PacesError("Filen med takterna har fel.\n" + "\n".join(f"- {fault}" for fault in faults.found))
    return paces


def _contradictions(paces: Paces) -> Iterator[str]:
    sending = paces.sending
    if not sending.first_hour < sending.last_hour <= 24:
        hours = f"{sending.first_hour} till {sending.last_hour}"
        yield f"sending: timmarna {hours} går inte; skriv till exempel 9 och 17."
    names = [net.name for net in paces.safety_net]
    if len(set(names)) != len(names) or not names:
        yield f"safety_net: namnen {names} ska finnas och vara olika, till exempel S1 till S8."
    for net in paces.safety_net:
        if net.counted_from not in ("A", "D", "L"):
            yield f'safety_net.{net.name}: counted_from är "{net.counted_from}", väntade "A", "D" eller "L".'
    if paces.risk_of_gap.from_net not in names:
        first = paces.risk_of_gap.from_net
        yield f'risk_of_gap.from_net: fick "{first}", väntade ett av {", ".join(names)}.'
    for template in sorted(paces.template_ids()):
        if not TEMPLATE.fullmatch(template):
            yield f'texten "{template}" finns inte; skriv numret på en text, till exempel "M03".'
    for pace, rules in paces.by_pace.items():
        yield from _pace_contradictions(pace.value, rules)


def _pace_contradictions(name: str, rules: PaceRules) -> Iterator[str]:
    if not 1 <= rules.most_in_7_days <= rules.most_in_30_days:
        yield f"{name}: taken ska vara minst 1, och på 7 dagar inte fler än på 30, till exempel 1 och 4."
    if rules.own_days not in (1, 2):
        yield f"{name}.own_days: fick {rules.own_days}, väntade 1 eller 2."
    tries = len(rules.step_1.templates)
    if not tries or len(rules.step_1.gaps) != tries - 1:
        yield f"{name}.step_1: {tries} texter behöver {max(tries - 1, 0)} tider mellan sig i gaps."
    if len(rules.step_3.templates) != len(rules.step_3.before) or not rules.step_3.templates:
        yield f"{name}.step_3: lika många texter som tider, och minst en, behövs."
    for part in rules.trial_parts:
        if not PART.fullmatch(part):
            yield f'{name}.trial_parts: fick "{part}", väntade en del som "2/3", eller "every" (varje månad).'
