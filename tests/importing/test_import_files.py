"""Files become the register: good rows go in, bad rows come back, and the same files again change nothing."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.importing.desk import Counts
from dinadatum.register.importing.errors import ImportingError
from dinadatum.register.locking import hold_people
from dinadatum.usecases.intake.import_files import ImportReport
from notify.values import Pace, Road
from tests.importing.conftest import NOW, TODAY, Folder

PERSONS = (
    "referens;födelsedatum;förnamn;mobil;takt;handläggare;samtycke\n"
    "A-1;2000-05-17;Åsa;070-1740605;lugnt;sara;ja\n"
    "A-2;2001-01-02;Bo;;;sara;\n"
)
SOON_S = 0.5
CASEWORKERS = "användare;namn;från\nsara;Sara Ek;2024-01-01\n"
DECISIONS = (
    "referens;slag;omfattning;från;till\n"
    "A-1;nedsatt;100;2025-01-01;2027-12-31\n"
    "A-2;förlängd skolgång;;2025-08-01;2027-06-30\n"
)
OTHERS = {
    "vilande.csv": "referens;skäl;nivå;från;till;beslutat\nA-1;arbete;50;2026-02-01;2026-12-31;2026-01-10\n",
    "provotid.csv": "referens;från;till\nA-1;2027-01-01;2027-05-31\n",
    "steg.csv": "referens;steg;dag;värde\nA-1;svar;2026-10-01;delvis\nA-1;bokat;2026-05-01;\n",
    "uppfoljning.csv": "referens;dag;klockan;slag;hur\nA-2;2026-12-03;13.00;plan;på kontoret\n",
    "ombud.csv": "referens;namn;mobil;epost;från;till;kopior\nA-2;Eva Ek;070-1740606;;2026-01-01;;alla\n",
}


@pytest.fixture
def files(folder: Folder) -> Folder:
    folder.write("personer.csv", PERSONS)
    folder.write("handlaggare.csv", CASEWORKERS)
    folder.write("beslut.csv", DECISIONS)
    for name, text in OTHERS.items():
        folder.write(name, text)
    return folder


def all_rows(database: Database, table: type[t.Base]) -> list[t.Base]:
    with database.reading() as session:
        return list(session.scalars(select(table).order_by(*table.__table__.primary_key)))


def person(database: Database, ref: str) -> t.Person:
    with database.reading() as session:
        return session.scalars(select(t.Person).where(t.Person.ref == ref)).one()


def audits(database: Database, what: str) -> list[tuple[str, str]]:
    with database.reading() as session:
        query = select(t.Audit.actor, t.Audit.action).where(t.Audit.what == what).order_by(t.Audit.id)
        return [(actor, action) for actor, action in session.execute(query)]


class TestGoodRows:
    def test_everything_goes_in_and_the_same_again_changes_nothing(
        self, each_register: Database, files: Folder
    ) -> None:
        first = files.take_in(each_register)
        assert first.errors == ()
        assert {name: count.new for name, count in first.counts.items()} == {
            "handlaggare": 1, "personer": 2, "beslut": 2, "vilande": 1, "provotid": 1, "steg": 2,
            "uppfoljning": 1, "ombud": 1,
        }  # fmt: skip
        written = len(all_rows(each_register, t.Audit))

        again = files.take_in(each_register)
        assert all((count.new, count.changed) == (0, 0) for count in again.counts.values())
        assert sum(count.unchanged for count in again.counts.values()) == 11
        assert again.touched == frozenset()
        assert len(all_rows(each_register, t.Audit)) == written

    def test_what_is_stored_is_what_the_file_said(self, register: Database, files: Folder) -> None:
        files.take_in(register)
        asa = person(register, "A-1")
        assert (asa.first_name, asa.mobile, asa.pace, asa.road) == (
            "Åsa",
            "+46701740605",
            Pace.LUGNT,
            Road.SMS,
        )
        assert asa.mobile_hash == register.keyring.fingerprint("+46701740605")
        assert (asa.known_since, asa.look_on) == (TODAY, TODAY)
        assert all_rows(register, t.Caseworker)[0].id == asa.caseworker_id
        [consent] = all_rows(register, t.Consent)
        assert (consent.person_id, consent.given, consent.at, consent.source) == (asa.id, True, NOW, "import")
        assert [(step.kind.value, step.value) for step in all_rows(register, t.Step)] == [
            ("answer", "delvis"),
            ("booked", ""),
        ]
        assert all_rows(register, t.Ombud)[0].last_day is None

    def test_each_row_is_audited_with_who_and_what(self, register: Database, files: Folder) -> None:
        files.take_in(register)
        assert audits(register, "person") == [("anna", "added"), ("anna", "added")]
        assert audits(register, "decision") == [("anna", "added"), ("anna", "added")]

    def test_rows_that_are_absent_are_left_alone(self, register: Database, files: Folder) -> None:
        files.take_in(register)
        files.write(
            "beslut.csv", "referens;slag;omfattning;från;till\nA-1;nedsatt;100;2025-01-01;2027-12-31\n"
        )
        files.take_in(register)
        assert len(all_rows(register, t.Decision)) == 2

    def test_one_file_can_be_read_in_by_itself(self, register: Database, files: Folder) -> None:
        files.take_in(register)
        files.write("steg.csv", OTHERS["steg.csv"] + "A-2;läkare;2026-11-01;nej\n")
        report = files.take_in(register, "steg.csv")
        assert report.counts == {"steg": Counts(new=1, unchanged=2)}
        assert report.touched == {person(register, "A-2").id}


class TestChangedRows:
    def test_a_changed_row_is_a_new_version_and_audited(self, each_register: Database, files: Folder) -> None:
        files.take_in(each_register)
        files.write("beslut.csv", DECISIONS.replace("2027-12-31", "2026-12-31"))
        report = files.take_in(each_register, today=TODAY + timedelta(days=1))
        assert report.counts["beslut"] == Counts(changed=1, unchanged=1)
        decision = all_rows(each_register, t.Decision)[0]
        assert (decision.last_day, decision.version) == (date(2026, 12, 31), 2)
        assert audits(each_register, "decision")[-1] == ("anna", "changed")
        asa = person(each_register, "A-1")
        assert report.touched == {asa.id}
        assert asa.look_on == TODAY + timedelta(days=1)

    def test_a_corrected_first_day_replaces_the_old_one(self, each_register: Database, files: Folder) -> None:
        files.take_in(each_register)
        corrected = DECISIONS.replace("till\n", "till;ersätter\n").replace(
            "2025-01-01;2027-12-31", "2025-02-01;2027-12-31;2025-01-01"
        )
        files.write("beslut.csv", corrected)
        assert files.take_in(each_register).counts["beslut"] == Counts(changed=1, unchanged=1)
        assert files.take_in(each_register).counts["beslut"] == Counts(unchanged=2)
        starts = sorted(row.first_day for row in all_rows(each_register, t.Decision))
        assert starts == [date(2025, 2, 1), date(2025, 8, 1)]

    def test_the_old_row_may_still_stand_in_the_file(self, register: Database, files: Folder) -> None:
        files.take_in(register)
        heading, first, *rest = DECISIONS.splitlines()
        new = "A-1;nedsatt;100;2025-02-01;2027-12-31;2025-01-01"
        files.write("beslut.csv", "\n".join([f"{heading};ersätter", new, first, *rest]) + "\n")
        files.take_in(register)
        files.take_in(register)
        starts = sorted(row.first_day for row in all_rows(register, t.Decision))
        assert starts == [date(2025, 2, 1), date(2025, 8, 1)]

    def test_only_what_the_file_changes_is_written(self, register: Database, files: Folder) -> None:
        """The person has answered OFTA since; a new name in the file must not take that back."""
        files.take_in(register)
        with register.transaction("svar", NOW) as session:
            session.scalars(select(t.Person).where(t.Person.ref == "A-1")).one().pace = Pace.OFTA
        files.write("personer.csv", PERSONS.replace("Åsa", "Åse"))
        assert files.take_in(register).counts["personer"] == Counts(changed=1, unchanged=1)
        asa = person(register, "A-1")
        assert (asa.first_name, asa.pace) == ("Åse", Pace.OFTA)

    def test_an_old_yes_does_not_answer_a_later_no(self, register: Database, files: Folder) -> None:
        files.take_in(register)
        asa = person(register, "A-1")
        with register.transaction("svar", NOW) as session:
            session.add(t.Consent(person_id=asa.id, given=False, at=NOW, source="sms", texts=""))
        files.write("personer.csv", PERSONS.replace("Åsa", "Åse"))
        files.take_in(register)
        assert [row.given for row in all_rows(register, t.Consent)] == [True, False]

    def test_a_new_answer_is_added_to_the_log(self, register: Database, files: Folder) -> None:
        files.take_in(register)
        files.write("personer.csv", PERSONS.replace(";sara;ja", ";sara;nej"))
        assert files.take_in(register).counts["personer"] == Counts(changed=1, unchanged=1)
        assert [row.given for row in all_rows(register, t.Consent)] == [True, False]

    def test_columns_that_are_not_in_the_file_are_left_alone(self, register: Database, files: Folder) -> None:
        files.take_in(register)
        files.write("personer.csv", "referens;födelsedatum;kommun\nA-1;2000-05-17;Trosa\n")
        files.take_in(register)
        asa = person(register, "A-1")
        assert (asa.municipality, asa.first_name, asa.mobile, asa.pace) == (
            "Trosa",
            "Åsa",
            "+46701740605",
            Pace.LUGNT,
        )

    def test_an_emptied_cell_goes_back_to_the_default(self, register: Database, files: Folder) -> None:
        files.take_in(register)
        files.write("personer.csv", PERSONS.replace(";070-1740605;lugnt;", ";;;"))
        files.take_in(register)
        asa = person(register, "A-1")
        assert (asa.mobile, asa.mobile_hash, asa.pace) == (None, None, Pace.LAGOM)

    def test_a_row_typed_in_on_a_page_is_recognised(self, register: Database, files: Folder) -> None:
        files.take_in(register, "handlaggare.csv")
        files.take_in(register, "personer.csv")
        asa = person(register, "A-1")
        with register.transaction("anna", NOW) as session:
            session.add(
                t.Decision(
                    person_id=asa.id, kind="reduced_capacity", extent=100,
                    first_day=date(2025, 1, 1), last_day=date(2027, 12, 31),
                )
            )  # fmt: skip
        assert files.take_in(register, "beslut.csv").counts["beslut"] == Counts(new=1, unchanged=1)

    def test_a_caseworker_who_leaves_is_news_for_their_people(
        self, register: Database, files: Folder
    ) -> None:
        files.take_in(register)
        files.write("handlaggare.csv", "användare;namn;från;till\nsara;Sara Ek;2024-01-01;2026-12-31\n")
        report = files.take_in(register)
        assert len(report.touched) == 2

    def test_marks_go_with_the_person(self, register: Database, files: Folder) -> None:
        files.take_in(register)
        with register.transaction("anna", NOW) as session:
            session.delete(session.get(t.Person, person(register, "A-2").id))
        with register.reading() as session:
            kept = session.scalar(select(func.count()).select_from(t.ImportMark))
        assert kept == 7
        assert files.take_in(register).counts["beslut"] == Counts(new=1, unchanged=1)


class TestBadRows:
    def test_good_rows_go_in_beside_bad_ones(self, each_register: Database, files: Folder) -> None:
        files.write("personer.csv", PERSONS + "A-3;2014-05-17;Cia;;;sara;\n")
        files.write(
            "beslut.csv",
            DECISIONS + "A-3;nedsatt;100;2025-01-01;2026-12-31\nA-9;nedsatt;100;2025-01-01;2026-02-30\n",
        )
        report = files.take_in(each_register)
        assert [(error.file, error.row, error.column, error.got) for error in report.errors] == [
            ("personer.csv", 4, "födelsedatum", "2014-05-17"),
            ("beslut.csv", 4, "referens", "A-3"),
            ("beslut.csv", 5, "till", "2026-02-30"),
        ]
        assert "rad 4" in report.errors[1].remedy
        assert not report.clean
        assert report.counts["personer"] == Counts(new=2, rejected=1)
        assert report.counts["beslut"] == Counts(new=2, rejected=2)
        assert {row.ref for row in all_rows(each_register, t.Person)} == {"A-1", "A-2"}

    def test_bad_rows_come_back_mendable(self, register: Database, files: Folder) -> None:
        files.write("personer.csv", PERSONS + "A-3;2014-05-17;Cia;070-17;;sara;\n")
        report = files.take_in(register)
        assert [path.name for path in report.rejected] == ["personer.avvisade.csv"]
        heading, row = files.read("personer.avvisade.csv").splitlines()
        assert heading.endswith("samtycke;rad;kolumn;fick;väntade;gör så här")
        assert row.startswith("A-3;2014-05-17;Cia;070-17;;sara;;4;födelsedatum | mobil;2014-05-17 | 070-17;")

        mended = files.read("personer.avvisade.csv").replace(
            "A-3;2014-05-17;Cia;070-17", "A-3;2004-05-17;Cia;070-1740607"
        )
        files.write("personer.avvisade.csv", mended)
        report = files.take_in(register, "personer.avvisade.csv")
        assert report.clean
        assert person(register, "A-3").mobile == "+46701740607"
        assert not (files.path / "personer.avvisade.csv").exists()

    def test_an_old_list_of_bad_rows_does_not_stay(self, register: Database, files: Folder) -> None:
        files.write("personer.csv", PERSONS + "A-3;2014-05-17;Cia;;;sara;\n")
        files.take_in(register)
        files.write("personer.csv", PERSONS)
        assert files.take_in(register).clean
        assert [path.name for path in files.path.iterdir() if "avvisade" in path.name] == []

    def test_a_mended_list_is_never_thrown_away(self, register: Database, files: Folder) -> None:
        files.write("personer.csv", PERSONS + "A-3;2014-05-17;Cia;;;sara;\n")
        files.take_in(register)
        files.write(
            "personer.avvisade.csv", files.read("personer.avvisade.csv").replace("A-3;2014", "A-3;2004")
        )
        files.take_in(register)
        assert "A-3;2004-05-17" in files.read("personer.avvisade.gammal.csv")
        assert "A-3;2014-05-17" in files.read("personer.avvisade.csv")

    def test_bad_rows_can_be_written_elsewhere(self, register: Database, files: Folder) -> None:
        files.write("personer.csv", PERSONS + "A-3;2014-05-17;Cia;;;sara;\n")
        elsewhere = files.path.parent
        report = files.take_in(register, rejected_to=elsewhere)
        assert report.rejected == (elsewhere / "personer.avvisade.csv",)

    def test_no_cell_can_be_reckoned_as_a_formula(self, register: Database, files: Folder) -> None:
        formula = '=HYPERLINK("x")'
        files.write(
            "personer.csv",
            f'referens;födelsedatum;förnamn;mobil\nA-3;2014-05-17;"{formula.replace(chr(34), chr(34) * 2)}";+46701\n',
        )
        files.take_in(register)
        row = files.read("personer.avvisade.csv").splitlines()[1]
        assert ";\"'=HYPERLINK" in row
        assert ";'+46701;" in row

    def test_two_people_with_one_reference_are_both_refused(self, register: Database, files: Folder) -> None:
        files.write("personer.csv", PERSONS + "A-2;1999-01-02;Bea;;;;\n")
        report = files.take_in(register)
        doubles = [error for error in report.errors if error.file == "personer.csv"]
        assert [(error.row, error.got) for error in doubles] == [(3, "A-2"), (4, "A-2")]
        assert "Rad 4" in doubles[0].remedy
        assert {row.ref for row in all_rows(register, t.Person)} == {"A-1"}

    def test_an_unknown_caseworker_is_refused(self, register: Database, files: Folder) -> None:
        files.write("personer.csv", PERSONS.replace("lugnt;sara", "lugnt;sahra"))
        error = files.take_in(register).errors[0]
        assert (error.row, error.column, error.got) == (2, "handläggare", "sahra")

    def test_a_bad_row_of_somebody_known_keeps_their_facts_coming(
        self, register: Database, files: Folder
    ) -> None:
        files.take_in(register)
        files.write("personer.csv", PERSONS.replace("070-1740605", "070-17"))
        files.write("beslut.csv", DECISIONS.replace("2027-12-31", "2026-12-31"))
        report = files.take_in(register)
        assert report.counts["beslut"] == Counts(changed=1, unchanged=1)
        assert person(register, "A-1").mobile == "+46701740605"

    @pytest.mark.parametrize(
        ("old", "said"), [("2024-01-01", "finns i registret"), ("2025-02-01", "den gamla dagen")]
    )
    def test_what_is_replaced_must_be_there(
        self, register: Database, files: Folder, old: str, said: str
    ) -> None:
        files.take_in(register)
        files.write(
            "beslut.csv",
            f"referens;slag;omfattning;från;till;ersätter\nA-1;nedsatt;100;2025-02-01;2027-12-31;{old}\n",
        )
        [error] = files.take_in(register).errors
        assert error.column == "ersätter"
        assert said in error.expected

    def test_a_heading_with_a_fault_refuses_the_whole_file_once(
        self, register: Database, files: Folder
    ) -> None:
        files.write("beslut.csv", DECISIONS.replace("omfattning", "omfatning"))
        report = files.take_in(register)
        [error] = report.errors
        assert "Menade du omfattning?" in error.remedy
        assert report.counts["beslut"] == Counts(rejected=2)
        assert len(files.read("beslut.avvisade.csv").splitlines()) == 3

    def test_a_file_with_nearly_the_right_name_is_not_passed_over(
        self, register: Database, files: Folder
    ) -> None:
        files.write("besslut.csv", DECISIONS)
        files.write("anteckningar.csv", "vad som helst")
        [error] = files.take_in(register).errors
        assert (error.file, error.row) == ("besslut.csv", 0)


class TestNothingHappens:
    def test_a_dry_run_counts_and_changes_nothing(self, each_register: Database, files: Folder) -> None:
        files.write("personer.csv", PERSONS + "A-3;2014-05-17;Cia;;;sara;\n")
        files.write("register.toml", "pahittat = true\n")
        before = sorted(files.path.iterdir())
        dry = files.take_in(each_register, dry_run=True)
        assert dry.counts["personer"] == Counts(new=2, rejected=1)
        assert dry.dry_run
        assert all_rows(each_register, t.Person) == all_rows(each_register, t.Audit) == []
        assert each_register.meta("made_up") is None
        assert sorted(files.path.iterdir()) == before

    def test_a_full_disk_takes_everything_back(self, register: Database, files: Folder) -> None:
        """The bad rows can't be written: nobody would know of them, so nothing goes in."""
        files.write("personer.csv", PERSONS + "A-3;2014-05-17;Cia;;;sara;\n")
        with pytest.raises(ImportingError, match="Inget är ändrat"):
            files.take_in(register, rejected_to=files.path / "personer.csv")
        assert all_rows(register, t.Person) == []

    def test_an_empty_folder_says_what_is_expected(self, register: Database, folder: Folder) -> None:
        with pytest.raises(ImportingError, match="--template"):
            folder.take_in(register)

    def test_a_path_that_is_not_there(self, register: Database, folder: Folder) -> None:
        with pytest.raises(ImportingError, match=r"personer\.csv finns inte"):
            folder.take_in(register, "personer.csv")

    def test_the_same_file_twice(self, register: Database, files: Folder) -> None:
        files.write("Personer.CSV", PERSONS)
        with pytest.raises(ImportingError, match="två gånger"):
            files.take_in(register)


class TestMadeUp:
    def test_the_paper_in_the_folder_marks_the_register_for_good(
        self, register: Database, files: Folder
    ) -> None:
        paper = files.write("register.toml", "pahittat = true\n")
        assert files.take_in(register).made_up
        paper.unlink()
        assert files.take_in(register).made_up
        assert register.meta("made_up") == "ja"

    def test_made_up_people_never_join_real_ones(self, register: Database, files: Folder) -> None:
        files.take_in(register)
        files.write("register.toml", "pahittat = true\n")
        with pytest.raises(ImportingError, match="påhittade"):
            files.take_in(register)
        assert register.meta("made_up") is None

    def test_a_paper_that_cannot_be_read_stops_everything(self, register: Database, files: Folder) -> None:
        files.write("register.toml", "pahittat = ja\n")
        with pytest.raises(ImportingError, match=r"register\.toml"):
            files.take_in(register)


def test_progress_reaches_the_end_of_each_file(register: Database, files: Folder) -> None:
    from dinadatum.usecases.intake.import_files import ImportOrder, import_files

    told: list[tuple[str, int, int]] = []
    import_files(register, ImportOrder(files.path, TODAY, NOW, "anna"), lambda *step: told.append(step))
    assert ("Läser personer.csv", 2, 2) in told
    assert ("Sparar beslut.csv", 2, 2) in told


def test_texts_are_encrypted_and_marks_say_nothing(register: Database, files: Folder) -> None:
    files.take_in(register)
    with register.engine.connect() as connection:
        raw = [
            str(row)
            for table in ("person", "ombud", "import_mark", "audit")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        ]
    assert raw
    assert not [row for row in raw if "Åsa" in row or "1740605" in row or "Eva Ek" in row]


def test_a_long_file_needs_few_questions(register: Database, files: Folder) -> None:
    """Never a query per row: the number of SELECTs for 900 people is that of a few chunks."""
    from sqlalchemy import event

    rows = [f"B-{number};2000-05-17;;;;;\n" for number in range(900)]
    files.write("personer.csv", PERSONS + "".join(rows))
    files.write(
        "beslut.csv", DECISIONS + "".join(f"B-{n};nedsatt;100;2025-01-01;2027-12-31\n" for n in range(900))
    )
    asked: list[str] = []
    event.listen(register.engine, "before_cursor_execute", lambda _c, _k, text, *_: asked.append(text))
    files.take_in(register)
    assert len([text for text in asked if text.startswith("SELECT")]) < 60


def test_two_imports_at_once_are_one_after_the_other(each_register: Database, files: Folder) -> None:
    together = threading.Barrier(2)

    def take_in(_: int) -> ImportReport:
        together.wait(20)
        return files.take_in(each_register)

    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(take_in, range(2)))
    assert all(report.clean for report in reports)
    people = sorted(report.counts["personer"].new for report in reports)
    assert people == [0, 2]


def test_an_import_and_a_look_never_wait_for_each_other(each_register: Database, files: Folder) -> None:
    files.take_in(each_register)
    # What is new about the second is written first: a look holds people in the order of their ids.
    files.write("personer.csv", PERSONS.replace("Bo;;;", "Bo;;ofta;"))
    files.write("steg.csv", OTHERS["steg.csv"] + "A-1;bokat;2026-06-01;\n")
    first, second = (person(each_register, ref).id for ref in ("A-1", "A-2"))
    with ThreadPoolExecutor(1) as pool:
        with each_register.transaction("genomgång", NOW) as session:
            hold_people(session, [first])
            session.execute(update(t.Person).where(t.Person.id == first).values(look_on=TODAY))
            waiting = pool.submit(files.take_in, each_register)
            wait([waiting], timeout=SOON_S)
            hold_people(session, [second])
        assert waiting.result().touched == {first, second}
