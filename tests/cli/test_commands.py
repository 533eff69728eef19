"""Every command: what it answers, in what form, and with which exit code."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import DAY, Command

COMMANDS = {
    "init", "run", "web", "scheduler", "sender", "doctor", "backup", "restore",
    "missed", "shadow", "release", "codes", "made-up", "import", "timeline", "findings", "expiries", "look", "send",
    "simulate", "law", "texts", "accounts", "keys",
}  # fmt: skip
ENGLISH = re.compile(
    r"\b(Usage|Options|Commands|Arguments|Show this message|Error|Missing|No such|default|required"
    r"|TEXT|INTEGER|PATH|Try|exit)\b"
)
ROOT = Path(__file__).parents[2]


class TestHelp:
    def test_the_first_page_is_swedish_and_whole(self, command: Command) -> None:
        said = command("--help")
        assert said.code == 0
        listed = set(re.findall(r"^  ([a-z-]+)  ", said.out, re.MULTILINE))
        assert listed - {"replies", "protocol"} >= COMMANDS
        assert ENGLISH.findall(said.out) == []
        assert "Så här: dinadatum" in said.out

    @pytest.mark.parametrize("name", sorted(COMMANDS))
    def test_every_command_s_page_is_swedish(self, command: Command, name: str) -> None:
        said = command(name, "--help")
        assert said.code == 0
        assert ENGLISH.findall(said.out) == []
        assert "Visar den här texten." in said.out

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("hitta-på",), "Det finns inget kommando"),
            (("look", "--dag", DAY), "Det finns inget val --dag. Menade du --day?"),
            (("look", "--xyzzy"), "Det finns inget val --xyzzy"),
            (("timeline",), "Det saknas ett värde"),
            (("look", "--day"), "Valet --day behöver ett värde"),
            (("look", "--day", "i morgon"), "«i morgon» är ingen dag. Skriv som 2026-11-24."),
            (("expiries", "--within", "många"), "det ska vara ett helt tal"),
            (("expiries", "--within", "-1"), "--within är fel: det ska vara minst 0"),
            (("expiries", "--within", "99999"), "det ska vara högst 36500"),
            (("run", "--day", DAY), "--day går bara ihop med --once"),
            (("import",), "Ange vad som ska läsas in"),
            (("simulate", "--from", "2027-01-02", "--to", "2027-01-01"), "är före --from"),
            (("made-up", "atlantis", "x"), "sormland, orebro"),
        ],
    )
    def test_wrong_use_is_said_in_swedish_and_is_two(
        self, command: Command, arguments: tuple[str, ...], words: str
    ) -> None:
        said = command(*arguments)
        assert said.code == 2
        assert words in said.err
        assert ENGLISH.findall(said.err) == []

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("--from", "ingen", "--to", "sara"), "Det finns ingen handläggare med användarnamnet ingen"),
            (("--from", "sara", "--to", "sara"), "ska vara olika"),
            (("A-9", "--from", "sara", "--to", "bo"), "Det finns ingen handläggare med användarnamnet bo"),
        ],
    )
    def test_a_handover_that_cannot_be_is_wrong_use_too(
        self, filled: Command, arguments: tuple[str, ...], words: str
    ) -> None:
        said = filled("handover", *arguments, "--day", "2030-01-07")
        assert said.code == 2
        assert words in said.err


class TestRegister:
    def test_init_makes_what_is_missing_once(self, command: Command, workplace: Path) -> None:
        assert command("init").out == "Registret är gjort.\n"
        assert {path.name for path in workplace.iterdir()} >= {"dinadatum.sqlite", "dinadatum.keys"}
        keys = (workplace / "dinadatum.keys").read_bytes()
        assert command("init").out == "Registret finns och är i ordning.\n"
        assert (workplace / "dinadatum.keys").read_bytes() == keys

    def test_init_never_makes_new_keys_for_a_register_that_has_some(
        self, command: Command, workplace: Path
    ) -> None:
        command("init")
        (workplace / "dinadatum.keys").unlink()
        said = command("init")
        assert said.code == 1
        assert "Lägg tillbaka den som hör till databasen" in said.err
        assert not (workplace / "dinadatum.keys").exists()

    def test_a_command_before_init_says_so(self, command: Command) -> None:
        command("keys", "new")
        said = command("expiries")
        assert (said.code, "Kör «dinadatum init» först." in said.err) == (1, True)

    def test_import_takes_the_good_rows_and_gives_the_bad_back(self, command: Command, files: Path) -> None:
        command("init")
        with (files / "personer.csv").open("a", encoding="utf-8") as file:
            file.write("A-3;31 maj;Cy;;;;;;\n")
        said = command("import", files)
        assert said.code == 3
        assert (files / "personer.avvisade.csv").is_file()
        assert "31 maj" in said.out
        assert command("timeline", "A-1").code == 0
        assert command("timeline", "A-3").code == 2

    def test_import_again_changes_nothing_and_dry_run_nothing_at_all(
        self, command: Command, files: Path
    ) -> None:
        command("init")
        assert "inget är ändrat" in command("import", "--dry-run", files).out
        assert command("timeline", "A-1").code == 2
        command("import", files)
        again = command("import", files)
        assert again.code == 0
        assert re.search(r"personer\s+0\s+0\s+2\s+0", again.out)

    def test_import_of_what_is_not_there_is_said(self, filled: Command) -> None:
        said = filled("import", "borta")
        assert said.code == 2
        assert "borta" in said.err

    def test_the_template_shows_every_file(self, command: Command, workplace: Path) -> None:
        assert command("import", "--template", "mall").code == 0
        assert len(list((workplace / "mall").glob("*.csv"))) == 9

    def test_made_up_writes_the_same_files_for_the_same_seed_and_day(
        self, command: Command, workplace: Path
    ) -> None:
        for folder in ("ett", "två"):
            assert command("made-up", "orebro", folder, "--seed", "3", "--day", DAY).code == 0
        one, two = ({p.name: p.read_bytes() for p in (workplace / f).iterdir()} for f in ("ett", "två"))
        assert one == two
        assert len(one["personer.csv"].splitlines()) > 943


class TestShapes:
    """What scripts read."""

    def test_timeline(self, filled: Command) -> None:
        data = filled("timeline", "A-1", "--json").data
        assert set(data) == {"ref", "today", "edition", "dates", "findings"}
        assert data["ref"] == "A-1"
        for date in data["dates"]:
            assert set(date) == {
                "code", "name", "first", "last", "rule", "paragraph", "steps", "certain", "why_uncertain",
            }  # fmt: skip
            assert isinstance(date["steps"], list)
            assert isinstance(date["certain"], bool)
        assert any("2027-05-31" in (date["first"], date["last"]) for date in data["dates"])
        table = filled("timeline", "A-1")
        assert "varför" in table.out
        assert "kap." in table.out

    def test_timeline_if(self, filled: Command) -> None:
        moved = filled("timeline", "A-1", "--if", "beslut till=2027-12-31", "--json").data["moves"]
        assert moved
        assert set(moved[0]) == {"code", "name", "before", "after"}
        wrong = filled("timeline", "A-1", "--if", "gissa")
        assert wrong.code == 2
        assert wrong.err

    def test_findings(self, filled: Command) -> None:
        rows = filled("findings", "--json").data
        assert rows
        assert {frozenset(row) for row in rows} == {frozenset({"ref", "code", "text", "paragraph"})}
        assert {row["ref"] for row in rows} == {"A-2"}
        assert filled("findings", "--unit", "5065", "--json").data == []
        assert "motsäger" in filled("findings", "--unit", "5065").out

    def test_expiries(self, filled: Command) -> None:
        filled("look", "--day", DAY)
        rows = filled("expiries", "--within", "400", "--json", "--day", DAY).data
        keys = [
            "ref", "what", "day", "unit", "municipality", "caseworker", "kind", "extent", "step", "risk",
            "next_message_day",
        ]  # fmt: skip
        assert [list(row) for row in rows] == [keys] * len(rows)
        assert {row["what"] for row in rows} <= {
            "decision",
            "age_30",
            "dormancy",
            "trial",
            "last_day_without_loss",
        }
        assert ("A-1", "decision", "2027-05-31") in {(row["ref"], row["what"], row["day"]) for row in rows}
        assert [row["day"] for row in rows] == sorted(row["day"] for row in rows)
        assert any(row["next_message_day"] for row in rows)
        table = list(
            csv.DictReader(io.StringIO(filled("expiries", "--within", "400", "--csv", "--day", DAY).out))
        )
        assert list(table[0]) == keys
        assert [row["day"] for row in table] == [row["day"] for row in rows]
        unit = filled("expiries", "--unit", "5065", "--within", "400", "--json", "--day", DAY).data
        assert {row["ref"] for row in unit} == {"A-1"}

    def test_simulate(self, filled: Command) -> None:
        ask = ("simulate", "--from", DAY, "--to", "2027-06-30", "--json")
        rows = filled(*ask).data
        assert len(rows) > 10
        assert {tuple(row) for row in rows} == {
            (
                "day", "time", "person", "recipient", "road", "kind", "template", "text", "chars", "pace",
                "key_date", "key_date_day", "why",
            )
        }  # fmt: skip
        assert [(row["day"], row["time"]) for row in rows] == sorted(
            (row["day"], row["time"]) for row in rows
        )
        assert all(row["chars"] == len(row["text"]) for row in rows if row["road"] == "sms")
        assert filled(*ask).data == rows
        mine = filled(*ask, "--person", "A-1").data
        assert mine == [row for row in rows if row["person"] == "A-1"]
        assert filled("simulate", "--person", "X-9").code == 2

    def test_law_and_texts(self, command: Command) -> None:
        assert command("texts", "check").code == 0
        assert {row["id"] for row in command("texts", "show", "M03", "--json").data} == {"M03"}
        assert command("texts", "show", "M999").code == 2
        assert command("law", "--help").code == 0


class TestDays:
    def test_look_then_send_then_nothing_more(self, filled: Command, workplace: Path) -> None:
        looked = filled("look", "--day", DAY)
        assert "2 personer har gåtts igenom" in looked.out
        first = filled("send", "--day", DAY)
        written = sorted(path for path in workplace.glob("outbox/*/*"))
        assert written
        assert f"Skickade: {len(written)}." in first.out
        assert "Skickade: 0." in filled("send", "--day", DAY).out
        assert sorted(path for path in workplace.glob("outbox/*/*")) == written
        head, _, text = written[0].read_text(encoding="utf-8").partition("\n\n")
        keys = [line.split(":")[0] for line in head.splitlines()]
        assert keys[:1] == ["to"]
        assert {"road", "template", "wording", "chars", "parts", "key date", "why"} <= set(keys)
        assert f"chars: {len(text)}" in head

    def test_run_once_twice_sends_nothing_twice(self, filled: Command, workplace: Path) -> None:
        first = filled("run", "--once", "--day", DAY)
        assert first.code == 0
        assert "Nästa dag då något skickas" in first.out
        written = {path: path.read_bytes() for path in workplace.glob("outbox/*/*")}
        assert written
        again = filled("run", "--once", "--day", DAY)
        assert again.code == 0
        assert "skickade nu            0" in again.out
        assert {path: path.read_bytes() for path in workplace.glob("outbox/*/*")} == written

    def test_the_first_run_draws_a_county_that_nobody_can_be_reached_from(
        self, command: Command, workplace: Path
    ) -> None:
        said = command("run", "--once", "--day", DAY)
        assert said.code == 0
        counts = {words: int(n) for words, n in re.findall(r"^  (\D+?)\s+(\d+)", said.out, re.MULTILINE)}
        assert counts["personer"] > 886 + 175
        assert counts["beslut"] > counts["personer"]
        assert counts["viktiga datum"] > counts["beslut"]
        assert counts["skickade nu"] == len(list(workplace.glob("outbox/*/*"))) > 0
        assert {path.suffix for path in workplace.glob("outbox/*/*")} == {".txt", ".eml"}
        assert (workplace / "dinadatum.inloggning").stat().st_mode & 0o777 == 0o600
        assert "påhittat" in command("doctor").out

    def test_run_once_never_draws_people_into_a_register_with_a_real_road(
        self, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DINADATUM_MAIL_CHANNEL", "smtp")
        monkeypatch.setenv("DINADATUM_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("DINADATUM_SMTP_FROM", "post@example.se")
        said = command("run", "--once", "--day", DAY)
        assert "Registret är tomt. Läs in personer" in said.out
        assert "personer               0" in said.out

    @pytest.mark.parametrize("by", ["file", "variable"])
    @pytest.mark.usefixtures("few_people")
    def test_run_never_draws_people_into_a_database_that_somebody_chose_unless_asked(
        self, command: Command, workplace: Path, monkeypatch: pytest.MonkeyPatch, by: str
    ) -> None:
        if by == "file":
            (workplace / "config.toml").write_text(
                '[database]\nurl = "sqlite:///eget.sqlite"\n', encoding="utf-8"
            )
        else:
            monkeypatch.setenv("DINADATUM_DATABASE_URL", "sqlite:///eget.sqlite")
        said = command("run", "--once", "--day", DAY)
        assert said.code == 0
        for words in ("Registret är tomt", "dinadatum import MAPP", "dinadatum run --made-up"):
            assert words in said.out
        assert "personer               0" in said.out
        assert "påhittat" not in command("doctor").out
        asked = command("run", "--once", "--day", DAY, "--made-up")
        assert "drar ett påhittat län" in asked.out
        assert "påhittat" in command("doctor").out
        again = command("run", "--once", "--day", DAY, "--made-up")
        assert "Registret är inte tomt: inget påhittat läggs till." in again.out


class TestKeys:
    def test_new_never_overwrites(self, command: Command, workplace: Path) -> None:
        assert command("keys", "new").code == 0
        kept = (workplace / "dinadatum.keys").read_bytes()
        said = command("keys", "new")
        assert (said.code, "finns redan" in said.err) == (2, True)
        assert (workplace / "dinadatum.keys").read_bytes() == kept

    def test_rotate_and_throw_the_old_one_away(self, filled: Command, workplace: Path) -> None:
        said = filled("keys", "rotate")
        assert said.code == 0
        assert re.search(r"Klart\. \d+ texter", said.out)
        path = workplace / "dinadatum.keys"
        text = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub(r'encryption = \["([^"]+)", .*\]', r'encryption = ["\1"]', text), encoding="utf-8"
        )
        assert path.read_text(encoding="utf-8").count('", "') == 0
        assert filled("timeline", "A-1").code == 0
        assert filled("doctor").code == 0

    def test_other_keys_open_nothing_and_change_nothing(self, filled: Command, workplace: Path) -> None:
        before = (workplace / "dinadatum.sqlite").read_bytes()
        (workplace / "dinadatum.keys").unlink()
        filled("keys", "new")
        said = filled("look", "--day", DAY)
        assert (said.code, "Nycklarna passar inte" in said.err) == (1, True)
        assert (workplace / "dinadatum.sqlite").read_bytes() == before


class TestBackup:
    def test_the_copy_opens_and_holds_everybody(self, filled: Command, workplace: Path) -> None:
        assert filled("backup", "kopia.sqlite").code == 0
        assert sorted(path.name for path in workplace.glob("kopia*")) == ["kopia.sqlite"]
        assert (workplace / "kopia.sqlite").stat().st_mode & 0o077 == 0
        with sqlite3.connect(workplace / "kopia.sqlite") as copy:
            assert copy.execute("SELECT count(*) FROM person").fetchone() == (2,)
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        copy.close()
        (workplace / "annan.toml").write_text('[database]\nurl = "sqlite:///kopia.sqlite"\n')
        copied = filled("timeline", "A-1", "--json", "--config", "annan.toml").data
        assert copied == filled("timeline", "A-1", "--json").data

    def test_never_over_a_file_and_never_half(self, filled: Command, workplace: Path) -> None:
        (workplace / "kopia").write_text("viktigt")
        said = filled("backup", "kopia")
        assert (said.code, "finns redan" in said.err) == (1, True)
        assert (workplace / "kopia").read_text() == "viktigt"
        assert filled("backup", "borta/kopia").code == 1
        assert not list(workplace.glob("*.part"))


class TestSettings:
    def test_config_may_stand_before_and_after_the_command(self, command: Command, workplace: Path) -> None:
        (workplace / "min.toml").write_text('[database]\nurl = "sqlite:///min.sqlite"\n')
        assert command("--config", "min.toml", "init").code == 0
        assert (workplace / "min.sqlite").exists()
        for order in (
            ("init", "--config", "min.toml"),
            ("--config=min.toml", "init"),
            ("init", "--config=min.toml"),
        ):
            assert command(*order).out == "Registret finns och är i ordning.\n"
        assert not (workplace / "dinadatum.sqlite").exists()
        assert command("--config", "borta.toml", "init").code == 2

    def test_a_slip_is_said_by_every_command(self, command: Command, workplace: Path) -> None:
        (workplace / "config.toml").write_text("[webb]\nport = 1\n")
        for arguments in (("init",), ("look",), ("run", "--once"), ("expiries",)):
            said = command(*arguments)
            assert (said.code, "Menade du web?" in said.err) == (2, True)

    @pytest.mark.parametrize("text", ["inte toml", '[sending]\nfirst_hour = "nio"\n', ""])
    def test_a_broken_file_of_paces_is_said(self, filled: Command, workplace: Path, text: str) -> None:
        (workplace / "takter.toml").write_text(text)
        (workplace / "config.toml").write_text('[paces]\nfile = "takter.toml"\n')
        said = filled("look", "--day", DAY)
        assert (said.code, "takter.toml" in said.err) == (2, True)


class TestDoctor:
    def test_a_healthy_service(self, filled: Command) -> None:
        said = filled("doctor")
        assert said.code == 0
        assert "FEL" not in said.out
        for thing in (
            "inställningar",
            "nycklar",
            "databas",
            "tabeller",
            "kanaler",
            "klocka",
            "texter",
            "helgdagar",
        ):
            assert thing in said.out

    @pytest.mark.parametrize(
        ("harm", "words"),
        [
            (lambda place: (place / "config.toml").write_text("[wab]\n"), "Menade du web?"),
            (lambda place: (place / "dinadatum.keys").unlink(), "Lägg tillbaka den"),
            (lambda place: (place / "dinadatum.keys").write_text("x"), "dinadatum keys new"),
            (lambda place: (place / "dinadatum.sqlite").unlink(), "dinadatum init"),
            (lambda place: (place / "dinadatum.sqlite").write_bytes(b"skrap" * 999), "Databasen"),
        ],
    )
    def test_what_is_broken_is_said_with_what_to_do(
        self, filled: Command, workplace: Path, harm, words: str
    ) -> None:
        for extra in workplace.glob("dinadatum.sqlite-*"):
            extra.unlink()
        harm(workplace)
        said = filled("doctor")
        assert said.code == 3
        assert "FEL" in said.out
        assert words in said.out

    def test_one_trouble_is_told_once(self, filled: Command, workplace: Path) -> None:
        (workplace / "dinadatum.keys").unlink()
        said = filled("doctor")
        assert said.out.count("dinadatum.keys finns inte") == 1
        assert "FEL  klocka: gick inte att pröva, se nycklar" in said.out

    def test_a_folder_that_takes_nothing(self, filled: Command, workplace: Path) -> None:
        (workplace / "outbox").write_text("en fil")
        assert "utkorg: [outbox] folder: outbox ligger inte i en mapp" in filled("doctor").out

    def test_a_mailbox_that_nobody_can_log_in_to(
        self, filled: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("IMAP_PASSWORD", raising=False)
        monkeypatch.setenv("DINADATUM_IMAP_HOST", "brev.example")
        assert "[imap] username är tom" in filled("doctor").out
        monkeypatch.setenv("DINADATUM_IMAP_USERNAME", "post")
        assert "IMAP_PASSWORD är tom" in filled("doctor").out

    def test_a_certificate_that_is_not_there(self, filled: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DINADATUM_MAIL_CHANNEL", "smtp")
        monkeypatch.setenv("DINADATUM_SMTP_HOST", "brev.example")
        monkeypatch.setenv("DINADATUM_SMTP_FROM", "post@example.se")
        monkeypatch.setenv("DINADATUM_SMTP_CA_FILE", "saknas.pem")
        assert "[smtp] ca_file går inte att använda: filen finns inte." in filled("doctor").out

    def test_a_channel_that_lacks_its_secret(self, filled: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("TWILIO_AUTH_TOKEN", raising=False)
        monkeypatch.setenv("DINADATUM_SMS_CHANNEL", "twilio")
        said = filled("doctor")
        assert (said.code, "TWILIO_AUTH_TOKEN är tom" in said.out) == (3, True)


def test_an_unforeseen_fault_is_a_sentence_without_values(
    filled: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dinadatum.usecases.looks import daily_look

    def break_down(*_arguments: object, **_settings: object) -> None:
        raise RuntimeError("Åsa 070-1740605")

    monkeypatch.setattr(daily_look, "look", break_down)
    said = filled("look")
    assert said.code == 1
    assert "RuntimeError" in said.err
    assert "Åsa" not in said.err
    assert "070" not in said.err


def test_ctrl_c_is_said_and_is_one(filled: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    from dinadatum.usecases.looks import daily_look

    def interrupt(*_arguments: object, **_settings: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(daily_look, "look", interrupt)
    said = filled("look")
    assert (said.code, said.err) == (1, "Avbrutet.\n")


def test_a_terminal_without_swedish_letters_and_a_full_disk(workplace: Path) -> None:
    start = [sys.executable, "-m", "dinadatum", "law"]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONIOENCODING": "ascii"}
    narrow = subprocess.run(start, env=environment, capture_output=True, text=True)
    assert (narrow.returncode, narrow.stderr) == (0, "")
    assert "s?kert" in narrow.stdout
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(start, env=environment, stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, "full." in done.stderr) == (1, True)


def test_the_program_itself_and_a_reader_that_leaves(workplace: Path) -> None:
    start = [sys.executable, "-m", "dinadatum"]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "", "LC_ALL": "C.UTF-8"}
    done = subprocess.run([*start, "init"], env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Registret är gjort.\n", "")
    wrong = subprocess.run([*start, "hitta-på"], env=environment, capture_output=True, text=True)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "Det finns inget kommando" in wrong.stderr
    show = subprocess.Popen(
        [*start, "texts", "show"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert show.stdout is not None
    assert show.stderr is not None
    show.stdout.read(10)
    show.stdout.close()
    assert show.wait(timeout=60) == 0
    assert show.stderr.read() == b""
