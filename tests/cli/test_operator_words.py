"""What an operator reads while setting the product up: true, whole and with what to do next."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from dinadatum.errors import RegisterError
from dinadatum.usecases.upkeep import postgres_programs
from tests.cli.conftest import DAY, Command, Said

PASSWORD = "fyra ord i en rad"


@pytest.fixture
def add(filled: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Give a function that adds an account."""

    def run(*arguments: str) -> Said:
        monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
        return filled("accounts", "add", *arguments, "--stdin")

    return run


class TestHelp:
    def test_the_list_of_commands_is_whole_sentences_and_values_are_in_swedish(
        self, command: Command
    ) -> None:
        assert "..." not in command("--help").out.replace("KOMMANDO ...", "")
        said = command("expiries", "--help").out
        for words in ("--within TAL", "--unit ENHET", "--day DAG", "0 till 36500"):
            assert words in said
        assert "<" not in said

    @pytest.mark.parametrize("name", ["doctor", "import"])
    def test_a_command_that_may_refuse_says_so(self, command: Command, name: str) -> None:
        assert "Slutar med 3" in command(name, "--help").out


class TestAccounts:
    def test_an_account_that_would_see_nothing_is_told_of(self, add: Command) -> None:
        assert "har ingen enhet" in add("anna").out
        assert "har ingen enhet" not in add("chef", "--roll", "administratör").out
        assert "hör till enheten 9999" in add("eva", "--enhet", "9999").out
        assert add("lisa", "--enhet", "5065", "--handlaggare", "Sara").out == "Kontot lisa är tillagt.\n"

    def test_a_name_in_other_letters_is_the_same_account(self, add: Command, filled: Command) -> None:
        assert add("anna", "--enhet", "5065").code == 0
        said = add("Anna", "--enhet", "5065")
        assert (said.code, "Kontot anna finns redan" in said.err) == (2, True)
        assert filled("accounts", "unlock", "ANNA").code == 0


class TestDoctor:
    def test_a_database_without_tables_is_said_as_that(self, command: Command) -> None:
        assert "tabeller: Databasen är tom. Kör «dinadatum init» först." in command("doctor").out

    @pytest.mark.parametrize(
        ("version", "words"), [("0099", "Uppdatera programmet"), ("0007", "kör «dinadatum init»")]
    )
    def test_a_database_of_another_version_is_said_once(
        self, filled: Command, workplace: Path, version: str, words: str
    ) -> None:
        with closing(sqlite3.connect(workplace / "dinadatum.sqlite")) as database:
            database.execute("UPDATE alembic_version SET version_num = ?", (version,))
            database.commit()
        said = filled("doctor").out
        assert said.count(words) == 1
        assert "nycklarna passar: gick inte att pröva, se tabeller" in said
        assert words in filled("expiries").err
        if version == "0099":
            for command in (("init",), ("run", "--once")):
                refused = filled(*command)
                assert (refused.code, words in refused.err) == (1, True)

    def test_a_guest_list_and_a_shadow_are_told(
        self, filled: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DINADATUM_MAIL_CHANNEL", "smtp")
        monkeypatch.setenv("DINADATUM_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("DINADATUM_SMTP_FROM", "post@example.se")
        monkeypatch.setenv("DINADATUM_SENDING_GUEST_LIST", "kim@example.se")
        assert "mejl (bara till gästlistan, 1 mottagare)" in filled("doctor").out
        monkeypatch.setenv("DINADATUM_SENDING_SHADOW", "true")
        assert "mappen outbox (skuggläge)" in filled("doctor").out


class TestReading:
    def test_a_file_by_another_name_is_said_not_to_be_read(self, files: Path, filled: Command) -> None:
        (files / "anteckningar.csv").write_text("a;b\n1;2\n", encoding="utf-8")
        assert (
            "Lästes inte, för namnet är inget av dem som väntas: anteckningar.csv."
            in filled("import", str(files)).out
        )

    def test_a_file_by_another_name_alone_is_told_which_names_there_are(
        self, files: Path, filled: Command
    ) -> None:
        other = files / "anteckningar.csv"
        other.write_text("a;b\n1;2\n", encoding="utf-8")
        said = filled("import", str(other))
        assert said.code == 2
        for words in ("att läsa in i anteckningar.csv: namnet", "personer.csv"):
            assert words in said.err

    @pytest.mark.parametrize("name", ["expiries", "findings"])
    def test_a_unit_that_nobody_belongs_to_is_wrong_use(self, filled: Command, name: str) -> None:
        said = filled(name, "--unit", "9999")
        assert (said.code, "hör till enheten 9999" in said.err) == (2, True)
        assert filled(name, "--unit", "5065").code == 0

    def test_nothing_held_is_said(self, filled: Command) -> None:
        assert "Inget hålls den" in filled("release", "--day", DAY).out

    def test_a_folder_of_texts_that_is_not_there_is_wrong_use(self, command: Command) -> None:
        said = command("texts", "check", "--folder", "borta")
        assert (said.code, said.err) == (2, "Det finns ingen mapp borta.\n")


def test_a_pg_dump_of_another_version_says_which_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "pg_dump"
    program.write_text(
        "#!/bin/sh\necho 'pg_dump: error: aborting because of server version mismatch' >&2\n"
        "echo 'pg_dump: detail: server version: 18.4; pg_dump version: 15.18 (Debian)' >&2\nexit 1\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    url = make_url("postgresql+psycopg://dina@127.0.0.1/dinadatum")
    with pytest.raises(RegisterError, match=r"version 15\.18 och databasen av 18\.4.*postgresql-client-18"):
        postgres_programs.run_program("pg_dump", url)
