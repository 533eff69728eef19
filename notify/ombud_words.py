"""Who gets to know what of a person, in very easy Swedish. Pure: facts in, sentences out.

A name that an SMS lacks letters or room for is left out, and so is every name in the wording ping.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from notify.gsm import is_gsm7, normalise
from notify.own_steps import not_told
from notify.roads import person_road, sole_ombud, wording_of
from notify.slot_table import NAME_ROOM
from notify.values import Case, Copies, Ombud, Road, Wording
from notify.words import day_in_words

NAMES_ROOM = 20
SENTENCES_ROOM = 66
"""Letters that two names, and what is said of who gets to know, may take: the rest of the SMS needs the others."""
BOTH_ROOM = 115
"""Letters that all that is said of who gets to know may take with how long it lasts."""
UNTIL_TOLD = "Det gäller tills du säger till."
NOT_ALIKE = "Dina ombud får veta olika mycket."
MOST_FIRST = (Copies.ALL, Copies.LATER, Copies.URGENT)
DIFFERENT_DAYS = "Det gäller olika länge."


def who_gets(case: Case, day: date) -> tuple[Ombud, ...]:
    """List the ombud who hear of the person on a day: the one who alone receives, or those with copies."""
    if case.copies_ended or case.consent is not True:
        return ()
    alone = sole_ombud(case, day)
    if alone is not None:
        return (alone,)
    if person_road(case) is None:
        return ()
    return tuple(ombud for ombud in case.ombud if ombud.valid(day) and ombud.copies is not Copies.NONE)


def standing(case: Case, day: date) -> tuple[Ombud, ...]:
    """List the ombud whose power of attorney has not ended, whatever they get."""
    return tuple(ombud for ombud in case.ombud if ombud.last is None or ombud.last >= day)


def copies_sentence(case: Case, day: date, names: Mapping[str, str]) -> str:
    """Say who gets to know, of what, and of which steps nothing; empty where nobody does.

    names: first names by the ombud's key.
    """
    found = who_gets(case, day)
    if not found:
        return ""
    own = not_told(case)
    return f"{_said_of(case, found, day, names)} {own}".rstrip()


def _said_of(case: Case, found: Sequence[Ombud], day: date, names: Mapping[str, str]) -> str:
    if sole_ombud(case, day) is not None:
        said = _said_alone(case)
        return said.format(_name(case, found[0], names) or "ditt ombud")
    ways = (_sentences(case, found, names), _sentences(case, found, {}))
    return next((way for way in ways if len(way) <= SENTENCES_ROOM), NOT_ALIKE)


def _said_alone(case: Case) -> str:
    after_stop = case.stopped_on is not None
    return (
        "Vi skriver till {} när det är bråttom."
        if after_stop
        else "Vi skriver till {} i stället för till dig."
    )


def _sentences(case: Case, found: Sequence[Ombud], names: Mapping[str, str]) -> str:
    """Say it in one sentence where all get the same, else in one for each of two."""
    of = {_of_what(case, ombud) for ombud in found}
    if len(of) == 1:
        who = joined(case, found, names)
        return f"{who[:1].upper()}{who[1:]} får veta {of.pop()}."
    if len(found) > 2:
        return NOT_ALIKE
    more, less = sorted(found, key=lambda ombud: MOST_FIRST.index(ombud.copies))
    one, other = _name(case, more, names) or "Ett ombud", _name(case, less, names) or "Ett"
    return f"{one} får veta {_of_what(case, more)}. {other} bara {_of_what(case, less)}."


def _of_what(case: Case, ombud: Ombud) -> str:
    if ombud.copies is Copies.URGENT or case.stopped_on is not None:
        return "när det är bråttom"
    if ombud.copies is Copies.LATER:
        return "när vi påminner dig och när det är bråttom"
    return f"när du får {_slag(case)}"


def _slag(case: Case) -> str:
    return "mejl" if person_road(case) is Road.EMAIL else "sms"


def joined(case: Case, found: Sequence[Ombud], names: Mapping[str, str]) -> str:
    """Name the ombud: "Maria och Lars", or "ditt ombud" where a name can't be said."""
    own = [_name(case, ombud, names) for ombud in found]
    together = " och ".join(own)
    if len(own) == 1:
        return own[0] or "ditt ombud"
    return together if all(own) and len(own) == 2 and len(together) <= NAMES_ROOM else "dina ombud"


def _name(case: Case, ombud: Ombud, names: Mapping[str, str]) -> str:
    name = normalise(names.get(ombud.key, ""))
    sayable = wording_of(case) is not Wording.PING and is_gsm7(name) and len(name) <= NAME_ROOM
    return name if sayable else ""


def until_sentence(case: Case, day: date) -> str:
    """Say how long it lasts: as long as the power of attorney."""
    last = {ombud.last for ombud in who_gets(case, day)}
    if len(last) > 1:
        return DIFFERENT_DAYS
    end = next(iter(last), None)
    return UNTIL_TOLD if end is None else f"Det gäller till och med {day_in_words(end, day)}."


def until_if_room(case: Case, day: date, said: str) -> str:
    """Say how long it lasts, where an SMS has room for it beside who gets to know of what; else nothing.

    Of which steps an ombud hears nothing goes before how long: the sheet says both.
    """
    until = until_sentence(case, day)
    return until if len(said) + len(until) <= BOTH_ROOM else ""
