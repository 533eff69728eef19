"""The gallery as one page that can be printed and read aloud in a reference group. No script, no links."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

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
STYLE = """
:root { color-scheme: light dark; }
body { font: 17px/1.6 system-ui, sans-serif; max-width: 42em; margin: 0 auto; padding: 16px; }
article { border: 2px solid; border-radius: 8px; padding: 16px; margin: 24px 0; break-inside: avoid; }
h1 { font-size: 28px; } h2 { font-size: 20px; margin: 0; }
.text { white-space: pre-line; font-size: 19px; }
.note { font-size: 15px; }
"""


def texts_page(rows: Sequence[TextRow]) -> str:
    """Write the texts as an HTML page, in the order given."""
    articles = "\n".join(_article(row) for row in rows)
    return f"""<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dina datum: texterna</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>Dina datum: texterna</h1>
<p>Läs varje text högt. Säg med egna ord vad du skulle göra. Namn och datum är exempel.</p>
{articles}
</main>
</body>
</html>
"""


def _article(row: TextRow) -> str:
    kind = "Sms" if row.channel == "sms" else "Mejl"
    about = f"{kind}, ordval {WORDINGS[row.wording]}, {URGENCIES[row.urgency]}"
    room = f"{row.chars_example} tecken, som längst {row.chars_longest}. LIX {row.lix}."
    return f"""<article id="{escape(row.id)}">
<h2>{escape(row.id)}</h2>
<p class="note">{escape(row.use)} {escape(about)}.</p>
<p class="text">{escape(row.example)}</p>
<p class="note">{escape(room)}</p>
</article>"""
