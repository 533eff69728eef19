"""What an administratör does with accounts: role and unit, locked or open, and a lost second factor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dinadatum.register.tables import Account, Caseworker, Person
from dinadatum.usecases.staff import accounts, log_ins
from dinadatum.usecases.staff.accounts import AccountError
from dinadatum.usecases.staff.viewers import Role, read_units


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as an administratör sees it. locked: after failures, just now. closed: by an administratör."""

    id: int
    username: str
    role: Role
    unit: str
    caseworker: str
    locked: bool
    closed: bool
    second_factor: bool


def every_account(session: Session, now: datetime) -> list[AccountRow]:
    """Return every account by name."""
    query = (
        select(Account, Caseworker.username)
        .join(Caseworker, Caseworker.id == Account.caseworker_id, isouter=True)
        .order_by(Account.username)
    )
    return [_row(account, caseworker, now) for account, caseworker in session.execute(query)]


def one_account(session: Session, account_id: int, now: datetime) -> AccountRow | None:
    """Return an account, or None if there is none of that id."""
    return next((row for row in every_account(session, now) if row.id == account_id), None)


def empty_units(session: Session, text: str) -> list[str]:
    """Return those of an account's units to which nobody in the register belongs: perhaps misspelt."""
    named = (read_units(text) or frozenset()) - {""}
    known = set(session.scalars(select(Person.unit).where(Person.unit.in_(named)).distinct()))
    return sorted(named - known)


def change(session: Session, account_id: int, *, role: Role, unit: str, caseworker: str, by: int) -> None:
    """Give an account another role, unit or handläggare. by: who does it; nobody changes the own role."""
    account = _account(session, account_id)
    if account_id == by and role.value != account.role:
        raise AccountError("Din egen roll kan bara en annan administratör ändra.")
    account.caseworker_id = accounts.caseworker_id(session, caseworker)
    account.role, account.unit = role.value, unit.strip()
    accounts.log(session, "changed", account, session.info["actor"], session.info["now"])


def close(session: Session, account_id: int, *, by: int) -> None:
    """Lock an account until it is opened, and end its log-ins. Raises AccountError for the own one."""
    if account_id == by:
        raise AccountError("Ditt eget konto kan bara en annan administratör låsa.")
    account = _account(session, account_id)
    account.closed = True
    log_ins.end_all(session, account_id)
    accounts.log(session, "closed", account, session.info["actor"], session.info["now"])


def open_again(session: Session, account_id: int) -> None:
    """Open an account that was locked, by an administratör or by failures."""
    account = _account(session, account_id)
    account.closed = False
    accounts.unlock(session, account.username, session.info["now"])


def drop_second_factor(session: Session, account_id: int) -> None:
    """Take away the second factor of somebody who has lost the telephone."""
    account = _account(session, account_id)
    account.second_factor = account.second_factor_step = None
    accounts.log(session, "second_factor_off", account, session.info["actor"], session.info["now"])


def drop_second_factor_of(session: Session, username: str) -> bool:
    """Take away the second factor of a named account; tells whether it had one. Raises AccountError."""
    account = accounts.known(session, username)
    had = account.second_factor is not None
    if had:
        drop_second_factor(session, account.id)
    return had


def _account(session: Session, account_id: int) -> Account:
    account = session.get(Account, account_id)
    if account is None:
        raise AccountError("Kontot finns inte längre.")
    return account


def _row(account: Account, caseworker: str | None, now: datetime) -> AccountRow:
    return AccountRow(
        id=account.id,
        username=account.username,
        role=Role(account.role),
        unit=account.unit,
        caseworker=caseworker or "",
        locked=accounts.is_locked(account.locked_until, now),
        closed=account.closed,
        second_factor=account.second_factor is not None,
    )
