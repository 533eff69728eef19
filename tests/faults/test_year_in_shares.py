"""A year in shares: everybody is in one of them, what is kept isn't lived again, and the sum is the sum."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import year_shares
from bench.luck import Trouble
from bench.places import SQLITE
from bench.year import Year
from bench.year_shares import divide, live_shares


def test_everybody_is_in_one_share_and_each_share_has_a_seed_of_its_own() -> None:
    shares = divide(Year(people=10, seed=7), 4)
    assert [(share.people, share.seed) for share in shares] == [(2, 7), (3, 8), (2, 9), (3, 10)]
    assert len(divide(Year(people=2), 5)) == 2


def test_shares_are_kept_and_added_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    years = divide(Year(people=6, days=2, share=0.05, seed=3), 2)
    for year in years:
        year_shares.live_share(year, SQLITE, tmp_path)
    one = live_shares(years[:1], SQLITE, tmp_path, 1)
    monkeypatch.setattr(year_shares, "_start", lambda *_: pytest.fail("a share that is kept was lived again"))
    both = live_shares(years, SQLITE, tmp_path, 2)
    assert both.books.messages > one.books.messages > 0
    assert both.books.lost == both.books.doubled == 0
    assert all(isinstance(trouble, Trouble) for trouble in both.troubles)
    assert sum(both.seconds.values()) > sum(one.seconds.values()) > 0
