"""How people are found by name although names are encrypted: each word of a name is kept as a hash.

Equal words have equal hashes, so whole words alone can be looked up, and nothing but their equality shows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, event, insert, inspect
from sqlalchemy.orm import Session, UOWTransaction

from dinadatum.register.crypto import Keyring
from dinadatum.register.tables import Person, PersonWord

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_NAMES = ("first_name", "last_name")


def words(*names: str | None) -> frozenset[str]:
    """Return the words of names, in small letters: "Anna-Karin Ek" is anna, karin and ek."""
    joined = unicodedata.normalize("NFC", " ".join(filter(None, names))).casefold()
    return frozenset(filter(None, _BETWEEN_WORDS.split(joined)))


def word_hash(keyring: Keyring, word: str) -> str:
    """Return the hash under which a word of a name is kept; never the same as that of a number or address."""
    return keyring.fingerprint(f"namn:{word}")


def rows(keyring: Keyring, people: Iterable[Person]) -> list[dict[str, Any]]:
    """Return the words of people as rows of the table person_word."""
    return [
        {"person_id": person.id, "hash": word_hash(keyring, word)}
        for person in people
        for word in sorted(words(person.first_name, person.last_name))
    ]


def watch(session: type[Session]) -> None:
    """Keep the words in step with the names at every flush of a kind of session."""
    event.listen(session, "after_flush", _keep)


def _keep(session: Session, _context: UOWTransaction) -> None:
    new = [row for row in session.new if isinstance(row, Person)]
    changed = [row for row in session.dirty if isinstance(row, Person) and _renamed(row)]
    if not new and not changed:
        return
    if changed:
        ids = [row.id for row in changed]
        session.execute(delete(PersonWord).where(PersonWord.person_id.in_(ids)))
    keyring: Keyring = session.get_bind().dialect.keyring  # type: ignore[attr-defined]  # as types.Secret
    values = rows(keyring, [*new, *changed])
    if values:
        session.execute(insert(PersonWord), values)


def _renamed(person: Person) -> bool:
    attributes = inspect(person).attrs
    return any(attributes[name].history.has_changes() for name in _NAMES)
