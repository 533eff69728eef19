"""Empty files to fill in, and the same register from Excel."""

from __future__ import annotations

from datetime import date, time

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.importing.errors import ImportingError
from dinadatum.register.importing.example import write_templates
from dinadatum.register.importing.kinds import KINDS
from tests.importing.conftest import Folder


class TestTemplates:
    def test_empty_files_go_in_as_they_are_and_hold_nobody(self, register: Database, folder: Folder) -> None:
        written = write_templates(folder.path / "mallar")
        assert [path.name for path in written] == [f"{name}.csv" for name in KINDS]
        report = Folder(folder.path / "mallar").take_in(register)
        assert report.clean
        assert all(count.new == 0 for count in report.counts.values())

    def test_the_examples_are_rows_that_would_go_in(self, register: Database, folder: Folder) -> None:
        for path in write_templates(folder.path / "mallar"):
            path.write_text(path.read_text("utf-8-sig").replace("# ", ""), "utf-8")
        report = Folder(folder.path / "mallar").take_in(register)
        assert report.errors == ()
        assert all(count.new == 1 for count in report.counts.values())

    def test_nothing_is_written_over(self, folder: Folder) -> None:
        folder.write("beslut.csv", "mitt")
        with pytest.raises(ImportingError, match=r"beslut\.csv finns redan"):
            write_templates(folder.path)
        assert [path.name for path in folder.path.iterdir()] == ["beslut.csv"]
        assert folder.read("beslut.csv") == "mitt"


def workbook(folder: Folder, sheets: dict[str, list[list[object]]]) -> None:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder.path / "register.xlsx")


class TestWorkbook:
    def test_a_sheet_for_each_file_with_the_types_of_excel(self, register: Database, folder: Folder) -> None:
        persons = [
            ["Referens", "födelsedatum", "mobil", "klockan", "skyddad"],
            ["A-1", date(2000, 5, 17), 701740605, time(11, 30), True],
            [None, None, None, None, None],
            [17, "2001-01-02", None, "9.00", "nej"],
        ]
        decisions = [
            ["referens", "slag", "omfattning", "från", "till"],
            ["A-1", "nedsatt", 100.0, date(2025, 1, 1), date(2027, 12, 31)],
        ]
        workbook(folder, {"Personer": persons, "beslut": decisions, "Blad3": [["eget", "klotter"]]})
        report = folder.take_in(register, "register.xlsx")
        assert report.errors == ()
        with register.reading() as session:
            people = list(session.scalars(select(t.Person).order_by(t.Person.ref)))
            assert [person.ref for person in people] == ["17", "A-1"]
            assert (people[1].mobile, people[1].hour, people[1].protected) == (
                "+46701740605",
                time(11, 30),
                True,
            )
            assert session.scalars(select(t.Decision)).one().extent == 100

    def test_bad_rows_come_back_as_csv_with_the_row_of_the_sheet(
        self, register: Database, folder: Folder
    ) -> None:
        rows = [
            ["referens", "födelsedatum"],
            ["A-1", date(2014, 5, 17)],
            [None, None],
            ["A-2", "i våras"],
        ]
        workbook(folder, {"personer": rows})
        report = folder.take_in(register, "register.xlsx")
        assert [(error.row, error.got) for error in report.errors] == [(2, "2014-05-17"), (4, "i våras")]
        assert "A-2;i våras;4;födelsedatum" in folder.read("personer.avvisade.csv")

    def test_what_is_no_workbook(self, register: Database, folder: Folder) -> None:
        folder.write("register.xlsx", "hej")
        with pytest.raises(ImportingError, match="Excel-fil"):
            folder.take_in(register, "register.xlsx")
