"""Log-ins: making them, checking a password, locking after repeated failures.

Nothing here tells an outsider whether a user name exists: an unknown one, a wrong password and a locked
account take the same time and give the same answer.
"""

from __future__ import annotations

import hashlib
import hmac
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from dinadatum.errors import DinaDatumError
from dinadatum.register.database import Database
from dinadatum.register.locking import wait_for_turn
from dinadatum.register.tables import Account, Audit, Caseworker
from dinadatum.usecases.staff.log_ins import end_all
from dinadatum.usecases.staff.passwords import LONGEST_PASSWORD, fault_of, plain
from dinadatum.usecases.staff.second_factor import fits
from dinadatum.usecases.staff.viewers import VIEWER_COLUMNS, Role, Viewer, viewer_of

FAILURES_BEFORE_LOCK = 5
FIRST_LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(hours=8)

LOGIN_ACTOR, UNKNOWN_ACTOR = "inloggning", "okänd"

_HASHER = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)
_ONE_AT_A_TIME = threading.Lock()
"""One password is tried at a time: a flood of guesses can neither eat the memory nor outrun the lock."""


class AccountError(DinaDatumError):
    """An account that can't be made or changed as asked."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account as the list of accounts shows it."""

    username: str
    role: Role
    unit: str
    caseworker: str
    locked_until: datetime | None


def create(
    session: Session,
    *,
    username: str,
    password: str,
    role: Role,
    now: datetime,
    unit: str = "",
    caseworker: str = "",
) -> int:
    """Make an account; returns its id. caseworker: the handläggare's user name in the register, or "".

    Raises AccountError for a taken or empty name, an unknown handläggare or a short password.
    """
    name = _checked_name(username)
    wait_for_turn(session, "accounts")
    taken = _find(session, name)
    if taken is not None:
        raise AccountError(
            f"Kontot {taken.username} finns redan. Byt lösenord med «dinadatum accounts password {taken.username}»."
        )
    account = Account(
        username=name,
        password_hash=_HASHER.hash(_checked_password(password, name)),
        role=role.value,
        unit=unit.strip(),
        caseworker_id=caseworker_id(session, caseworker),
        failures=0,
        created_at=now,
    )
    session.add(account)
    session.flush()
    log(session, "added", account, session.info["actor"], now)
    return account.id


def change_password(session: Session, username: str, password: str, now: datetime) -> None:
    """Give an account a new password, which ends its log-ins and its lock; raises AccountError."""
    account = known(session, username)
    account.password_hash = _HASHER.hash(_checked_password(password, account.username))
    _open(account)
    end_all(session, account.id)
    log(session, "password", account, session.info["actor"], now)


def unlock(session: Session, username: str, now: datetime) -> None:
    """Open a locked account; raises AccountError for an unknown one."""
    account = known(session, username)
    _open(account)
    log(session, "unlocked", account, session.info["actor"], now)


def remove(session: Session, username: str, now: datetime) -> None:
    """Remove an account. What it did stays in the log. Raises AccountError for an unknown one."""
    account = known(session, username)
    log(session, "removed", account, session.info["actor"], now)
    session.delete(account)


def list_accounts(session: Session) -> list[AccountLine]:
    """Return every account by name."""
    rows = session.execute(
        select(Account, Caseworker.username)
        .join(Caseworker, Caseworker.id == Account.caseworker_id, isouter=True)
        .order_by(Account.username)
    )
    return [
        AccountLine(row.username, Role(row.role), row.unit, caseworker or "", row.locked_until)
        for row, caseworker in rows
    ]


def verify(database: Database, username: str, password: str, now: datetime) -> Viewer | None:
    """Return who logs in, or None for a wrong name, a wrong password or a locked account.

    Each failure is counted and each log-in logged. The fifth failure in a row locks for a quarter of an
    hour; every one after that twice as long as the one before, eight hours at most. Where the account has a
    second factor (Viewer.asks_code), the log-in isn't one until verify_code has said so.
    """
    name = plain(username)[:LONGEST_PASSWORD]
    with _ONE_AT_A_TIME:
        with database.reading() as session:
            account = _find(session, name)
            stored = account.password_hash if account is not None else _nobodys_hash()
            locked = account is not None and _is_shut(account, now)
        right = _matches(stored, password)
        with database.transaction(LOGIN_ACTOR, now) as session:
            if account is None:
                log(session, "login_refused", None, UNKNOWN_ACTOR, now)
                return None
            return _settle(session, account.id, right=right and not locked, password=password)


def verify_code(database: Database, account_id: int, given: str, now: datetime) -> Viewer | None:
    """Return who logs in with a code after the password, or None; a wrong code counts as a wrong password."""
    with _ONE_AT_A_TIME, database.transaction(LOGIN_ACTOR, now) as session:
        account = session.scalar(select(Account).where(Account.id == account_id).with_for_update())
        if account is None or account.second_factor is None:
            return None
        step = fits(account.second_factor, given, now, account.second_factor_step)
        if _is_shut(account, now) or step is None:
            _fail(session, account, now)
            return None
        account.second_factor_step = step
        _open(account)
        log(session, "login", account, account.username, now)
        session.flush()
        return viewer(session, account_id)


def prove(database: Database, account_id: int, password: str, now: datetime) -> bool:
    """Tell whether a password is that of an account that is logged in; a wrong one counts as a failure."""
    with _ONE_AT_A_TIME:
        with database.reading() as session:
            account = session.get_one(Account, account_id)
        if not _is_shut(account, now) and _matches(account.password_hash, password):
            return True
        with database.transaction(LOGIN_ACTOR, now) as session:
            _fail(session, session.get_one(Account, account_id, with_for_update=True), now)
        return False


def viewer(session: Session, account_id: int) -> Viewer | None:
    """Return the viewer of an account that is logged in, or None if the account is gone or closed."""
    account = session.execute(_VIEWER, {"account": account_id}).first()
    return None if account is None or account.closed else viewer_of(account)


def is_locked(locked_until: datetime | None, now: datetime) -> bool:
    """Tell whether a lock still holds."""
    return locked_until is not None and now < locked_until


def lock_lasts(failures: int) -> timedelta | None:
    """Return how long the account is locked after so many failures in a row; None: not at all."""
    if failures < FAILURES_BEFORE_LOCK:
        return None
    doublings = min(failures - FAILURES_BEFORE_LOCK, 10)
    return min(FIRST_LOCK * (1 << doublings), LONGEST_LOCK)


def session_key(lookup_key: str) -> str:
    """Derive the key that signs log-ins from the register's look-up key, so that none is stored beside it."""
    return hmac.new(lookup_key.encode(), b"dinadatum: web session", hashlib.sha256).hexdigest()


def caseworker_id(session: Session, username: str) -> int | None:
    """Return the id of a handläggare; None for no name. Raises AccountError for one not in the register."""
    if not username:
        return None
    found = session.scalar(select(Caseworker.id).where(Caseworker.username == username.strip().lower()))
    if found is None:
        raise AccountError(
            f"Ingen handläggare heter {username} i registret. Namnet står i kolumnen användare i "
            "handlaggare.csv."
        )
    return found


def known(session: Session, username: str) -> Account:
    """Return an account by its name; raises AccountError for an unknown one."""
    account = _find(session, plain(username))
    if account is None:
        raise AccountError(f"Det finns inget konto {username}. Se kontona med «dinadatum accounts list».")
    return account


def log(session: Session, action: str, account: Account | None, actor: str, now: datetime) -> None:
    """Write down what was done with an account."""
    # The name that an unknown somebody typed isn't kept: people type passwords in the wrong field.
    name = "" if account is None else account.username[:40]
    values = {"at": now, "actor": actor, "action": action, "what": "account", "row_id": name}
    session.execute(insert(Audit), [values])


def _settle(session: Session, account_id: int, *, right: bool, password: str) -> Viewer | None:
    account = session.scalar(select(Account).where(Account.id == account_id).with_for_update())
    if account is None:
        return None
    now: datetime = session.info["now"]
    if not right:
        _fail(session, account, now)
        return None
    if _HASHER.check_needs_rehash(account.password_hash):
        account.password_hash = _HASHER.hash(plain(password))
    if account.second_factor is None:
        _open(account)
        log(session, "login", account, account.username, now)
    session.flush()
    return viewer(session, account_id)


def _fail(session: Session, account: Account, now: datetime) -> None:
    """Count a failure, unless the account is shut already, and write it down."""
    if not _is_shut(account, now):
        account.failures += 1
        lasts = lock_lasts(account.failures)
        account.locked_until = None if lasts is None else now + lasts
    log(session, "login_refused", account, account.username, now)


def _is_shut(account: Account, now: datetime) -> bool:
    return account.closed or is_locked(account.locked_until, now)


def _open(account: Account) -> None:
    account.failures, account.locked_until = 0, None


def _matches(stored: str, password: str) -> bool:
    try:
        return _HASHER.verify(stored, plain(password)[: LONGEST_PASSWORD * 2])
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    """Return a hash to try an unknown user's password against, so that it takes as long as a known one's."""
    return _HASHER.hash("ingen har det här lösenordet")


def _checked_name(username: str) -> str:
    name = plain(username)
    if not name or len(name) > 60 or not name.isprintable() or " " in name:
        raise AccountError("Ett kontonamn är 1 till 60 tecken utan mellanslag, till exempel saraek.")
    return name


def _checked_password(password: str, username: str) -> str:
    wanted = plain(password)
    if fault := fault_of(wanted, username):
        raise AccountError(fault)
    return wanted


def _find(session: Session, username: str) -> Account | None:
    """Find an account by its name, or by its name in other letters where it is alone with that: Sara is sara."""
    exact = session.scalar(select(Account).where(Account.username == username))
    if exact is not None:
        return exact
    like = [
        account_id
        for account_id, name in session.execute(select(Account.id, Account.username))
        if name.casefold() == username.casefold()
    ]
    return session.get(Account, like[0]) if len(like) == 1 else None


_VIEWER = (
    select(*VIEWER_COLUMNS)
    .join(Caseworker, Caseworker.id == Account.caseworker_id, isouter=True)
    .where(Account.id == bindparam("account"))
)
"""Without what is encrypted."""
