"""What somebody may do with the own account: another password, and a second factor on or off."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from dinadatum.register.database import Database
from dinadatum.register.tables import Account
from dinadatum.usecases.staff import accounts, second_factor
from dinadatum.usecases.staff.accounts import AccountError
from dinadatum.usecases.staff.viewers import Viewer


def has_second_factor(session: Session, account_id: int) -> bool:
    """Tell whether an account has a second factor."""
    account = session.get(Account, account_id)
    return account is not None and account.second_factor is not None


def change_password(database: Database, viewer: Viewer, old: str, new: str, now: datetime) -> None:
    """Change the own password, which ends all log-ins; raises AccountError if the old one is wrong.

    A wrong one counts as a failed log-in.
    """
    if not accounts.prove(database, viewer.account_id, old, now):
        raise AccountError("Det nuvarande lösenordet stämmer inte.")
    with database.transaction(viewer.username, now) as session:
        accounts.change_password(session, viewer.username, new, now)


def enrol(session: Session, viewer: Viewer, secret: str, code: str, now: datetime) -> None:
    """Turn the second factor on; raises AccountError unless the code shows that the telephone has the secret."""
    if not second_factor.is_secret(secret):
        raise AccountError("Nyckeln är inte hel. Börja om.")
    step = second_factor.fits(secret, code, now, None)
    if step is None:
        raise AccountError("Koden stämmer inte. Ta den som telefonen visar nu. Går telefonens klocka rätt?")
    account = session.get_one(Account, viewer.account_id)
    account.second_factor, account.second_factor_step = secret, step
    accounts.log(session, "second_factor_on", account, viewer.username, now)
