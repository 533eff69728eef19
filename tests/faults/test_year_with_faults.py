"""A short year with some of everything that can go wrong, on both databases. The long one: ./do torture --year"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bench.places import POSTGRESQL, SQLITE
from bench.year import Year, live
from tests.standins.databases import Databases

YEARS = (
    # A leap day, and the night that is an hour short.
    (SQLITE, Year(people=40, days=32, share=0.03, seed=3, first=date(2028, 2, 24))),
    # The night that is an hour long, twice as much trouble.
    (POSTGRESQL, Year(people=15, days=10, share=0.06, seed=4, first=date(2027, 10, 25))),
)


@pytest.mark.parametrize(("kind", "year"), YEARS, ids=lambda value: str(getattr(value, "days", value)))
def test_everything_that_should_go_goes_once(
    kind: str, year: Year, databases: Databases, tmp_path: Path
) -> None:
    url = databases.create(kind)
    lived = live(year, tmp_path, url)
    databases.drop(kind, url)
    books = lived.books
    assert (books.lost, books.doubled, books.beyond) == (0, 0, 0), books.wrong
    assert books.missed.total() <= books.promised * 0.02, "what should go goes, a little later if need be"
    assert books.unknown == books.unknown_mails, "Twilio has been asked about every SMS"
    assert books.sent + books.said + books.unknown == books.messages
    assert books.sent > books.messages * 0.8
    assert books.promised > year.people / 4
    assert len(lived.troubles) > 10, "almost everything has gone wrong"


def test_without_faults_everything_arrives(databases: Databases, tmp_path: Path) -> None:
    """The measure itself: what should go, by facts and replies alone, is what went, and nothing else."""
    url = databases.create(SQLITE)
    lived = live(Year(people=20, days=10, share=0.0), tmp_path, url)
    databases.drop(SQLITE, url)
    assert lived.troubles.total() == 0
    assert lived.books.sent == lived.books.messages > 10
    assert lived.books.beyond == 0


def test_what_is_lost_is_seen(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The count itself must be able to fail: a provider that says yes and takes nothing."""
    from bench.loose_provider import LooseMail
    from notify.channels.values import Outcome, Result

    yes = Result(Outcome.ACCEPTED, provider_id="nobody")
    monkeypatch.setattr(LooseMail, "send", lambda _self, _message: yes)
    url = databases.create(SQLITE)
    lived = live(Year(people=15, days=3, share=0.0), tmp_path, url)
    databases.drop(SQLITE, url)
    assert lived.books.lost > 0
    assert "lost" in lived.books.wrong[0]
