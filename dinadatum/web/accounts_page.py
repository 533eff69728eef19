"""Konton: an administratör adds, changes, locks and opens them. No case is anywhere on these pages."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from dinadatum.usecases.lists import expiries
from dinadatum.usecases.staff import account_admin, accounts
from dinadatum.usecases.staff.account_admin import AccountRow
from dinadatum.usecases.staff.accounts import AccountError
from dinadatum.usecases.staff.passwords import LEAST_PASSWORD
from dinadatum.usecases.staff.viewers import ROLE_WORDS, Role
from dinadatum.web.desk import present, service, viewer

pages = Blueprint("accounts", __name__)

ROLES = {role.value: word for role, word in ROLE_WORDS.items()}
FIELDS = ("username", "role", "unit", "caseworker")


@pages.get("/konton")
def show() -> str:
    """Show every account, and the form for a new one."""
    return _list({}, {})


@pages.post("/konton")
def add() -> Response | tuple[str, int]:
    """Add an account."""
    given = {name: request.form.get(name, "").strip() for name in FIELDS}
    try:
        with service().database.transaction(viewer().username, present()) as session:
            accounts.create(
                session,
                username=given["username"],
                password=request.form.get("password", ""),
                role=_role(given["role"]),
                now=present(),
                unit=given["unit"],
                caseworker=given["caseworker"],
            )
    except AccountError as error:
        return _list(given, {_field_of(error): str(error)}), 422
    flash(f"Kontot {given['username']} är tillagt.{_unknown(given['unit'])}")
    return redirect(url_for("accounts.show"), code=303)


@pages.get("/konton/<int:account_id>")
def show_one(account_id: int) -> str:
    """Show one account, and what can be done with it."""
    return _one(account_id, {})


@pages.post("/konton/<int:account_id>")
def change(account_id: int) -> Response | tuple[str, int]:
    """Change role, unit and handläggare."""
    form = request.form

    def act(session: Session) -> None:
        account_admin.change(
            session,
            account_id,
            role=_role(form.get("role", "")),
            unit=form.get("unit", ""),
            caseworker=form.get("caseworker", "").strip(),
            by=viewer().account_id,
        )

    return _done(account_id, act, f"Kontot är ändrat.{_unknown(form.get('unit', ''))}", "role")


@pages.post("/konton/<int:account_id>/gor")
def do(account_id: int) -> Response | tuple[str, int]:
    """Lock, open, or take away the second factor."""
    acts: dict[str, tuple[Callable[[Session], None], str]] = {
        "las": (
            lambda session: account_admin.close(session, account_id, by=viewer().account_id),
            "Kontot är låst, och utloggat överallt.",
        ),
        "oppna": (lambda session: account_admin.open_again(session, account_id), "Kontot är öppet."),
        "faktor": (
            lambda session: account_admin.drop_second_factor(session, account_id),
            "Den andra faktorn är borttagen.",
        ),
    }
    chosen = acts.get(request.form.get("vad", ""))
    if chosen is None:
        abort(400)
    return _done(account_id, chosen[0], chosen[1], "gor")


@pages.post("/konton/<int:account_id>/losenord")
def set_password(account_id: int) -> Response | tuple[str, int]:
    """Give the account a new password, which ends its log-ins."""
    row = _known(account_id)

    def act(session: Session) -> None:
        accounts.change_password(session, row.username, request.form.get("password", ""), present())

    return _done(account_id, act, f"{row.username} har ett nytt lösenord.", "password")


def _done(
    account_id: int, act: Callable[[Session], None], said: str, field: str
) -> Response | tuple[str, int]:
    _known(account_id)
    try:
        with service().database.transaction(viewer().username, present()) as session:
            act(session)
    except AccountError as error:
        return _one(account_id, {_field_of(error, field): str(error)}), 422
    flash(said)
    return redirect(url_for("accounts.show_one", account_id=account_id), code=303)


def _list(given: dict[str, str], errors: dict[str, str]) -> str:
    with service().database.reading() as session:
        rows = account_admin.every_account(session, present())
        workers = _workers(session)
    blank = {"username": "", "role": Role.CASEWORKER.value, "unit": "", "caseworker": ""}
    return render_template(
        "accounts.html",
        rows=rows,
        workers=workers,
        role_choices=ROLES,
        given={**blank, **given},
        errors=errors,
        least=LEAST_PASSWORD,
    )


def _one(account_id: int, errors: dict[str, str]) -> str:
    row = _known(account_id)
    with service().database.reading() as session:
        workers = _workers(session)
    return render_template(
        "account_one.html", row=row, workers=workers, role_choices=ROLES, errors=errors, least=LEAST_PASSWORD
    )


def _known(account_id: int) -> AccountRow:
    with service().database.reading() as session:
        row = account_admin.one_account(session, account_id, present())
    if row is None:
        abort(404)
    return row


def _unknown(units: str) -> str:
    """Say which units of an account nobody in the register belongs to, if there are any."""
    with service().database.reading() as session:
        empty = account_admin.empty_units(session, units)
    if not empty:
        return ""
    named = ", ".join(f"«{each}»" for each in empty)
    which = "enheten" if len(empty) == 1 else "enheterna"
    return f" Ingen i registret hör till {which} {named}: är det rätt skrivet?"


def _workers(session: Session) -> dict[str, str]:
    names = expiries.caseworkers(session, None)
    return {"": "Ingen", **{username: f"{name} ({username})" for username, name in names.items()}}


def _role(word: str) -> Role:
    if word not in ROLES:
        raise AccountError("Rollen finns inte att välja. Välj en av rollerna.")
    return Role(word)


def _field_of(error: AccountError, otherwise: str = "username") -> str:
    said = str(error)
    for start, field in (("Lösenordet", "password"), ("Rollen", "role"), ("Ingen handläggare", "caseworker")):
        if said.startswith(start):
            return field
    return otherwise
