"""A made-up county: the totals of the reports to the last person, lives that the law allows, and no real address."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from dinadatum.madeup import County, make_county, write_county
from dinadatum.register.importing.errors import ImportingError
from timeline import (
    LAW_FILE,
    Decision,
    Dormancy,
    EndedBy,
    Facts,
    Kind,
    Reason,
    StudyTrial,
    Timeline,
    derive,
    load_law,
)

DATA = Path(__file__).parents[2] / "dinadatum" / "madeup"
TODAY = date(2026, 11, 21)
EDGES = [date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31), date(2027, 1, 1), date(2028, 2, 29)]
LAW = load_law(LAW_FILE.read_text(encoding="utf-8"))

Cells = dict[str, str]


@cache
def county(name: str, day: date, seed: int = 1) -> County:
    return make_county(name, seed, day)


def in_force(made: County, day: date, kind: str = "nedsatt") -> list[tuple[Cells, Cells]]:
    """Return person and decision of everybody with a decision of the kind in force."""
    persons = {row["referens"]: row for row in made["personer.csv"]}
    return [
        (persons[row["referens"]], row)
        for row in made["beslut.csv"]
        if row["slag"] == kind and row["från"] <= day.isoformat() <= row["till"]
    ]


def age(person: Cells, day: date) -> int:
    born = date.fromisoformat(person["födelsedatum"])
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def report(name: str) -> list[Cells]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def numbers(name: str, column: str) -> dict[str, int]:
    return {row[column]: int(row["people"]) for row in report(name)}


@pytest.fixture(params=[TODAY, *EDGES], ids=str)
def day(request: pytest.FixtureRequest) -> date:
    return request.param


class TestSormland:
    def test_municipality_and_sex(self, day: date) -> None:
        drawn = Counter(
            (person["kommun"], person["kön"]) for person, _ in in_force(county("sormland", day), day)
        )
        expected = {
            (row["municipality"], sex): int(row[column])
            for row in report("sormland_2019-02_municipality")
            for column, sex in (("men", "man"), ("women", "kvinna"))
        }
        assert drawn == expected
        assert drawn.total() == 886

    def test_age(self, day: date) -> None:
        drawn = Counter(str(age(person, day)) for person, _ in in_force(county("sormland", day), day))
        assert drawn == numbers("sormland_2019-02_age", "age")

    def test_29_year_olds_of_each_municipality_at_least(self, day: date) -> None:
        """The rows sum to 96 and the age table says 100; the age table counts."""
        people = [person for person, _ in in_force(county("sormland", day), day)]
        drawn = Counter(person["kommun"] for person in people if age(person, day) == 29)
        rows = {row["municipality"]: int(row["aged_29"]) for row in report("sormland_2019-02_municipality")}
        assert all(drawn[name] >= number for name, number in rows.items())
        assert (drawn.total(), sum(rows.values())) == (100, 96)

    def test_extent(self, day: date) -> None:
        drawn = Counter(decision["omfattning"] for _, decision in in_force(county("sormland", day), day))
        assert drawn == numbers("sormland_2019-02_extent", "extent")

    def test_classification_and_what_it_says(self, day: date) -> None:
        made = county("sormland", day)
        people = [person for person, _ in in_force(made, day)]
        assert Counter(person["klassificering"] for person in people) == numbers(
            "sormland_2019-02_classification", "classification"
        )
        for file, word in (
            ("vilande.csv", "vilande aktivitetsersättning"),
            ("provotid.csv", "prövotid vid studier"),
        ):
            now = {row["referens"] for row in made[file] if row["från"] <= day.isoformat() <= row["till"]}
            counted = {person["referens"] for person in people}
            assert now & counted == {row["referens"] for row in people if row["klassificering"] == word}

    def test_175_at_school_on_top(self, day: date) -> None:
        at_school = in_force(county("sormland", day), day, "förlängd skolgång")
        assert len(at_school) == 175
        assert {decision["omfattning"] for _, decision in at_school} == {"100"}


def test_orebro(day: date) -> None:
    def age_class(person: Cells) -> str:
        years = age(person, day)
        return "19" if years == 19 else "20-24" if years < 25 else "25-29"

    people = [person for person, _ in in_force(county("orebro", day), day)]
    drawn = Counter((person["kommun"], age_class(person), person["kön"]) for person in people)
    expected = Counter(
        {
            (row["municipality"], row["age_class"], sex): int(row[column])
            for row in report("orebro_2019-10")
            for column, sex in (("women", "kvinna"), ("men", "man"))
        }
    )
    assert drawn == +expected
    assert drawn.total() == 943


def timelines(made: County) -> dict[str, Timeline]:
    """Return what the law makes of each life."""
    lives: dict[str, tuple[list[Decision], list[Dormancy], list[StudyTrial]]] = defaultdict(
        lambda: ([], [], [])
    )
    for row in made["beslut.csv"]:
        kind = Kind.REDUCED_CAPACITY if row["slag"] == "nedsatt" else Kind.EXTENDED_SCHOOLING
        lives[row["referens"]][0].append(Decision(kind, int(row["omfattning"]), *days(row)))
    for row in made["vilande.csv"]:
        reason = {"arbete": Reason.WORK, "studier": Reason.STUDY}[row["skäl"]]
        ended = {"": None, "person": EndedBy.REQUEST, "fk": EndedBy.FK}[row["avslutat_av"]]
        lives[row["referens"]][1].append(Dormancy(reason, int(row["nivå"]), *days(row), ended))
    for row in made["provotid.csv"]:
        lives[row["referens"]][2].append(StudyTrial(*days(row)[:2]))
    return {
        person["referens"]: derive(
            Facts(date.fromisoformat(person["födelsedatum"]), *map(tuple, lives[person["referens"]])), LAW
        )
        for person in made["personer.csv"]
    }


def days(row: Cells) -> tuple[date, date, date | None]:
    decided = row.get("beslutat")
    return (
        date.fromisoformat(row["från"]),
        date.fromisoformat(row["till"]),
        decided and date.fromisoformat(decided),
    )


class TestLives:
    @pytest.mark.parametrize("name", ["sormland", "orebro"])
    def test_the_law_allows_every_life_that_is_counted(self, name: str, day: date) -> None:
        found = {
            (ref, finding.code)
            for ref, timeline in timelines(county(name, day)).items()
            for finding in timeline.findings
            if not ref.startswith("X-") and finding.code != "gap"
        }
        assert found == set()

    def test_the_extras_are_marked_and_have_no_decision_in_force(self, day: date) -> None:
        made = county("sormland", day)
        extras = {
            person["referens"] for person in made["personer.csv"] if person["referens"].startswith("X-")
        }
        assert 20 <= len(extras) <= 30
        now = in_force(made, day) + in_force(made, day, "förlängd skolgång")
        assert not extras & {person["referens"] for person, _ in now}
        assert len(now) + len(extras) == len(made["personer.csv"])

    def test_among_the_extras_is_each_contradiction(self) -> None:
        found = {
            finding.code.partition(":")[0]
            for ref, timeline in timelines(county("sormland", TODAY)).items()
            for finding in timeline.findings
            if ref.startswith("X-")
        }
        assert found >= {
            "start_not_first_of_month", "end_not_last_of_month", "before_ae_first_day", "after_ae_last_day",
            "longer_than_3_years", "forlangd_must_be_full", "warn_shorter_than_1_year", "overlap",
            "less_than_12_months_before", "longer_than_allowed", "decided_too_late_for_extension",
            "study_must_be_fully_dormant_before_2026_07", "over_cap", "no_nedsatt_decision",
        }  # fmt: skip

    def test_nothing_has_been_decided_or_done_in_the_future(self, day: date) -> None:
        made = county("sormland", day)
        decided = [row["beslutat"] for file in ("beslut.csv", "vilande.csv") for row in made[file]]
        done = [row["dag"] for row in made["steg.csv"] if row["steg"] != "besök"]
        assert max(decided + done) <= day.isoformat()

    def test_decisions_end_in_every_month_for_three_years(self) -> None:
        ends = {row["till"][:7] for _, row in in_force(county("sormland", TODAY), TODAY)}
        assert len(ends) == 36

    def test_somebody_stands_at_each_step_and_has_each_wish(self) -> None:
        made = county("sormland", TODAY)
        persons, ombud = made["personer.csv"], made["ombud.csv"]
        steps = {(row["steg"], row["värde"]) for row in made["steg.csv"]}
        assert {("bokat", ""), ("besök", ""), ("ansökt", ""), ("inkommen", ""), ("läkare", "nej")} <= steps
        assert {("svar", "beviljad"), ("svar", "delvis"), ("svar", "avslag")} <= steps
        assert {row["takt"] for row in persons} == {"lugnt", "lagom", "ofta", "viktigt"}
        assert {row["ordval"] for row in persons} == {"diskret", "tydlig", "ping"}
        assert {row["samtycke"] for row in persons} == {"ja", "", "nej"}
        assert {row["skyddad"] for row in persons} == {row["ombud_ensam"] for row in persons} == {"ja", "nej"}
        assert {"", "1", "3", "1 2", "1 2 3 4"} <= {row["egna_steg"] for row in persons}
        helped = {row["referens"] for row in ombud}
        assert all(row["referens"] in helped for row in persons if row["egna_steg"])
        assert not [row for row in persons if row["egna_steg"] and row["ombud_ensam"] == "ja"]
        assert {row["kopior"] for row in ombud} == {"andra", "alla", "bråttom", "inga"}
        today = TODAY.isoformat()
        assert any(row["till"] and row["till"] < today for row in ombud)
        assert any(row["från"] > today for row in ombud)
        assert {row["skäl"] for row in made["vilande.csv"]} == {"arbete", "studier"}
        assert {row["nivå"] for row in made["vilande.csv"]} == {"25", "50", "75", "100"}


class TestAddresses:
    @pytest.mark.parametrize("name", ["sormland", "orebro"])
    def test_numbers_are_of_the_series_for_fiction_and_used_once(self, name: str) -> None:
        made = county(name, TODAY)
        mobiles = [
            row["mobil"] for file in ("personer.csv", "ombud.csv") for row in made[file] if row["mobil"]
        ]
        assert sorted(mobiles) == [f"070-174{number:04d}" for number in range(605, 700)]

    @pytest.mark.parametrize("name", ["sormland", "orebro"])
    def test_everybody_else_has_an_email_that_nobody_can_have(self, name: str) -> None:
        made = county(name, TODAY)
        for row in [*made["personer.csv"], *made["ombud.csv"]]:
            assert row["mobil"] or row["epost"]
            assert row["väg"] == ("sms" if row["mobil"] else "epost")
            assert not row["epost"] or row["epost"].endswith("@example.se")
        emails = [row["epost"] for row in made["personer.csv"] if row["epost"]]
        assert len(emails) == len(set(emails))
        assert all(row["telefon"].startswith("08-465 004 ") for row in made["handlaggare.csv"])
        assert not [row for row in made["personer.csv"] if row.get("postnr", "999")[:3] != "999"]


class TestFiles:
    def test_same_seed_and_day_same_bytes(self, tmp_path: Path) -> None:
        for folder in ("a", "b"):
            write_county("sormland", tmp_path / folder, seed=7, day=TODAY)
        for path in (tmp_path / "a").iterdir():
            assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()

    def test_another_seed_other_people(self) -> None:
        assert county("orebro", TODAY, 1)["personer.csv"] != county("orebro", TODAY, 2)["personer.csv"]

    def test_a_county_without_data_is_refused(self) -> None:
        with pytest.raises(ImportingError, match="sormland, orebro"):
            make_county("skåne", 1, TODAY)
