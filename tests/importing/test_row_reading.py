"""A row of cells becomes a value with the defaults of the service, or every error that it has."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from dinadatum.register.importing.errors import RowError
from dinadatum.register.importing.files import read_csv
from dinadatum.register.importing.kinds import KINDS
from dinadatum.register.importing.parsing import read_row
from notify.values import Copies, Pace, Road, StepKind, Wording
from timeline.facts import EndedBy, Kind, Reason

TODAY = date(2026, 11, 21)


def read(kind: str, **cells: str) -> object:
    """Read one row of a file that has just these columns."""
    names = {name.rstrip("_"): cell for name, cell in cells.items()}
    text = ";".join(names) + "\n" + ";".join(names.values()) + "\n"
    sheet = read_csv(KINDS[kind], f"{kind}.csv", text.encode())
    assert sheet.problem is None, sheet.problem
    return read_row(sheet, sheet.rows[0], TODAY)


def person(**cells: str) -> object:
    return read("personer", **({"referens": "A-1", "födelsedatum": "2000-05-17"} | cells))


def only_error(result: object) -> RowError:
    assert isinstance(result, tuple), result
    assert len(result) == 1, result
    return result[0]


class TestDefaults:
    def test_only_reference_and_birth_date_are_needed(self) -> None:
        row = person()
        assert (row.ref, row.birth_date) == ("A-1", date(2000, 5, 17))
        assert (row.pace, row.wording, row.weekday, row.second_weekday) == (
            Pace.LAGOM,
            Wording.DISKRET,
            1,
            None,
        )
        assert row.hour == time(10)
        assert (row.consent, row.protected, row.ombud_alone) == (None, False, False)

    def test_sms_to_whoever_has_a_mobile_else_email(self) -> None:
        assert person(mobil="070-1740605", epost="a@example.se").road is Road.SMS
        assert person(mobil="", epost="a@example.se").road is Road.EMAIL

    def test_a_chosen_road_is_kept(self) -> None:
        assert person(mobil="070-1740605", epost="a@example.se", väg="epost").road is Road.EMAIL

    def test_a_chosen_road_needs_its_address(self) -> None:
        error = only_error(person(mobil="", epost="a@example.se", väg="sms"))
        assert (error.column, error.got) == ("väg", "sms")

    def test_a_caseworker_is_called_by_their_first_name(self) -> None:
        assert read("handlaggare", användare="Sara", namn="Sara Ek").sms_name == "Sara"

    def test_a_first_name_that_does_not_fit_an_sms_asks_for_another(self) -> None:
        error = only_error(read("handlaggare", användare="zoe", namn="Zoë Ek"))
        assert error.column == "smsnamn"

    def test_an_ombud_gets_copies_from_the_second_try(self) -> None:
        row = read("ombud", referens="A-1", namn="Bo", epost="b@example.se", från="2026-01-01")
        assert (row.copies, row.road, row.last_day) == (Copies.LATER, Road.EMAIL, None)


class TestWords:
    @pytest.mark.parametrize("step", ["ansökt", "inkommen"])
    @pytest.mark.parametrize("value", ["", "sjukersättning"])
    def test_an_application_may_say_that_it_is_for_the_time_after_30(self, step: str, value: str) -> None:
        row = read("steg", referens="A-1", steg=step, dag="2026-11-02", värde=value)
        assert row.value == value

    def test_a_decision(self) -> None:
        row = read(
            "beslut", referens="A-1", slag="Nedsatt", omfattning="50 %", från="2026-01-01", till="2026-12-31"
        )
        assert (row.kind, row.extent) == (Kind.REDUCED_CAPACITY, 50)

    def test_schooling_is_always_full(self) -> None:
        row = read("beslut", referens="A-1", slag="förlängd skolgång", från="2026-01-01", till="2026-06-30")
        assert (row.kind, row.extent) == (Kind.EXTENDED_SCHOOLING, 100)

    def test_the_extent_of_reduced_capacity_is_never_guessed(self) -> None:
        error = only_error(
            read("beslut", referens="A-1", slag="nedsatt", från="2026-01-01", till="2026-06-30")
        )
        assert error.column == "omfattning"

    def test_a_dormancy(self) -> None:
        cells = {
            "skäl": "studier",
            "nivå": "100",
            "från": "2026-01-01",
            "till": "2026-06-30",
            "avslutat_av": "FK",
        }
        row = read("vilande", referens="A-1", **cells)
        assert (row.reason, row.level, row.ended_by) == (Reason.STUDY, 100, EndedBy.FK)

    @pytest.mark.parametrize(
        ("word", "value", "kind"),
        [
            ("bokat", "", StepKind.BOOKED),
            ("besök", "", StepKind.VISIT),
            ("ansökt", "", StepKind.APPLIED),
            ("inkommen", "", StepKind.RECEIVED),
            ("svar", "avslag", StepKind.ANSWER),
            ("läkare", "nej", StepKind.DOCTOR),
        ],
    )
    def test_steps(self, word: str, value: str, kind: StepKind) -> None:
        row = read("steg", referens="A-1", steg=word, dag="2026-10-01", värde=value)
        assert (row.kind, row.value) == (kind, value)

    @pytest.mark.parametrize("word", ["bokat", "ansökt", "inkommen", "svar", "läkare"])
    def test_what_is_done_has_been(self, word: str) -> None:
        """A year typed wrongly in "inkommen" would let the safety net down in silence."""
        value = {"svar": "beviljad", "läkare": "ja"}.get(word, "")
        tomorrow = (TODAY + timedelta(days=1)).isoformat()
        assert only_error(read("steg", referens="A-1", steg=word, dag=tomorrow, värde=value)).column == "dag"

    def test_a_visit_may_lie_ahead(self) -> None:
        row = read("steg", referens="A-1", steg="besök", dag=(TODAY + timedelta(days=30)).isoformat())
        assert row.kind == StepKind.VISIT

    def test_an_answer_has_a_kind(self) -> None:
        error = only_error(read("steg", referens="A-1", steg="svar", dag="2026-10-01", värde=""))
        assert error.expected == "beviljad eller delvis eller avslag"

    def test_a_step_without_kinds_has_no_value(self) -> None:
        assert (
            only_error(read("steg", referens="A-1", steg="bokat", dag="2026-10-01", värde="ja")).column
            == "värde"
        )

    def test_a_near_word_is_suggested(self) -> None:
        error = only_error(person(takt="lugn"))
        assert error.expected == "lugnt, lagom, ofta eller viktigt"
        assert error.remedy == "Menade du lugnt?"

    def test_the_classification_is_one_that_is_used(self) -> None:
        assert person(klassificering="Aktiv samordning övrig").classification == "aktiv samordning övrig"
        assert "Menade du" in only_error(person(klassificering="aktiv samordning övr")).remedy


class TestDays:
    @pytest.mark.parametrize(
        "cell", ["2026-02-30", "2026-13-01", "26-01-01", "1/2 2026", "20260101", "2026-1-1"]
    )
    def test_a_day_that_is_none_is_refused_with_an_example(self, cell: str) -> None:
        error = only_error(read("provotid", referens="A-1", från=cell, till="2026-12-31"))
        assert (error.column, error.got) == ("från", cell)
        assert "2026-09-30" in error.expected

    def test_an_end_before_its_beginning_is_refused(self) -> None:
        assert (
            only_error(read("provotid", referens="A-1", från="2026-06-01", till="2026-05-31")).column
            == "till"
        )

    def test_an_end_on_its_beginning_is_not(self) -> None:
        assert read("provotid", referens="A-1", från="2026-06-01", till="2026-06-01").last_day == date(
            2026, 6, 1
        )

    @pytest.mark.parametrize(("born", "age"), [("2014-05-17", 12), ("2011-11-22", 14), ("1985-11-21", 41)])
    def test_a_birth_date_of_the_wrong_age_says_the_age(self, born: str, age: int) -> None:
        error = only_error(person(födelsedatum=born))
        assert error.column == "födelsedatum"
        assert f"{age} år" in error.remedy

    @pytest.mark.parametrize("born", ["2011-11-21", "1985-11-22", "2004-02-29"])
    def test_15_to_40_is_believed(self, born: str) -> None:
        assert person(födelsedatum=born).birth_date == date.fromisoformat(born)


class TestOwnDay:
    def test_ofta_may_have_two_days(self) -> None:
        row = person(takt="ofta", dag="tisdag torsdag")
        assert (row.weekday, row.second_weekday) == (1, 3)

    def test_others_have_one(self) -> None:
        assert only_error(person(takt="lagom", dag="tisdag torsdag")).column == "dag"

    @pytest.mark.parametrize("day", ["fredag", "lördag", "tisdag fredag", "någon gång"])
    def test_only_monday_to_thursday(self, day: str) -> None:
        assert only_error(person(takt="ofta", dag=day)).column == "dag"

    @pytest.mark.parametrize(("cell", "hour"), [("9", time(9)), ("9:30", time(9, 30)), ("17.00", time(17))])
    def test_hours_that_go(self, cell: str, hour: time) -> None:
        assert person(klockan=cell).hour == hour

    @pytest.mark.parametrize("cell", ["8.59", "17.01", "25.00", "10.75", "förmiddag"])
    def test_hours_that_do_not(self, cell: str) -> None:
        assert only_error(person(klockan=cell)).column == "klockan"


class TestAddresses:
    @pytest.mark.parametrize(
        "cell", ["070-174 06 05", "0701740605", "+46 70 174 06 05", "701740605", "0046701740605"]
    )
    def test_a_mobile_is_kept_in_one_form(self, cell: str) -> None:
        assert person(mobil=cell).mobile == "+46701740605"

    @pytest.mark.parametrize(
        "cell", ["070-17", "08-465 004 00", "+47 912 34 567", "ring mig", "112", "070-1740605x"]
    )
    def test_what_no_sms_can_go_to_is_refused(self, cell: str) -> None:
        assert only_error(person(mobil=cell)).column == "mobil"

    def test_a_caseworker_may_have_a_telephone_that_is_no_mobile(self) -> None:
        row = read("handlaggare", användare="sara", namn="Sara Ek", telefon="08-465 004 00")
        assert row.phone == "+46846500400"

    @pytest.mark.parametrize(
        "cell",
        [
            "kim",
            "kim@",
            "kim@example",
            "kim @example.se",
            "a@b@example.se",
            "k..m@example.se",
            "åsa@example.se",
        ],
    )
    def test_what_is_no_email_address_is_refused(self, cell: str) -> None:
        assert only_error(person(epost=cell)).column == "epost"

    def test_a_postcode_has_five_figures(self) -> None:
        assert person(postnr="99901").postcode == "999 01"
        assert only_error(person(postnr="9990")).column == "postnr"

    @pytest.mark.parametrize("cell", ["19121212-1212", "121212-1212", "191212121212"])
    def test_a_personnummer_is_no_reference(self, cell: str) -> None:
        assert "Personnummer" in only_error(person(referens=cell)).remedy

    @pytest.mark.parametrize("cell", ["0123456789", "121212-1213", "991399-1212"])
    def test_ten_figures_need_not_be_one(self, cell: str) -> None:
        assert person(referens=cell).ref == cell


def test_line_breaks_never_reach_a_name() -> None:
    sheet = read_csv(
        KINDS["personer"], "p", 'referens;födelsedatum;förnamn\nA-1;2000-05-17;"Anna\nMaria"\n'.encode()
    )
    assert read_row(sheet, sheet.rows[0], TODAY).first_name == "Anna Maria"


def test_all_errors_of_a_row_come_at_once_in_the_order_of_columns() -> None:
    errors = person(mobil="070-17", takt="snabb", klockan="20.00")
    assert [error.column for error in errors] == ["mobil", "takt", "klockan"]


def test_a_cell_beyond_the_heading_is_not_lost() -> None:
    sheet = read_csv(KINDS["personer"], "p", b"referens,f\xc3\xb6delsedatum\nA-1,2000-05-17,Trosa\n")
    error = only_error(read_row(sheet, sheet.rows[0], TODAY))
    assert error.got == "Trosa"
    assert "citattecken" in error.remedy


def test_columns_that_are_not_there_are_not_given() -> None:
    row = person(mobil="070-1740605")
    assert {"mobile", "road", "ref", "birth_date"} == row.given
