"""What is said when the database says no: by its code, or by its words in more than one language."""

from __future__ import annotations

import pytest

from dinadatum.register.refusals import by_code, by_words

START = 'connection failed: connection to server at "192.0.2.1", port 5432 failed: '


class _Error(Exception):
    def __init__(self, sqlstate: str | None) -> None:
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('FATAL:  password authentication failed for user "dina"', "godtar inte namnet"),
        ('FATALT:  Lösenordsautentisering misslyckades för användare "dina"', "godtar inte namnet"),
        ('FATALT:  Peer-autentisering misslyckades för användare "dina"', "Kör som den"),
        ('FATAL:  role "dina" does not exist', "createuser"),
        ('FATALT:  rollen "dina" finns inte', "createuser"),
        ('FATALT:  roll "dina" tillåts inte logga in', "ALTER ROLE"),
        ('FATAL:  database "full" does not exist', "createdb"),
        ('FATALT:  databasen "locked" existerar inte', "createdb"),
        ('FATALT:  rättighet saknas för databas "dinadatum"', "ALTER DATABASE"),
        ('FATALT:  ingen rad i pg_hba.conf för värd "192.0.2.7", användare "dina"', "se pg_hba.conf"),
        ('FATAL:  kein pg_hba.conf-Eintrag für Host "192.0.2.7", Benutzer "dina"', "se pg_hba.conf"),
        ("FATALT:  ledsen, för många klienter", "max_connections"),
        ("FATALT:  resterande anslutningsslottar är reserverade för superuser", "max_connections"),
        ("FATALT:  databassystemet startar upp", "Försök igen"),
        ("fe_sendauth: no password supplied", "PGPASSWORD"),
    ],
)
def test_a_server_that_lets_nobody_in_is_understood_in_two_languages(said: str, words: str) -> None:
    sentence = by_words(f"{START}{said}\n")
    assert words in sentence
    assert sentence.count("Inget är ändrat.") == 1


def test_of_another_language_the_servers_own_sentence_is_shown() -> None:
    sentence = by_words(f"{START}FATAL:  Datenbank »dinadatum« existiert nicht\nDETAIL:  x\n")
    assert "«Datenbank »dinadatum« existiert nicht»" in sentence
    assert "svarar inte" not in sentence


@pytest.mark.parametrize(
    "said",
    [
        f"{START}Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?",
        "connection timeout expired",
        "server closed the connection unexpectedly",
    ],
)
def test_a_server_that_is_not_there_is_said(said: str) -> None:
    assert "svarar inte" in by_words(said)


@pytest.mark.parametrize(
    ("code", "words"),
    [("53100", "Disken är full"), ("25006", "bara att läsa"), ("57P01", "startas om"), ("42501", "OWNER TO")],
)
def test_a_code_is_understood_whatever_the_language(code: str, words: str) -> None:
    sentence = by_code(_Error(code))
    assert sentence is not None
    assert words in sentence
    assert "Inget är ändrat." in sentence


@pytest.mark.parametrize("error", [_Error(None), _Error("XX000"), ValueError()])
def test_a_code_that_is_not_known_says_nothing(error: Exception) -> None:
    assert by_code(error) is None
