"""The command handover: cases change hands, and the people are told first."""

from __future__ import annotations

from typing import Annotated

import typer

from dinadatum import clock
from dinadatum.cli_state import actor, how_many, read_day, say, service


def add_to(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command("handover")(handover)


def handover(
    refs: Annotated[list[str] | None, typer.Argument(metavar="REFERENS")] = None,
    *,
    old: Annotated[str, typer.Option("--from", metavar="ANVÄNDARE", help="Den som lämnar över.")],
    new: Annotated[str, typer.Option("--to", metavar="ANVÄNDARE", help="Den som tar över.")],
    day: Annotated[str, typer.Option("--day", help="Den nyas första dag, till exempel 2027-04-30.")],
    writes: Annotated[
        str | None,
        typer.Option(
            "--writes",
            help="Dagen då den nya hör av sig. Annars två vardagar senare, eller nästa dag då den nya hinner.",
        ),
    ] = None,
) -> None:
    """Lämnar över ärenden till en ny handläggare. Utan REFERENS: alla som den gamla har."""
    from dinadatum.register.cases import load_case
    from dinadatum.usecases.cases.handing_over import HandoverOrder, plan_handovers
    from dinadatum.usecases.looks.promising import free_day_of, share_days, take_turn

    now = clock.now()
    with service() as opened:
        first = read_day(day)
        with opened.database.transaction(actor(), now) as session:
            take_turn(session)
            writes_on = read_day(writes) if writes else free_day_of(session, opened.rules, new, first)
            order = HandoverOrder(old, new, first, writes_on, tuple(refs or ()))
            planned = plan_handovers(session, order, clock.local_day(now))
            session.flush()
            ids = [load_case(session, ref).person_id for ref in sorted(planned)]
            last = share_days(session, opened.rules, new, writes_on, ids)
    say(
        f"{how_many(len(planned), 'ärende', 'ärenden')} går till {new} {first}. "
        f"{'Personen' if len(planned) == 1 else 'Personerna'} får veta det först, "
        f"och {new} hör av sig {writes_on}{f' till och med {last}' if last > writes_on else ''}."
    )
