"""dinadatum accounts: log-ins. Passwords come from a prompt or from standard input, never as arguments."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from dinadatum import clock
from dinadatum.cli_state import STATE, UsageError, actor, print_table, say
from dinadatum.cli_swedish import SwedishTyper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from dinadatum.usecases.staff.viewers import Role

accounts_app = SwedishTyper(help="Konton: vilka som kan logga in, och vad de ser.")

Name = Annotated[str, typer.Argument(metavar="KONTO", help="Kontots namn, till exempel saraek.")]
FromStdin = Annotated[
    bool, typer.Option("--stdin", help="Läser lösenordet från standard in i stället för att fråga.")
]
RoleWord = Annotated[
    str,
    typer.Option(
        "--roll",
        help="handläggare, gruppledare, administratör eller granskare. De två sista ser inga ärenden.",
    ),
]
Unit = Annotated[
    str, typer.Option("--enhet", help="Enheten vars ärenden syns. Flera med komma: 5065,5066. Alla: *")
]
Owner = Annotated[
    str, typer.Option("--handlaggare", help="Användare i handlaggare.csv: vilka ärenden som är kontots egna.")
]


@accounts_app.command("list")
def list_() -> None:
    """Visar alla konton."""
    from dinadatum.usecases.staff import accounts
    from dinadatum.usecases.staff.viewers import ROLE_WORDS

    now = clock.now()
    with _working() as session:
        lines = accounts.list_accounts(session)
    rows = [
        (
            line.username,
            ROLE_WORDS[line.role],
            line.unit,
            line.caseworker,
            "ja" if accounts.is_locked(line.locked_until, now) else "",
        )
        for line in lines
    ]
    headings = ("konto", "roll", "enhet", "handläggare", "låst")
    print_table(headings, rows, empty="Inga konton finns. Lägg till ett med «dinadatum accounts add KONTO».")


@accounts_app.command("add")
def add(
    name: Name,
    role: RoleWord = "handläggare",
    unit: Unit = "",
    caseworker: Owner = "",
    *,
    stdin: FromStdin = False,
) -> None:
    """Lägger till ett konto."""
    from dinadatum.usecases.staff import account_admin, accounts
    from dinadatum.usecases.staff.viewers import CASE_ROLES

    chosen, password = _role(role), _password(stdin=stdin)
    with _working() as session:
        accounts.create(
            session,
            username=name,
            password=password,
            role=chosen,
            now=clock.now(),
            unit=unit,
            caseworker=caseworker,
        )
        empty = account_admin.empty_units(session, unit)
    say(f"Kontot {name} är tillagt.")
    if chosen in CASE_ROLES and not unit.strip():
        say(
            "Det har ingen enhet och ser inte enheternas ärenden. Ge det en på sidan Konton, "
            "eller ta bort det och lägg till det igen med --enhet."
        )
    for one in empty:
        say(
            f"Ingen i registret hör till enheten {one}. Är den rätt stavad, eller ska personerna läsas in sedan?"
        )


@accounts_app.command("password")
def change_password(name: Name, *, stdin: FromStdin = False) -> None:
    """Ger ett konto ett nytt lösenord. Den som är inloggad med det gamla loggas ut."""
    from dinadatum.usecases.staff import accounts

    password = _password(stdin=stdin)
    with _working() as session:
        accounts.change_password(session, name, password, clock.now())
    say(f"Kontot {name} har ett nytt lösenord.")


@accounts_app.command("unlock")
def unlock(name: Name) -> None:
    """Låser upp ett konto som blivit låst efter fel lösenord."""
    from dinadatum.usecases.staff import accounts

    with _working() as session:
        accounts.unlock(session, name, clock.now())
    say(f"Kontot {name} är öppet.")


@accounts_app.command("second-factor")
def second_factor(name: Name) -> None:
    """Tar bort en andra faktor som gått förlorad, till exempel med telefonen. Det skrivs i loggen."""
    from dinadatum.usecases.staff.account_admin import drop_second_factor_of

    with _working() as session:
        had = drop_second_factor_of(session, name)
    if had:
        say(f"Kontot {name} har ingen andra faktor längre. Den kan slås på igen under Mitt konto.")
    else:
        say(f"Kontot {name} har ingen andra faktor.")


@accounts_app.command("remove")
def remove(name: Name) -> None:
    """Tar bort ett konto. Det som kontot gjort står kvar i loggen."""
    from dinadatum.usecases.staff import accounts

    with _working() as session:
        accounts.remove(session, name, clock.now())
    say(f"Kontot {name} är borttaget.")


@contextmanager
def _working() -> Iterator[Session]:
    from dinadatum.app import open_database

    with open_database(STATE.load()) as database, database.transaction(actor(), clock.now()) as session:
        yield session


def _role(word: str) -> Role:
    from dinadatum.usecases.staff.viewers import ROLE_WORDS

    for role, swedish in ROLE_WORDS.items():
        if word.strip().lower() == swedish:
            return role
    raise UsageError(f"«{word}» är ingen roll. Välj bland {', '.join(ROLE_WORDS.values())}.")


def _password(*, stdin: bool) -> str:
    if stdin or not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first: str = typer.prompt("Lösenord (minst 12 tecken)", hide_input=True)
    again: str = typer.prompt("Samma lösenord igen", hide_input=True)
    if first != again:
        raise UsageError("De två lösenorden är inte lika. Försök igen.")
    return first
