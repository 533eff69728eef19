"""Amendment 10: paces and texts name the same texts as leaning on Mitt blad, or the service doesn't start."""

from __future__ import annotations

from pathlib import Path

import pytest

from dinadatum.app import read_rules
from dinadatum.config import Config, PacesConfig
from dinadatum.errors import ConfigError
from dinadatum.usecases.rules import Rules
from notify.paces import PACES_FILE


def test_amendment_10_the_texts_and_the_paces_agree(rules: Rules) -> None:
    leaning = {template.id for template in rules.gallery.templates.values() if template.sheet}
    assert set(rules.paces.sheet.templates) == leaning


def test_amendment_10_a_difference_is_refused_at_start(tmp_path: Path) -> None:
    other = tmp_path / "paces.toml"
    text = PACES_FILE.read_text(encoding="utf-8")
    other.write_text(text.replace(', "M95"]', "]"), encoding="utf-8")
    with pytest.raises(ConfigError, match="M95"):
        read_rules(Config(paces=PacesConfig(file=str(other))))
