"""The steps that a person takes alone come in by egna_steg; never beside an ombud who alone receives."""

from __future__ import annotations

import pytest

from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.importing.cells import Wrong, own_steps
from dinadatum.register.importing.kinds import PERSONS
from tests.importing.conftest import NOW, Folder
from tests.importing.test_import_files import person
from tests.importing.test_row_reading import only_error
from tests.importing.test_row_reading import person as read_person

HEAD = "referens;födelsedatum;"


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        ("1 3", "1 3"),
        ("3", "3"),
        ("3, 1", "1 3"),
        ("steg 1 och 2", "1 2"),
        ("2 2", "2"),
        ("4,3,2,1", "1 2 3 4"),
    ],
)
def test_amendment_13_steps_are_read_however_they_are_listed(cell: str, stored: str) -> None:
    assert own_steps(cell) == stored
    assert read_person(egna_steg=cell).steps_alone == stored


def test_amendment_13_empty_is_no_step() -> None:
    assert read_person(egna_steg="").steps_alone == ""
    assert read_person().steps_alone == ""


@pytest.mark.parametrize("cell", ["0", "5", "1.3", "13", "ja", "alla", "steg", ",", "1 x"])
def test_amendment_13_what_is_no_step_comes_back_with_a_remedy(cell: str) -> None:
    assert isinstance(own_steps(cell), Wrong)
    error = only_error(read_person(egna_steg=cell))
    assert (error.column, error.got) == ("egna_steg", cell)
    assert "som 1 3" in error.expected


def test_amendment_13_an_ombud_who_alone_receives_cannot_be_kept_out_of_a_step() -> None:
    error = only_error(read_person(egna_steg="1", ombud_ensam="ja"))
    assert error.column == "egna_steg"
    assert "ombudet ensamt" in error.expected
    assert read_person(egna_steg="", ombud_ensam="ja").ombud_alone
    assert read_person(egna_steg="1", ombud_ensam="nej").steps_alone == "1"


def test_amendment_13_the_empty_file_shows_the_column() -> None:
    assert dict(zip(PERSONS.columns, PERSONS.example, strict=True))["egna_steg"] == "1 3"


def test_amendment_13_it_is_stored_changed_and_emptied(each_register: Database, folder: Folder) -> None:
    for cell, stored in (("3 1", "1 3"), ("2", "2"), ("", "")):
        folder.write("personer.csv", f"{HEAD}egna_steg\nA-1;2000-05-17;{cell}\n")
        assert folder.take_in(each_register).errors == ()
        assert person(each_register, "A-1").steps_alone == stored


@pytest.mark.parametrize(
    ("before", "after", "column"),
    [("egna_steg;1", "ombud_ensam;ja", "ombud_ensam"), ("ombud_ensam;ja", "egna_steg;1 3", "egna_steg")],
)
def test_amendment_13_what_the_register_has_is_asked_about_too(
    each_register: Database, folder: Folder, before: str, after: str, column: str
) -> None:
    for line in (before, after):
        name, cell = line.split(";")
        folder.write("personer.csv", f"{HEAD}{name}\nA-1;2000-05-17;{cell}\nA-2;2000-05-17;\n")
        report = folder.take_in(each_register)
    (error,) = report.errors
    assert (error.row, error.column) == (2, column)
    assert "registret har redan det andra" in error.expected
    kept = person(each_register, "A-1")
    assert (kept.steps_alone, kept.ombud_alone) == (("1", False) if column == "ombud_ensam" else ("", True))


def test_amendment_13_a_row_that_changes_from_one_to_the_other_goes_in(
    register: Database, folder: Folder
) -> None:
    for alone, own in (("ja", ""), ("nej", "3"), ("ja", "")):
        folder.write("personer.csv", f"{HEAD}ombud_ensam;egna_steg\nA-1;2000-05-17;{alone};{own}\n")
        assert folder.take_in(register).errors == ()
        found = person(register, "A-1")
        assert (found.ombud_alone, found.steps_alone) == (alone == "ja", own)


def test_amendment_13_an_old_row_that_changes_nothing_is_not_refused(
    register: Database, folder: Folder
) -> None:
    """The register has moved on since: the same file again takes nothing back, and says nothing new."""
    folder.write("personer.csv", f"{HEAD}ombud_ensam\nA-1;2000-05-17;ja\n")
    folder.take_in(register)
    with register.transaction("sara", NOW) as session:
        found = session.get_one(t.Person, person(register, "A-1").id)
        found.ombud_alone, found.steps_alone = False, "1"
    assert folder.take_in(register).errors == ()
    assert person(register, "A-1").steps_alone == "1"
