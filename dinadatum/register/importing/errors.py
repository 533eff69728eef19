"""What can be wrong with files that are read in: one bad row is a value, an unusable source is an error."""

from __future__ import annotations

from dataclasses import dataclass, field

from dinadatum.errors import DinaDatumError


class ImportingError(DinaDatumError):
    """The source can't be read in at all. Nothing has been changed."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing wrong in one row: what came, what was expected, and how to mend it, in Swedish.

    file: with its ending, as the reader knows it. row: the row number that Excel shows (the heading is 1);
    0 concerns the whole file. column: empty when the row as a whole is wrong.
    """

    file: str
    row: int
    column: str
    got: str = field(repr=False)
    expected: str
    remedy: str
