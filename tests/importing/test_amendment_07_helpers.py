"""Amendment 7: a helper per step, read in from a file of its own."""

from __future__ import annotations

from sqlalchemy import select

from dinadatum.register import tables as t
from dinadatum.register.database import Database
from tests.importing.conftest import Folder

PERSON = "referens;födelsedatum\nA-1;2000-05-17\n"


def helpers(database: Database) -> list[tuple[str, str, str, str | None]]:
    with database.reading() as session:
        rows = session.scalars(select(t.StepHelper).order_by(t.StepHelper.step))
        return [(row.step, row.name, row.role, row.how) for row in rows]


def test_amendment_07_a_helper_is_read_in_changed_and_left(register: Database, folder: Folder) -> None:
    folder.write("personer.csv", PERSON)
    folder.write(
        "hjalpare.csv",
        "referens;steg;namn;roll;når\nA-1;1;Lena Lind;boendestödjare;08-465 004 01\nA-1;ansök;Per Ek;far;\n",
    )
    assert folder.take_in(register).clean
    assert helpers(register) == [
        ("1", "Lena Lind", "boendestödjare", "08-465 004 01"),
        ("3", "Per Ek", "far", None),
    ]
    folder.write("hjalpare.csv", "referens;steg;namn\nA-1;1;Lena Sten\n")
    assert folder.take_in(register).clean
    assert helpers(register)[0] == ("1", "Lena Sten", "boendestödjare", "08-465 004 01")
    assert len(helpers(register)) == 2


def test_amendment_07_a_step_that_is_none_is_refused(register: Database, folder: Folder) -> None:
    folder.write("personer.csv", PERSON)
    folder.write("hjalpare.csv", "referens;steg;namn\nA-1;7;Lena Lind\n")
    report = folder.take_in(register)
    assert [(error.file, error.column, error.got) for error in report.errors] == [
        ("hjalpare.csv", "steg", "7")
    ]
    assert helpers(register) == []
