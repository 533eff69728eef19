"""config.example.toml holds every setting and its default, in the words of the settings themselves."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path

from dinadatum.config import SECTIONS, Config, key_of
from dinadatum.settings_file import load

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def test_the_example_is_the_defaults_key_by_key() -> None:
    example = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    settings = {name: {key_of(setting) for setting in fields(kind)} for name, kind in SECTIONS.items()}
    assert {name: set(section) for name, section in example.items()} == settings
    defaults = Config()
    loaded = load(EXAMPLE, {})
    for name in SECTIONS:
        assert getattr(loaded, name) == getattr(defaults, name), name


def test_every_key_has_a_line_that_says_what_it_is() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if "=" in line and not line.startswith("#"):
            assert lines[number - 1].startswith("# "), line
