"""Inkorgen: replies that a human has to read, whose they are, and what becomes of them."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from dinadatum.errors import UnknownPersonError
from dinadatum.usecases.cases.entering import enter_whole
from dinadatum.usecases.replies import saying
from dinadatum.usecases.replies.inbox_sight import OpenReply, open_reply, waiting_for
from dinadatum.usecases.replies.tying import LONGEST_NOTE, foresee, put_aside, tie
from dinadatum.web.desk import present, service, viewer
from dinadatum.web.reply_words import change_words
from notify.replies import ReplyClass
from notify.replies.class_words import read_as_words

pages = Blueprint("inbox", __name__)

Answer = str | Response | tuple[str, int]
GONE = "Svaret är redan läst. Inget är ändrat."


@pages.get("/inkorg")
def show() -> str:
    """Show the replies that wait, without their words."""
    with service().database.reading() as session:
        lines = waiting_for(session, viewer())
    return render_template("inbox.html", lines=lines, read_as_words=read_as_words)


@pages.get("/inkorg/<int:reply_id>")
def read(reply_id: int) -> str:
    """Show one reply with its words."""
    return _page(_open(reply_id), {})


@pages.post("/inkorg/<int:reply_id>/last")
def set_aside(reply_id: int) -> Answer:
    """Note that a reply is read."""
    found, note = _open(reply_id), request.form.get("anteckning", "").strip()
    if len(note) > LONGEST_NOTE:
        return _page(found, {"anteckning": f"Skriv högst {LONGEST_NOTE} tecken."}, note=note), 422
    kept = put_aside(service().database, reply_id, who=viewer().username, note=note, now=present())
    flash("Svaret är läst." if kept else GONE)
    return redirect(url_for("inbox.show"), code=303)


@pages.post("/inkorg/<int:reply_id>/granska")
def ask_tie(reply_id: int) -> Answer:
    """Show what a reply would do as the reply of a person."""
    found, ref = _open(reply_id), request.form.get("ref", "").strip()
    if not found.can_tie:
        abort(404)
    try:
        person = enter_whole(service().database, viewer(), ref, present())
    except UnknownPersonError as error:
        return _page(found, {"ref": str(error)}, ref=ref), 422
    foreseen = foresee(service().database, service().rules, reply_id, person.person_id, present())
    if foreseen.refusal:
        return _page(found, {"ref": foreseen.refusal}, ref=ref), 422
    return render_template(
        "inbox_tie.html",
        reply=found,
        ref=person.ref,
        read_as=read_as_words(foreseen.read_as),
        changes=[change_words(change) for change in foreseen.changes],
        foreseen=foreseen,
    )


@pages.post("/inkorg/<int:reply_id>/bind")
def bind(reply_id: int) -> Response:
    """Let a reply be the person's, and do what it says."""
    if not _open(reply_id).can_tie:
        abort(404)
    person = enter_whole(service().database, viewer(), request.form.get("ref", ""), present())
    foreseen = foresee(service().database, service().rules, reply_id, person.person_id, present())
    if foreseen.refusal:
        abort(404)
    kept = tie(
        service().database,
        service().rules,
        reply_id,
        person.person_id,
        who=viewer().username,
        receipt=request.form.get("kvitto") == "ja",
        now=present(),
    )
    flash(f"Svaret hör nu till {person.ref}." if kept else GONE)
    return redirect(url_for("inbox.show"), code=303)


@pages.post("/inkorg/<int:reply_id>/betyder")
def ask_meaning(reply_id: int) -> Answer:
    """Show what a reply would do if the person had written a reply word."""
    found, word = _may_say(reply_id), _word()
    if word is None:
        return _page(found, {"betyder": "Välj vad svaret betyder, till exempel KLAR."}), 422
    foreseen = saying.foresee_as(service().database, service().rules, reply_id, word, present())
    if foreseen.refusal:
        return _page(found, {"betyder": foreseen.refusal}, word=word.value), 422
    return render_template(
        "inbox_say.html",
        reply=found,
        word=word.value,
        read_as=read_as_words(word.value),
        changes=[change_words(change) for change in foreseen.changes],
        foreseen=foreseen,
    )


@pages.post("/inkorg/<int:reply_id>/las-som")
def read_as(reply_id: int) -> Response:
    """Do what a reply says, read by a human."""
    found, word = _may_say(reply_id), _word()
    if (
        word is None
        or saying.foresee_as(service().database, service().rules, reply_id, word, present()).refusal
    ):
        abort(404)
    kept = saying.read_as(
        service().database, service().rules, reply_id, word, who=viewer().username, now=present()
    )
    flash(f"Svaret från {found.ref} är läst som {read_as_words(word.value)}." if kept else GONE)
    return redirect(url_for("inbox.show"), code=303)


def _may_say(reply_id: int) -> OpenReply:
    found = _open(reply_id)
    if not found.can_say:
        abort(404)
    return found


def _word() -> ReplyClass | None:
    return next((word for word in saying.SAYABLE if word.value == request.form.get("betyder")), None)


def _open(reply_id: int) -> OpenReply:
    found = open_reply(service().database, viewer(), reply_id, present())
    if found is None:
        abort(404)
    return found


def _page(reply: OpenReply, errors: dict[str, str], *, ref: str = "", note: str = "", word: str = "") -> str:
    return render_template(
        "inbox_one.html",
        reply=reply,
        read_as=read_as_words(reply.read_as),
        errors=errors,
        ref=ref,
        note=note,
        longest=LONGEST_NOTE,
        word=word,
        words=[(each.value, read_as_words(each.value)) for each in saying.SAYABLE],
    )
