"""A short storm: eight do everything at once with a dozen people. The long one is ./do torture --storm"""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.places import POSTGRESQL, SQLITE
from bench.storm_report import storm_over
from tests.standins.databases import Databases

DEEDS_OF_EACH = 6
AT_MOST_S = 20.0


@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
def test_many_at_once_get_no_error_and_the_register_agrees(
    kind: str, databases: Databases, tmp_path: Path
) -> None:
    found = storm_over(databases, kind, tmp_path, seconds=AT_MOST_S, days=1, limit=DEEDS_OF_EACH)
    assert not found.errors
    assert found.wrong == []
    assert found.done.total() > 10
