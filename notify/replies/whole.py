"""Reads replies that are wholly a listed form, an emoji, or nothing.

What is asked ("klar?") is no answer, except where asking is how one says it ("hjälp?", "paus?").
"""

from __future__ import annotations

from notify.replies import words_of_doubt
from notify.replies.forms import AROUND, BEFORE_STOPP, FILLERS, FORMS, LOOSE, WISHED, WISHES
from notify.replies.values import HUMAN, JANEJ, Reading, ReplyClass, Said
from notify.replies.wordlist import words


def read_signs(said: Said) -> Reading | None:
    """Read what has no words: emoji, or nothing at all."""
    if said.words:
        return None
    if "stop" in said.signs:
        return Reading(ReplyClass.FRÅGA_STOPP)
    if "no" in said.signs:
        return Reading(ReplyClass.NEJ) if said.expects == JANEJ else HUMAN
    if said.signs & {"ok", "heart"}:
        return Reading(ReplyClass.OK)
    return HUMAN if said.signs else Reading(ReplyClass.TOMT)


def read_whole(said: Said) -> Reading | None:
    """Read a reply that is a listed form, as it stands or without the words that say nothing."""
    found = FORMS.get(said.line) or _bare(said.words)
    if found is None or (said.asks and found not in MAY_BE_ASKED):
        return HUMAN if found is not None and found is not ReplyClass.STOPP else None
    if words_of_doubt.QUESTION.search(said.line) and found is ReplyClass.KLAR:
        return HUMAN
    return Reading(found)


MAY_BE_ASKED = frozenset(
    {
        ReplyClass.HJÄLP,
        ReplyClass.FEL,
        ReplyClass.PAUS,
        ReplyClass.RING,
        ReplyClass.SKRIV,
        ReplyClass.FRÅGA_STOPP,
        ReplyClass.OK,
    }
)


def _bare(words: tuple[str, ...]) -> ReplyClass | None:
    rest = " ".join(word for word in words if word not in FILLERS)
    if rest in FORMS:
        return FORMS[rest]
    for reply_class, dropped in ((None, AROUND), (ReplyClass.PAUS, WISHED), (ReplyClass.STOPP, BEFORE_STOPP)):
        found = RESTS[reply_class].get(_rest(words, dropped))
        if found is not None:
            return found
    return None


def _rest(words: tuple[str, ...], dropped: frozenset[str]) -> str:
    return " ".join(word for word in words if word not in FILLERS and word not in dropped)


def _rests(classes: frozenset[ReplyClass], dropped: frozenset[str]) -> dict[str, ReplyClass]:
    """Strip the listed forms of the same words that are stripped from a reply; what then has two meanings falls."""
    found: dict[str, set[ReplyClass]] = {}
    for form, reply_class in FORMS.items():
        if reply_class in classes:
            found.setdefault(_rest(tuple(form.split()), dropped), set()).add(reply_class)
    return {rest: classes.pop() for rest, classes in found.items() if len(classes) == 1 and _says(rest)}


SAYS_NOTHING = words("inte nej ja jag kan vill ha får ska just bort")


def _says(rest: str) -> bool:
    """Tell whether enough is left to mean something: two words, or one that is a form by itself."""
    return rest in FORMS or (" " in rest and not SAYS_NOTHING.issuperset(rest.split()))


RESTS: dict[ReplyClass | None, dict[str, ReplyClass]] = {
    None: _rests(LOOSE, AROUND),
    ReplyClass.PAUS: _rests(WISHES, WISHED),
    ReplyClass.STOPP: _rests(frozenset({ReplyClass.STOPP}), BEFORE_STOPP),
}
