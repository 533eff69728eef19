"""The data that the product leans on: red days, templates and settings."""

from __future__ import annotations

import itertools
import re
import tomllib
from dataclasses import fields
from datetime import timedelta

from dinadatum import clock
from dinadatum.calendars import known_until, red_days
from dinadatum.config import SECTIONS, key_of
from dinadatum.settings_file import load
from dinadatum.template_files import open_gallery
from notify.gallery_check import gallery_rows
from tests.guards.tree import ROOT

EXAMPLE = ROOT / "config.example.toml"


def test_the_red_days_are_known_for_a_year_and_more() -> None:
    today = clock.local_day(clock.now())
    assert known_until() >= today + timedelta(days=366)
    coming = [day for day in (today + timedelta(days=n) for n in range(366)) if red_days()(day)]
    assert len(coming) >= 12


def test_every_sms_fits_one_part_at_its_longest() -> None:
    rows = [row for row in gallery_rows(open_gallery()) if row.channel == "sms"]
    assert len(rows) > 100
    assert {row.id: row.chars_longest for row in rows if row.chars_longest > 160 or row.parts > 1} == {}


def test_the_example_shows_every_setting_with_its_default() -> None:
    written = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    defaults = {
        name: {
            key_of(setting): list(value)
            if isinstance(value := getattr(kind(), setting.name), tuple)
            else value
            for setting in fields(kind)
        }
        for name, kind in SECTIONS.items()
    }
    assert written == defaults


def test_the_example_explains_every_setting() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    bare = [
        line
        for before, line in itertools.pairwise(lines)
        if re.match(r"\w+ =", line) and not before.startswith("# ")
    ]
    assert bare == []


def test_the_example_is_read_as_the_defaults() -> None:
    assert load(EXAMPLE, {}).database == load(None, {}).database
    assert [getattr(load(EXAMPLE, {}), name) for name in SECTIONS] == [
        getattr(load(None, {}), name) for name in SECTIONS
    ]
