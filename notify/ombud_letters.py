"""An ombud's own letters: welcome, the power of attorney ends soon, it has ended, and what the person has chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from notify.copies import COPY_PRIORITY
from notify.life import DAY, Life
from notify.occasions import identity
from notify.roads import hour_of, wording_of
from notify.values import Copies, Intent, MessageKind, Ombud, Recipient
from notify.words import long_date

OMBUD = "ombud"
WELCOME, ENDS_SOON, ENDED = "M71", "M73", "M74"
NO_MORE, AGAIN = "M115", "M116"
NO_MORE_STEP, AGAIN_STEP = "copies_ended", "copies_again"
CHOICE_TOLD_WITHIN = timedelta(days=14)
"""So long an ombud is told of what the person has chosen; then it is old news."""


@dataclass(frozen=True, slots=True)
class _Letter:
    ombud: Ombud
    template: str
    step: str
    day: date
    first: date
    last: date
    why: str

    @property
    def key(self) -> tuple[str, date, str]:
        return (OMBUD, self.day, self.step)


def not_welcomed(life: Life, today: date) -> frozenset[str]:
    """Name those who are still to be welcomed: what can wait comes after the letter that says who writes."""
    owed = [letter for letter in _owed(life) if letter.template == WELCOME]
    return frozenset(letter.ombud.key for letter in owed if letter.first <= today <= letter.last)


def ombud_letters(life: Life, today: date, taken: Collection[str]) -> tuple[list[Intent], date | None]:
    """List today's letters, at most one for each ombud, and the next day with one.

    taken: keys of those who hear something else today; the welcome goes before it all the same. The last letter is
    the only one after the power of attorney.
    """
    chosen: dict[str, _Letter] = {}
    later: list[date] = []
    for letter in _owed(life):
        if letter.last < today:
            continue
        key = letter.ombud.key
        first = life.diary.calendar.open_from(max(letter.first, today))
        free = (key not in taken or letter.template == WELCOME) and key not in chosen
        free = free and not _had_one(life, key, today)
        if first == today and free:
            chosen[key] = letter
        else:
            later.append(life.diary.calendar.open_from(max(letter.first, today + DAY)))
    if chosen or taken:
        later.append(today + DAY)  # who has heard of us is told when it ends
    return [_intent(life, letter, today) for letter in chosen.values()], min(later, default=None)


def _owed(life: Life) -> Iterator[_Letter]:
    if life.case.consent is not True:
        return
    for ombud in life.case.ombud:
        for letter in (*_of_choice(life, ombud), *_of_attorney(life, ombud)):
            if _identity(life, letter) not in life.history.identities:
                yield letter


def _identity(life: Life, letter: _Letter) -> str:
    return identity(life.case.ref, letter.key, Recipient.OMBUD.value, letter.ombud.key)


def _of_choice(life: Life, ombud: Ombud) -> Iterator[_Letter]:
    """Give the letter that tells an ombud who has heard of us what the person chose last, from the day after."""
    chosen = life.case.copies_chosen
    if chosen is None or not ombud.valid(chosen.day) or not _heard_of_us(life, ombud):
        return
    told = _told_of_end(life, ombud, chosen.day)
    last = chosen.day + CHOICE_TOLD_WITHIN
    if not chosen.allowed and not told:
        why = f"Personen valde {long_date(chosen.day)} att ombudet inte får mer."
        yield _Letter(ombud, NO_MORE, NO_MORE_STEP, chosen.day, chosen.day + DAY, last, why)
    elif chosen.allowed and told:
        why = f"Personen valde {long_date(chosen.day)} att ombudet får veta igen."
        yield _Letter(ombud, AGAIN, AGAIN_STEP, chosen.day, chosen.day + DAY, last, why)


def _told_of_end(life: Life, ombud: Ombud, until: date) -> bool:
    """Tell whether the last letter of a choice up to a day said that nothing more comes."""
    of_choice = [
        row
        for row in life.history.rows
        if row.step in (NO_MORE_STEP, AGAIN_STEP)
        and row.counts
        and row.key_date_day <= until
        and _is_to(row.identity, ombud.key)
    ]
    last = max(of_choice, key=lambda row: (row.day, row.at), default=None)
    return last is not None and last.step == NO_MORE_STEP


def _of_attorney(life: Life, ombud: Ombud) -> Iterator[_Letter]:
    """Give the letters of the power of attorney; none to one who gets nothing, by agreement or by choice."""
    by_agreement = ombud.copies is Copies.NONE and not life.case.preferences.ombud_alone
    if by_agreement or life.case.copies_ended:
        return
    yield from _letters(life, ombud)


def _letters(life: Life, ombud: Ombud) -> Iterator[_Letter]:
    rules, last = life.paces.copies, ombud.last
    begin = max(ombud.first, life.case.known_since)
    until = rules.welcome_within.after(begin)
    if last is None or last >= begin:
        until = until if last is None else min(until, last)
        yield _Letter(
            ombud, WELCOME, "welcome", ombud.first, begin, until, "Ett nytt ombud hälsas välkommet."
        )
    if last is None:
        return
    soon = rules.ends_soon.before(last)
    if soon > begin:
        why = f"Fullmakten slutar {long_date(last)}."
        yield _Letter(ombud, ENDS_SOON, "ends_soon", last, soon, last, why)
    if last + DAY > begin and _heard_of_us(life, ombud):
        why = f"Fullmakten slutade {long_date(last)}."
        yield _Letter(ombud, ENDED, "ended", last, last + DAY, rules.ended_within.after(last), why)


def _heard_of_us(life: Life, ombud: Ombud) -> bool:
    return any(_is_to(row.identity, ombud.key) and row.counts for row in life.history.rows)


def _had_one(life: Life, key: str, today: date) -> bool:
    return any(row.day == today and row.counts and _is_to(row.identity, key) for row in life.history.rows)


def _is_to(identity_: str, key: str) -> bool:
    return identity_.endswith(f"|{Recipient.OMBUD.value}|{key}")


def _intent(life: Life, letter: _Letter, today: date) -> Intent:
    case, ombud = life.case, letter.ombud
    return Intent(
        identity=_identity(life, letter),
        ref=case.ref,
        recipient=Recipient.OMBUD,
        recipient_key=ombud.key,
        road=ombud.road,
        kind=MessageKind.COPY,
        template=letter.template,
        wording=wording_of(case),
        pace=case.preferences.pace,
        day=today,
        at=hour_of(case.preferences, life.paces.sending),
        key_date=OMBUD,
        key_date_day=letter.day,
        step=letter.step,
        why=letter.why,
        priority=COPY_PRIORITY,
        last_useful_day=letter.last,
    )
