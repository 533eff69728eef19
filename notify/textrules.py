"""The rules of the texts that a program can check, each a small function with its number (docs/texts.md).

Goes in: a text and the template it came from (None for one written by hand). Comes out: what breaks a rule,
as sentences in Swedish. Necessary, never enough: people read the texts too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from notify.gsm import foreign_letters, is_gsm7, measure, normalise
from notify.readability import LONG_WORD, lix, sentences_of, words_of
from notify.template import Asks, Template, TextChannel, Urgency
from notify.values import Wording
from notify.word_lists import (
    ABBREVIATIONS,
    BLAME,
    HARD_WORDS,
    HEALTH_STEMS,
    HOUSE_TALK,
    NEGATIONS,
    ORDERS,
    OTHER_NAMES,
    REPLY_WORDS,
    REQUESTS,
    TRICKS,
    URGENCY_PHRASES,
    VAGUE_TIMES,
)
from notify.words import WEEKDAYS
from timeline.words import MONTHS

MOST_LIX = 25
MOST_WORDS = {TextChannel.SMS: 10, TextChannel.MAIL: 12}
MOST_LONG_WORDS = 4
LONGEST_WORD = 14
MOST_SUBJECT = 45
SENDER = re.compile(r"Dina datum(?:, till ombud)?:\n")


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a text breaks, and how."""

    rule: int
    sentence: str


@dataclass(frozen=True)
class _Said:
    """A text under the magnifying glass. names: of persons in it, which are nobody's fault."""

    text: str
    template: Template | None
    names: frozenset[str]

    @property
    def mail(self) -> bool:
        return self.template is not None and self.template.channel is TextChannel.MAIL

    @cached_property
    def body(self) -> str:
        return SENDER.sub("", self.text, count=1)

    @cached_property
    def low(self) -> str:
        return self.body.lower()

    @cached_property
    def sentences(self) -> list[str]:
        return sentences_of(self.body)

    @cached_property
    def words(self) -> list[str]:
        return words_of(self.body)

    def having(self, phrases: Iterable[str]) -> list[str]:
        """List the phrases that stand in the text as whole words."""
        return list(dict.fromkeys(_pattern(tuple(phrases)).findall(self.low)))


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def check(text: str, template: Template | None = None, names: Collection[str] = ()) -> tuple[Breach, ...]:
    """Check a text with its words in place. names: persons named in it. Empty when no rule is broken."""
    said = _Said(normalise(text), template, frozenset(names))
    return tuple(Breach(number, sentence) for number, rule in RULES for sentence in rule(said))


def _one_thing(said: _Said) -> Iterator[str]:
    dates = len(_DATE.findall(said.body))
    if dates > 2 and not said.mail:
        yield f"{dates} datum i samma sms. Högst 2: skriv två sms."
    asked = [s for before, s in zip(["", *said.sentences], said.sentences, strict=False) if _asks(before, s)]
    if len(asked) > 1 and not said.mail:
        yield f"Texten ber om {len(asked)} saker: {' '.join(asked)} Ett sms ber om en sak."


def _asks(before: str, sentence: str) -> bool:
    # What comes after a question is an offer to whoever says yes, not a request of its own.
    return words_of(sentence)[0].lower() in REQUESTS and not before.endswith("?")


def _short_sentences(said: _Said) -> Iterator[str]:
    most = MOST_WORDS[TextChannel.MAIL if said.mail else TextChannel.SMS]
    for sentence in said.sentences:
        count = len(words_of(sentence))
        if count > most:
            yield f"«{sentence}» har {count} ord. Högst {most}."


def _low_lix(said: _Said) -> Iterator[str]:
    # A name or a weekday can't be chosen shorter, and everybody knows it.
    value = lix(said.body, _CALENDAR | {name.lower() for name in said.names})
    if value > MOST_LIX:
        yield f"LIX är {str(value).replace('.', ',')}. Högst {MOST_LIX}."


def _everyday_words(said: _Said) -> Iterator[str]:
    own = [w for w in said.words if w not in said.names and w.lower() not in _CALENDAR]
    long_words = [w for w in own if len(w) > LONG_WORD]
    if len(long_words) > MOST_LONG_WORDS and not said.mail:
        yield f"{len(long_words)} långa ord: {', '.join(long_words)}. Högst {MOST_LONG_WORDS}."
    for word in own:
        if len(word) > LONGEST_WORD and not _may_be_long(word, said):
            yield f"«{word}» är för långt. Dela upp det eller byt ord."
    for word in said.having(HARD_WORDS):
        yield f"«{word}» är ett svårt ord."


def _may_be_long(word: str, said: _Said) -> bool:
    open_wording = said.template is not None and said.template.wording is Wording.TYDLIG
    return open_wording and (said.mail or word.lower().startswith("aktivitetsersättning"))


def _same_word(said: _Said) -> Iterator[str]:
    for word in said.having(OTHER_NAMES):
        yield f"«{word}» är ett annat ord för något som redan har ett ord."


def _no_abbreviations(said: _Said) -> Iterator[str]:
    for word in said.having(ABBREVIATIONS):
        yield f"«{word}» är en förkortning. Skriv hela ordet."
    if found := re.findall(r"\b[a-zåäö]\. ?[a-zåäö]{1,3}\.|[()\[\]{}/\\]", said.body):
        yield f"«{found[0]}» ska inte stå i en text. Skriv med ord."


def _two_date_forms(said: _Said) -> Iterator[str]:
    for found in _DATE.finditer(said.low):
        if bool(found["weekday"]) == bool(found["year"]):
            yield f"«{found[0].strip()}» ska ha veckodag eller år, ett av dem."
    if found_digits := re.search(r"\d{4}-\d\d|\d{1,2}/\d{1,2}|\bv\. ?\d|\bvecka \d", said.low):
        yield f"«{found_digits[0]}» är ett datum i siffror. Skriv «torsdag 30 september»."
    if re.search(r"\d:\d\d", said.low):
        yield "Skriv klockslag så här: «klockan 10» eller «klockan 10.30»."


def _countable_time(said: _Said) -> Iterator[str]:
    for phrase in said.having(VAGUE_TIMES):
        yield f"«{phrase}» går inte att räkna. Skriv dagar, helger, pengar eller en månad."


def _urgency_said(said: _Said) -> Iterator[str]:
    level = said.template.urgency if said.template else None
    if level in {Urgency.RECEIPT, Urgency.QUESTION}:
        return
    any_level = level is None or (said.template is not None and "bradska" in said.template.slots)
    wanted = [p for u, phrases in URGENCY_PHRASES.items() if any_level or u is level for p in phrases]
    if not any(phrase in said.low for phrase in wanted):
        whole = [phrase for phrase in wanted if phrase == phrase.strip() and " " in phrase] or wanted
        some = ", ".join(f"«{phrase}»" for phrase in whole)
        yield f"Texten säger inte hur bråttom det är. Skriv något av det här: {some}."
    if any_level:
        return
    for phrase, only in (("det är bråttom nu", Urgency.U3), ("gott om tid", Urgency.U1)):
        if phrase in said.low and level is not only:
            yield f"«{phrase}» får bara stå i en text med {only}."


def _true_last_days(said: _Said) -> Iterator[str]:
    if "senast" in said.having(["senast"]) and (said.template is None or not said.template.true_last_day):
        yield "«senast» får bara stå vid en sista dag i lagen eller vid ett löfte (true_last_day i huvudet)."


def _few_numbers(said: _Said) -> Iterator[str]:
    if "%" in said.body or "procent" in said.low:
        yield "Ingen procent. Skriv till exempel hälften."
    rest = re.sub(r"\b(?:steg|del) \d", "", _DATE.sub("D 1", said.low))
    count = len(re.findall(r"\d+(?:\.\d+)?", rest))
    if count > 3 and not said.mail:
        yield f"{count} tal. Högst 3 i ett sms."
    for sentence in said.sentences:
        if sentence[0].isdigit():
            yield f"«{sentence}» börjar med en siffra."


def _active(said: _Said) -> Iterator[str]:
    if "man" in said.having(["man"]):
        yield "«man» ska vara «du» eller ett namn."
    for word in _PASSIVE.findall(said.body):
        if word not in said.names:
            yield f"«{word}» är passivt. Skriv vem som gör det."


def _one_negation(said: _Said) -> Iterator[str]:
    parts = said.sentences if said.mail else [said.body]
    for part in parts:
        count = sum(1 for word in words_of(part.lower()) if word in NEGATIONS)
        if count > 1:
            yield f"{count} nekande ord. Högst ett."


def _literal(said: _Said) -> Iterator[str]:
    if "!" in said.body:
        yield "Inget utropstecken."
    for word in said.words:
        if len(word) > 1 and word.isupper() and word.isalpha() and word not in REPLY_WORDS:
            yield f"«{word}» står i versaler och är inget svarsord."
    if not said.mail and not is_gsm7(said.text):
        yield f"Tecken som inte går i ett vanligt sms: {foreign_letters(said.text)}"


def _no_blame(said: _Said) -> Iterator[str]:
    innocent = said.low.replace("inte ditt fel", "")
    for phrase in said.having(BLAME):
        if phrase in innocent:
            yield f"«{phrase}» skuldbelägger eller hotar. Säg vad som fortfarande går."


def _offers(said: _Said) -> Iterator[str]:
    for phrase in said.having(ORDERS):
        if not (phrase == "behöver du" and said.mail):
            yield f"«{phrase}» beordrar. Skriv kan, gärna eller vill du."


def _asks_for_a_plan(said: _Said) -> Iterator[str]:
    if said.template is not None and said.template.minutes and said.template.asks is Asks.NONE:
        yield "Ett steg ska fråga efter dag eller svar (asks i huvudet)."


def _true_minutes(said: _Said) -> Iterator[str]:
    for minutes in re.findall(r"(\d+) minuter", said.low):
        if said.template is not None and said.template.minutes != int(minutes):
            yield f"Texten säger {minutes} minuter, huvudet säger {said.template.minutes}."


def _sender(said: _Said) -> Iterator[str]:
    if not said.mail and not SENDER.match(said.text):
        yield "Ett sms börjar med raden «Dina datum:»."


def _no_tricks(said: _Said) -> Iterator[str]:
    low = said.low
    words = ("http", "www", ".se", ".com", "bankid", "klicka", "logga in") if said.mail else TRICKS
    for word in words:
        if (word.startswith(".") or word in {"http", "www"}) and word in low:
            yield f"«{word}» ser ut som en länk."
        elif word in said.having([word]):
            yield f"«{word}» är ett ord som bedragare använder."


def _discreet(said: _Said) -> Iterator[str]:
    if said.template is not None and said.template.wording is Wording.TYDLIG:
        return
    for word in said.words:
        if word.lower().startswith(HEALTH_STEMS):
            yield f"«{word}» får bara stå i ordvalet tydlig."


def _one_sms(said: _Said) -> Iterator[str]:
    size = measure(said.text)
    if not said.mail and size.parts > 1:
        yield f"{size.chars} tecken i {size.encoding}: {size.parts} sms. Ett sms rymmer 160 tecken i GSM-7."
    if said.template is not None and len(said.template.subject) > MOST_SUBJECT:
        yield f"Ämnesraden är {len(said.template.subject)} tecken. Högst {MOST_SUBJECT}."


def _few_reply_words(said: _Said) -> Iterator[str]:
    free = said.mail or (said.template is not None and said.template.asks is Asks.PACE)
    found = [word for word in Counter(said.words) if word in REPLY_WORDS]
    if len(found) > 2 and not free:
        yield f"{len(found)} svarsord: {', '.join(found)}. Högst 2."


def _closed_loop(said: _Said) -> Iterator[str]:
    for phrase in said.having(HOUSE_TALK):
        yield f"«{phrase}» går bara att svara ja på. Fråga vad personen vill göra."
    if found := re.search(r"nästa (?:sms|mejl)(?! om (?:det|beslutet|dina datum)\b)", said.low):
        yield f"«{found[0]}» ska säga om vad: «om det», «om beslutet» eller «om dina datum»."
    template = said.template
    if template is None or template.urgency is not Urgency.RECEIPT or template.last or said.mail:
        return
    if template.asks is Asks.NONE and not template.slots & {"nasta", "till", "dag"}:
        yield "Ett kvitto ska säga när nästa sms kommer, fråga något, eller vara det sista."


RULES: tuple[tuple[int, Callable[[_Said], Iterator[str]]], ...] = (
    (1, _one_thing),
    (3, _short_sentences),
    (4, _low_lix),
    (5, _everyday_words),
    (6, _same_word),
    (7, _no_abbreviations),
    (8, _two_date_forms),
    (9, _countable_time),
    (10, _urgency_said),
    (10, _true_last_days),
    (11, _few_numbers),
    (12, _active),
    (13, _one_negation),
    (14, _literal),
    (15, _no_blame),
    (16, _offers),
    (17, _asks_for_a_plan),
    (18, _true_minutes),
    (20, _sender),
    (21, _no_tricks),
    (22, _discreet),
    (23, _one_sms),
    (24, _few_reply_words),
    (25, _closed_loop),
)

_CALENDAR = frozenset({*MONTHS, *WEEKDAYS})
_DATE = re.compile(
    rf"(?P<weekday>\b(?:{'|'.join(WEEKDAYS)}) )?\b\d{{1,2}} (?:{'|'.join(MONTHS)})\b(?P<year> \d{{4}}\b)?",
    re.IGNORECASE,
)
# Endings of passive verbs (prövas, betalades, skrivs), in lower case only, so not names; verbs that merely
# end so are excepted.
_PASSIVE = re.compile(
    r"(?<![\wåäö])(?!(?:minnas|hoppas|trivs|lyckas|kännas)\b)"
    r"[a-zåäö]{2,}(?:[bdfgjklmnpqrtvxzåäö]as|ades|ats|ivs|älls|ålls|äggs)\b"
)
