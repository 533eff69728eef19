"""The form of the steps that a person takes alone, and where the choice is shown."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from flask.testing import FlaskClient
from pypdf import PdfReader
from werkzeug.datastructures import MultiDict

from tests.web.conftest import Site
from tests.web.html_check import assert_sound, text_of
from tests.web.test_changing import _change, _form, _hidden, _person, _post, _undo_link


def choose(client: FlaskClient, ref: str, steps: Sequence[str]) -> str:
    """Tick steps, look at what will change, and keep it. Gives the preview."""
    form = {name: value for name, value in _form(client, "egna", ref).items() if name != "egna_steg"}
    ticked = [*form.items(), ("steg_nu", "granska"), *(("egna_steg", step) for step in steps)]
    seen = client.post("/arende/andra", data=MultiDict(ticked))
    page = seen.get_data(as_text=True)
    assert seen.status_code == 200, text_of(assert_sound(page))
    kept = client.post("/arende/andra", data={**_hidden(page), "steg_nu": "spara"})
    assert kept.status_code == 303
    return text_of(assert_sound(page))


def page(client: FlaskClient, address: str) -> str:
    return text_of(assert_sound(client.get(address).get_data(as_text=True)))


def test_amendment_13_the_choice_is_written_shown_and_undone(site: Site) -> None:
    sara = site.client("sara")
    preview = choose(sara, "W-6", ["1", "3"])
    assert "steg 1: boka tid, steg 3: ansöka" in preview
    assert _person(site, "W-6").steps_alone == "1 3"
    case = page(sara, "/arende?ref=W-6")
    assert "Personen tar steg 1 och 3 själv." in case
    assert "Tar själv: tomt → blev steg 1 och 3" in case
    sara.post("/arende/angra", data=_hidden(sara.get(_undo_link(sara, "W-6")).text))
    assert _person(site, "W-6").steps_alone == ""
    assert "Personen tar" not in page(sara, "/arende?ref=W-6")


def test_amendment_13_the_form_shows_what_stands_and_is_emptied(site: Site) -> None:
    sara = site.client("sara")
    choose(sara, "W-6", ["2"])
    form = sara.get("/arende/andra?ref=W-6&vad=egna").get_data(as_text=True)
    assert 'value="2" checked' in form
    assert 'value="1" checked' not in form
    choose(sara, "W-6", [])
    assert _person(site, "W-6").steps_alone == ""


def test_amendment_13_the_two_wishes_are_refused_together_whichever_comes_first(site: Site) -> None:
    sara = site.client("sara")
    choose(sara, "W-6", ["3"])
    answer = _post(sara, _form(sara, "ensam", "W-6"), "granska", ombud_ensam="ja")
    assert answer.status_code == 422
    assert "Personen tar steg 3 själv. Det går inte ihop" in answer.get_data(as_text=True)
    choose(sara, "W-6", [])
    _change(sara, "ensam", ref="W-6", ombud_ensam="ja")
    answer = _post(sara, _form(sara, "egna", "W-6"), "granska", egna_steg="1")
    assert answer.status_code == 422
    assert "Ombudet får meddelandena ensamt. Det går inte ihop" in answer.get_data(as_text=True)
    assert _person(site, "W-6").steps_alone == ""


def test_amendment_13_what_is_no_step_is_refused(site: Site) -> None:
    sara = site.client("sara")
    answer = _post(sara, _form(sara, "egna", "W-6"), "granska", egna_steg="7")
    assert answer.status_code == 422
    assert "som 1 3" in answer.get_data(as_text=True)


def test_amendment_13_the_person_and_the_file_see_it_too(site: Site) -> None:
    sara = site.client("sara")
    own = "Du tar steg 4 själv. Ditt ombud får inget veta om det."
    for ref, has_ombud in (("W-6", True), ("W-1", False)):
        choose(sara, ref, ["4"])
        assert (own in page(sara, f"/arende/som-personen?ref={ref}")) == has_ombud
    (record,) = PdfReader(BytesIO(sara.get("/arende/akten.pdf?ref=W-6").data)).pages[:1]
    assert "steg 4: ombudet får inget om det" in " ".join(record.extract_text().split())
