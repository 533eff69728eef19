"""Remembers how each row came the last time, so that only what is new in the file is written.

Only hashes are kept: nothing of what stood in the cells can be read from them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from dinadatum.register import tables as t
from dinadatum.register.crypto import Keyring
from dinadatum.register.importing import rows as values

CHUNK = 500
"""Values in one IN clause."""
_HASH_LENGTH = 16

Cells = dict[str, str]


class Marks:
    """How the rows of one file came the last time."""

    def __init__(self, session: Session, keyring: Keyring, file: str, rows: Sequence[values.Row]) -> None:
        """Read the marks of the rows."""
        self._session, self._keyring, self._file = session, keyring, file
        self._keys = {
            values.key(row): keyring.fingerprint("\x1f".join((file, *values.key(row)))) for row in rows
        }
        self._known: dict[str, Cells] = {}
        self._noted: list[dict[str, Any]] = []
        hashes = list(self._keys.values())
        for start in range(0, len(hashes), CHUNK):
            query = select(t.ImportMark.key, t.ImportMark.cells).where(
                t.ImportMark.file == file, t.ImportMark.key.in_(hashes[start : start + CHUNK])
            )
            self._known.update((key, json.loads(cells)) for key, cells in session.execute(query))

    def news(self, row: values.Row) -> frozenset[str]:
        """Return the attributes that the file gives and that didn't come just so the last time."""
        known = self._known.get(self._keys[values.key(row)], {})
        return frozenset(name for name, cell in self._cells(row).items() if known.get(name) != cell)

    def note(self, row: values.Row, person_id: int | None) -> None:
        """Keep how a row came, under the person whom it goes with when they are removed."""
        key = self._keys[values.key(row)]
        cells = json.dumps({**self._known.get(key, {}), **self._cells(row)}, sort_keys=True)
        self._noted.append({"file": self._file, "key": key, "person_id": person_id, "cells": cells})

    def save(self) -> None:
        """Write what was noted."""
        new = [mark for mark in self._noted if mark["key"] not in self._known]
        old = [mark for mark in self._noted if mark["key"] in self._known]
        if new:
            self._session.execute(insert(t.ImportMark), new)
        if old:
            self._session.execute(update(t.ImportMark), old)

    def _cells(self, row: values.Row) -> Cells:
        return {
            name: self._keyring.fingerprint(f"{name}={value}")[:_HASH_LENGTH]
            for name, value in values.fields(row)
        }
