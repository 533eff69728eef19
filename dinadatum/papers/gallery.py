"""The gallery of texts as one page to print and read aloud in a reference group. No script, no links."""

from __future__ import annotations

from collections.abc import Sequence

from dinadatum.papers.pages import fill
from notify.gallery_check import TextRow

WORDINGS = {"diskret": "diskret", "tydlig": "tydlig", "ping": "bara ping"}
URGENCIES = {
    "U0": "bara att läsa",
    "U1": "gott om tid",
    "U2": "nu är en bra tid",
    "U3": "bråttom",
    "R": "kvitto på ett svar",
    "Q": "utan brådska",
}


def gallery_page(rows: Sequence[TextRow]) -> str:
    """Write the texts as a page, in the order given."""
    return fill("texts.html", rows=rows, wordings=WORDINGS, urgencies=URGENCIES)
