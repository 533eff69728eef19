"""Mitt konto: another password, and a second factor."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from dinadatum.usecases.staff import own_account, second_factor
from dinadatum.usecases.staff.accounts import AccountError
from dinadatum.usecases.staff.passwords import LEAST_PASSWORD
from dinadatum.web.desk import present, service, viewer
from dinadatum.web.qr import qr_svg

pages = Blueprint("account", __name__)


@pages.get("/mitt-konto")
def show() -> str:
    """Show the account."""
    return _page({})


@pages.post("/mitt-konto/losenord")
def change_password() -> Response | tuple[str, int]:
    """Change the password. All log-ins end, this one too."""
    old, new, again = (request.form.get(name, "") for name in ("old", "new", "again"))
    if new != again:
        return _page({"again": "De två nya lösenorden är inte lika. Skriv samma igen."}), 422
    try:
        own_account.change_password(service().database, viewer(), old, new, present())
    except AccountError as error:
        field = "old" if "nuvarande" in str(error) else "new"
        return _page({field: str(error)}), 422
    flash("Lösenordet är bytt. Logga in med det nya.")
    return redirect(url_for("login.show"), code=303)


@pages.post("/mitt-konto/andra-faktor")
def begin_second_factor() -> str:
    """Show a new shared secret. Nothing is turned on yet."""
    return _enrol(second_factor.new_secret(), {})


@pages.post("/mitt-konto/andra-faktor/pa")
def turn_on_second_factor() -> Response | tuple[str, int]:
    """Turn the second factor on, once a code has shown that the telephone has the secret."""
    secret, code = request.form.get("secret", ""), request.form.get("code", "")
    try:
        with service().database.transaction(viewer().username, present()) as session:
            own_account.enrol(session, viewer(), secret, code, present())
    except AccountError as error:
        again = secret if second_factor.is_secret(secret) else second_factor.new_secret()
        return _enrol(again, {"code": str(error)}), 422
    flash("Den andra faktorn är på. Nästa gång du loggar in frågar vi efter en kod.")
    return redirect(url_for("account.show"), code=303)


def _page(errors: dict[str, str]) -> str:
    with service().database.reading() as session:
        on = own_account.has_second_factor(session, viewer().account_id)
    return render_template("account.html", on=on, errors=errors, least=LEAST_PASSWORD)


def _enrol(secret: str, errors: dict[str, str]) -> str:
    return render_template(
        "second_factor.html",
        secret=secret,
        shown=second_factor.in_groups(secret),
        picture=qr_svg(second_factor.address(secret, viewer().username), "QR-kod med nyckeln"),
        errors=errors,
    )
