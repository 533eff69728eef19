"""The commands of whoever runs the service: missed, shadow, release, codes, restore."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from dinadatum.usecases.sending import guarding
from notify.channels.errors import known_codes
from tests.cli.conftest import DAY, Command


@pytest.fixture
def sent(filled: Command) -> Command:
    """Give the command line of a register whose day has been looked at and sent, to the outbox."""
    assert filled("run", "--once", "--day", DAY).code == 0
    return filled


class TestShadow:
    def test_what_would_have_gone_is_what_lies_in_the_outbox(self, sent: Command, workplace: Path) -> None:
        listed = sent("shadow", "--since", DAY, "--json").data
        files = {
            path.relative_to(workplace / "outbox").as_posix() for path in (workplace / "outbox").glob("*/*")
        }
        assert {row["file"] for row in listed} == files
        assert files
        assert "A-1" in sent("shadow", "--since", DAY).out
        assert sent("shadow", "--since", "2031-01-01").out == "Inget har lagts i utkorgen sedan 2031-01-01.\n"


class TestMissed:
    def test_after_weeks_away_what_no_longer_helps_is_listed_with_its_reason(self, sent: Command) -> None:
        assert sent("run", "--once", "--day", "2027-04-20").code == 0
        rows = sent("missed", "--since", DAY, "--json").data
        assert rows
        assert all(row["reason"].endswith(".") for row in rows)
        assert {row["state"] for row in rows} <= {"skipped", "failed"}
        assert rows[0]["reason"] in sent("missed", "--since", DAY).out
        assert sent("missed", "--since", "2031-01-01").out == "Inget har missats sedan 2031-01-01.\n"


class TestCodes:
    def test_every_code_is_listed_in_plain_swedish(self, command: Command) -> None:
        listed = {row["code"]: row for row in command("codes", "--json").data}
        assert listed.keys() == known_codes().keys()
        assert listed["21610"]["next"] == "opt_out"
        said = command("codes").out
        assert "STOPP: inga fler sms" in said
        assert "30005" in said


class TestRelease:
    def test_a_day_that_is_held_is_said_with_the_way_on(
        self, filled: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(guarding, "FEWEST", 0)
        monkeypatch.setenv("DINADATUM_SMS_CHANNEL", "twilio")
        monkeypatch.setenv("DINADATUM_TWILIO_ACCOUNT_SID", f"AC{'0' * 32}")
        monkeypatch.setenv("DINADATUM_TWILIO_FROM", "+46701740699")
        monkeypatch.setenv("DINADATUM_TWILIO_BASE_URL", "http://127.0.0.1:1")
        monkeypatch.setenv("TWILIO_AUTH_TOKEN", "x")
        told = filled("run", "--once", "--day", DAY).out
        assert re.search(rf"hålls i dag +\d .*dinadatum release --day {DAY}\)", told)
        assert f"släpp med dinadatum release --day {DAY}" in filled("send", "--day", DAY).out

    def test_one_of_the_three_has_to_be_said(self, filled: Command) -> None:
        assert filled("release").code == 2
        assert filled("release", "--gone", "--restored").code == 2
        assert filled("release", "--day", DAY).out == f"Inget hålls den {DAY}.\n"


class TestRestore:
    def test_a_lost_register_comes_back_as_it_was(self, sent: Command, workplace: Path) -> None:
        before = sent("timeline", "A-1", "--json").data
        assert sent("backup", "kopia").code == 0
        for path in workplace.glob("dinadatum.sqlite*"):
            path.unlink()
        said = sent("restore", "kopia")
        assert said.code == 0
        assert "Registret är återställt till" in said.out
        assert sent("timeline", "A-1", "--json").data == before

    def test_a_copy_stays_one_file(self, sent: Command, workplace: Path) -> None:
        """Beside a copy on a disk for reading nothing can be made, and a restore has to read it all the same."""
        assert sent("backup", "borta/kopia.db").err == "Mappen borta finns inte. Ingen kopia är skriven.\n"
        sent("backup", "kopia.db")
        sent("restore", "kopia.db", "--replace")
        assert [path.name for path in workplace.glob("kopia*")] == ["kopia.db"]

    def test_never_over_a_register_in_use_without_replace(self, sent: Command, workplace: Path) -> None:
        sent("backup", "kopia")
        with sqlite3.connect(workplace / "dinadatum.sqlite") as connection:
            connection.execute("UPDATE person SET municipality = 'Flen'")
        connection.close()
        said = sent("restore", "kopia")
        assert (said.code, "--replace" in said.err) == (1, True)
        assert sent("restore", "kopia", "--replace").code == 0
        with sqlite3.connect(workplace / "dinadatum.sqlite") as connection:
            assert connection.execute(
                "SELECT count(*) FROM person WHERE municipality = 'Flen'"
            ).fetchone() == (0,)
        connection.close()

    def test_other_keys_are_said(self, sent: Command, workplace: Path) -> None:
        sent("backup", "kopia")
        (workplace / "dinadatum.keys").unlink()
        sent("keys", "new")
        said = sent("restore", "kopia", "--replace")
        assert said.code != 0
        assert "ycklarna" in said.err

    def test_what_is_not_there_is_said(self, filled: Command) -> None:
        assert "Det finns ingen fil borta" in filled("restore", "borta").err


class TestSecondFactor:
    def test_one_that_was_never_on_is_said_and_an_unknown_account_refused(self, filled: Command) -> None:
        assert filled("accounts", "second-factor", "ingen").code != 0
        assert "inget konto ingen" in filled("accounts", "second-factor", "ingen").err
