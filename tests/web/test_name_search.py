"""Looking people up: by reference, by whole words of the name, never through an address, never too much."""

from __future__ import annotations

from sqlalchemy import delete, func, select

from dinadatum.register import name_words
from dinadatum.register import tables as t
from dinadatum.usecases.lists.name_search import fill_words, find_people
from tests.web.conftest import KEYS, NOW, TODAY, Site, token_of
from tests.web.html_check import assert_sound, text_of
from tests.web.small_unit import SECRET_NAME
from tests.web.test_expiry_filters import _viewer


def _find(site: Site, asked: str, username: str = "sara") -> str:
    client = site.client(username)
    data = {"csrf_token": token_of(client, "/utgangar"), "sok": asked}
    answer = client.post("/utgangar/sok", data=data)
    assert answer.location is None
    return text_of(assert_sound(answer.get_data(as_text=True)))


def test_words_of_names() -> None:
    assert name_words.words("Anna-Karin", "Ek  af Å") == {"anna", "karin", "ek", "af", "å"}
    assert name_words.words(None, "") == frozenset()
    assert name_words.words("Åsa") == name_words.words("A\u030asa")


def test_somebody_is_found_by_reference_and_by_whole_words(site: Site) -> None:
    for asked in ("W-1", "w-1", "ettsson", "Kim ETTSSON", " ettsson,  kim "):
        words = _find(site, asked)
        assert "En träff" in words, asked
        assert "Kim Ettsson" in words
    assert "Ingen träff" in _find(site, "Etts")
    assert "Ingen träff" in _find(site, "Kim Ettsson Tresson")


def test_many_of_the_same_name_are_listed_by_reference(site: Site) -> None:
    words = _find(site, "kim")
    assert [ref for ref in ("W-1", "W-2", "W-3", "W-4", "W-5", "W-6") if ref in words] == [
        "W-1",
        "W-4",
        "W-5",
        "W-6",
    ]


def test_other_units_and_protected_names_are_not_found(site: Site) -> None:
    assert "Ingen träff" in _find(site, "Tresson")
    assert "Ingen träff" in _find(site, SECRET_NAME)
    assert SECRET_NAME in _find(site, SECRET_NAME, "omar")
    words = _find(site, "W-2")
    assert "skyddade uppgifter" in words
    assert "Omar" not in words


def test_a_gruppledare_finds_nobody_protected_by_name_even_without_handlaggare(site: Site) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        person = session.scalars(select(t.Person).where(t.Person.ref == "W-2")).one()
        person.caseworker_id = None
    assert "Ingen träff" in _find(site, SECRET_NAME, "greta")


def test_an_empty_question_is_said_by_its_field(site: Site) -> None:
    assert "Skriv en referens" in _find(site, "  ")


def test_those_whose_names_were_shown_are_written_down_and_the_question_is_not(site: Site) -> None:
    find_people(site.service.database, _viewer(site, "sara"), "ettsson", today=TODAY, now=NOW)
    find_people(site.service.database, _viewer(site, "sara"), "W-2", today=TODAY, now=NOW)
    with site.service.database.reading() as session:
        rows = session.execute(
            select(t.Audit.actor, t.Audit.person_id, t.Audit.detail).where(t.Audit.action == "found")
        ).all()
        one = session.scalar(select(t.Person.id).where(t.Person.ref == "W-1"))
    assert [tuple(row) for row in rows] == [("sara", one, None)]


def test_the_words_follow_the_name(site: Site) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        person = session.scalars(select(t.Person).where(t.Person.ref == "W-1")).one()
        person.last_name = "Nyman"
    assert "Ingen träff" in _find(site, "Ettsson")
    assert "Kim Nyman" in _find(site, "nyman")
    with site.service.database.transaction("prov", NOW) as session:
        session.delete(session.scalars(select(t.Person).where(t.Person.ref == "W-7")).one())


def test_an_older_register_gets_its_words_once(site: Site) -> None:
    database = site.service.database
    with database.transaction("prov", NOW) as session:
        before = session.scalar(select(func.count()).select_from(t.PersonWord))
        session.execute(delete(t.PersonWord))
    assert "Ingen träff" in _find(site, "ettsson")
    assert fill_words(database, NOW) >= 6
    assert fill_words(database, NOW) == 0
    assert "En träff" in _find(site, "ettsson")
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(t.PersonWord)) == before


def test_what_is_kept_tells_no_name(site: Site) -> None:
    with site.service.database.reading() as session:
        kept = set(session.scalars(select(t.PersonWord.hash)))
    assert name_words.word_hash(KEYS, "ettsson") in kept
    assert all(len(each) == 64 and int(each, 16) >= 0 for each in kept)
    assert KEYS.fingerprint("ettsson") not in kept
