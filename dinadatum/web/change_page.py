"""Forms on a case: write, see what will change, keep, and take back. Showing never changes anything."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from dinadatum.errors import UnknownPersonError
from dinadatum.usecases.cases.entering import Head, enter
from dinadatum.usecases.changing.history import undoing
from dinadatum.usecases.changing.keeping import Change, Moved, Taken, current, keep
from dinadatum.usecases.changing.owner import Owner, read_owner
from dinadatum.usecases.changing.reading import MISSING, read_cells
from dinadatum.usecases.changing.rehearsal import Outlook, rehearse
from dinadatum.usecases.changing.samples import samples
from dinadatum.usecases.changing.subjects import SUBJECTS, Subject
from dinadatum.usecases.changing.writing import cells_of
from dinadatum.usecases.staff.viewers import Role, Sight
from dinadatum.web import query
from dinadatum.web.change_fields import FORMS, Form, Look, cell_words
from dinadatum.web.desk import present, service, today, viewer
from dinadatum.web.filters import plain_days

pages = Blueprint("change", __name__)

REVIEW, KEEP, BACK, REMOVE, KEEP_REMOVED = "granska", "spara", "andra", "granska-bort", "spara-bort"
MOVED = (
    "Någon annan har ändrat samma sak medan du skrev. Dina ord står kvar här. "
    "Jämför med ärendet, och granska en gång till."
)
GONE = "Raden finns inte längre. Någon annan har tagit bort den. Inget är ändrat."
TAKEN = "Det finns redan en sådan rad i ärendet. Ändra den i stället, eller välj en annan dag eller ett annat namn."
TOO_LATE = "Det går inte att ångra längre. Något nyare har ändrat samma sak. Rätta i ärendet i stället."
Answer = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form that is being filled in. before: the cells as the register has them; empty for a new row."""

    head: Head
    subject: Subject
    row_id: int | None
    version: int
    before: Mapping[str, str] = field(repr=False)
    owner: Owner
    hidden: bool

    @property
    def form(self) -> Form:
        """Give the words of the form."""
        return FORMS[self.subject.slug]

    @property
    def is_new(self) -> bool:
        """Tell whether it is a new row."""
        return self.subject.many and self.row_id is None


@pages.get("/arende/andra")
def ask() -> Answer:
    """Show a form, filled with what the register has."""
    sheet = _sheet(query.text("ref"), query.text("vad"), query.text("rad"))
    if sheet is None:
        abort(404)
    return _show(sheet, dict(sheet.before), {})


@pages.post("/arende/andra")
def save() -> Answer:
    """Show what would change, or keep it."""
    sheet = _sheet(request.form.get("ref", ""), request.form.get("vad", ""), request.form.get("rad", ""))
    if sheet is None:
        return render_template("change_gone.html", ref=request.form.get("ref", ""), why=GONE), 409
    cells, do = _posted(sheet), request.form.get("steg_nu", REVIEW)
    if do == BACK:
        return _show(sheet, cells, {})
    removing = do in (REMOVE, KEEP_REMOVED) and sheet.row_id is not None and sheet.subject.many
    columns, errors = ({}, {}) if removing else _read(sheet, cells)
    if errors:
        return _show(sheet, cells, errors), 422
    seen = request.form.get("version", "")
    change = Change(
        sheet.subject,
        sheet.head.person_id,
        sheet.row_id,
        int(seen) if seen.isdigit() else -1,
        columns,
        remove=removing,
    )
    try:
        if do in (KEEP, KEEP_REMOVED):
            return _keep(sheet.head.ref, change)
        outlook = None if sheet.hidden else _rehearse(change)
    except Moved:
        return _show(sheet, cells, {sheet.form.fields[0].name: MOVED}), 409
    except Taken:
        return _show(sheet, cells, {sheet.subject.clash: TAKEN}), 422
    return _preview(sheet, cells, outlook, removing=removing)


@pages.get("/arende/angra")
def ask_undo() -> Answer:
    """Show what taking a change back would lead to."""
    head, change = _undo(query.text("ref"), query.text("nr"))
    if change is None:
        return render_template("change_gone.html", ref=head.ref, why=TOO_LATE), 409
    try:
        outlook = _rehearse(change)
    except (Moved, Taken):
        return render_template("change_gone.html", ref=head.ref, why=TOO_LATE), 409
    return render_template("change_undo.html", ref=head.ref, number=query.text("nr"), outlook=outlook)


@pages.post("/arende/angra")
def undo() -> Answer:
    """Take a change back."""
    head, change = _undo(request.form.get("ref", ""), request.form.get("nr", ""))
    if change is not None:
        with suppress(Moved, Taken):
            return _keep(head.ref, change)
    return render_template("change_gone.html", ref=head.ref, why=TOO_LATE), 409


def _undo(ref: str, number: str) -> tuple[Head, Change | None]:
    head, seen = enter(service().database, viewer(), ref, present())
    if seen is not Sight.ALL:
        abort(404)
    with service().database.reading() as reading:
        return head, undoing(reading, head.person_id, int(number)) if number.isdigit() else None


def _sheet(ref: str, slug: str, row: str) -> Sheet | None:
    """Return the form of a row that the viewer may change; None when the row is gone. 404 for all else."""
    subject = SUBJECTS.get(slug)
    if subject is None or not (row == "" or row.isdigit()):
        abort(404)
    if subject.leader_only and viewer().role is not Role.TEAM_LEADER:
        abort(403)
    head, seen = enter(service().database, viewer(), ref, present())
    if seen is not Sight.ALL and not subject.leader_only:
        raise UnknownPersonError("Inget ärende med den referensen syns för det här kontot.")
    row_id = int(row) if row else None
    with service().database.reading() as reading:
        try:
            found = current(reading, subject, head.person_id, row_id)
        except Moved:
            return None
        owner = read_owner(reading, head.person_id)
        before = {} if found is None else cells_of(subject, found)
        version = 0 if found is None else found.version
    if subject.slug == "bekraftat":
        before["bekräftat"] = before["bekräftat"] if request.method == "POST" else today().isoformat()
    return Sheet(head, subject, row_id, version, before, owner, seen is not Sight.ALL)


def _posted(sheet: Sheet) -> dict[str, str]:
    return {
        each.name: " ".join(request.form.getlist(each.name)).strip()
        if each.look is Look.CHECKS
        else request.form.get(each.name, "").strip()
        for each in sheet.form.fields
    }


def _read(sheet: Sheet, cells: dict[str, str]) -> tuple[dict[str, object], dict[str, str]]:
    columns, errors = read_cells(sheet.subject, cells, sheet.owner, service().database.keyring, today())
    names = {each.name for each in sheet.form.fields}
    placed = {name if name in names else sheet.form.fields[0].name: said for name, said in errors.items()}
    return columns, {name: _in_form_words(sheet, cells, name, said) for name, said in placed.items()}


def _in_form_words(sheet: Sheet, cells: Mapping[str, str], name: str, said: str) -> str:
    """Ask for an empty field by its label, and say days in words: who is here knows nothing of a file's cells."""
    field = next(each for each in sheet.form.fields if each.name == name)
    if cells[name] or not said.startswith(MISSING):
        return plain_days(said)
    return f"{'Välj' if field.look is Look.CHOICE else 'Fyll i'} «{field.label}»."


def _rehearse(change: Change) -> Outlook:
    return rehearse(service().database, service().rules, change, today=today(), now=present())


def _keep(ref: str, change: Change) -> Response:
    number = keep(
        service().database, service().rules, change, viewer().username, today=today(), now=present()
    )
    undo = "" if change.subject.leader_only else "change.ask_undo"
    session["kept"] = [ref, number, undo]
    return redirect(url_for("case.show", ref=ref), code=303)


def _show(sheet: Sheet, cells: Mapping[str, str], errors: Mapping[str, str]) -> str:
    shown = samples(service().rules) if sheet.subject.slug == "samtycke" else ()
    return render_template(
        "change.html",
        sheet=sheet,
        cells=cells,
        errors=errors,
        samples=shown,
        can_remove=sheet.subject.many and not sheet.is_new,
    )


def _preview(sheet: Sheet, cells: Mapping[str, str], outlook: Outlook | None, *, removing: bool) -> str:
    lines = [
        (
            each.label,
            cell_words(sheet.form, each.name, sheet.before.get(each.name, "")),
            "" if removing else cell_words(sheet.form, each.name, cells[each.name]),
        )
        for each in sheet.form.fields
    ]
    return render_template(
        "change_preview.html",
        sheet=sheet,
        cells=cells,
        lines=[line for line in lines if line[1] != line[2]],
        outlook=outlook,
        removing=removing,
    )
