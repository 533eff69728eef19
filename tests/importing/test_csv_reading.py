"""CSV bytes become rows of cells, whoever wrote them."""

from __future__ import annotations

import pytest

from dinadatum.register.importing.files import Sheet, read_csv
from dinadatum.register.importing.kinds import DECISIONS, KINDS, PERSONS

SEMICOLONS = "referens;födelsedatum;förnamn\nA-1;2000-05-17;Åsa\n"


def persons(data: bytes | str) -> Sheet:
    return read_csv(PERSONS, "personer.csv", data.encode() if isinstance(data, str) else data)


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    assert sheet.problem is None
    return [row.cells for row in sheet.rows]


@pytest.mark.parametrize(
    "data",
    [
        SEMICOLONS.encode("utf-8"),
        SEMICOLONS.encode("utf-8-sig"),
        SEMICOLONS.encode("cp1252"),
        SEMICOLONS.encode("utf-16"),
        SEMICOLONS.replace(";", ",").encode("utf-8"),
        SEMICOLONS.replace(";", ",").encode("cp1252"),
        SEMICOLONS.replace(";", "\t").encode("utf-8"),
        SEMICOLONS.replace("\n", "\r\n").encode("utf-8"),
        ("sep=;\n" + SEMICOLONS).encode("utf-8"),
    ],
    ids=["utf-8", "bom", "1252", "utf-16", "comma", "comma-1252", "tab", "crlf", "sep"],
)
def test_every_way_of_writing_gives_the_same_cells(data: bytes) -> None:
    assert cells(persons(data)) == [("A-1", "2000-05-17", "Åsa")]


def test_decomposed_letters_are_composed_in_heading_and_cells() -> None:
    decomposed = "referens;fo\u0308delsedatum;fo\u0308rnamn\nA-1;2000-05-17;A\u030asa\n"
    assert cells(persons(decomposed)) == [("A-1", "2000-05-17", "Åsa")]


def test_headings_are_trimmed_and_capitals_do_not_matter() -> None:
    sheet = persons(" Referens ;FÖDELSEDATUM\nA-1;2000-05-17\n")
    assert sheet.problem is None
    assert sheet.heading == ("referens", "födelsedatum")


def test_a_row_has_the_number_that_excel_shows() -> None:
    text = 'referens;födelsedatum;förnamn\n\nA-1;2000-05-17;"Anna\nMaria"\n;;\n# A-9;2000-05-17;\nA-2;2000-05-18;\n'
    rows = persons(text).rows
    assert [(row.row, row.cells[0]) for row in rows] == [(3, "A-1"), (6, "A-2")]


def test_trailing_empty_columns_are_left_alone() -> None:
    sheet = persons("referens;födelsedatum;;\nA-1;2000-05-17;;\n")
    assert sheet.problem is None
    assert sheet.rows[0].cells[:2] == ("A-1", "2000-05-17")


def test_an_unknown_heading_is_refused_with_the_nearest_known() -> None:
    problem = persons("referens;föddelsedatum\nA-1;2000-05-17\n").problem
    assert problem is not None
    assert (problem.row, problem.column) == (1, "föddelsedatum")
    assert "Menade du födelsedatum?" in problem.remedy


def test_a_missing_column_is_named() -> None:
    problem = read_csv(DECISIONS, "beslut.csv", b"referens;slag;till\nA-1;nedsatt;2026-01-31\n").problem
    assert problem is not None
    assert (problem.column, problem.got) == ("från", "kolumnen saknas")


def test_a_heading_that_stands_twice_is_refused() -> None:
    problem = persons("referens;födelsedatum;epost;epost\nA-1;2000-05-17;;\n").problem
    assert problem is not None
    assert problem.column == "epost"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "en tom fil"),
        (b"PK\x03\x04\x00\x00\x00binary\x00", "inte är text"),
        ("Kära kollega, här kommer listan.\n".encode(), "ingen känd rubrik"),
        (SEMICOLONS.encode("utf-8").decode("cp1252").encode("utf-8"), "förvanskade"),
        (SEMICOLONS.encode("utf-8") + "A-2;2000-05-18;Kåre\n".encode("cp1252"), "förvanskade"),
        ('referens;födelsedatum\nA-1;"2000-05-17\nA-2;2000-05-18\n'.encode(), "citattecken"),
    ],
    ids=["empty", "binary", "letter", "mangled", "two-ways", "quote"],
)
def test_what_is_not_csv_is_said_to_be_so(data: bytes, said: str) -> None:
    problem = persons(data).problem
    assert problem is not None
    assert said in problem.got
    assert problem.remedy


def test_a_formula_mark_is_taken_away_again() -> None:
    assert (
        cells(persons("referens;födelsedatum;mobil\nA-1;2000-05-17;'+46701740605\n"))[0][2] == "+46701740605"
    )


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_each_example_has_a_cell_for_each_column(kind: object) -> None:
    assert len(kind.columns) == len(kind.example)
    assert set(kind.required) <= set(kind.columns)
