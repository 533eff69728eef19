"""The cells of a form to the columns of a row, or a sentence for each cell that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dinadatum.register import tables as t
from dinadatum.register.crypto import Keyring
from dinadatum.register.importing import cells as read
from dinadatum.register.importing import rows as values
from dinadatum.register.importing.cells import Wrong
from dinadatum.register.importing.errors import RowError
from dinadatum.register.importing.files import RawRow, Sheet
from dinadatum.register.importing.kinds import KINDS
from dinadatum.register.importing.parsing import read_row
from dinadatum.usecases.changing.owner import Owner
from dinadatum.usecases.changing.subjects import Subject
from notify.own_steps import steps_in_words
from notify.values import Wording

SOURCES = {"möte": "möte", "telefon": "telefon", "papper": "papper"}
WORK = {"börjar": "work_start", "slutar": "stops_work"}
SAMPLES = ("diskret", "tydlig", "ping")
_NOT_COLUMNS = {"ref", "birth_date", "caseworker", "consent", "replaces"}


ASK_WHICH = "Det går inte ihop med att ombudet ensamt får meddelandena: fråga personen vad som gäller."
RECEIVES_ALONE = f"Ombudet får meddelandena ensamt. {ASK_WHICH} Ändra det först under «Ombudet ensamt»."
MISSING = "Här saknas något."
NOWHERE_TO_POST = (
    "Ett brev behöver en postadress. Fyll i gatuadress, postnummer och ort, eller välj en annan väg."
)
NO_MAIL_ADDRESS = "Ett mejl behöver en mejladress. Fyll i den, eller välj en annan väg."
Read = dict[str, Any]
Errors = dict[str, str]


def read_cells(
    subject: Subject, cells: Mapping[str, str], owner: Owner, keyring: Keyring, today: date
) -> tuple[Read, Errors]:
    """Return the columns that the cells stand for, and a sentence by cell for what is wrong."""
    if subject.slug == "samtycke":
        return _consent(cells)
    if subject.slug == "kopior":
        return _copies(cells)
    if not subject.file:
        return _single(subject, cells, today)
    row = _row(subject, cells, owner, today)
    if isinstance(row, tuple):
        return {}, {error.column: sentence(error.got, error.expected, error.remedy) for error in row}
    columns = _columns(row, subject, keyring)
    return columns, _shown_first(columns, owner) | _one_wish(columns, owner) | _with_address(columns)


def sentence(got: str, expected: str, remedy: str) -> str:
    """Say what came, what was expected and how to mend it."""
    came = f"«{got[:40]}» går inte här." if got else MISSING
    return f"{came} Det som väntas är {expected}. {remedy}"


def _row(
    subject: Subject, cells: Mapping[str, str], owner: Owner, today: date
) -> values.Row | tuple[RowError, ...]:
    """Read the cells as one row of the file of this kind."""
    same = {"referens": owner.ref}
    if subject.table is t.Person:
        same["födelsedatum"] = owner.birth_date.isoformat()
    given = {name: " ".join(cells.get(name, "").split()) for name in subject.cells}
    whole = same | given
    sheet = Sheet(KINDS[subject.file], "", tuple(whole))
    return read_row(sheet, RawRow(0, tuple(whole.values())), today)


def _columns(row: values.Row, subject: Subject, keyring: Keyring) -> Read:
    columns = {
        name: value
        for name, value in values.fields(row)
        if name not in _NOT_COLUMNS or (name == "birth_date" and "födelsedatum" in subject.cells)
    }
    if isinstance(row, values.OmbudRow):
        columns["name_hash"] = keyring.fingerprint(row.name_key)
    elif isinstance(row, values.PersonRow) and "mobile" in columns:
        columns["mobile_hash"] = keyring.fingerprint(row.mobile) if row.mobile else None
        columns["email_hash"] = keyring.fingerprint(row.email.lower()) if row.email else None
    return columns


def _shown_first(columns: Read, owner: Owner) -> Errors:
    """Refuse the open wording until the person has seen what it looks like."""
    if columns.get("wording") is not Wording.TYDLIG or Wording.TYDLIG.value in owner.seen:
        return {}
    remedy = "Visa först ett prov på ordvalet tydlig, och skriv det under Samtycke. Välj diskret så länge."
    return {"ordval": remedy}


def _one_wish(columns: Read, owner: Owner) -> Errors:
    """Refuse that an ombud alone receives while the person takes steps alone: one of the two can't hold."""
    if columns.get("steps_alone") and owner.ombud_alone:
        return {"egna_steg": RECEIVES_ALONE}
    if columns.get("ombud_alone") and owner.steps_alone:
        own = steps_in_words(owner.steps_alone.split())
        return {"ombud_ensam": f"Personen tar {own} själv. {ASK_WHICH}"}
    return {}


def _with_address(columns: Read) -> Errors:
    """Refuse another way that was agreed on without the address that it needs: nothing would ever go by it."""
    reserve = columns.get("reserve_road")
    if reserve == "brev" and not all(columns.get(name) for name in ("street", "postcode", "city")):
        return {"reservväg": NOWHERE_TO_POST}
    if reserve == "epost" and not columns.get("email"):
        return {"reservväg": NO_MAIL_ADDRESS}
    return {}


def _single(subject: Subject, cells: Mapping[str, str], today: date) -> tuple[Read, Errors]:
    """Read a form that is one day."""
    cell = subject.cells[0]
    text = cells.get(cell, "").strip()
    if cell in WORK:
        return _work(WORK[cell], cell, text, today)
    column = {"paus": "paused_until", "bekräftat": "confirmed"}[cell]
    if not text:
        return {column: None}, {}
    day = read.day(text)
    if isinstance(day, Wrong):
        return {}, {cell: sentence(text, day.expected, day.remedy)}
    if cell == "paus" and day <= today:
        return {}, {cell: "Pausen slutar en dag som kommer. Välj en senare dag, eller töm för ingen paus."}
    if cell == "bekräftat" and day > today:
        return {}, {cell: "Dagen har inte varit än. Skriv dagen då du kontrollerade, till exempel i dag."}
    return {column: day}, {}


def _copies(cells: Mapping[str, str]) -> tuple[Read, Errors]:
    errors: Errors = {}
    answer, source = cells.get("svar", ""), cells.get("källa", "")
    if answer not in ("ja", "nej"):
        errors["svar"] = "Välj vad personen vill: ja eller nej."
    if source not in SOURCES:
        errors["källa"] = "Välj hur personen sa det: möte, telefon eller papper."
    return ({} if errors else {"allowed": answer == "ja", "source": source}), errors


def _work(column: str, cell: str, text: str, today: date) -> tuple[Read, Errors]:
    """Read a day of work or studies: somebody writes it down, so it is confirmed. Empty: it isn't so."""
    said, confirmed = f"{column}_said", f"{column}_confirmed"
    if not text:
        return {column: None, said: None, confirmed: None}, {}
    day = read.day(text)
    if isinstance(day, Wrong):
        return {}, {cell: sentence(text, day.expected, day.remedy)}
    return {column: day, confirmed: today}, {}


def _consent(cells: Mapping[str, str]) -> tuple[Read, Errors]:
    errors: Errors = {}
    answer, source = cells.get("svar", ""), cells.get("källa", "")
    shown = [name for name in SAMPLES if name in cells.get("visat", "").split()]
    if answer not in ("ja", "nej"):
        errors["svar"] = "Välj vad personen svarade: ja eller nej."
    if source not in SOURCES:
        errors["källa"] = "Välj hur personen svarade: möte, telefon eller papper."
    if answer == "ja" and not shown:
        errors["visat"] = "Visa minst ett prov innan personen säger ja. Kryssa för det du visade."
    columns = {"given": answer == "ja", "source": source, "texts": ", ".join(shown)}
    return ({} if errors else columns), errors
