"""Words that turn or weaken what is said: no, perhaps, a question, somebody else. Data."""

from __future__ import annotations

import re

NOT = r"(?:inte|aldrig|ingen|inget|inga|ingenting|knappast|varken|nej|utan|dont|didnt|cant)"
NEGATION = re.compile(rf"\b{NOT}\b")
PERHAPS = re.compile(
    r"\bom jag (?:vågar|orkar|hinner|kan)\b|\b(?:kanske|nog|tror|tänkte|typ|eventuellt"
    r"|förhoppningsvis|hoppas|möjligen|antagligen)\b"
)
QUESTION = re.compile(
    r"^(?:(?:är|har|kan|ska|blir|får|måste|behöver|går|vill|kommer|borde|skulle)"
    r" (?:jag|ansökan|beslutet|tiden|läkaren|mamma|pappa|intyget|blanketten|pappren|steg|det|den|ni|du"
    r"|allt|de|han|hon|vi|man|detta|någon|mitt|min|mina|det här|sara)"
    r"|när|hur|varför|vem|vilken|vilket|vilka|vart|var|vad|varifrån|vems)\b"
)
OTHERS = re.compile(  # somebody else did it, or is meant to
    r"^(?:\w+ )?(?:ni|du|han|hon|de har|man|läkaren|doktorn|mamma|pappa|mottagningen|vårdcentralen"
    r"|handläggare\w*|försäkringskassan|arbetsförmedlingen|kommunen|soc)\b"
)
