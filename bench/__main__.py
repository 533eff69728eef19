"""Runs every benchmark and prints tables: ./do bench [--quick], or the pages under load: ./do bench --load"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections.abc import Sequence

from bench import figures, growth, latency, sending, starting
from bench.places import NAMES, SQLITE, throw_away
from bench.tables import show


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if "--load" in given:
        from bench import load

        load.main([word for word in given if word != "--load"])
        return
    options = argparse.ArgumentParser(prog="./do bench", description="Mäter fart och storlek.")
    options.add_argument("--quick", action="store_true", help="färre och mindre körningar")
    quick = options.parse_args(given).quick
    with throw_away() as (folder, databases):
        found = [
            *figures.of_commands(runs=3 if quick else 9),
            *(
                figure
                for kind in ([SQLITE] if quick else NAMES)
                for figure in figures.of_county(folder / f"files-{kind}", databases, kind)
            ),
            *figures.of_service(folder / "service"),
        ]
        show("Dina datum: ett påhittat län (Sörmland)", figures.HEADS, [figure.row() for figure in found])
        size = (
            {"pairs": 1, "messages": 2_000, "jobs": 500}
            if quick
            else {"pairs": 3, "messages": 10_000, "jobs": 2_000}
        )
        compared = [sending.compare(databases, kind, **size) for kind in sending.KINDS]
        show(
            "Liggaren mot ett jobb per påminnelse, meddelanden per sekund",
            sending.HEADS,
            sending.rows(compared),
        )
    people = growth.SIZES[1] if quick else growth.COUNTRY
    growth.report([(people, False), (people, True)])
    starting.report(starting.MANY // 20 if quick else starting.MANY)
    if not quick:
        latency.main()
    if importlib.util.find_spec("bench.law"):
        from bench import law

        law.main()


if __name__ == "__main__":
    main()
