"""The words that a misspelt word may be meant as, and those that are never mended since they are known."""

from __future__ import annotations

from notify.replies import answers, doing, switches
from notify.replies.days import AROUND as AROUND_DAY
from notify.replies.dialect import ALIASES
from notify.replies.forms import AROUND, FILLERS, FORMS, WISHED
from notify.replies.ombud import SPOKEN
from notify.replies.wordlist import words

KEYWORDS = words(  # what a reply of one word says
    """klar klart färdig färdigt gjort fixat bokat ansökt skickat stopp stop stoppa sluta avsluta hjälp
    hjälpa help svårt jättesvårt oklart förstår fattar ring ringa skriv skriva mejla paus pausa
    vänta start starta fortsätt lugnt lagom mellan ofta oftare snabbt tätare viktigt viktigast
    sällan färre tack okej absolut gärna självklart glömde glömt stöd ångest panik stressad förstått
    uppfattat"""
)
MORE = words(  # words of sentences that people misspell
    """börja börjar börjat började jobb jobba jobbar jobbet plugga pluggar studera studerar arbeta arbete
    praktik anställning utbildning skolan slutar slutat slutade skicka skickar imorgon övermorgon
    nästa vecka måndag tisdag onsdag torsdag fredag lördag söndag januari februari april augusti
    september oktober november december självmord skada orkar orkade hunnit hinner handläggare
    läkare läkaren behöver fattar snälla nummer person viktigaste ansökan aldrig ingenting istället
    ringer ringt kanske passar månad dagar ombud ombudet"""
)
OTHERS = words(  # near to the words above, and spoken of in replies
    """jobben arbetar arbetet skola kurs kursen pengar pengarna lön leva lever livet liv brev svar ändrar
    mail läsa förstå fatta hända händer tungt roligt slut"""
)
CONTEXTS = (
    doing.AROUND_DONE, switches.AROUND_STOPP, switches.AROUND_START, switches.AROUND_PAUS,
    answers.AROUND_OK, answers.AROUND_YES, answers.AROUND_NO, answers.YES_TOO,
)  # fmt: skip
TARGETS = tuple(sorted(KEYWORDS | MORE))
KNOWN = (
    KEYWORDS
    | MORE
    | OTHERS
    | {
        word
        for words in (
            *SPOKEN,
            *FORMS,
            *ALIASES,
            *ALIASES.values(),
            *FILLERS,
            *AROUND,
            *WISHED,
            *(word for context in CONTEXTS for word in context),
            *AROUND_DAY,
        )
        for word in words.split()
    }
)


def meaning(word: str) -> str:
    """Return what a word says by itself: its class, or the word where it has none."""
    reply_class = FORMS.get(word)
    return word if reply_class is None else reply_class.value
