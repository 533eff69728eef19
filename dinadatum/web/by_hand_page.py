"""Writing a message by hand: from the gallery or in own words, reviewed before it goes or is held."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from dinadatum.register.cases import CaseRow, load_case
from dinadatum.usecases.cases import by_hand
from dinadatum.usecases.cases.by_hand import Draft, Ready
from dinadatum.usecases.cases.entering import Head, enter_whole
from dinadatum.usecases.sending.own_words import OWN_WORDS, check_own, tidy
from dinadatum.usecases.sending.wording import Unsayable
from dinadatum.web import query
from dinadatum.web.desk import present, service, today, viewer
from notify.roads import sole_ombud

pages = Blueprint("by_hand", __name__)

NOW, HELD = "nu", "hall"
TWICE = "Det meddelandet är redan skrivet i dag. Det går en gång."
MOST_REMARKS = 5
LONGEST_TRIED = 2000
"""Letters of a text that are looked at while it is written: it is too long well before that."""
WHEN = {NOW: "Så snart det går, på en dag och tid då vi skickar", HELD: "Håll kvar, jag skickar senare"}
URGENT = {"nej": "Nej", "ja": "Ja, skicka genast vilken dag och tid det än är"}
REVIEW, KEEP, BACK = "granska", "spara", "andra"
Answer = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the form holds. source: the text of the gallery that it began from, or empty."""

    ref: str
    text: str = field(default="", repr=False)
    source: str = ""
    when: str = NOW
    urgent: str = "nej"


@pages.get("/arende/skriv")
def ask() -> Answer:
    """Show the form, with a text of the gallery in it if one was chosen."""
    head = _enter(query.text("ref"))
    source, errors, text = query.text("text"), dict[str, str](), ""
    with service().database.reading() as session:
        row = load_case(session, head.ref)
        if source and source not in by_hand.choices(service().rules):
            errors["galleri"] = "Den texten finns inte att välja. Välj en annan."
            source = ""
        elif source:
            found = by_hand.text_of(session, service().rules, row, source, today())
            text = "" if isinstance(found, Unsayable) else found.text
            if isinstance(found, Unsayable):
                errors["galleri"] = f"Den texten passar inte nu. {found.why}"
        refused = by_hand.refusal(row, today())
    return _show(Wish(head.ref, text, source), errors, refused=refused, of=row)


@pages.post("/arende/skriv")
def send() -> Answer:
    """Show what would go, or put it into the ledger."""
    head = _enter(request.form.get("ref", ""))
    wish, do = _posted(head.ref), request.form.get("steg_nu", REVIEW)
    with service().database.reading() as session:
        row = load_case(session, head.ref)
        if do == BACK:
            return _show(wish, {}, of=row)
        draft = _draft(session, row, wish)
        ready = by_hand.prepare(session, service().rules, row, draft, present())
    if ready.words is None:
        errors = {_field(name): said for name, said in ready.errors.items()}
        return _show(wish, errors, ready=ready, of=row), 422
    if do != KEEP:
        to_ombud = _to_ombud(row)
        return render_template(
            "by_hand_review.html", wish=wish, ready=ready, draft=draft, when=WHEN, to_ombud=to_ombud
        )
    keyring, who = service().database.keyring, viewer().username
    with service().database.transaction(who, present()) as session:
        made = by_hand.write(session, service().rules, row, draft, keyring=keyring, who=who, now=present())
        refused = "" if made else by_hand.refusal(load_case(session, head.ref), today())
    flash(_said(ready, draft) if made else refused or TWICE)
    return redirect(url_for("case.show", ref=head.ref), code=303)


@pages.post("/arende/skriv/matt")
def measure() -> dict[str, object]:
    """Say how long and how plain some words are, while they are written. No case is read, nothing is kept."""
    written = "\n".join(request.form.get("text", "").splitlines())[:LONGEST_TRIED]
    if not written.strip():
        return {"measure": "", "remarks": []}
    found = check_own(written, ())
    parts = f"{found.parts} {'del' if found.parts == 1 else 'delar'}"
    return {
        "measure": f"{found.chars} tecken, {parts}, LIX {round(found.lix)}.",
        "remarks": list(dict.fromkeys(breach.sentence for breach in found.breaches))[:MOST_REMARKS],
    }


@pages.post("/arende/hallet")
def settle() -> Response:
    """Let a held message go, or take it away."""
    head, do = _enter(request.form.get("ref", "")), request.form.get("gor", "")
    if do not in ("skicka", "ta-bort"):
        abort(400)
    who = viewer().username
    with service().database.transaction(who, present()) as session:
        message = by_hand.held(session, head.person_id, request.form.get("nr", ""))
        if message is None:
            done = False
        elif do == "skicka":
            done = by_hand.release(session, service().rules, message, who=who, now=present())
        else:
            done = by_hand.withdraw(session, message, who=who, now=present())
    said = {"skicka": "Meddelandet är på väg.", "ta-bort": "Meddelandet är borttaget."}[do]
    flash(said if done else "Någon annan hann före. Så här är det nu.")
    return redirect(url_for("case.show", ref=head.ref), code=303)


def _enter(ref: str) -> Head:
    return enter_whole(service().database, viewer(), ref, present())


def _posted(ref: str) -> Wish:
    form = request.form
    return Wish(
        ref,
        "\n".join(form.get("text", "").splitlines()).strip(),
        form.get("galleri", ""),
        form.get("nar", NOW) if form.get("nar") in WHEN else NOW,
        form.get("brattom", "nej") if form.get("brattom") in URGENT else "nej",
    )


def _draft(session: Session, row: CaseRow, wish: Wish) -> Draft:
    """Tell whether the words are still the gallery's: then they are made anew on the day they go."""
    template = OWN_WORDS
    if wish.source in by_hand.choices(service().rules):
        found = by_hand.text_of(session, service().rules, row, wish.source, today())
        if not isinstance(found, Unsayable) and tidy(found.text) == tidy(wish.text):
            template = wish.source
    return Draft(wish.text, template, urgent=wish.urgent == "ja", held=wish.when == HELD)


def _field(name: str) -> str:
    return {"urgent": "brattom"}.get(name, name)


def _said(ready: Ready, draft: Draft) -> str:
    if draft.held:
        return "Meddelandet är skrivet och hålls kvar. Du skickar det härifrån när du vill."
    return (
        "Meddelandet är skrivet och på väg."
        if ready.day == today()
        else "Meddelandet är skrivet. Det går nästa dag då vi skickar."
    )


def _to_ombud(row: CaseRow) -> bool:
    """Tell whether an ombud receives in the person's place."""
    return sole_ombud(row.case, today()) is not None


def _show(
    wish: Wish,
    errors: dict[str, str],
    *,
    of: CaseRow,
    refused: str = "",
    ready: Ready | None = None,
) -> str:
    choices = {
        "": "Egna ord",
        **{key: f"{key}: {use}" for key, use in by_hand.choices(service().rules).items()},
    }
    return render_template(
        "by_hand.html",
        wish=wish,
        errors=errors,
        refused=refused,
        peace="" if refused or errors else by_hand.peace_words(of, today()),
        to_ombud=_to_ombud(of),
        ready=ready,
        choices=choices,
        when=WHEN,
        urgent=URGENT,
    )
