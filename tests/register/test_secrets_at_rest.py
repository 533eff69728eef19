"""Names, numbers, addresses and texts can't be read in the database without the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, text

from dinadatum.errors import KeyFileError
from dinadatum.register import crypto
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.usecases.upkeep.rotating import rotate_all
from notify.values import Copies, Road
from tests.register.registers import (
    KEYS,
    NOW,
    add_caseworker,
    add_messages,
    add_person,
    open_register,
)

SECRETS = (
    "Hemlina", "Hemlinsson", "+46701740611", "hemlina@example.se", "Hemvägen 7", "61199", "Hemköping",
    "Ombudina", "+46701740612", "ombud@example.se",
    "Handlina", "HandlSms", "0701740613", "handl@example.se",
    "Hemlig rubrik", "Hemlig text åäö", "Hemligt svar", "Hemlig anteckning",
)  # fmt: skip


def fill(database: Database) -> None:
    """Put a secret in every secret column, and change one, so that the log holds old and new."""
    with database.transaction("anna", NOW) as session:
        add_caseworker(
            session, name="Handlina", sms_name="HandlSms", phone="0701740613", email="handl@example.se"
        )
        person = add_person(
            session,
            first_name="Hemlina",
            last_name="Hemlinsson",
            mobile="+46701740611",
            mobile_hash=database.keyring.fingerprint("+46701740611"),
            email="hemlina@example.se",
            email_hash=database.keyring.fingerprint("hemlina@example.se"),
            street="Hemvägen 7",
            postcode="61199",
            city="Hemköping",
        )
        session.add(
            t.Ombud(
                person_id=person.id,
                name="Ombudina",
                name_hash=database.keyring.fingerprint("Ombudina"),
                mobile="+46701740612",
                email="ombud@example.se",
                first_day=date(2026, 1, 1),
                copies=Copies.ALL,
            )
        )
        (message,) = add_messages(session, person.id)
        message.subject, message.text = "Hemlig rubrik", "Hemlig text åäö"
        session.add(
            t.Reply(
                person_id=person.id,
                road=Road.SMS,
                provider_id="SM1",
                sender_hash="x",
                received_at=NOW,
                text="Hemligt svar",
            )
        )
        session.add(
            t.Task(
                identity="uppgift",
                person_id=person.id,
                kind="take_over",
                day=date(2026, 12, 1),
                why="Ring.",
                created_at=NOW,
                note="Hemlig anteckning",
            )
        )
    with database.transaction("anna", NOW) as session:
        person = session.scalars(select(t.Person)).one()
        person.last_name = "Hemlinsson-Ny"


def raw_cells(database: Database) -> Iterator[str]:
    """Yield every cell of every table as the database itself holds it."""
    with database.engine.connect() as connection:
        for table in t.Base.metadata.sorted_tables:
            for row in connection.execute(text(f'SELECT * FROM "{table.name}"')):
                yield from (str(cell) for cell in row)


def test_no_secret_is_readable_in_any_cell(register: Database) -> None:
    fill(register)
    cells = "\n".join(raw_cells(register))
    assert [secret for secret in SECRETS if secret in cells] == []


def test_no_secret_is_readable_in_the_file(sqlite_register: Database) -> None:
    fill(sqlite_register)
    file = Path(str(sqlite_register.engine.url.database))
    content = b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
    assert b"P-1" in content, "the reference is no secret, and shows that the right file was read"
    assert [secret for secret in SECRETS if secret.encode() in content] == []


def test_with_the_keys_everything_is_read_back(register: Database) -> None:
    fill(register)
    with register.reading() as session:
        person = session.scalars(select(t.Person)).one()
        assert (person.first_name, person.mobile, person.city) == ("Hemlina", "+46701740611", "Hemköping")
        assert session.scalars(select(t.Message.text)).one() == "Hemlig text åäö"
        found = select(t.Person.ref).where(t.Person.mobile_hash == KEYS.fingerprint("+46701740611"))
        assert session.scalar(found) == "P-1"


def test_other_keys_read_nothing_and_change_nothing(register: Database) -> None:
    fill(register)
    before = list(raw_cells(register))
    stranger = open_register(register.engine.url.render_as_string(hide_password=False), crypto.new_keyring())
    with pytest.raises(KeyFileError, match=r"Nycklarna passar inte till databasen.*Inget är ändrat"):
        stranger.check_keys()
    with pytest.raises(KeyFileError), stranger.reading() as session:
        session.scalars(select(t.Person)).all()
    with pytest.raises(KeyFileError):
        rotate_all(stranger, "anna", NOW)
    stranger.close()
    assert list(raw_cells(register)) == before


def test_turned_keys_read_everything_and_the_old_ones_may_go(register: Database) -> None:
    fill(register)
    url = register.engine.url.render_as_string(hide_password=False)
    both = crypto.with_new_key(KEYS)
    turning = open_register(url, both)
    steps: list[tuple[int, int]] = []
    count = rotate_all(turning, "anna", NOW, lambda done, total: steps.append((done, total)))
    turning.close()
    assert count >= len(SECRETS)
    assert steps[-1][0] == steps[-1][1]
    only_new = open_register(url, crypto.Keyring(both.encryption[:1], both.lookup))
    only_new.check_keys()
    with only_new.reading() as session:
        assert session.scalars(select(t.Person)).one().first_name == "Hemlina"
        assert {row.detail is None for row in session.scalars(select(t.Audit))} == {True, False}
        rotated = session.scalars(select(t.Audit).where(t.Audit.action == "rotated")).one()
        assert (rotated.actor, rotated.what) == ("anna", "keys")
    only_new.close()
    with pytest.raises(KeyFileError), register.reading() as session:
        session.scalars(select(t.Person)).all()


def test_turning_twice_is_as_turning_once(sqlite_register: Database) -> None:
    fill(sqlite_register)
    assert rotate_all(sqlite_register, "anna", NOW) == rotate_all(sqlite_register, "anna", NOW)
    with sqlite_register.reading() as session:
        assert session.scalars(select(t.Person)).one().first_name == "Hemlina"


class TestKeyFile:
    def test_is_read_back_and_only_the_owner_may_read_it(self, tmp_path: Path) -> None:
        path = tmp_path / "nycklar"
        ring = crypto.with_new_key(crypto.new_keyring())
        crypto.write(path, ring)
        assert crypto.read(path) == ring
        assert path.stat().st_mode & 0o777 == 0o600
        assert [file.name for file in tmp_path.iterdir()] == ["nycklar"]

    @pytest.mark.parametrize(
        "content", ["", "encryption = []", 'encryption = ["kort"]\nlookup = "x"', "inte toml", 'lookup = "x"']
    )
    def test_a_broken_one_is_refused_with_a_sentence(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "nycklar"
        path.write_text(content)
        with pytest.raises(KeyFileError, match="dinadatum keys new"):
            crypto.read(path)

    def test_a_missing_one_says_what_to_do(self, tmp_path: Path) -> None:
        with pytest.raises(KeyFileError, match=r"Nyckelfilen borta finns inte.*Lägg tillbaka"):
            crypto.read(tmp_path / "borta")

    def test_the_environment_goes_before_the_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ring = crypto.new_keyring()
        monkeypatch.setenv(crypto.ENVIRONMENT, crypto.dump(ring))
        assert crypto.read(tmp_path / "borta") == ring

    def test_keys_never_show_where_values_are_printed(self) -> None:
        ring = crypto.new_keyring()
        assert ring.lookup not in repr(ring)
        assert ring.encryption[0] not in repr(ring)


def test_an_empty_database_takes_the_first_keys(register_url: Callable[[str], str]) -> None:
    database = open_register(register_url("sqlite"))
    database.check_keys()
    database.check_keys()
    assert database.meta("key_check") is not None
    database.close()
