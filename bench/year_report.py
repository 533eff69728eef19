"""Lives a year and tells of it: ./do torture --year [--people N] [--days N] [--shares N] [--postgresql]"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from bench.places import NAMES, POSTGRESQL, SQLITE
from bench.tables import show
from bench.year import Lived, Year
from bench.year_shares import divide, live_shares


def run_year(
    year: Year, *, postgresql: bool, shares: int = 1, at_once: int = 1, keep: Path | None = None
) -> int:
    """Live, and print what came of it. Returns the exit code: 3 if anything was lost, doubled or beyond.

    keep: where finished shares lie, so that a run that was broken off goes on; None: nothing is kept.
    """
    kind, started = POSTGRESQL if postgresql else SQLITE, time.monotonic()
    with tempfile.TemporaryDirectory(prefix="dinadatum-year-") as nowhere:
        lived = live_shares(divide(year, shares), kind, keep or Path(nowhere), at_once)
    _report(year, NAMES[kind], lived, time.monotonic() - started, shares)
    books = lived.books
    return 3 if books.lost or books.doubled or books.beyond else 0


def _report(year: Year, name: str, lived: Lived, seconds: float, shares: int) -> None:
    books = lived.books
    per = f"{year.share:.0%} av varje fel" if year.share >= 0.01 else f"{year.share:.2%} av varje fel"
    show(
        f"Fel under {year.days} dagar, {year.first} till {year.last}, {name}, {per}",
        ("vad som gick fel", "gånger"),
        [(trouble.value, count) for trouble, count in sorted(lived.troubles.items())],
    )
    show(
        "Liggaren mot leverantörerna, rad för rad",
        ("vad", "antal"),
        [
            ("rader i liggaren", books.messages),
            ("tagna av en leverantör, exakt en gång", books.sent),
            ("därav med kvitto att de kom fram", books.delivered),
            ("inte skickade, med skäl", books.said),
            ("oklara sms", books.unknown - books.unknown_mails),
            ("oklara mejl, en uppgift åt handläggaren", books.unknown_mails),
            ("mejl en gång till, med samma Message-ID", books.copies),
            ("svar från personer", lived.replies),
            ("skulle skickas, enligt fakta och svar", books.promised),
            *((f"därav inte skickat, {why}", count) for why, count in sorted(books.missed.items())),
            ("i liggaren utöver det", books.beyond),
        ],
    )
    show("Tid", ("vad", "sekunder"), [(what, round(spent)) for what, spent in lived.seconds.items()])
    print(
        f"{shares} register var för sig. Sms: kanalen och Twilios egen klient, bara nätet är i minnet. Mejl: i minnet."
    )
    for line in books.wrong:
        print(f"  {line}")
    print(
        f"people {year.people}, days {year.days}, messages {books.messages}, accepted {books.sent}, "
        f"lost {books.lost}, doubled {books.doubled}, beyond {books.beyond}, unknown {books.unknown}, "
        f"faults {lived.troubles.total()}, seconds {seconds:.0f}"
    )
