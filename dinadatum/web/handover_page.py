"""Byt handläggare: one or many cases to a colleague with a day; first who is told when, then it is done."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from dinadatum.usecases.cases import handover_preview
from dinadatum.usecases.cases.handing_over import HandoverError, HandoverOrder
from dinadatum.usecases.looks.promising import free_day_of
from dinadatum.usecases.staff import absences
from dinadatum.usecases.staff.viewers import Role
from dinadatum.web import query
from dinadatum.web.desk import present, service, today, viewer
from notify.words import long_date

pages = Blueprint("handover", __name__)

CELLS = ("gammal", "ny", "dag", "hor_av_sig", "referenser")
REVIEW, DO = "granska", "lamna"
Answer = str | Response | tuple[str, int]


@pages.get("/byt-handlaggare")
def ask() -> str:
    """Show the form, with the references that the address names."""
    refs = [" ".join(ref.split()) for ref in request.args.getlist("ref")]
    return _form({"gammal": _own() or _whose(refs), "referenser": "\n".join(refs)}, {})


@pages.post("/byt-handlaggare")
def hand_over() -> Answer:
    """Show who would be told when, or hand over."""
    cells = {name: request.form.get(name, "").strip() for name in CELLS}
    errors: dict[str, str] = {}
    order = _order(cells, errors)
    if order is None or request.form.get("steg_nu") not in (REVIEW, DO):
        return _form(cells, errors), 422 if errors else 200
    try:
        if request.form["steg_nu"] == DO:
            return _do(order)
        seen = handover_preview.preview(service().database, service().rules, order, today())
    except HandoverError as error:
        return _form(cells, {"dag": str(error)}), 422
    return render_template(
        "handover_preview.html", order=order, preview=seen, cells=cells, names=_everybody()
    )


def _do(order: HandoverOrder) -> Response:
    with service().database.transaction(viewer().username, present()) as session:
        refs = handover_preview.hand_over(session, service().rules, order, today(), present())
    cases = "1 ärende" if len(refs) == 1 else f"{len(refs)} ärenden"
    name = _names().get(order.new, order.new)
    day = long_date(order.day)
    flash(f"Sparat: {cases} går till {name} den {day}. De som får meddelanden får veta det först.")
    return redirect(url_for("tasks.show"), code=303)


def _order(cells: Mapping[str, str], errors: dict[str, str]) -> HandoverOrder | None:
    """Read the form into an order, or leave sentences in errors."""
    old = cells["gammal"] if viewer().role is Role.TEAM_LEADER else _own()
    if not old:
        errors["gammal"] = "Välj vem som lämnar över."
    names = _names()
    if cells["ny"] not in names:
        errors["ny"] = "Välj vem som tar över."
    elif cells["ny"] == old:
        errors["ny"] = f"{names[old]} har ärendena redan. Välj någon annan."
    day = query.day(cells["dag"])
    example = f"Skriv den som {today().isoformat()}."
    if day is None:
        errors["dag"] = f"Den nyas första dag behövs. {example}"
    writes = query.day(cells["hor_av_sig"])
    if writes is None and cells["hor_av_sig"]:
        errors["hor_av_sig"] = f"«{cells['hor_av_sig'][:40]}» är ingen dag. {example}"
    if errors or day is None:
        return None
    refs = list(dict.fromkeys(cells["referenser"].replace(",", " ").split()))
    try:
        with service().database.reading() as session:
            writes = writes or free_day_of(session, service().rules, cells["ny"], day)
            chosen = handover_preview.refs_to_hand_over(session, viewer(), old, refs)
    except HandoverError as error:
        errors["referenser"] = str(error)
        return None
    return HandoverOrder(old, cells["ny"], day, writes, chosen)


def _form(cells: Mapping[str, str], errors: dict[str, str]) -> str:
    with service().database.reading() as session:
        counts = handover_preview.count_cases(session, viewer())
    names, everybody = _names(), _everybody()
    return render_template(
        "handover.html",
        cells=cells,
        errors=errors,
        own=_own(),
        leader=viewer().role is Role.TEAM_LEADER,
        olds={"": "Välj", **{old: f"{everybody[old]} ({count})" for old, count in counts.items()}},
        news={"": "Välj", **{who: name for who, name in names.items() if who != _has_them(cells)}},
        mine=counts.get(_own(), 0),
    )


def _has_them(cells: Mapping[str, str]) -> str:
    """Give who can't take over, since the cases are theirs; empty: a leader may still choose between all."""
    if viewer().role is not Role.TEAM_LEADER:
        return _own()
    return cells.get("gammal", "") if cells.get("referenser") else ""


def _whose(refs: list[str]) -> str:
    """Give who has the first of the cases, as far as the viewer may know of it; empty: nobody."""
    with service().database.reading() as session:
        return handover_preview.whose(session, viewer(), refs[0]) if refs else ""


def _own() -> str:
    return viewer().caseworker


def _everybody() -> dict[str, str]:
    with service().database.reading() as session:
        return absences.called_by_username(session)


def _names() -> dict[str, str]:
    """Return those who can take over: who works today or later, in the viewer's units."""
    with service().database.reading() as session:
        return {each.username: each.name for each in absences.colleagues(session, viewer(), today())}
