"""The room of an SMS, counted as operators count it."""

from __future__ import annotations

import unicodedata

import pytest

from notify.gsm import Encoding, foreign_letters, is_gsm7, measure


@pytest.mark.parametrize(
    ("text", "chars", "parts", "encoding"),
    [
        ("", 0, 1, Encoding.GSM7),
        ("a" * 160, 160, 1, Encoding.GSM7),
        ("a" * 161, 161, 2, Encoding.GSM7),
        ("a" * 306, 306, 2, Encoding.GSM7),
        ("a" * 307, 307, 3, Encoding.GSM7),
        ("å" * 160, 160, 1, Encoding.GSM7),
        ("€" * 80, 160, 1, Encoding.GSM7),  # the extension table counts two
        ("€" * 81, 162, 2, Encoding.GSM7),
        ("a" * 152 + "€" + "a" * 10, 164, 2, Encoding.GSM7),
        ("ë" * 70, 70, 1, Encoding.UCS2),
        ("ë" * 71, 71, 2, Encoding.UCS2),
        ("ë" * 134, 134, 2, Encoding.UCS2),
        ("ë" * 135, 135, 3, Encoding.UCS2),
        ("🙂" * 35, 70, 1, Encoding.UCS2),
        ("🙂" * 36, 72, 2, Encoding.UCS2),
    ],
)
def test_characters_and_parts(text: str, chars: int, parts: int, encoding: Encoding) -> None:
    size = measure(text)
    assert (size.chars, size.parts, size.encoding) == (chars, parts, encoding)


def test_a_letter_of_two_is_never_split_between_parts() -> None:
    # 152 letters, then signs of two: 76 pairs fit a part of 153 with one place left over in each.
    assert measure("a" * 152 + "€" * 77).parts == 3
    assert measure("a" * 153 + "€" * 76).parts == 2


@pytest.mark.parametrize("name", ["Zoë", "Łukasz", "Čedomir", "Ágota", "Šejla", "a—b", "”", "…"])
def test_letters_that_cost_ninety_characters(name: str) -> None:
    assert not is_gsm7(name)
    assert foreign_letters(name)


@pytest.mark.parametrize("name", ["Åsa", "Örjan", "René", "Ülkü", "José-Maria", "Çiçek"[:1], "Ñ"])
def test_names_that_fit(name: str) -> None:
    assert is_gsm7(name)


def test_decomposed_letters_count_as_composed() -> None:
    words = "Svara HJÄLP så hör vi av oss."
    taken_apart = unicodedata.normalize("NFD", words)
    assert len(taken_apart) > len(words)
    assert measure(taken_apart) == measure(words)
