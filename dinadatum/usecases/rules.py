"""What every use case decides by: the law, its edition, red days, paces and texts, read once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from notify.calendar import Calendar
from notify.paces import Paces
from notify.simulate import Happening, play
from notify.templates import Gallery
from notify.values import Case, Sent
from timeline import Law, Timeline, derive
from timeline.facts import Benefit, Facts


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules in force for this run.

    red_days: tells whether a day is a red day, or midsommar-, jul- or nyårsafton. calendar: which days are
    open for messages, by the same red days. edition: the day whose edition of the law is pinned, or None
    for the one in force for each month. replies_by_mail: a mailbox is read, so mails may ask for an answer.
    """

    law: Law
    edition: date | None
    red_days: Callable[[date], bool]
    paces: Paces
    calendar: Calendar
    gallery: Gallery
    sources: tuple[str, ...]
    replies_by_mail: bool = False

    def timeline(self, facts: Facts) -> Timeline:
        """Return what the law makes of the facts."""
        found = derive(facts, self.law, self.red_days, edition=self.edition)
        asked = facts.application
        if asked is None or asked.benefit is not Benefit.AE or asked.right_from <= found.person.ae_last_day:
            return found
        # What is applied for after the last possible day can only be sjukersättning: the register doesn't say.
        meant = replace(facts, application=replace(asked, benefit=Benefit.SJUK_PARTIAL))
        return derive(meant, self.law, self.red_days, edition=self.edition)

    def play(
        self, case: Case, first: date, last: date, history: Sequence[Sent]
    ) -> Iterator[tuple[date, Happening]]:
        """Yield what would happen from the first day to the last, both included, if facts and rules stay."""
        return play(
            case,
            lambda played: self.timeline(played.facts),
            first,
            last,
            paces=self.paces,
            calendar=self.calendar,
            history=history,
        )

    def fingerprint(self) -> str:
        """Return a short name of these rules: another law, edition or pace file has another."""
        parts = "\n".join((*self.sources, str(self.edition)))
        return hashlib.sha256(parts.encode()).hexdigest()[:16]
